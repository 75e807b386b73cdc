"""Who comes along: how many little ones, and which others of the family, as the parent names them."""

from collections.abc import Mapping
from typing import Final

from flows.reading.heard import Heard
from flows.reading.phrases import Hit
from flows.reading.signs import GROWN_UP, LITTLE_ONE, LITTLE_ONES

_MOST: Final = 12
"""More little ones than this are no family's; the number is something else."""
_DIGITS: Final = 2
_PAIR: Final = {"couple": 2, "both": 2}


def little_ones_named(heard: Heard, numbers: Mapping[str, int]) -> int | None:
    """Return how many little ones are named, None where none or "the kids", of whom nobody knows how many."""
    many = heard.of(LITTLE_ONES)
    counts = [_counted(heard, hit, numbers) for hit in many]
    single = sum(not any(hit.meets(other) for other in many) for hit in heard.of(LITTLE_ONE))
    twins = sum(2 for token in heard.tokens.items if token.word == "twins")
    if None in counts:
        return None
    total = sum(count or 0 for count in counts) + single + twins
    return total if 0 < total <= _MOST else None


def company_named(heard: Heard) -> tuple[str, ...]:
    """Return the grown-ups named, each as it was typed, once."""
    little = heard.of(LITTLE_ONE, LITTLE_ONES)
    grown = (hit for hit in heard.of(GROWN_UP) if not any(hit.meets(other) for other in little))
    return tuple(dict.fromkeys(heard.words(hit) for hit in grown))


def _counted(heard: Heard, hit: Hit, numbers: Mapping[str, int]) -> int | None:
    """Return the number before or at the head of "little ones"."""
    words = [token.word for token in heard.tokens.items]
    for word in reversed(words[max(0, hit.first - 1) : hit.last + 1]):
        number = int(word) if word.isdecimal() and len(word) <= _DIGITS else _PAIR.get(word, numbers.get(word))
        if number:
            return number
    return None
