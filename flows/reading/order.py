"""The order of the labels: danger, leaving, the answer, other requests, thanks; politeness stands alone."""

from collections.abc import Iterable
from typing import Final

from flows.reading.meaning import Intent

_ORDER: Final = (
    Intent.DISTRESS,
    Intent.WRONG_NUMBER,
    Intent.STOP,
    Intent.LATE,
    Intent.ALTERNATIVE,
    Intent.YES,
    Intent.NO,
    Intent.MAYBE,
    Intent.STORY,
    Intent.STORY_NONE,
    Intent.START,
    Intent.CALLBACK,
    Intent.LANGUAGE,
    Intent.QUESTION,
    Intent.HELP,
)


def ordered(intents: Iterable[Intent]) -> tuple[Intent, ...]:
    """Put intents in the order in which they are shown; never empty."""
    heard = set(intents)
    shown = tuple(intent for intent in _ORDER if intent in heard)
    if shown:
        return shown
    return (Intent.THANKS,) if Intent.THANKS in heard else (Intent.UNCLEAR,)


def outranks(one: Intent, other: Intent) -> bool:
    """Say whether one would be shown before the other."""
    shown = ordered((one, other))
    return one is not other and shown[0] is one
