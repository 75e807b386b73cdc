"""How sure a reading is, by what the learned models give it: act, act and say what was understood, or ask."""

from collections.abc import Mapping
from typing import Final

from flows.reading.meaning import Intent, Reading, Sureness

_SURE: Final = 0.85
"""Least probability of what was heard for a sure reading: of 6,021 dev lines 5 are then surely taken for their contrary.
At 0.9 it would be 4, and 191 others would be trusted less for nothing: as many of the sure ones are right."""
_FAIRLY: Final = 0.65
"""Least probability of the leading intent; below, we ask."""
_AGREED: Final = 0.2
"""The same, where rules and models agree."""
_NEVER: Final = 2.0
_CONTRADICTING: Final = 0.95
"""Least probability at which the models overrule rules that heard another answer, and are fairly sure."""
_CONTRARY: Final = 0.15
"""Where so much speaks for coming and for not coming, we ask: that halves what is taken for its contrary."""
ANSWERS: Final = frozenset(
    {
        Intent.YES,
        Intent.NO,
        Intent.MAYBE,
        Intent.LATE,
        Intent.ALTERNATIVE,
        Intent.STORY,
        Intent.STORY_NONE,
    }
)
"""Of these only one is heard: the answer."""
_SIDES: Final = ((Intent.YES, Intent.LATE), (Intent.NO, Intent.ALTERNATIVE))
"""Coming, and not coming."""
ENDING: Final = frozenset({Intent.STOP, Intent.DISTRESS})
"""What is acted on wherever it is heard."""


def graded(reading: Reading, leading: Intent, leads: Mapping[str, float]) -> Sureness:
    """Grade the reading; where rules and models do not agree on coming, it is never a sure one."""
    if leading in ENDING:
        return Sureness.SURE
    share = leads.get(leading, 0.0)
    if share < _least(reading, leading) or _is_contrary(leading, leads):
        return Sureness.UNSURE
    is_agreed = leading is reading.leading and reading.sureness is Sureness.SURE
    # A question beside a yes takes a part of what the models give away, and nothing of how sure the yes is.
    heard = sum(leads.get(intent, 0.0) for intent in reading.intents)
    return Sureness.SURE if is_agreed and heard >= _SURE else Sureness.FAIRLY


def _is_contrary(leading: Intent, leads: Mapping[str, float]) -> bool:
    """Say whether too much speaks for not coming where coming leads, or the reverse."""
    contrary = next((_SIDES[1 - place] for place, side in enumerate(_SIDES) if leading in side), ())
    return sum(leads.get(intent, 0.0) for intent in contrary) >= _CONTRARY


def _least(reading: Reading, leading: Intent) -> float:
    """Return the probability from which a leading intent may be acted on."""
    is_torn = reading.leading in ANSWERS and reading.sureness is Sureness.UNSURE
    if leading is Intent.UNCLEAR or is_torn:
        return _NEVER
    if leading is reading.leading:
        return _AGREED
    return _CONTRADICTING if {leading, reading.leading} <= ANSWERS else _FAIRLY
