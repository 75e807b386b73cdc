"""What words stand for, whatever their language: "asbo", "vij" and "coming" are all `come`.

meanings.toml holds some seventy meanings of replies with the words of each language for them, whole or as a beginning
(`asb*`); note_meanings.toml those of what staff write. They carry what a network has learned from one language into
those of which it has seen little.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from typing import Final

_FEWEST: Final = 2
_FEWEST_LATIN: Final = 3
"""Letters of the shortest beginning that is compared; in Latin letters so few are too easily another word's."""
_HAN: Final = "\u3400"
"""From this character on a word is one character, and two in a row are looked up together too."""
_NONE: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Meanings:
    """Meanings by whole word and by beginning."""

    whole: Mapping[str, frozenset[str]]
    begun: Mapping[str, frozenset[str]]

    def of(self, word: str) -> frozenset[str]:
        """Return what a word stands for: as it is, and by the longest beginning that is known."""
        return self.whole.get(word, _NONE) | self._begun(word)

    def in_order(self, found: Sequence[str]) -> Iterator[list[str]]:
        """Yield what each word of a text stands for that stands for something."""
        for word, after in zip_longest(found, found[1:], fillvalue=""):
            meant = self.of(word) | (self.whole.get(word + after, _NONE) if word >= _HAN and after else _NONE)
            if meant:
                yield sorted(meant)

    def _begun(self, word: str) -> frozenset[str]:
        fewest = _FEWEST_LATIN if word.isascii() else _FEWEST
        starts = (word[:size] for size in range(len(word), fewest - 1, -1))
        return next((self.begun[start] for start in starts if start in self.begun), _NONE)


@cache
def meanings(name: str = "meanings") -> Meanings:
    """Return the meanings of <name>.toml in all languages, read once."""
    tables: dict[str, dict[str, str]] = tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))
    whole: dict[str, set[str]] = {}
    begun: dict[str, set[str]] = {}
    for table in tables.values():
        for meaning, written in table.items():
            for word in written.split():
                (begun if word.endswith("*") else whole).setdefault(word.removesuffix("*"), set()).add(meaning)
    return Meanings(_frozen(whole), _frozen(begun))


def _frozen(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {word: frozenset(meant) for word, meant in found.items()}
