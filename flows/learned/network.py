"""A small network with one hidden layer over the embedding and the known words of a text, read from weights/<name>.npz."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from flows.learned.encoder import embedding
from flows.learned.replies import MANNERS, Known

_Numbers = NDArray[np.float32]
_SHOWN: Final = 3
BITS, LAST, NOUGHT = 4, 15, 8
MEANING: Final = 4.0
"""How much the embedding counts beside the words."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The probability of each label to lead, which add up to 1, and to be there at all."""

    leads: Mapping[str, float]
    there: Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Labels and weights: `spelling` (what is `known`, hidden), `meaning` (512 + contexts, hidden).

    Of `spelling` each weight takes four bits: so many steps of `step`, less `NOUGHT`; a byte holds one of the first half
    of the hidden places, and one of the second half above it.

    `heads` (hidden, 2 × labels) gives first what leads, then what is there.
    """

    labels: tuple[str, ...]
    contexts: tuple[str, ...]
    known: Known
    spelling: NDArray[np.uint8]
    step: _Numbers
    meaning: _Numbers
    bias: _Numbers
    heads: _Numbers
    heads_bias: _Numbers

    @classmethod
    def load(cls, name: str) -> "Network":
        """Return the network of that name, read once; raise `FileNotFoundError` where it was never trained."""
        return _load(name)

    def judge(self, text: str, context: str = "", signs: tuple[str, ...] = ()) -> Judged:
        """Return what a text means in its context; raise `MeaningUnavailable` without embedding."""
        here = np.array([context == one for one in self.contexts], np.float32)
        sums = self._sums(text, context, signs, np.concatenate([embedding(text) * np.float32(MEANING), here]))
        leads, there = sums[: len(self.labels)], sums[len(self.labels) :]
        powers = np.exp(leads - leads.max())
        shares = (powers / powers.sum()).tolist()
        chances = (1 / (1 + np.exp(-there))).tolist()
        return Judged(dict(zip(self.labels, shares, strict=True)), dict(zip(self.labels, chances, strict=True)))

    def words(self, typed: Iterable[str], label: str) -> tuple[str, ...]:
        """Return up to three of these words: those that speak most for a label, strongest first."""
        unsaid, place = self._sums("", "", (), None), self.labels.index(label)
        said = {word: self._spoken(self._sums(word, "", (), None) - unsaid, place) for word in typed}
        strongest = sorted(said, key=lambda word: (-said[word], word))
        return tuple(word for word in strongest[:_SHOWN] if said[word] > 0)

    def _sums(self, text: str, context: str, signs: tuple[str, ...], meant: _Numbers | None) -> _Numbers:
        found = self.known.columns_of(text, context, signs)
        hidden = self.bias + (found.values @ unpacked(self.spelling[found.columns])) * self.step
        if meant is not None:
            hidden = hidden + meant @ self.meaning
        sums: _Numbers = np.maximum(hidden, 0) @ self.heads + self.heads_bias
        return sums

    def _spoken(self, sums: _Numbers, place: int) -> float:
        """Return how much these sums speak for a label, more than for the others."""
        leads = sums[: len(self.labels)]
        return float(leads[place] - leads.mean())


def unpacked(spelling: NDArray[np.uint8]) -> _Numbers:
    """Return rows of weights, in steps."""
    return np.hstack([spelling & LAST, spelling >> BITS]).astype(np.float32) - NOUGHT


@cache
def _load(name: str) -> Network:
    stored = files(__package__) / "weights" / f"{name}.npz"
    with stored.open("rb") as file, np.load(file, allow_pickle=False) as held:
        return Network(
            labels=tuple(held["labels"].tolist()),
            contexts=tuple(held["contexts"].tolist()),
            known=Known(held["known"], MANNERS[name]),
            spelling=held["spelling"],
            **{part: held[part].astype(np.float32) for part in ("step", "meaning", "bias", "heads", "heads_bias")},
        )
