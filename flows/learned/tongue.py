"""Which language a reply is in, by its spelling alone: a linear model over the hashed words, weights/tongue.npz."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from flows.learned.features import hashed


@dataclass(frozen=True, slots=True, eq=False)
class Tongues:
    """Languages and their weights: `spelling` (BUCKETS, languages) and `bias`."""

    languages: tuple[str, ...]
    spelling: NDArray[np.float16]
    bias: NDArray[np.float32]

    @classmethod
    def load(cls) -> "Tongues":
        """Return the languages that we have learned, read once."""
        return _load()

    def of(self, text: str) -> Mapping[str, float]:
        """Return the probability of each language, whatever the text."""
        found = hashed(text)
        sums = self.bias + found.values @ self.spelling[found.columns].astype(np.float32)
        powers = np.exp(sums - sums.max())
        return dict(zip(self.languages, (powers / powers.sum()).tolist(), strict=True))


@cache
def _load() -> Tongues:
    stored = files(__package__) / "weights" / "tongue.npz"
    with stored.open("rb") as file, np.load(file, allow_pickle=False) as held:
        return Tongues(tuple(held["labels"].tolist()), held["spelling"], held["bias"].astype(np.float32))
