"""Train what the tone check has learned: flows/tone/weights.npz, the same bytes every time.

usage: python benchmarks/train_tone.py
Only the part `train` of benchmarks/corpora/notes is learned from. One model says whether a note is held, another of
which kind a held one is. Lines are sorted, nothing is random, and one thread counts.
"""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from benchmarks import corpora
from flows.learned.encoder import embedding
from flows.learned.features import BUCKETS, DIMENSIONS, hashed
from flows.tone.judge import seen_in
from flows.tone.verdict import Kind

WEIGHTS = Path(__file__).resolve().parent.parent / "flows" / "tone" / "weights.npz"
MEANING, SPELLING, SIGNS = 4.0, 12.0, 2.0
"""How easily a weight grows: of the embedding, of hashed words, of what the rules saw."""


def signs_of(note: corpora.Note) -> frozenset[str]:
    return seen_in(note.text, note.language.partition("-")[0]).signs


def matrix(notes: Sequence[corpora.Note], signs: dict[str, int]) -> csr_matrix:
    """Return a row per note: embedding, hashed words, signs."""
    embedded = np.stack([embedding(note.text) for note in notes])
    found = [hashed(note.text) for note in notes]
    starts = np.cumsum([0, *(len(one.columns) for one in found)])
    columns, values = (np.concatenate([getattr(one, part) for one in found]) for part in ("columns", "values"))
    spelled = csr_matrix((values, columns, starts), shape=(len(notes), BUCKETS))
    shown = np.zeros((len(notes), len(signs)), np.float32)
    for row, note in enumerate(notes):
        shown[row, [signs[sign] for sign in signs_of(note)]] = 1
    return hstack([csr_matrix(embedded) * MEANING, spelled * SPELLING, csr_matrix(shown) * SIGNS]).tocsr()


def fitted(rows: csr_matrix, answers: Sequence[object]) -> tuple[np.ndarray, np.ndarray]:
    model = LogisticRegression(C=0.2, max_iter=500, tol=1e-3).fit(rows, np.array(answers))
    return model.coef_.T, model.intercept_


def save(**arrays: np.ndarray) -> None:
    held = BytesIO()
    np.savez_compressed(held, **arrays)
    WEIGHTS.write_bytes(held.getvalue())


def main() -> None:
    notes = sorted(corpora.notes("train"), key=lambda note: (note.text, note.label))
    signs = {name: row for row, name in enumerate(sorted(frozenset().union(*map(signs_of, notes))))}
    rows = matrix(notes, signs)
    is_held = np.array([note.label != "allow" for note in notes])
    held, held_bias = fitted(rows, is_held.tolist())
    kinds, kinds_bias = fitted(rows[is_held], [note.label for note in notes if note.label != "allow"])
    both = np.hstack([held, kinds])
    meaning, spelling, seen = np.split(both, [DIMENSIONS, DIMENSIONS + BUCKETS])
    save(
        kinds=np.array(sorted({str(Kind(note.label)) for note in notes if note.label != "allow"})),
        signs=np.array(list(signs)),
        meaning=(meaning * MEANING).astype(np.float16),
        spelling=(spelling * SPELLING).astype(np.float16),
        seen=(seen * SIGNS).astype(np.float16),
        bias=np.concatenate([held_bias, kinds_bias]).astype(np.float32),
    )
    print(f"tone: {len(notes)} notes, {is_held.sum()} held, {WEIGHTS.stat().st_size:,} bytes")


if __name__ == "__main__":
    with threadpool_limits(1):
        main()
