"""Typing slips: a word that no list knows is read as the one known word it nearly is.

Only words of five letters or more are mended (shorter ones are too easily another word), and only when they begin
alike, as slips do.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from flows.reading.normal import Token, Tokens

SHORTEST: Final = 5
MOST_MENDED: Final = 60
"""Words mended in one reply; what follows is left as typed, so that the work is bounded."""
_LONG: Final = 10
_LONGEST: Final = 20
_DOUBLED: Final = re.compile(r"(\D)\1+")


class Speller:
    """Mends slips towards a vocabulary, leaving `known` words alone."""

    __slots__ = ("_by_letter", "_known")

    def __init__(self, vocabulary: Iterable[str], known: Iterable[str]) -> None:
        """Take the words of all phrases, and the everyday words that must never be mended."""
        words = sorted(set(vocabulary))
        self._known = frozenset(words) | frozenset(known)
        self._by_letter: Mapping[str, list[str]] = _grouped(word for word in words if len(word) >= SHORTEST)

    def mend(self, tokens: Tokens) -> Tokens:
        """Return the tokens with slips mended; where they stood is kept."""
        left = MOST_MENDED
        items: list[Token] = []
        for token in tokens.items:
            is_new = token.word not in self._known and left > 0
            left -= is_new
            items.append(replace(token, word=self.nearest(token.word)) if is_new else token)
        return replace(tokens, items=tuple(items))

    def nearest(self, word: str) -> str:
        """Return the known word that this one nearly is, or the word itself."""
        squeezed = _DOUBLED.sub(r"\1", word)
        if squeezed in self._known:
            return squeezed
        if not SHORTEST - 1 <= len(word) <= _LONGEST or not word.isalpha():
            return word
        allowed = 2 if len(word) >= _LONG else 1
        best = extractOne(word, self._by_letter.get(word[0], ()), scorer=OSA.distance, score_cutoff=allowed)
        return word if best is None or _is_form(word, best[0]) else best[0]


def _is_form(word: str, other: str) -> bool:
    """Say whether one is the other with an ending: "provide" is a word of its own, not "provided" mistyped."""
    return word.startswith(other) or other.startswith(word)


def _grouped(words: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(word)
    return groups
