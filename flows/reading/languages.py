"""Which language a parent asks for, as a code; a name is known though it is misspelt, shortened or has an ending."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from flows.reading.heard import Heard
from flows.reading.meaning import Intent, Question, Topic
from flows.reading.normal import tokenise
from flows.reading.phrases import Hit
from flows.reading.signs import COURTESY, LANGUAGE, LITTLE_ENGLISH, NEGATION

_SHIPPED_AS: Final = {"zh": "zh-Hans"}
"""What we write in where a name says less: "Chinese"."""
_LATIN: Final = 5
_OTHER: Final = 3
"""Letters of the shortest name that is known by its beginning: in Latin letters, in others."""
_LONG: Final = 8
"""Letters from which a name may have two slips."""
_ENDING: Final = 2
"""Letters that an ending may have taken the place of: "lietuviškai" is "lietuvių"."""
_REACH: Final = 2
"""A "not" refuses a language named so many words after it, at most."""
_NAMES_LOOKED_FOR: Final = 40
"""Words of a reply among which misspelt names are looked for."""


@dataclass(frozen=True, slots=True)
class LanguageAsked:
    """A language asked for: its code, or None where none was named, and the words."""

    code: str | None
    hits: tuple[Hit, ...]


class LanguageNames:
    """What languages are called, a word each, and the everyday words that are never taken for one."""

    __slots__ = ("_by_start", "_code_of", "_everyday", "_longest")

    def __init__(self, languages: Iterable[Mapping[str, tuple[str, ...]]], everyday: frozenset[str]) -> None:
        """Take names by code; the first code of a name is kept."""
        self._code_of: dict[str, str] = {}
        self._everyday = everyday
        for one in languages:
            for code, names in one.items():
                for name in names:
                    if len(words := [token.word for token in tokenise(name).items]) == 1:
                        self._code_of.setdefault(words[0], code)
        self._longest = max(map(len, self._code_of), default=0)
        self._by_start: dict[str, list[str]] = {}
        for name in sorted(self._code_of):
            if len(name) >= _shortest(name):
                self._by_start.setdefault(name[:2], []).append(name)

    def notice(self, heard: Heard, question: Question) -> Heard:
        """Add the names that were misspelt or have an ending, where no language was named plainly.

        In Latin letters only where one is expected: Francesca is no French.
        """
        is_expected = question.topic is Topic.LANGUAGE or heard.has(Intent.LANGUAGE, LITTLE_ENGLISH)
        if any(sign.startswith(LANGUAGE) for sign in heard.hits):
            return heard
        hits: dict[str, tuple[Hit, ...]] = {}
        for index, token in enumerate(heard.tokens.items[:_NAMES_LOOKED_FOR]):
            is_looked_at = token.word not in self._everyday and (is_expected or not token.word.isascii())
            if is_looked_at and (name := self._near(token.word)):
                sign = LANGUAGE + self._code_of[name]
                hits[sign] = (*hits.get(sign, ()), Hit(sign, index, index, token.clause, 1))
        return replace(heard, hits={**heard.hits, **hits}) if hits else heard

    def _near(self, word: str) -> str | None:
        """Return the name that a word is, but for its beginning, its ending or a slip."""
        if len(word) < _shortest(word):
            return None
        if not word.isascii() and (inside := self._inside(word)):
            return inside
        names = self._by_start.get(word[:2], [])
        begun = max(names, key=lambda name: _shared(name, word), default="")
        if _shared(begun, word) >= max(_shortest(word), len(begun) - _ENDING):
            return begun
        slips = 2 if len(word) >= _LONG else 1
        best = extractOne(word, names, scorer=OSA.distance, score_cutoff=slips)
        return best[0] if best else None

    def _inside(self, word: str) -> str | None:
        """Return the longest name that a word holds with something before or behind it, as "بالعربي" does."""
        # By the pieces of the word: there are a thousand names, and few pieces.
        pieces = (
            word[start:end]
            for start in range(len(word) - _OTHER)
            for end in range(start + _OTHER + 1, min(len(word), start + self._longest) + 1)
        )
        return max((piece for piece in pieces if piece in self._code_of), key=len, default=None)


def _shared(name: str, word: str) -> int:
    """Count the letters that both begin with."""
    return next(
        (index for index, (one, other) in enumerate(zip(name, word, strict=False)) if one != other),
        min(len(name), len(word)),
    )


def _shortest(word: str) -> int:
    return _LATIN if word.isascii() else _OTHER


def language_asked(heard: Heard, question: Question) -> LanguageAsked | None:
    """Return the language wished for; a name in passing counts only where the question was which language."""
    named, little = _wished(heard), heard.of(LITTLE_ENGLISH)
    requests = (*heard.of(Intent.LANGUAGE), *little)
    if not requests and not (named and (question.topic is Topic.LANGUAGE or _stand_alone(heard, named))):
        return None
    return LanguageAsked(language_named(heard), requests or named)


def language_named(heard: Heard) -> str | None:
    """Return the code of the language named last, English only where no other is."""
    codes = [hit.sign.removeprefix(LANGUAGE) for hit in _wished(heard)]
    wished = [code for code in codes if code != "en"] or codes
    return _SHIPPED_AS.get(wished[-1], wished[-1]) if wished else None


def _wished(heard: Heard) -> tuple[Hit, ...]:
    """Return the names but those that are not wished for: "not Russian", "can't read Polish"."""
    named = heard.of(*(sign for sign in heard.hits if sign.startswith(LANGUAGE)))
    named = tuple(hit for hit in named if not any(other.covers(hit) for other in heard.of(LITTLE_ENGLISH)))
    refused = {index for other in heard.of(NEGATION) for index in range(other.last + 1, other.last + 1 + _REACH)}
    return tuple(hit for hit in named if hit.first not in refused) or named


def _stand_alone(heard: Heard, named: tuple[Hit, ...]) -> bool:
    """Say whether a reply is names of languages and nothing else but courtesy: "polski"."""
    said = (*named, *heard.of(COURTESY))
    return all(any(index in hit.tokens() for hit in said) for index in range(len(heard.tokens.items)))
