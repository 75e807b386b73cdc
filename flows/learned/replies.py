"""What a reply is judged by: its words and their pieces, hashed, in Latin letters too; what they stand for; signs."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise, product
from zlib import crc32

import numpy as np

from flows.learned.concepts import meanings
from flows.learned.features import Hashed, named, pieces, words
from flows.learned.roman import romanised

BUCKETS = 1 << 15
"""Columns that everything is hashed into."""
_WORDS, _ROMAN, _ROMAN_PIECE, _SIGN = 3.0, 0.5, 0.25, 0.9
"""How much all words together count; among them one in Latin letters, and a piece of it; and a sign."""
_MEANING, _PAIR, _TOGETHER = 0.9, 0.45, 0.315
"""How much a meaning counts, two in a row, two anywhere in the reply."""
_REMEMBERED = 64


@lru_cache(maxsize=_REMEMBERED)
def columns_of(text: str, context: str = "", signs: tuple[str, ...] = ()) -> Hashed:
    """Return the columns that a reply has in this context, and how much of each; `signs` are what rules have found."""
    found = words(text)
    amounts: dict[int, float] = {}
    for name, amount in (*named(found, context), *_in_latin(found)):
        column = _column(name)
        amounts[column] = amounts.get(column, 0.0) + amount
    length = sum(amount * amount for amount in amounts.values()) ** 0.5 or 1.0
    shares = {column: _WORDS * amount / length for column, amount in amounts.items()}
    for name, amount in (*_meant(found, context).items(), *((sign, _SIGN) for sign in signs)):
        column = _column(name)
        shares[column] = shares.get(column, 0.0) + amount
    return Hashed(np.fromiter(shares, np.int64, len(shares)), np.fromiter(shares.values(), np.float32, len(shares)))


def _column(name: str) -> int:
    return crc32(name.encode()) % BUCKETS


def _in_latin(found: Sequence[str]) -> Iterator[tuple[str, float]]:
    for word in found:
        if (latin := romanised(word)) != word:
            yield "w " + latin, _ROMAN
            yield from ((piece, _ROMAN_PIECE) for piece in pieces(latin))


def _meant(found: Sequence[str], context: str) -> dict[str, float]:
    """Return what the words stand for, each once: alone, in a row, together, and first of all."""
    known = meanings()
    meant = [sorted(each) for word in found if (each := known.of(word))]
    amounts = {f"g {one}": _MEANING for each in meant for one in each}
    for before, after in pairwise(meant):
        amounts |= {f"gp {one} {other}": _PAIR for one, other in product(before, after)}
    everything = sorted(set().union(*meant))
    amounts |= {f"gq {one} {other}": _TOGETHER for one, other in combinations(everything, 2)}
    return amounts | {f"gf {context} {one}": _MEANING for one in (meant[0] if meant else ())}
