"""What words stand for, whatever their language: "asbo", "vij" and "coming" are all `come`.

meanings.toml holds some seventy meanings with the words of each language for them, whole or as a beginning (`asb*`).
They carry what a network has learned from one language into those of which it has seen little.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

_FEWEST: Final = 2
_FEWEST_LATIN: Final = 3
"""Letters of the shortest beginning that is compared; in Latin letters so few are too easily another word's."""


@dataclass(frozen=True, slots=True)
class Meanings:
    """Meanings by whole word and by beginning."""

    whole: Mapping[str, frozenset[str]]
    begun: Mapping[str, frozenset[str]]

    def of(self, word: str) -> frozenset[str]:
        """Return what a word stands for: as it is, and by the longest beginning that is known."""
        return self.whole.get(word, frozenset()) | self._begun(word)

    def _begun(self, word: str) -> frozenset[str]:
        fewest = _FEWEST_LATIN if word.isascii() else _FEWEST
        starts = (word[:size] for size in range(len(word), fewest - 1, -1))
        return next((self.begun[start] for start in starts if start in self.begun), frozenset())


@cache
def meanings() -> Meanings:
    """Return the meanings of all languages, read once."""
    tables: dict[str, dict[str, str]] = tomllib.loads((files(__package__) / "meanings.toml").read_text("utf-8"))
    whole: dict[str, set[str]] = {}
    begun: dict[str, set[str]] = {}
    for table in tables.values():
        for meaning, written in table.items():
            for word in written.split():
                (begun if word.endswith("*") else whole).setdefault(word.removesuffix("*"), set()).add(meaning)
    return Meanings(_frozen(whole), _frozen(begun))


def _frozen(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {word: frozenset(meant) for word, meant in found.items()}
