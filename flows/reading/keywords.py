"""A word that is the whole reply: STOP, START, HELP, CALL, DATES … in any case, spacing, width or look-alike."""

from collections.abc import Iterable, Mapping
from typing import Final

from flows.reading.heard import Heard
from flows.reading.meaning import Intent
from flows.reading.normal import skeleton, tokenise
from flows.reading.signs import COURTESY

_LONGEST: Final = 40
"""A lone keyword with its dots, spaces and courtesies is never longer than this many characters."""


class Keywords:
    """What whole replies mean, over all languages."""

    __slots__ = ("_signs", "_stops")

    def __init__(self, alone: Iterable[tuple[str, str]]) -> None:
        """Take (phrase, sign) pairs; the first meaning of a phrase is kept."""
        self._signs: dict[tuple[str, ...], str] = {}
        stops: set[str] = set()
        for phrase, sign in alone:
            self._signs.setdefault(tuple(token.word for token in tokenise(phrase).items), sign)
            if sign == Intent.STOP and (letters := skeleton(phrase)):
                stops.add(letters)
        self._stops = frozenset(stops)

    def lone(self, heard: Heard) -> str | None:
        """Return the sign that the whole reply stands for, or None."""
        text = heard.tokens.text.strip()
        if len(text) <= _LONGEST and skeleton(text) in self._stops:
            return str(Intent.STOP)
        if not heard.tokens.items:
            return str(Intent.HELP) if "?" in text or "؟" in text or "？" in text else None
        words = _without_courtesy(heard)
        return self._signs.get(words) or self._repeated(words)

    def _repeated(self, words: tuple[str, ...]) -> str | None:
        """Read a keyword said over and over: "stop stop STOP"."""
        return self._signs.get(words[:1]) if len(set(words)) == 1 else None


def _without_courtesy(heard: Heard) -> tuple[str, ...]:
    polite = {index for hit in heard.of(COURTESY) for index in range(hit.first, hit.last + 1)}
    items = heard.tokens.items
    kept = tuple(token.word for index, token in enumerate(items) if index not in polite)
    return kept or tuple(token.word for token in items)


def signs_alone(languages: Iterable[Mapping[str, tuple[str, ...]]]) -> list[tuple[str, str]]:
    """Flatten the `[alone]` sections into (phrase, sign) pairs, the languages in order."""
    return [(phrase, sign) for alone in languages for sign, phrases in alone.items() for phrase in phrases]
