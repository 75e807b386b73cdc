"""The corpora that the learned models are made from and measured with: benchmarks/corpora/<kind>/<part>/<lang>.tsv.

replies: context<TAB>labels<TAB>text, the leading label first, a language asked for as `language=pl`.
notes: `allow` or the kind to hold<TAB>text. A line that begins with # is a comment; a newline in a text stands as \\n.
The part `train` makes the models, `dev` is what they and the rules are worked on with; `unseen`, and for replies `hard`
with lines that say it sideways, are written by other hands and only ever counted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CORPORA = Path(__file__).with_name("corpora")
_NUMBERED = re.compile(r"-\d+$")


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply: the context it answers, its labels, the language asked for, and its own language."""

    language: str
    context: str
    labels: tuple[str, ...]
    text: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """One note: `allow` or the kind of what holds it."""

    language: str
    label: str
    text: str


def replies(part: str) -> list[Reply]:
    """Return the replies of a part, by language, in the order of the files."""
    return [_reply(language, *fields) for language, fields in _lines("replies", part, 3)]


def own_replies(path: Path) -> list[Reply]:
    """Return the replies that a school put right itself: a file of `storylinks corrections`, or a folder of such."""
    paths = sorted(path.glob("*.tsv")) if path.is_dir() else [path]
    return [_reply("und", *fields) for each in paths for fields in _fields(each, 3)]


def notes(part: str) -> list[Note]:
    """Return the notes of a part, by language, in the order of the files."""
    return [Note(language, label, text) for language, (label, text) in _lines("notes", part, 2)]


def _reply(language: str, context: str, labels: str, text: str) -> Reply:
    named = [label.partition("=") for label in labels.split(",")]
    target = next((code for name, _, code in named if name == "language" and code), None)
    return Reply(language, context, tuple(name for name, _, _ in named), text, target)


def _lines(kind: str, part: str, fields: int) -> Iterator[tuple[str, list[str]]]:
    for path in sorted((CORPORA / kind / part).glob("*.tsv")):
        language = _NUMBERED.sub("", path.stem)
        yield from ((language, found) for found in _fields(path, fields))


def _fields(path: Path, fields: int) -> Iterator[list[str]]:
    for line in path.read_text("utf-8").split("\n"):
        if line.strip() and not line.startswith("#"):
            found = line.split("\t", fields - 1)
            if len(found) != fields:
                raise SystemExit(f"{path.name}: {line!r} has {len(found)} fields, not {fields}.")
            yield [*found[:-1], found[-1].replace("\\n", "\n")]
