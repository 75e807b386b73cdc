"""What happened, as facts in the past tense. A turn is nothing but these and what is said.

There is none for an absence, a missed count or a behaviour, and there must never be one.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from flows.engine.context import Answer


class Need(StrEnum):
    """Why a person is wanted; shown to staff in plain words, never to a parent."""

    READ = "read"
    RING = "ring"
    OTHER_TIME = "other_time"
    GUEST = "guest"
    NEW_NUMBER = "new_number"
    WRONG_NUMBER = "wrong_number"
    HELP_TO_COME = "help_to_come"
    LANGUAGE = "language"
    NEW_COPY = "new_copy"
    LEAVE_IN_PEACE = "leave_in_peace"
    MANY_TEXTS = "many_texts"
    COMING_BACK = "coming_back"


@dataclass(frozen=True, slots=True)
class NumberProved:
    """The parent said that this address is theirs."""


@dataclass(frozen=True, slots=True)
class NumberDisowned:
    """Whoever answers is not the parent."""


@dataclass(frozen=True, slots=True)
class InviteAccepted:
    """The parent wants to take part."""


@dataclass(frozen=True, slots=True)
class InviteLeftOpen:
    """Not now; the offer stays."""


@dataclass(frozen=True, slots=True)
class ChildNamed:
    """The parent chose what we call the child in texts."""

    name: str


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """From now on we write in this language (ISO code)."""

    language: str


@dataclass(frozen=True, slots=True)
class RsvpGiven:
    """A parent said whether they come to a session."""

    session_id: int
    answer: Answer
    minutes_late: int | None = None


@dataclass(frozen=True, slots=True)
class OtherTimeWished:
    """A parent picked a part of the day that would suit them better."""

    session_id: int
    choice: str


@dataclass(frozen=True, slots=True)
class OtherTimeTaken:
    """A parent booked the time that staff offered."""

    session_id: int
    on: date
    at: time


@dataclass(frozen=True, slots=True)
class StandingPlaceTaken:
    """The parent's place is kept every week, without asking."""


@dataclass(frozen=True, slots=True)
class GuestNamed:
    """The parent told who else would come; staff check first."""

    session_id: int
    words: str


@dataclass(frozen=True, slots=True)
class LittleOnesTold:
    """How many little ones come along."""

    session_id: int
    count: int


@dataclass(frozen=True, slots=True)
class HelpWished:
    """What would make coming easier (a quiet door, help getting here …)."""

    choice: str


@dataclass(frozen=True, slots=True)
class HomeStoryLogged:
    """They read one, made one up, or both, at home."""

    kind: str


@dataclass(frozen=True, slots=True)
class HomeStoryTold:
    """A story in the parent's own words, or in a voice note or drawing that came with the message."""

    words: str


@dataclass(frozen=True, slots=True)
class HomeStoryKept:
    """Where the story told last belongs: in the book, or just with the family."""

    for_book: bool


@dataclass(frozen=True, slots=True)
class BestMomentTold:
    """The best bit of a session, in the parent's words."""

    words: str


@dataclass(frozen=True, slots=True)
class FirstLineTold:
    """A line for the first page of the story book."""

    words: str


@dataclass(frozen=True, slots=True)
class FeedbackTold:
    """What a parent thinks of story time, in their own words; a number from 0 to 10 is kept as such words too."""

    words: str


@dataclass(frozen=True, slots=True)
class MonthlyWished:
    """The parent would like one story spark a month, after the last session."""


@dataclass(frozen=True, slots=True)
class OptedOut:
    """No more texts, at once and everywhere."""


@dataclass(frozen=True, slots=True)
class OptedIn:
    """The parent wants the texts back."""


@dataclass(frozen=True, slots=True)
class Paused:
    """Texts rest until the parent or a person wakes them."""


@dataclass(frozen=True, slots=True)
class FamilyPaused:
    """Texts rest for every adult of the family: what has happened has happened to all of them."""


@dataclass(frozen=True, slots=True)
class FewerWished:
    """One text a week from now on."""


@dataclass(frozen=True, slots=True)
class MoreWished:
    """The usual rhythm again."""


@dataclass(frozen=True, slots=True)
class SparkDayWished:
    """The family's story sparks come on Saturdays, or on school days again."""

    on_saturday: bool


@dataclass(frozen=True, slots=True)
class PlainChosen:
    """Texts without any name from now on."""


@dataclass(frozen=True, slots=True)
class NotSafeTold:
    """It is not safe to text this parent: never again, by any route."""


@dataclass(frozen=True, slots=True)
class RingWished:
    """The parent wants to talk; `best` is a part of the day, or None."""

    best: str | None = None


@dataclass(frozen=True, slots=True)
class SafetyRaised:
    """Someone may be at risk: a person is alerted and automation stops for the family."""


@dataclass(frozen=True, slots=True)
class SmsChosen:
    """The parent wants texts by SMS again."""


@dataclass(frozen=True, slots=True)
class TelegramRefused:
    """The SMS safety check said: that was not me."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A person is wanted, and why."""

    need: Need


Event = (
    NumberProved
    | NumberDisowned
    | InviteAccepted
    | InviteLeftOpen
    | ChildNamed
    | LanguageChosen
    | RsvpGiven
    | OtherTimeWished
    | OtherTimeTaken
    | StandingPlaceTaken
    | GuestNamed
    | LittleOnesTold
    | HelpWished
    | HomeStoryLogged
    | HomeStoryTold
    | HomeStoryKept
    | BestMomentTold
    | FirstLineTold
    | FeedbackTold
    | MonthlyWished
    | OptedOut
    | OptedIn
    | Paused
    | FamilyPaused
    | FewerWished
    | MoreWished
    | SparkDayWished
    | PlainChosen
    | NotSafeTold
    | RingWished
    | SafetyRaised
    | SmsChosen
    | TelegramRefused
    | HandedOver
)
