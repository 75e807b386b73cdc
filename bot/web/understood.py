"""A parent's words with the reading beside them: which words decided, how sure, and what the words mean in English."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from bot.i18n import locale_of
from bot.web.words import DECIDED, SURENESS, understood
from flows.reading import Gloss, Glossary, Intent
from flows.reading.kept import Kept

ENGLISH, UNKNOWN = "en", "und"
UNREAD = frozenset({Intent.UNCLEAR})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of what was typed; `is_marked` where it decided."""

    words: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Understood:
    """A message as staff see it. `language` is a BCP 47 tag for what was typed, romanised Urdu being "ur-Latn"."""

    meaning: str
    sure: str
    decided: str
    pieces: tuple[Piece, ...]
    language: str
    gloss: tuple[Gloss, ...] = ()
    has_no_dictionary: bool = False


def understand(body: str, reading: Kept | None, language: str, glossary: Glossary) -> Understood:
    """Return what stands beside a message from an adult who reads this language; without a reading, no meaning."""
    gloss = glossary.gloss(body, language)
    return Understood(
        meaning=understood(reading) if reading else "",
        sure=SURENESS[reading.sureness] if reading and reading.leading not in UNREAD else "",
        decided=DECIDED[reading.by] if reading and reading.by and (reading.words or not reading.by.is_marked) else "",
        pieces=pieces(body, reading.words if reading else ()),
        language=tag(body, language, is_glossed=bool(gloss)),
        gloss=gloss,
        has_no_dictionary=language != ENGLISH and not gloss and _is_foreign(body),
    )


def pieces(body: str, words: Iterable[str]) -> tuple[Piece, ...]:
    """Cut what was typed where the words that decided begin and end."""
    marked = sorted(place for each in words if (place := _place(body, each)))
    found: list[Piece] = []
    at = 0
    for start, end in marked:
        if end <= at:
            continue
        if start > at:
            found.append(Piece(body[at:start], is_marked=False))
        found.append(Piece(body[max(start, at) : end], is_marked=True))
        at = end
    return tuple(each for each in (*found, Piece(body[at:], is_marked=False)) if each.words)


def tag(body: str, language: str, *, is_glossed: bool) -> str:
    """Return the language of what was typed, as far as its letters tell: parents mix languages and scripts."""
    is_latin = all(map(_is_latin, filter(str.isalpha, body)))
    if language == ENGLISH:
        return ENGLISH if is_latin else UNKNOWN
    if not is_latin or _is_latin(str(locale_of(language).languages.get(language.partition("-")[0], "x"))[0]):
        return language
    return f"{language}-Latn" if is_glossed else ENGLISH


def _place(body: str, words: str) -> tuple[int, int] | None:
    """Return where these words stand, as words of their own if they do."""
    found = [match.span() for match in re.finditer(re.escape(words), body)] if words.strip() else []
    return next((span for span in found if _is_whole(body, *span)), found[0] if found else None)


def _is_whole(body: str, start: int, end: int) -> bool:
    return not (body[start - 1 : start].isalnum() and body[start].isalnum()) and not (
        body[end : end + 1].isalnum() and body[end - 1].isalnum()
    )


def _is_latin(sign: str) -> bool:
    return "LATIN" in unicodedata.name(sign, "LATIN")


def _is_foreign(body: str) -> bool:
    """Say whether there are letters that English does not have."""
    return any(sign.isalpha() and not sign.isascii() for sign in body)
