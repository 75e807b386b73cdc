"""Fit the network that reads replies: one hidden layer, two heads, by small steps in numpy; the same every time.

Words and hidden places are left out at random while it learns, so that it leans on none of them alone; the chance
comes from a seeded generator. Only the rows of words that a batch holds are moved.
"""

from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_matrix

SEEDS = (1, 2)
FIRST = ("spelling", "meaning", "bias")
HIDDEN, ROUNDS, BATCH = 64, 10, 128
RATE, SHRINK, SMOOTHED = 2e-3, 1e-5, 0.05
LEFT_OUT, LEFT_OUT_WORDS = 0.3, 0.1
KEPT, KEPT_SQUARES, KEPT_SQUARES_OF_WORDS = 0.9, 0.999, 0.99
THERE = 0.5
"""How much the second head (what is there at all) counts beside the first (what leads)."""


@dataclass(slots=True)
class Moving:
    """One matrix of weights and its running means (Adam)."""

    values: np.ndarray
    mean: np.ndarray = field(init=False)
    square: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.mean, self.square = np.zeros_like(self.values), np.zeros_like(self.values)

    def move(self, slope: np.ndarray, rate: float, count: int) -> None:
        slope = slope + SHRINK * self.values
        self.mean += (1 - KEPT) * (slope - self.mean)
        self.square += (1 - KEPT_SQUARES) * (slope * slope - self.square)
        root = np.sqrt(self.square / (1 - KEPT_SQUARES**count)) + 1e-8
        self.values -= rate * (self.mean / (1 - KEPT**count)) / root

    def move_rows(self, rows: np.ndarray, slope: np.ndarray, rate: float) -> None:
        slope = slope + SHRINK * self.values[rows]
        mean = KEPT * self.mean[rows] + (1 - KEPT) * slope
        square = KEPT_SQUARES_OF_WORDS * self.square[rows] + (1 - KEPT_SQUARES_OF_WORDS) * slope * slope
        self.mean[rows], self.square[rows] = mean, square
        self.values[rows] -= rate * mean / (np.sqrt(square) + 1e-7)


@dataclass(slots=True)
class Fitted:
    """The weights of a network that has learned."""

    spelling: np.ndarray
    meaning: np.ndarray
    bias: np.ndarray
    heads: np.ndarray
    heads_bias: np.ndarray


def fit(words: csr_matrix, meant: np.ndarray, leads: np.ndarray, there: np.ndarray) -> Fitted:
    """Return the network fitted to rows of hashed words and of meaning; `leads` and `there` are 0 or 1 by label.

    Several begin elsewhere and their judgements are averaged, which is one network with all their hidden places.
    """
    fitted = [one(words, meant, leads, there, np.random.default_rng(seed)) for seed in SEEDS]
    spelling, meaning, bias = (np.concatenate([getattr(each, part) for each in fitted], -1) for part in FIRST)
    heads = np.concatenate([each.heads for each in fitted]) / len(SEEDS)
    return Fitted(spelling, meaning, bias, heads, np.mean([each.heads_bias for each in fitted], 0))


def one(
    words: csr_matrix, meant: np.ndarray, leads: np.ndarray, there: np.ndarray, chance: np.random.Generator
) -> Fitted:
    """Return one network, begun as chance has it."""
    targets = smoothed(leads, there)
    labels = leads.shape[1]
    spelling, meaning, bias, heads, heads_bias = start(chance, words, meant, labels)
    steps, count = ROUNDS * -(-len(meant) // BATCH), 0
    for _ in range(ROUNDS):
        order = chance.permutation(len(meant))
        for first in range(0, len(order), BATCH):
            rows = order[first : first + BATCH]
            count += 1
            rate = RATE * (1 - count / (steps + 1))
            heard, touched = narrowed(thinned(words[rows], chance))
            held = meant[rows]
            sums = heard @ spelling.values[touched] + held @ meaning.values + bias.values
            mask = ((chance.random(sums.shape) > LEFT_OUT) / (1 - LEFT_OUT)).astype(np.float32)
            hidden = np.maximum(sums, 0) * mask
            missed = (judged(hidden @ heads.values + heads_bias.values, labels) - targets[rows]) / len(rows)
            missed[:, labels:] *= THERE
            slope = (missed @ heads.values.T) * mask * (sums > 0)
            heads.move(hidden.T @ missed, rate, count)
            heads_bias.move(missed.sum(0), rate, count)
            bias.move(slope.sum(0), rate, count)
            meaning.move(held.T @ slope, rate, count)
            spelling.move_rows(touched, heard.T @ slope, rate)
    spelling.values[np.setdiff1d(np.arange(words.shape[1]), words.indices)] = 0
    return Fitted(*(each.values for each in (spelling, meaning, bias, heads, heads_bias)))


def start(chance: np.random.Generator, words: csr_matrix, meant: np.ndarray, labels: int) -> list[Moving]:
    """Return weights to begin with: spelling, meaning, bias, heads, bias of the heads."""
    wide = meant.shape[1]
    shapes = {
        (words.shape[1], HIDDEN): 0.05,
        (wide, HIDDEN): wide**-0.5,
        (HIDDEN,): 0,
        (HIDDEN, 2 * labels): HIDDEN**-0.5,
    }
    begun = [Moving((chance.normal(0, 1, shape) * spread).astype(np.float32)) for shape, spread in shapes.items()]
    return [*begun, Moving(np.zeros(2 * labels, np.float32))]


def smoothed(leads: np.ndarray, there: np.ndarray) -> np.ndarray:
    """Return what the heads should say: nobody is ever quite sure."""
    return np.hstack(
        [leads * (1 - SMOOTHED) + SMOOTHED / leads.shape[1], there * (1 - SMOOTHED) + SMOOTHED / 4]
    ).astype(np.float32)


def thinned(words: csr_matrix, chance: np.random.Generator) -> csr_matrix:
    """Return rows with some of their words left out, the others counting so much the more."""
    kept = (chance.random(len(words.data)) > LEFT_OUT_WORDS) / (1 - LEFT_OUT_WORDS)
    return csr_matrix(((words.data * kept).astype(np.float32), words.indices, words.indptr), shape=words.shape)


def narrowed(words: csr_matrix) -> tuple[csr_matrix, np.ndarray]:
    """Return rows with the columns that stand in none of them left out, and which columns stand."""
    touched, places = np.unique(words.indices, return_inverse=True)
    return csr_matrix((words.data, places, words.indptr), shape=(words.shape[0], len(touched))), touched


def judged(sums: np.ndarray, labels: int) -> np.ndarray:
    """Return shares that add up to 1 for the first head, chances for the second."""
    powers = np.exp(sums[:, :labels] - sums[:, :labels].max(1, keepdims=True))
    return np.hstack([powers / powers.sum(1, keepdims=True), 1 / (1 + np.exp(-sums[:, labels:]))])
