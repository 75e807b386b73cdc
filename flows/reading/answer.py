"""The answer to what was asked: coming or not, or the story made at home.

The rules stand in one table and the first that holds decides. Coming and not coming are never guessed: where a
reply says both, the last word counts and the reading is unsure.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flows.reading.claims import Claims, claims, end
from flows.reading.heard import Heard
from flows.reading.meaning import Ask, Evidence, Intent, Question, Sureness, Topic
from flows.reading.signs import ACK, COMING, CONDITION, DECLINED, LEVITY, NEXT_TIME, NOT_COMING

_PLAIN: Final = 3
"""Words in a phrase that says of itself that there was no story."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer, how sure, and the words that gave it."""

    intent: Intent
    sureness: Sureness
    evidence: tuple[Evidence, ...]


_Rule = tuple[Callable[[Claims], bool], Intent, Sureness]

_ATTENDANCE: Final[tuple[_Rule, ...]] = (
    (lambda s: s.has(Intent.ALTERNATIVE) and bool(s.coming), Intent.ALTERNATIVE, Sureness.FAIRLY),
    (lambda s: s.has(Intent.ALTERNATIVE) and s.is_day_stated(), Intent.ALTERNATIVE, Sureness.UNSURE),
    (lambda s: s.has(Intent.ALTERNATIVE), Intent.ALTERNATIVE, Sureness.SURE),
    (lambda s: bool((s.refusing or s.no) and s.coming) and s.is_coming_next_time(), Intent.NO, Sureness.FAIRLY),
    (lambda s: bool(s.no) and not s.coming and s.has(NEXT_TIME), Intent.NO, Sureness.FAIRLY),
    (lambda s: bool(s.refusing and s.coming) and s.has(Ask.GUEST), Intent.YES, Sureness.FAIRLY),
    (lambda s: bool(s.refusing) and s.has(Intent.LATE) and s.last_is_coming(), Intent.LATE, Sureness.FAIRLY),
    (lambda s: bool(s.refusing and s.coming) and s.last_is_coming(), Intent.YES, Sureness.UNSURE),
    (lambda s: bool(s.refusing and s.coming), Intent.NO, Sureness.UNSURE),
    (lambda s: bool(s.refusing or s.no) and s.is_day_offered(), Intent.ALTERNATIVE, Sureness.FAIRLY),
    (lambda s: bool(s.refusing), Intent.NO, Sureness.SURE),
    (lambda s: s.has(Intent.LATE) and bool(s.no), Intent.NO, Sureness.UNSURE),
    (lambda s: s.has(Intent.LATE), Intent.LATE, Sureness.SURE),
    (lambda s: s.has(CONDITION) and bool(s.coming or s.yes), Intent.MAYBE, Sureness.SURE),
    (lambda s: s.has(Intent.MAYBE) and bool(s.coming), Intent.YES, Sureness.UNSURE),
    (lambda s: s.has(Intent.MAYBE), Intent.MAYBE, Sureness.SURE),
    (lambda s: bool(s.coming and s.no), Intent.YES, Sureness.UNSURE),
    (lambda s: bool(s.coming) and s.has(Ask.REASON), Intent.YES, Sureness.FAIRLY),
    (lambda s: bool(s.coming) and s.is_coming_next_time(), Intent.YES, Sureness.FAIRLY),
    (lambda s: bool(s.coming), Intent.YES, Sureness.SURE),
    (lambda s: bool(s.yes and s.no) and end(s.yes) > end(s.no), Intent.YES, Sureness.UNSURE),
    (lambda s: bool(s.yes and s.no), Intent.NO, Sureness.FAIRLY),
    (lambda s: bool(s.yes) and s.has(Ask.REASON), Intent.YES, Sureness.UNSURE),
    (lambda s: bool(s.yes) and all(hit.sign == ACK for hit in s.yes), Intent.YES, Sureness.FAIRLY),
    (lambda s: bool(s.yes) and s.is_long(), Intent.YES, Sureness.FAIRLY),
    (lambda s: bool(s.yes), Intent.YES, Sureness.SURE),
    (lambda s: bool(s.no), Intent.NO, Sureness.SURE),
    (lambda s: s.has(CONDITION), Intent.MAYBE, Sureness.FAIRLY),
    (lambda s: s.has(Ask.REASON), Intent.NO, Sureness.FAIRLY),
)
_AT_HOME: Final[tuple[_Rule, ...]] = (
    (lambda s: s.has(Intent.YES) and bool(s.yes) and not s.no, Intent.STORY, Sureness.SURE),
    (lambda s: bool(s.no and s.yes), Intent.STORY_NONE, Sureness.FAIRLY),
    (lambda s: bool(s.no), Intent.STORY_NONE, Sureness.SURE),
    (lambda s: s.has(ACK), Intent.THANKS, Sureness.FAIRLY),
    (lambda s: s.has(Ask.REASON), Intent.STORY_NONE, Sureness.FAIRLY),
)
_SIGNS_OF: Final[dict[Intent, tuple[str, ...]]] = {
    Intent.YES: (Intent.YES, COMING, ACK),
    Intent.NO: (NOT_COMING, DECLINED, Intent.NO, Ask.REASON),
    Intent.MAYBE: (Intent.MAYBE, CONDITION),
    Intent.LATE: (Intent.LATE,),
    Intent.ALTERNATIVE: (Intent.ALTERNATIVE,),
    Intent.STORY: (Intent.STORY, Intent.YES),
    Intent.STORY_NONE: (Intent.STORY_NONE, Intent.NO, Ask.REASON),
    Intent.THANKS: (Intent.YES, ACK),
}


def answer(heard: Heard, question: Question) -> Answer | None:
    """Return the answer to the open question, or None where none was heard."""
    if question.topic is Topic.ACTIVITY and not _asks_yes_or_no(question):
        return _home_story(heard)
    signs = claims(heard)
    found = next((rule for rule in _ATTENDANCE if rule[0](signs)), None)
    if found is None:
        return _told_unasked(heard)
    _, intent, sureness = found
    if not _was_asked(question) and not (signs.coming or signs.refusing):
        return _unasked(heard, signs, intent, sureness)
    return _said(heard, intent, sureness)


def _asks_yes_or_no(question: Question) -> bool:
    return bool(question.options) and not {"read", "made"} & set(question.options)


def _was_asked(question: Question) -> bool:
    return bool(question.options) or question.topic in {Topic.INVITATION, Topic.REMINDER, Topic.LANGUAGE}


def _said(heard: Heard, intent: Intent, sureness: Sureness) -> Answer:
    return Answer(intent, sureness, heard.evidence(intent, heard.of(*_SIGNS_OF[intent])))


def _unasked(heard: Heard, signs: Claims, intent: Intent, sureness: Sureness) -> Answer | None:
    """Read an answer where nothing was asked: a mere yes or no is none, a thumbs-up is a thank-you."""
    if told := _told_unasked(heard):
        return told
    if intent is Intent.YES:
        is_polite = heard.has(ACK) or any(not heard.words(hit).isalnum() for hit in signs.yes)
        return _said(heard, Intent.THANKS, Sureness.FAIRLY) if is_polite else None
    if intent is Intent.NO and (heard.has(LEVITY) or not heard.has(Ask.REASON)):
        return None
    return _said(heard, intent, min_sureness(sureness, Sureness.FAIRLY))


def _home_story(heard: Heard) -> Answer | None:
    signs = claims(heard)
    if told := _told_story(heard):
        return told
    if signs.speaks_of_session():
        return _came_up(heard, signs)
    found = next((rule for rule in _AT_HOME if rule[0](signs)), None)
    return _said(heard, found[1], found[2]) if found else None


def _came_up(heard: Heard, signs: Claims) -> Answer:
    """Read a session that comes up where a home story was asked for."""
    _, intent, sureness = next(rule for rule in _ATTENDANCE if rule[0](signs))
    return _said(heard, intent, min_sureness(sureness, Sureness.FAIRLY))


def _told_unasked(heard: Heard) -> Answer | None:
    """Read a story told though none was asked for; of none, only where the words are plain."""
    told = _told_story(heard)
    if told is None:
        return None
    least = _PLAIN if told.intent is Intent.STORY_NONE else _PLAIN - 1
    return told if any(hit.words >= least for hit in heard.of(told.intent)) else None


def _told_story(heard: Heard) -> Answer | None:
    """Read a story or none where the words themselves say so, in any context."""
    told, untold = heard.of(Intent.STORY), heard.of(Intent.STORY_NONE)
    if told and (not untold or end(told) > end(untold)):
        return _said(heard, Intent.STORY, Sureness.FAIRLY if untold else Sureness.SURE)
    return _said(heard, Intent.STORY_NONE, Sureness.SURE) if untold else None


def min_sureness(one: Sureness, other: Sureness) -> Sureness:
    """Return the less sure of two."""
    order = (Sureness.UNSURE, Sureness.FAIRLY, Sureness.SURE)
    return min(one, other, key=order.index)
