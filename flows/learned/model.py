"""A linear model over the embedding and the hashed words, read from weights/<name>.npz."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Final

import numpy as np
from numpy.typing import NDArray

from flows.learned.encoder import embedding
from flows.learned.features import Hashed, hashed

_Numbers = NDArray[np.float32]
_SHOWN: Final = 3
_FLOOR: Final = 40.0
"""Beyond this a sigmoid is 0 or 1, and the exponential would overflow."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Labels and their weights.

    `is_exclusive`: the scores of all labels add up to 1 (one of them leads); else each label stands for itself.
    The first layer of `meaning` (1 + contexts, 512, labels) and `bias` counts always, the others in their context;
    a model with no `meaning` at all needs no embedding and goes by spelling alone;
    `spelling` has the shape (BUCKETS, labels) and is kept as narrow as it is stored: a text needs some rows of it.
    """

    labels: tuple[str, ...]
    contexts: tuple[str, ...]
    is_exclusive: bool
    meaning: _Numbers
    spelling: NDArray[np.float16]
    bias: _Numbers

    @classmethod
    def load(cls, name: str) -> "Model":
        """Return the model of that name, read once; raise `FileNotFoundError` where it was never trained."""
        return _load(name)

    def scores(self, text: str, context: str = "", signs: tuple[str, ...] = ()) -> Mapping[str, float]:
        """Return the probability of each label, whatever the text; raise `MeaningUnavailable` without embedding.

        `signs` are what rules have found, where the model was trained beside rules.
        """
        return dict(zip(self.labels, self._squashed(self._sums(text, context, signs)).tolist(), strict=True))

    def words(self, typed: Iterable[str], label: str) -> tuple[str, ...]:
        """Return up to three of these words: those that speak most for a label, strongest first."""
        said = {word: self._spoken(word, self.labels.index(label)) for word in typed}
        strongest = sorted(said, key=lambda word: (-said[word], word))
        return tuple(word for word in strongest[:_SHOWN] if said[word] > 0)

    def _sums(self, text: str, context: str, signs: tuple[str, ...]) -> _Numbers:
        found = hashed(text, context, signs)
        sums = self.bias[0] + found.values @ self._spelt(found)
        if self.meaning.size:
            sums = sums + self._meant(text, context)
        clipped: _Numbers = np.clip(sums, -_FLOOR, _FLOOR)
        return clipped

    def _meant(self, text: str, context: str) -> _Numbers:
        numbers = embedding(text)
        sums: _Numbers = numbers @ self.meaning[0]
        if context in self.contexts:
            layer = 1 + self.contexts.index(context)
            sums = sums + self.bias[layer] + numbers @ self.meaning[layer]
        return sums

    def _squashed(self, sums: _Numbers) -> _Numbers:
        powers: _Numbers = np.exp(sums)
        shares: _Numbers = powers / (powers.sum() if self.is_exclusive else 1 + powers)
        return shares

    def _spelt(self, found: Hashed) -> _Numbers:
        return self.spelling[found.columns].astype(np.float32)

    def _spoken(self, word: str, place: int) -> float:
        """Return how much a word and its pieces speak for a label, and not for the others."""
        found = hashed(word)
        weights = found.values @ self._spelt(found)
        return float(weights[place] - (weights.mean() if self.is_exclusive else 0))


@cache
def _load(name: str) -> Model:
    stored = (files(__package__) / "weights" / f"{name}.npz").read_bytes()
    with np.load(BytesIO(stored), allow_pickle=False) as held:
        return Model(
            labels=tuple(held["labels"].tolist()),
            contexts=tuple(held["contexts"].tolist()),
            is_exclusive=bool(held["is_exclusive"]),
            meaning=held["meaning"].astype(np.float32),
            spelling=held["spelling"],
            bias=held["bias"].astype(np.float32),
        )
