"""The pieces that the embedding cuts words into, by their letters: a table of numbers instead of a quarter million words.

A dict of them takes 40 MB, this table 6 MB; what is found in either is the same.
"""

from array import array
from collections.abc import Mapping
from typing import Final

_FREE: Final = 0
_ROOM: Final = 2
"""Places of the table for each piece, at least: then a piece stands at its place or close behind it."""


class Pieces:
    """Numbers by piece, found by the hash of its letters alone: there are 2⁶⁴ of them, so no two pieces share one.

    The hash is that of the bytes: Python gives "my" and "祭" one hash, because they lie alike in memory.
    """

    __slots__ = ("_last", "_marks", "_numbers")

    def __init__(self, numbers: Mapping[str, int]) -> None:
        """Take every piece over; nothing of the mapping is kept."""
        size = 1 << (_ROOM * len(numbers)).bit_length()
        self._last = size - 1
        self._marks = array("q", bytes(8 * size))
        self._numbers = array("i", bytes(4 * size))
        for piece, number in numbers.items():
            place = self._place(mark := hash(piece.encode()))
            self._marks[place], self._numbers[place] = mark, number

    def get(self, piece: str) -> int | None:
        """Return the number of a piece, or None."""
        place = self._place(hash(piece.encode()))
        return None if self._marks[place] == _FREE else self._numbers[place]

    def _place(self, mark: int) -> int:
        """Return the place where a mark stands, or the free one where it would."""
        marks, last = self._marks, self._last
        place = mark & last
        while marks[place] not in (mark, _FREE):
            place = (place + 1) & last
        return place
