"""What the notes in benchmarks/corpora taught: how likely a text is bad news, and of which kind.

Linear weights over the meaning of the text, its words and pieces of words, and the signs that the rules saw in it.
Made by benchmarks/train_tone.py. Without the sentence embedding it raises `MeaningUnavailable`, and the text is held.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from flows.learned.encoder import embedding
from flows.learned.features import Hashed, hashed, words
from flows.tone.verdict import Kind

_Numbers = NDArray[np.float32]
SHOWN = 3
FLOOR = 30.0  # beyond this a probability is 0 or 1, and the exponential would overflow


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """Hold the weights: the first column says whether a text is held, the others speak for one kind each."""

    kinds: tuple[Kind, ...]
    signs: dict[str, int]
    meaning: _Numbers
    spelling: NDArray[np.float16]
    seen: _Numbers
    bias: _Numbers

    def likely(self, text: str, signs: Collection[str]) -> float:
        """Return how likely a text with these signs is bad news, from 0 to 1."""
        total = float(self._sums(text, signs)[0])
        return 1.0 / (1.0 + float(np.exp(-np.clip(total, -FLOOR, FLOOR))))

    def kind(self, text: str, signs: Collection[str]) -> Kind:
        """Return the kind that a held text most likely is."""
        return self.kinds[int(np.argmax(self._sums(text, signs)[1:]))]

    def telling(self, text: str) -> tuple[str, ...]:
        """Return up to three words of a text that speak most for holding it, as typed and in order."""
        typed = text.split()
        weights = [self._weight(token) for token in typed]
        strongest = sorted(range(len(typed)), key=lambda place: -weights[place])[:SHOWN]
        return tuple(typed[place].strip(".,;:!?()\"'") for place in sorted(strongest) if weights[place] > 0)

    def _weight(self, token: str) -> float:
        return float(self._spelled(hashed(token))[0]) if words(token) else 0.0

    def _spelled(self, found: Hashed) -> _Numbers:
        weights: _Numbers = found.values @ self.spelling[found.columns].astype(np.float32)
        return weights

    def _sums(self, text: str, signs: Collection[str]) -> _Numbers:
        rows = [self.signs[sign] for sign in signs if sign in self.signs]
        meant: _Numbers = self.bias + embedding(text) @ self.meaning
        total: _Numbers = meant + self._spelled(hashed(text)) + self.seen[rows].sum(axis=0)
        return total


@cache
def learned() -> Learned:
    """Return the weights, read once."""
    stored = (files("flows.tone") / "weights.npz").read_bytes()
    with np.load(BytesIO(stored), allow_pickle=False) as held:
        return Learned(
            kinds=tuple(Kind(kind) for kind in held["kinds"].tolist()),
            signs={sign: row for row, sign in enumerate(held["signs"].tolist())},
            meaning=held["meaning"].astype(np.float32),
            spelling=held["spelling"],
            seen=held["seen"].astype(np.float32),
            bias=held["bias"].astype(np.float32),
        )
