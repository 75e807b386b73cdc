"""What staff read, taken from the pages and from what stands behind them, for the catalogues `staff.po`.

Most sentences are marked where they stand: `_("…")`, in Python and in templates. Those that are said below the pages
are looked up by their English there, and found here: why something is refused, why no answer went, why a file is not
kept, what the tone check says, how the labels of the flows read.
"""

import ast
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeAlias

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

from bot.errors import FileDamaged, FileOfOtherKind, FileTooBig
from bot.services.known_days import bank_holidays
from bot.services.nations import NATIONS
from bot.services.set_up import for_the_office
from bot.services.staff_words import FAILURES
from flows.options import LABELS
from flows.tone import offers

ROOT = Path(__file__).parents[1]
METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
KEYWORDS = {"_": None, "_n": (1, 2)}
REASONS = frozenset({"Refused", "Quiet", "_silent"})
"""What takes a reason first: why something is refused, or why nothing is said."""
KEPT = frozenset({"silence", "refusal"})
"""Under these names reasons are kept."""
UNMARKED = ("bot/services", "bot/web", "flows")

Found: TypeAlias = tuple[str, str | tuple[str, ...]]
"""The file, and the sentence or its forms."""
Constants: TypeAlias = dict[str, ast.expr]


def extract() -> Catalog:
    """Return every sentence that staff may read, in the order of the files."""
    template = Catalog(project="storylinks")
    for file, sentence in (*marked(), *reasons(), *said_below()):
        template.add(sentence, locations=[(file, 0)])
    return template


def marked() -> Iterator[Found]:
    """Yield what is marked where it stands."""
    for name, _line, sentence, _comments, _context in extract_from_dir(ROOT / "bot", METHODS, keywords=KEYWORDS):
        yield f"bot/{name}", sentence


def reasons() -> Iterator[Found]:
    """Yield the reasons that are given: written where they are given, or constants of the file or of one it imports."""
    for path in sorted(path for folder in UNMARKED for path in (ROOT / folder).rglob("*.py")):
        constants, file = constants_of(path) | imported(path), path.relative_to(ROOT).as_posix()
        for node in ast.walk(tree_of(path)):
            for said in given(node):
                yield from ((file, each) for each in sentences(said, constants))


@cache
def tree_of(path: Path) -> ast.Module:
    """Return a file as Python reads it."""
    return ast.parse(path.read_text("utf-8"))


def constants_of(path: Path) -> Constants:
    """Return what a file assigns to names."""
    assigned = (node for node in tree_of(path).body if isinstance(node, ast.Assign))
    return {target.id: node.value for node in assigned for target in node.targets if isinstance(target, ast.Name)}


def imported(path: Path) -> Constants:
    """Return the constants that a file takes from others of ours."""
    found: Constants = {}
    for node in tree_of(path).body:
        other = ROOT / f"{(getattr(node, 'module', None) or '-').replace('.', '/')}.py"
        if isinstance(node, ast.ImportFrom) and other.is_file():
            theirs = constants_of(other)
            found |= {name.asname or name.name: theirs[name.name] for name in node.names if name.name in theirs}
    return found


def given(node: ast.AST) -> Iterator[ast.expr]:
    """Yield what stands for a reason in this piece of a file."""
    match node:
        case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in REASONS:
            yield first
        case ast.keyword(arg=name, value=value) | ast.Assign(targets=[ast.Name(id=name)], value=value) if name in KEPT:
            yield value
        case ast.Dict():
            pairs = zip(node.keys, node.values, strict=True)
            yield from (value for key, value in pairs if isinstance(key, ast.Constant) and key.value in KEPT)


def sentences(said: ast.expr, constants: Constants) -> Iterator[str]:
    """Yield the sentences of an expression; what is put together has none that can be looked up."""
    match said:
        case ast.Constant(value=str(words)) if " " in words:
            yield words
        case ast.Name(id=name) if name in constants:
            yield from sentences(constants[name], constants)
        case ast.JoinedStr() | ast.Constant():
            return
        case _:
            for part in ast.iter_child_nodes(said):
                if isinstance(part, ast.expr):
                    yield from sentences(part, constants)


def said_below() -> Iterator[Found]:
    """Yield what has a place of its own below the pages."""
    yield from (("bot/errors.py", str(words)) for words in FAILURES.values())
    yield from (("bot/errors.py", str(each())) for each in (FileTooBig, FileOfOtherKind, FileDamaged))
    numbers = {words for file, words in reasons() if file.endswith("numbers.py") and isinstance(words, str)}
    yield from (("bot/services/set_up.py", for_the_office(words)) for words in sorted(numbers))
    held = (words for words in vars(offers).values() if isinstance(words, str) and " " in words)
    yield from (("flows/tone/offers.py", words) for words in held if words != offers.__doc__)
    yield from (("flows/tone/offers.py", words) for words in offers.QUESTIONS.values())
    yield from (("flows/options.py", label.sentence) for label in LABELS)
    yield from (("bot/services/known_days.py", name) for name in sorted(bank_holiday_names()))


def bank_holiday_names() -> set[str]:
    """Return by what names bank holidays are kept, of some years in which each may fall on a weekend."""
    years = date(2026, 1, 1), date(2036, 12, 31)
    return {name for nation in NATIONS for name in bank_holidays(nation, *years).values()}
