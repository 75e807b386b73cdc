"""How late: the minutes a parent names beside "late"."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from flows.reading.heard import Heard
from flows.reading.meaning import Intent

_MINUTES: Final = frozenset({"m", "min", "mins", "minute", "minutes", "minut", "minuty", "منٹ", "mint"})
_HALF: Final = frozenset({"half", "pol", "aadha", "adha", "آدھا"})
_QUARTER: Final = frozenset({"quarter", "kwadrans"})
_HOUR: Final = frozenset({"hour", "hr", "godzine", "ghanta", "ghante", "گھنٹہ"})
_CLOCK: Final = frozenset({"past", "to"})
_MOST: Final = 180
_DIGITS: Final = 3


def minutes_late(heard: Heard, numbers: Mapping[str, int]) -> int | None:
    """Return how many minutes late, the larger of a range, or None where none was named."""
    if not heard.has(Intent.LATE):
        return None
    words = [token.word for token in heard.tokens.items]
    return max(_named(words, numbers), default=None)


def _named(words: list[str], numbers: Mapping[str, int]) -> list[int]:
    found = [_minutes(words, index, numbers) for index in range(len(words))]
    return [minutes for minutes in found if 0 < minutes <= _MOST] or _bare(words, numbers)


def _minutes(words: list[str], index: int, numbers: Mapping[str, int]) -> int:
    """Return the minutes that the word at `index` closes, or 0."""
    word, before = words[index], words[max(0, index - 3) : index]
    if word in _MINUTES:
        return _count(before[-1], numbers) or 0 if before else 0
    if word in _QUARTER and not _CLOCK & set(words):
        return 15
    return _hours(before) if word in _HOUR else 0


def _hours(before: list[str]) -> int:
    if _HALF & set(before):
        return 30
    return 0 if _QUARTER & set(before) else 60


def _bare(words: list[str], numbers: Mapping[str, int]) -> list[int]:
    """Read "10 late", where no unit stands."""
    pairs = pairwise(words)
    return [
        count
        for word, after in pairs
        if after == "late" and (count := _count(word, numbers)) is not None and 0 < count <= _MOST
    ]


def _count(word: str, numbers: Mapping[str, int]) -> int | None:
    if word.isdecimal() and len(word) <= _DIGITS:
        return int(word)
    return numbers.get(word)
