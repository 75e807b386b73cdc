"""Phrases: the small language of `replies.toml`, and finding many of them in one pass.

A phrase is words with a few marks: `can't|won't` either word, `(really)` may be left out, `(a bit|so)` one of these,
`(a bit|so|)` one of these or none, `{person}` any entry of that set, `come*` any word that begins so, `..` up to
three words in between, a leading `^` only where a clause begins, a trailing `$` only where it ends. Case, accents
and apostrophes do not matter.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from flows.reading.normal import Token
from flows.reading.signs import MERE, family
from flows.reading.wordings import PIECE, Sets, choices

_Path: TypeAlias = tuple[str, ...]
_Index: TypeAlias = dict[str, tuple["_Edge", ...]]
_GAP: Final = ".."
_GAP_WORDS: Final = 3
_START: Final = 2


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
        """Sort hits that compete: more words first, then what says more, the tighter, the earlier, the name.

        Words left out in between cost one word: "can't wait .. get there" says no more than "can't wait".
        """
        span = self.last - self.first
        return ((span >= self.words) - self.words, self.sign in MERE, span, self.first, self.sign)

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
    """A tree of the ways to say one piece of a phrase, by word; `is_end` where one of them ends.

    Most of the tens of thousands are leaves: a branch is made when something grows on it.
    """

    words: dict[str, "_Words"] | None = None
    stems: dict[str, "_Words"] | None = None
    is_end: bool = False

    def add(self, path: _Path) -> None:
        node = self
        for word in path:
            node = node.grow(word.removesuffix("*"), is_stem=word.endswith("*"))
        node.is_end = True

    def grow(self, word: str, *, is_stem: bool) -> "_Words":
        """Return the branch that this word takes, made if it is new."""
        if is_stem:
            branch = self.stems = self.stems or {}
        else:
            branch = self.words = self.words or {}
        if (node := branch.get(word)) is None:
            node = branch[word] = _Words()
        return node

    def following(self, word: str) -> list["_Words"]:
        """Return the branches that a word takes: its own, and those of stems it begins with."""
        branches = [node for stem, node in self.stems.items() if word.startswith(stem)] if self.stems else []
        if self.words and (exact := self.words.get(word)) is not None:
            branches.append(exact)
        return branches

    def ends(self, tokens: Sequence[Token], index: int) -> list[int]:
        """Return the index after each way of saying the piece from `index` within its clause."""
        found: list[int] = []
        for node in self.following(tokens[index].word):
            if node.is_end:
                found.append(index + 1)
            if (node.words or node.stems) and not _ends(tokens, index + 1):
                found += node.ends(tokens, index + 1)
        return found


@dataclass(slots=True)
class _Node:
    """A tree of phrases, by piece; `by_word` and `by_stem` find the pieces that can begin with a word.

    Stems are kept by their first letters, so that the work of a word does not grow with the stems of all languages.
    """

    pieces: dict[str, "_Edge"] | None = None
    by_word: "_Index | None" = None
    by_stem: "_Index | None" = None
    gap: "_Node | None" = None
    signs: dict[tuple[str, bool, bool], str] | None = None

    def edge(self, name: str, words: _Words) -> "_Edge":
        pieces = self.pieces = self.pieces or {}
        if (edge := pieces.get(name)) is None:
            edge = pieces[name] = _Edge(words, _Node())
            alone = (edge,)  # one for all the words of a set, which may be a hundred
            self.by_word = _indexed(self.by_word, words.words or (), alone)
            self.by_stem = _indexed(self.by_stem, sorted({stem[:_START] for stem in words.stems or ()}), alone)
        return edge

    def edges(self, word: str) -> tuple["_Edge", ...]:
        """Return the edges that this word may take."""
        found = self.by_word.get(word, ()) if self.by_word else ()
        if not (by_stem := self.by_stem):
            return found
        found += by_stem.get(word[:_START], ())
        return found + by_stem.get(word[:1], ()) if len(word) > 1 else found


def _indexed(index: "_Index | None", keys: Iterable[str], alone: tuple["_Edge", ...]) -> "_Index | None":
    """Return the index with one more edge under these keys; without any keys as it was."""
    for key in keys:
        index = index or {}
        index[key] = index[key] + alone if key in index else alone
    return index


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
        pieces = PIECE.findall(bare.removeprefix("^").removesuffix("$"))
        for node in self._grow(self._root, pieces, sets, language):
            signs = node.signs = node.signs or {}
            if all(owner == language or family(other) != family(sign) for (other, _, _), owner in signs.items()):
                signs[key] = language

    def find(self, tokens: Sequence[Token], begins: frozenset[int]) -> list[Hit]:
        """Return every phrase in the tokens, rivals included; `begins` are the tokens that begin a clause."""
        search = _Search(tokens)
        return [hit for index in range(len(tokens)) for hit in self._from(search, index, begins)]

    def _from(self, search: "_Search", index: int, begins: frozenset[int]) -> Iterator[Hit]:
        tokens, clause = search.tokens, search.tokens[index].clause
        for after, node, skipped in search.walk(self._root, index, 0):
            for sign, starts, ends in node.signs or ():
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
            for path in choices(piece, sets):
                words.add(path)
                self.vocabulary.update(word for word in path if not word.endswith("*"))
        return self._pieces[key]


@dataclass(frozen=True, slots=True)
class _Search:
    """One pass over the tokens; a piece tried at a token once is not tried there again."""

    tokens: Sequence[Token]
    tried: dict[tuple[int, int], list[int]] = field(default_factory=dict)

    def walk(self, node: _Node, index: int, skipped: int) -> list[tuple[int, _Node, int]]:
        """Return each node reached, with the index after it and the words skipped; none crosses a clause."""
        reached: list[tuple[int, _Node, int]] = []
        for edge in node.edges(self.tokens[index].word):
            for after in self._ends(edge.words, index):
                reached.append((after, edge.node, skipped))
                reached += self._onwards(edge.node, after, skipped)
        return reached

    def _onwards(self, node: _Node, index: int, skipped: int) -> list[tuple[int, _Node, int]]:
        """Walk on behind a piece: directly, and over a gap of up to so many words."""
        if _ends(self.tokens, index):
            return []
        reached = self.walk(node, index, skipped) if node.pieces else []
        if (gap := node.gap) is not None:
            for more in range(_GAP_WORDS + 1):
                reached += self.walk(gap, index + more, skipped + more)
                if _ends(self.tokens, index + more + 1):
                    break
        return reached

    def _ends(self, words: _Words, index: int) -> list[int]:
        key = (id(words), index)
        if (found := self.tried.get(key)) is None:
            found = self.tried[key] = words.ends(self.tokens, index)
        return found


def _ends(tokens: Sequence[Token], after: int) -> bool:
    return after == len(tokens) or tokens[after].clause != tokens[after - 1].clause
