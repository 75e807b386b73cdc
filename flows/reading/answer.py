"""The answer to what was asked: coming or not, or the story made at home.

The rules stand in one table and the first that holds decides. Coming and not coming are never guessed: where a
reply says both, the last word counts and the reading is unsure.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from flows.reading.heard import Heard
from flows.reading.meaning import Ask, Evidence, Intent, Question, Sureness, Topic
from flows.reading.phrases import Hit
from flows.reading.signs import ACK, COMING, CONDITION, DAY, DECLINED, NEGATION, NEXT_TIME, NOT_COMING

_REACH: Final = 4
"""A "not" turns round what begins at most so many words after it."""
_LONG: Final = 12
"""Words from which a mere yes somewhere is no sure yes to the question."""
_PLAIN: Final = 3
"""Words in a phrase that says of itself that there was no story."""
_SHORT: Final = 4
"""A clause of so few words is a yes or a no wherever the word stands in it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer, how sure, and the words that gave it."""

    intent: Intent
    sureness: Sureness
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Signs:
    """The hits that can answer, weak ones (a mere yes, a mere no) only where they can be one."""

    heard: Heard
    yes: tuple[Hit, ...]
    no: tuple[Hit, ...]
    coming: tuple[Hit, ...]
    refusing: tuple[Hit, ...]

    def has(self, *signs: str) -> bool:
        return self.heard.has(*signs)

    def last_is_coming(self) -> bool:
        return _end(self.coming) > _end(self.refusing)

    def is_day_offered(self) -> bool:
        """Say whether a day stands alone as a question: "can't thursday. wed?"."""
        questions = {hit.clause for hit in self.heard.of(Intent.QUESTION)}
        clauses = self.heard.tokens.asking - questions
        return any(hit.clause in clauses for hit in self.heard.of(DAY))

    def is_long(self) -> bool:
        return len(self.heard.tokens.items) > _LONG

    def speaks_of_session(self) -> bool:
        return bool(self.coming or self.refusing) or self.has(Intent.LATE, Intent.ALTERNATIVE)

    def is_coming_next_time(self) -> bool:
        clauses = {hit.clause for hit in self.heard.of(NEXT_TIME)}
        return any(hit.clause in clauses for hit in self.coming)


_Rule = tuple[Callable[[_Signs], bool], Intent, Sureness]

_ATTENDANCE: Final[tuple[_Rule, ...]] = (
    (lambda s: s.has(Intent.ALTERNATIVE) and bool(s.coming), Intent.ALTERNATIVE, Sureness.FAIRLY),
    (lambda s: s.has(Intent.ALTERNATIVE), Intent.ALTERNATIVE, Sureness.SURE),
    (lambda s: bool(s.refusing and s.coming) and s.is_coming_next_time(), Intent.NO, Sureness.FAIRLY),
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
    (lambda s: bool(s.coming) and s.has(Ask.REASON), Intent.YES, Sureness.FAIRLY),
    (lambda s: bool(s.coming), Intent.YES, Sureness.SURE),
    (lambda s: bool(s.yes and s.no) and _end(s.yes) > _end(s.no), Intent.YES, Sureness.UNSURE),
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
    signs = _signs(heard)
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


def _unasked(heard: Heard, signs: _Signs, intent: Intent, sureness: Sureness) -> Answer | None:
    """Read an answer where nothing was asked: a mere yes or no is none, a thumbs-up is a thank-you."""
    if told := _told_unasked(heard):
        return told
    if intent is Intent.YES:
        is_polite = heard.has(ACK) or any(not heard.words(hit).isalnum() for hit in signs.yes)
        return _said(heard, Intent.THANKS, Sureness.FAIRLY) if is_polite else None
    if intent is Intent.NO and not heard.has(Ask.REASON):
        return None
    return _said(heard, intent, min_sureness(sureness, Sureness.FAIRLY))


def _home_story(heard: Heard) -> Answer | None:
    signs = _signs(heard)
    if told := _told_story(heard):
        return told
    if signs.speaks_of_session():
        return _came_up(heard, signs)
    found = next((rule for rule in _AT_HOME if rule[0](signs)), None)
    return _said(heard, found[1], found[2]) if found else None


def _came_up(heard: Heard, signs: _Signs) -> Answer:
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
    if told and (not untold or _end(told) > _end(untold)):
        return _said(heard, Intent.STORY, Sureness.FAIRLY if untold else Sureness.SURE)
    return _said(heard, Intent.STORY_NONE, Sureness.SURE) if untold else None


def min_sureness(one: Sureness, other: Sureness) -> Sureness:
    """Return the less sure of two."""
    order = (Sureness.UNSURE, Sureness.FAIRLY, Sureness.SURE)
    return min(one, other, key=order.index)


def _signs(heard: Heard) -> _Signs:
    said = tuple(hit for hit in heard.of(COMING) if not _is_asked(heard, hit))
    negated = tuple(hit for hit in said if _is_negated(heard, hit))
    return _Signs(
        heard,
        yes=tuple(hit for hit in _mere(heard, heard.of(Intent.YES, ACK)) if not _follows_not(heard, hit)),
        no=_mere(heard, heard.of(Intent.NO)),
        coming=tuple(hit for hit in said if hit not in negated),
        refusing=(*heard.of(NOT_COMING, DECLINED), *negated),
    )


def _is_asked(heard: Heard, hit: Hit) -> bool:
    """Say whether the words stand in a question: "is his dad coming"."""
    return any(other.clause == hit.clause and other.first < hit.first for other in heard.of(Intent.QUESTION))


def _is_negated(heard: Heard, hit: Hit) -> bool:
    """Say whether a "not" or a refusal shortly before, in the same clause, turns the words round."""
    turning = (*heard.of(NOT_COMING, DECLINED), *heard.loose(NEGATION))
    return any(other.clause == hit.clause and 0 < hit.first - other.last <= _REACH for other in turning)


def _follows_not(heard: Heard, hit: Hit) -> bool:
    return any(other.last + 1 == hit.first for other in heard.of(NEGATION))


def _mere(heard: Heard, hits: Iterable[Hit]) -> tuple[Hit, ...]:
    return tuple(hit for hit in hits if _can_answer(heard, hit))


def _can_answer(heard: Heard, hit: Hit) -> bool:
    """Take a yes or no at either end of its clause or in a short one; within a question only at its start."""
    begins = hit.first in heard.begins
    size = heard.clause_size(hit.clause)
    if hit.clause in heard.asking:
        return begins and size > hit.last - hit.first + 1
    return begins or size <= _SHORT or (hit.sign != ACK and (hit.words > 1 or _ends(heard, hit)))


def _ends(heard: Heard, hit: Hit) -> bool:
    items = heard.tokens.items
    return hit.last + 1 == len(items) or items[hit.last + 1].clause != hit.clause


def _end(hits: Iterable[Hit]) -> int:
    return max((hit.last for hit in hits), default=-1)
