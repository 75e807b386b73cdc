"""What in a reply speaks for coming and what against it, each "not" applied to what it turns round."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flows.reading.heard import Heard
from flows.reading.meaning import Intent
from flows.reading.phrases import Hit
from flows.reading.signs import ACK, COMING, DAY, DECLINED, NEGATION, NEXT_TIME, NOT_COMING

_REACH: Final = 4
"""A "not" turns round what begins at most so many words after it."""
_LONG: Final = 12
"""Words from which a mere yes somewhere is no sure yes to the question."""
_SHORT: Final = 4
"""A clause of so few words is a yes or a no wherever the word stands in it."""


@dataclass(frozen=True, slots=True)
class Claims:
    """The hits that can answer, weak ones (a mere yes, a mere no) only where they can be one."""

    heard: Heard
    yes: tuple[Hit, ...]
    no: tuple[Hit, ...]
    coming: tuple[Hit, ...]
    refusing: tuple[Hit, ...]

    def has(self, *signs: str) -> bool:
        """Say whether any of these signs was heard."""
        return self.heard.has(*signs)

    def last_is_coming(self) -> bool:
        """Say whether the last word was for coming."""
        return end(self.coming) > end(self.refusing)

    def is_day_offered(self) -> bool:
        """Say whether a day stands alone as a question: "can't thursday. wed?"."""
        questions = {hit.clause for hit in self.heard.of(Intent.QUESTION)}
        clauses = self.heard.tokens.asking - questions
        return any(hit.clause in clauses for hit in self.heard.of(DAY))

    def is_day_stated(self) -> bool:
        """Say whether all there is is a day that suits, which may be the very day: "thursday is fine"."""
        days = self.heard.of(DAY)
        is_bare = all(any(hit.meets(day) for day in days) for hit in self.heard.of(Intent.ALTERNATIVE))
        return is_bare and not (self.refusing or self.no or self.heard.asking)

    def is_long(self) -> bool:
        """Say whether the reply is too long for a mere yes to be a sure one."""
        return len(self.heard.tokens.items) > _LONG

    def speaks_of_session(self) -> bool:
        """Say whether the reply is about a session at all."""
        return bool(self.coming or self.refusing) or self.has(Intent.LATE, Intent.ALTERNATIVE)

    def is_coming_next_time(self) -> bool:
        """Say whether what is promised is the next session."""
        clauses = {hit.clause for hit in self.heard.of(NEXT_TIME)}
        return any(hit.clause in clauses for hit in self.coming)


def claims(heard: Heard) -> Claims:
    """Return what the reply says for and against coming."""
    said = tuple(hit for hit in heard.of(COMING) if not _is_asked(heard, hit))
    loose = heard.loose(NEGATION)
    turning = (*heard.of(NOT_COMING, DECLINED), *loose)
    negated = tuple(hit for hit in said if _is_negated(hit, turning))
    return Claims(
        heard,
        yes=tuple(hit for hit in _mere(heard, heard.of(Intent.YES, ACK)) if not _follows_not(heard, hit)),
        no=_mere(heard, heard.of(Intent.NO)),
        coming=tuple(hit for hit in said if hit not in negated),
        refusing=(*(hit for hit in heard.of(NOT_COMING, DECLINED) if not _is_turned(hit, loose)), *negated),
    )


def _is_asked(heard: Heard, hit: Hit) -> bool:
    """Say whether the words stand in a question: "is his dad coming"."""
    return any(other.clause == hit.clause and other.first < hit.first for other in heard.of(Intent.QUESTION))


def _is_negated(hit: Hit, turning: Iterable[Hit]) -> bool:
    """Say whether a "not" or a refusal shortly before, in the same clause, turns the words round."""
    return any(other.clause == hit.clause and 0 < hit.first - other.last <= _REACH for other in turning)


def _is_turned(hit: Hit, negations: Iterable[Hit]) -> bool:
    """Say whether a "not" right before turns a refusal round: "dont give our seat away"."""
    return any(other.last + 1 == hit.first for other in negations)


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


def end(hits: Iterable[Hit]) -> int:
    """Return the last word of the last hit, or -1 where there is none."""
    return max((hit.last for hit in hits), default=-1)
