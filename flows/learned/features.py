"""The words and pieces of words of a text, hashed: what carries a model into languages that no embedding knows.

Nothing here knows a language. Case, width, accents and letters typed over and over do not matter.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

DIMENSIONS: Final = 512
"""Numbers of an embedding."""
BUCKETS: Final = 1 << 16
"""Columns that words and pieces are hashed into."""
EXAMINED: Final = 400
"""Characters of a text that are looked at."""
_PIECES: Final = (2, 3, 4, 5)
_LONGEST: Final = 24
_WHOLE, _PAIR, _PIECE, _HERE, _PLACE = 1.0, 0.8, 0.35, 0.6, 0.7
"""How much a word counts, two words in a row, a piece of a word, a word in this context, the first or last word."""
_SIGN: Final = 0.4
"""How much a sign counts, beside all words together, which count 1."""
_REMEMBERED: Final = 64
_DROPPED: Final = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u200b-\u200f\u2060\ufeff\u00ad\ufe0e\ufe0f\u0640]")
_RUN: Final = re.compile(r"(\D)\1{2,}")
_HAN: Final = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_MARKS: Final = "\u0900-\u0963\u0966-\u0dff"
_WORD: Final = re.compile(
    rf"[{_HAN}]|(?:(?![{_HAN}])[\w{_MARKS}])+|[?!]+|[:;]-?[()]|<3|[\u2600-\u27bf\U0001f000-\U0001faff]"
)
_APOSTROPHES: Final = re.compile("(?<=\\w)['’‘`´ʼ](?=\\w)")


@dataclass(frozen=True, slots=True)
class Hashed:
    """The columns that a text has, each once, and how much of each; the words are of length 1 together."""

    columns: NDArray[np.int64]
    values: NDArray[np.float32]


def words(text: str) -> list[str]:
    """Return the words, emoji and question marks of a text, as they are compared."""
    folded = unicodedata.normalize("NFKC", text[:EXAMINED].encode("utf-8", "ignore").decode()).casefold()
    bare = _DROPPED.sub("", unicodedata.normalize("NFD", _APOSTROPHES.sub("", folded)))
    return _WORD.findall(_RUN.sub(r"\1\1", unicodedata.normalize("NFC", bare)))


@lru_cache(maxsize=_REMEMBERED)
def hashed(text: str, context: str = "", signs: tuple[str, ...] = ()) -> Hashed:
    """Return the hashed words and pieces of a text; a word counts once more for the context it stands in.

    `signs` are what rules have found in the text, by any name: they are learned from beside the words.
    """
    amounts: dict[int, float] = {}
    for name, amount in named(words(text), context):
        column = crc32(name.encode()) % BUCKETS
        amounts[column] = amounts.get(column, 0.0) + amount
    length = sum(amount * amount for amount in amounts.values()) ** 0.5 or 1.0
    shares = {column: amount / length for column, amount in amounts.items()}
    for sign in signs:
        column = crc32(sign.encode()) % BUCKETS
        shares[column] = shares.get(column, 0.0) + _SIGN
    return Hashed(np.fromiter(shares, np.int64, len(shares)), np.fromiter(shares.values(), np.float32, len(shares)))


def pieces(word: str) -> list[str]:
    """Return the pieces of a word, its beginning and end marked."""
    marked = f"^{word[:_LONGEST]}$"
    return ["c " + marked[start : start + size] for size in _PIECES for start in range(len(marked) - size + 1)]


def named(found: list[str], context: str) -> Iterator[tuple[str, float]]:
    """Yield what a text has, by name, and how much of it: words, pieces of words, words in a row, its first and last."""
    for word in found:
        yield "w " + word, _WHOLE
        yield f"x {context} {word}", _HERE
        yield from ((piece, _PIECE) for piece in pieces(word))
    yield from ((f"p {one} {other}", _PAIR) for one, other in pairwise(found))
    yield from ((f"s {one} {other}", _PAIR / 2) for one, other in zip(found, found[2:], strict=False))
    if found:
        yield f"f {context} {found[0]}", _PLACE
        yield f"l {found[-1]}", _PLACE
    yield f"n {min(len(found), 6)}", _PLACE
