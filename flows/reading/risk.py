"""Distress: wide on purpose, a router to a person, never a score and never a label.

Inside a story that is being told, only words about the parent's own people count, not a dragon's.
"""

from flows.reading.heard import Heard
from flows.reading.meaning import Ask, Intent
from flows.reading.phrases import Hit
from flows.reading.signs import CHARACTER, LEVITY, ONESELF, WORRY

DISTRESSING = (Intent.DISTRESS, Ask.BEREAVED, Ask.NOT_SAFE, Ask.ANGRY)
"""What reads as distress; flows may still act on an ask among them in its own way."""


def distress(heard: Heard, *, is_telling: bool) -> tuple[Hit, ...]:
    """Return the words that may be distress; "had enough of these texts" is a stop and no more."""
    stops = heard.of(Intent.STOP)
    signs = DISTRESSING if heard.has(LEVITY) else (*DISTRESSING, WORRY)
    hits = tuple(hit for hit in heard.of(*signs) if not any(stop.covers(hit) for stop in stops))
    return tuple(hit for hit in hits if not is_telling or _is_real(heard, hit))


def _is_real(heard: Heard, hit: Hit) -> bool:
    clauses = range(hit.clause, heard.tokens.items[hit.last].clause + 1)
    own = any(other.clause in clauses for other in heard.of(ONESELF))
    return own and not any(other.clause in clauses for other in heard.of(CHARACTER))
