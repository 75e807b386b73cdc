"""Phrases: the small language of `replies.toml`, and finding many of them in one pass.

A phrase is words with a few marks: `can't|won't` either word, `(really)` may be left out, `(a bit|so)` one of these,
`(a bit|so|)` one of these or none, `{person}` any entry of that set, `come*` any word that begins so, `..` up to
three words in between, a leading `^` only where a clause begins, a trailing `$` only where it ends. Case, accents
and apostrophes do not matter.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from flows.reading.normal import Token, comparable, tokenise
from flows.reading.signs import MERE, family
from flows.reading.words import WordsInvalid

_Path: TypeAlias = tuple[str, ...]
_GAP: Final = ".."
_GAP_WORDS: Final = 3
_PIECE: Final = re.compile(r"\([^)]*\)|\S+")
_NAMED: Final = re.compile(r"\{(\w+)\}")

Sets: TypeAlias = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: its sign, its first and last token (inclusive), its clause, and its number of words."""

    sign: str
    first: int
    last: int
    clause: int
    words: int

    @property
    def rank(self) -> tuple[int, bool, int, int, str]:
        """Sort hits that compete: more words first, then what says more, the tighter, the earlier, the name."""
        return (-self.words, self.sign in MERE, self.last - self.first, self.first, self.sign)

    def tokens(self) -> set[int]:
        """Return the indexes of the tokens from first to last."""
        return set(range(self.first, self.last + 1))

    def covers(self, other: "Hit") -> bool:
        """Say whether the other hit lies within this one."""
        return self.first <= other.first and other.last <= self.last

    def meets(self, other: "Hit") -> bool:
        """Say whether the two hits share a token."""
        return self.first <= other.last and other.first <= self.last


@dataclass(slots=True)
class _Words:
    """A tree of the ways to say one piece of a phrase, by word; `is_end` where one of them ends."""

    words: dict[str, "_Words"] = field(default_factory=dict)
    stems: dict[str, "_Words"] = field(default_factory=dict)
    is_end: bool = False

    def add(self, path: _Path) -> None:
        node = self
        for word in path:
            branch = node.stems if word.endswith("*") else node.words
            node = branch.setdefault(word.removesuffix("*"), _Words())
        node.is_end = True

    def following(self, word: str) -> Iterator["_Words"]:
        if (exact := self.words.get(word)) is not None:
            yield exact
        for stem, node in self.stems.items():
            if word.startswith(stem):
                yield node

    def ends(self, tokens: Sequence[Token], index: int, clause: int) -> Iterator[int]:
        """Yield the index after each way of saying the piece from `index` within a clause."""
        if index < len(tokens) and tokens[index].clause == clause:
            for node in self.following(tokens[index].word):
                if node.is_end:
                    yield index + 1
                yield from node.ends(tokens, index + 1, clause)


@dataclass(slots=True)
class _Node:
    """A tree of phrases, by piece. `by_word` finds the pieces that can begin with a word."""

    pieces: dict[str, "_Edge"] = field(default_factory=dict)
    by_word: dict[str, list["_Edge"]] = field(default_factory=dict)
    by_stem: list["_Edge"] = field(default_factory=list)
    gap: "_Node | None" = None
    signs: dict[tuple[str, bool, bool], str] = field(default_factory=dict)

    def edge(self, name: str, words: _Words) -> "_Edge":
        if (edge := self.pieces.get(name)) is None:
            edge = self.pieces[name] = _Edge(words, _Node())
            for word in words.words:
                self.by_word.setdefault(word, []).append(edge)
            if words.stems:
                self.by_stem.append(edge)
        return edge


@dataclass(frozen=True, slots=True)
class _Edge:
    words: _Words
    node: _Node


class PhraseBook:
    """Many phrases, each with its sign, found together in one pass over the tokens."""

    __slots__ = ("_pieces", "_root", "vocabulary")

    def __init__(self) -> None:
        """Start an empty book."""
        self._root = _Node()
        self._pieces: dict[tuple[str, str], _Words] = {}
        self.vocabulary: set[str] = set()

    def add(self, phrase: str, sign: str, sets: Sets, language: str = "") -> None:
        """Add a phrase of a language; `sets` are what {name} stands for.

        Where an earlier language has the same words for a rival meaning, the earlier keeps them.
        Raise `WordsInvalid` if the phrase names no known set.
        """
        bare = phrase.strip()
        key = (sign, bare.startswith("^"), bare.endswith("$"))
        pieces = _PIECE.findall(bare.removeprefix("^").removesuffix("$"))
        for node in self._grow(self._root, pieces, sets, language):
            if all(owner == language or family(other) != family(sign) for (other, _, _), owner in node.signs.items()):
                node.signs[key] = language

    def find(self, tokens: Sequence[Token], begins: frozenset[int]) -> list[Hit]:
        """Return every phrase in the tokens, rivals included; `begins` are the tokens that begin a clause."""
        return [hit for index in range(len(tokens)) for hit in self._from(tokens, index, begins)]

    def _from(self, tokens: Sequence[Token], index: int, begins: frozenset[int]) -> Iterator[Hit]:
        clause = tokens[index].clause
        for after, node, skipped in _walk(self._root, tokens, index, clause, 0):
            for sign, starts, ends in node.signs:
                if (not starts or index in begins) and (not ends or _ends(tokens, after)):
                    yield Hit(sign, index, after - 1, clause, after - index - skipped)

    def _grow(self, node: _Node, pieces: Sequence[str], sets: Sets, language: str) -> Iterator[_Node]:
        """Yield the nodes at which a phrase of these pieces ends; several where a piece may be left out."""
        if not pieces:
            yield node
            return
        piece, rest = pieces[0], pieces[1:]
        if piece == _GAP:
            node.gap = node.gap or _Node()
            yield from self._grow(node.gap, rest, sets, language)
            return
        words = self._words(piece, sets, language)
        if words.is_end:
            yield from self._grow(node, rest, sets, language)
        name = f"{language}:{piece}" if "{" in piece else piece
        yield from self._grow(node.edge(name, words).node, rest, sets, language)

    def _words(self, piece: str, sets: Sets, language: str) -> _Words:
        key = (piece, language if "{" in piece else "")
        if key not in self._pieces:
            words = self._pieces[key] = _Words()
            for path in _choices(piece, sets):
                words.add(path)
                self.vocabulary.update(word for word in path if not word.endswith("*"))
        return self._pieces[key]


def _walk(
    node: _Node, tokens: Sequence[Token], index: int, clause: int, skipped: int
) -> Iterator[tuple[int, _Node, int]]:
    """Yield each node reached, with the index after it and the words skipped; none crosses a clause."""
    if index >= len(tokens):
        return
    for edge in (*node.by_word.get(tokens[index].word, ()), *node.by_stem):
        for after in edge.words.ends(tokens, index, clause):
            yield after, edge.node, skipped
            yield from _walk(edge.node, tokens, after, clause, skipped)
    if node.gap is not None:
        for more in range(_GAP_WORDS + 1):
            yield from _walk(node.gap, tokens, index + more, clause, skipped + more)


def _ends(tokens: Sequence[Token], after: int) -> bool:
    return after == len(tokens) or tokens[after].clause != tokens[after - 1].clause


def _spell(phrase: str, sets: Sets) -> Iterator[tuple[str, ...]]:
    pieces = _PIECE.findall(phrase)
    if not pieces:
        yield ()
        return
    for first in _choices(pieces[0], sets):
        for rest in _spell(" ".join(pieces[1:]), sets):
            yield (*first, *rest)


def _choices(piece: str, sets: Sets) -> Iterator[tuple[str, ...]]:
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
