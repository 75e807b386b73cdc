"""Every way to say a piece of a phrase: its alternatives, its sets, its words made comparable."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from flows.reading.normal import comparable, tokenise
from flows.reading.words import WordsInvalid

PIECE: Final = re.compile(r"\([^)]*\)|\S+")
_NAMED: Final = re.compile(r"\{(\w+)\}")

Sets: TypeAlias = Mapping[str, tuple[str, ...]]


def _spell(phrase: str, sets: Sets) -> Iterator[tuple[str, ...]]:
    pieces = PIECE.findall(phrase)
    if not pieces:
        yield ()
        return
    for first in choices(pieces[0], sets):
        for rest in _spell(" ".join(pieces[1:]), sets):
            yield (*first, *rest)


def choices(piece: str, sets: Sets) -> Iterator[tuple[str, ...]]:
    """Yield every way to say one piece of a phrase, each as the words that are compared."""
    if piece.startswith("("):
        inside = piece[1:-1].split("|")
        for choice in inside if len(inside) > 1 else ("", *inside):
            yield from _spell(choice, sets)
    else:
        for word in piece.split("|"):
            yield from _entry(word, sets)


def _entry(word: str, sets: Sets) -> Iterator[tuple[str, ...]]:
    if (named := _NAMED.fullmatch(word)) is None:
        yield _words(word)
        return
    if named[1] not in sets:
        raise WordsInvalid(f"{word} names no set. The sets are {', '.join(sorted(sets))}.")
    for entry in sets[named[1]]:
        yield from _spell(entry, sets)


def _words(word: str) -> tuple[str, ...]:
    if word.endswith("*"):
        return (comparable(word[:-1]) + "*",)
    if not (words := tuple(token.word for token in tokenise(word).items)):
        raise WordsInvalid(f"{word!r} holds no word that can be heard.")
    return words
