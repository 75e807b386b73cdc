"""What a parent's reply meant: the closed vocabulary that every flow answers to.

The seventeen intents are the public labels; an `Ask` is a finer wish heard beside them ("pause", "what do you
hold on me"), which flows act on and the labels fold away.
"""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Final

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TOMORROW: Final = "tomorrow"
"""The one day that a parent may name without its name."""


class Intent(StrEnum):
    """One meaning of a reply; the order of definition carries no rank."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"
    LATE = "late"
    ALTERNATIVE = "alternative"
    QUESTION = "question"
    STORY = "story"
    STORY_NONE = "story_none"
    STOP = "stop"
    START = "start"
    HELP = "help"
    CALLBACK = "callback"
    LANGUAGE = "language"
    THANKS = "thanks"
    WRONG_NUMBER = "wrong_number"
    DISTRESS = "distress"
    UNCLEAR = "unclear"


class Ask(StrEnum):
    """A finer wish than an intent: what exactly is wanted or told."""

    PAUSE = "pause"
    LESS = "less"
    MORE = "more"
    DATES = "dates"
    UNDO = "undo"
    NEW_NUMBER = "new_number"
    NOT_SAFE = "not_safe"
    MY_DATA = "my_data"
    GUEST = "guest"
    SIBLINGS = "siblings"
    BEHAVIOUR = "behaviour"
    WHY_US = "why_us"
    ROBOT = "robot"
    COST = "cost"
    READING_HARD = "reading_hard"
    SORRY = "sorry"
    REASON = "reason"
    ANGRY = "angry"
    COMPLAINT = "complaint"
    BEREAVED = "bereaved"
    BY_SMS = "by_sms"
    LOST_STORY = "lost_story"
    SEND_FILE = "send_file"
    HEAR_IT = "hear_it"
    UNSURE = "unsure"
    SHARED_PHONE = "shared_phone"
    WHEN_WHERE = "when_where"
    OTHER_ADULT = "other_adult"
    CHILD_TEXTING = "child_texting"
    INTERPRETER = "interpreter"
    KEEP = "keep"
    WHO = "who"
    HELP_TO_COME = "help_to_come"
    SATURDAY = "saturday"
    SCHOOL_DAYS = "school_days"
    THE_SPARK = "the_spark"


class Sureness(StrEnum):
    """How far a reading may be acted on: act, act and say what was understood, or ask."""

    SURE = "sure"
    FAIRLY = "fairly"
    UNSURE = "unsure"


class Topic(StrEnum):
    """What the open question is about; `IDLE` when nothing was asked."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    ACTIVITY = "activity"
    LANGUAGE = "language"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class Question:
    """The open question a reply is read against.

    `options` name what the digits 1, 2, 3 … mean, in order ("yes", "no", "maybe", "another_time", "lunch" …).
    `takes_words` is true where any words are an answer (a name, a story, a number from 0 to 10).
    """

    topic: Topic = Topic.IDLE
    options: tuple[str, ...] = ()
    takes_words: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words, as the parent typed them, that gave an intent or an ask away."""

    meaning: Intent | Ask
    words: str


@dataclass(frozen=True, slots=True)
class When:
    """A time a parent names: a day ("mon" … "sun", "tomorrow"), an hour, `bound` "after" or "before" it, or a part of the day."""

    day: str | None = None
    at: time | None = None
    bound: str = ""
    part: str | None = None

    def __str__(self) -> str:
        """Return it in words that can be kept and read again: "thu after 15:00", "mon lunch"."""
        hour = self.at.isoformat("minutes") if self.at else self.part
        return " ".join(word for word in (self.day, self.bound, hour) if word)

    @classmethod
    def parse(cls, kept: str) -> "When":
        """Return what `str` has kept."""
        day, bound, at, part = None, "", None, None
        for word in kept.split():
            if word[:1].isdecimal():
                at = time.fromisoformat(word)
            elif word in ("after", "before"):
                bound = word
            elif word in (*DAYS, TOMORROW):
                day = word
            else:
                part = word
        return cls(day, at, bound, part)

    def said_on(self, today: date) -> "When":
        """Return it with the name of the day that "tomorrow" was when it was said."""
        if self.day != TOMORROW:
            return self
        return replace(self, day=DAYS[(today + timedelta(days=1)).weekday()])


@dataclass(frozen=True, slots=True)
class Reading:
    """A reply understood: one or more intents, the leading one first, and how sure we are.

    `choice` is the option picked, by digit or in words. `language` is the ISO code of a language asked for, or
    None. `number` is a lone number from 0 to 10. `minutes_late` is set when the parent says how late, `when` where a
    day or an hour is named, `little_ones` where children who come along are counted, `company` where others are.
    `text` is the reply as stored: no NUL, no lone surrogate, no direction override. `is_learned` is true where the
    learned models, not the rules, chose the intents.
    """

    text: str
    intents: tuple[Intent, ...]
    sureness: Sureness = Sureness.SURE
    evidence: tuple[Evidence, ...] = ()
    asks: frozenset[Ask] = frozenset()
    choice: str | None = None
    language: str | None = None
    number: int | None = None
    minutes_late: int | None = None
    when: When | None = None
    little_ones: int | None = None
    company: tuple[str, ...] = ()
    is_learned: bool = False

    @property
    def leading(self) -> Intent:
        """Return the intent to be answered first."""
        return self.intents[0]

    def has(self, *meanings: Intent | Ask) -> bool:
        """Say whether any of these intents or asks was heard."""
        # Every row of every table asks this: sets, without a step of Python for each meaning.
        return not (self.asks.isdisjoint(meanings) and set(meanings).isdisjoint(self.intents))
