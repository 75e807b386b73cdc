"""What a text is judged by: its words and their pieces, in Latin letters too; what they stand for; signs.

Each has a name, and what has been seen often enough while learning has a place of its own: the rest says nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from flows.learned.concepts import meanings
from flows.learned.features import Hashed, named, pieces, words
from flows.learned.roman import romanised

_WORDS, _ROMAN, _ROMAN_PIECE, _SIGN = 3.0, 0.5, 0.25, 0.9
"""How much all words together count; among them one in Latin letters, and a piece of it; and a sign."""
_NOWHERE = -1
_THREE, _ENDS = 0.6, 0.6
"""How much three words in a row count, and the first two or last two of a text."""


@dataclass(frozen=True, slots=True)
class Manner:
    """Which list the words of a text are looked up in, and how much a meaning counts, two in a row, two anywhere."""

    meanings: str
    alone: float
    in_a_row: float
    together: float


MANNERS = {
    "reading": Manner("meanings", 0.9, 0.45, 0.315),
    "tone": Manner("note_meanings", 1.3, 0.65, 0.3),
}
"""By the name of a network."""
REPLIES = MANNERS["reading"]


@dataclass(frozen=True, slots=True)
class Noted:
    """What a text has, by name, and how much of it: of its words, whose amounts are a share, and beside them."""

    worded: dict[str, float]
    beside: dict[str, float]


def noted(text: str, context: str = "", signs: tuple[str, ...] = (), manner: Manner = REPLIES) -> Noted:
    """Return what a text has in this context; `signs` are what rules have found."""
    found = words(text)
    worded: dict[str, float] = {}
    for name, amount in (*named(found, context), *_in_latin(found), *_in_a_row(found, context)):
        worded[name] = worded.get(name, 0.0) + amount
    return Noted(worded, _meant(found, context, manner) | dict.fromkeys(signs, _SIGN))


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """The names that have a place, by their hashes, which are sorted: the place of a name is that of its hash."""

    hashes: NDArray[np.uint32]
    manner: Manner = REPLIES

    @classmethod
    def of_names(cls, names: Iterator[str], manner: Manner = REPLIES) -> "Known":
        """Give a place to each of these."""
        return cls(np.unique(np.fromiter(map(_hash, names), np.uint32)), manner)

    def columns_of(self, text: str, context: str = "", signs: tuple[str, ...] = ()) -> Hashed:
        """Return the places of what a text has in this context, and how much of each; the words are of one length."""
        has = noted(text, context, signs, self.manner)
        places = iter(self._places((*has.worded, *has.beside)))
        worded, beside = _gathered(has.worded.values(), places), _gathered(has.beside.values(), places)
        length = sum(amount * amount for amount in worded.values()) ** 0.5 or 1.0
        shares = {place: _WORDS * amount / length for place, amount in worded.items()}
        for place, amount in beside.items():
            shares[place] = shares.get(place, 0.0) + amount
        return Hashed(np.fromiter(shares, np.int64, len(shares)), np.fromiter(shares.values(), np.float32, len(shares)))

    def _places(self, names: Sequence[str]) -> list[int]:
        """Return the place of each name, `_NOWHERE` for one that has none."""
        hashes = np.fromiter(map(_hash, names), np.uint32, len(names))
        places = self.hashes.searchsorted(hashes)
        found: list[int] = np.where(self.hashes.take(places, mode="clip") == hashes, places, _NOWHERE).tolist()
        return found


def _gathered(amounts: Iterable[float], places: Iterator[int]) -> dict[int, float]:
    """Return so many amounts by place, without those that have none."""
    kept: dict[int, float] = {}
    for amount, place in zip(amounts, places, strict=False):
        if place != _NOWHERE:
            kept[place] = kept.get(place, 0.0) + amount
    return kept


def _hash(name: str) -> int:
    return crc32(name.encode())


def _in_latin(found: Sequence[str]) -> Iterator[tuple[str, float]]:
    for word in found:
        if (latin := romanised(word)) != word:
            yield "w " + latin, _ROMAN
            yield from ((piece, _ROMAN_PIECE) for piece in pieces(latin))


def _in_a_row(found: Sequence[str], context: str) -> Iterator[tuple[str, float]]:
    yield from (("t " + " ".join(three), _THREE) for three in zip(found, found[1:], found[2:], strict=False))
    if len(found) > 1:
        yield f"f2 {context} {found[0]} {found[1]}", _ENDS
        yield f"l2 {found[-2]} {found[-1]}", _ENDS


def _meant(found: Sequence[str], context: str, manner: Manner) -> dict[str, float]:
    """Return what the words stand for, each once: alone, in a row, together, and first of all."""
    meant = list(meanings(manner.meanings).in_order(found))
    amounts = {f"g {one}": manner.alone for each in meant for one in each}
    for before, after in pairwise(meant):
        amounts |= {f"gp {one} {other}": manner.in_a_row for one, other in product(before, after)}
    everything = sorted(set().union(*meant))
    amounts |= {f"gq {one} {other}": manner.together for one, other in combinations(everything, 2)}
    return amounts | {f"gf {context} {one}": manner.alone for one in (meant[0] if meant else ())}
