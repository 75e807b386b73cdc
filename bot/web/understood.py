"""A parent's words with the reading beside them: which words decided, how sure, and what the words mean in English."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.days import ENGLISH
from bot.services.written_in import has_foreign_letters, written_in
from bot.web.words import DECIDED, MEANT, SURENESS, understood
from flows.reading import Gloss, Glossary, Intent, Topic
from flows.reading.kept import Kept

UNGRADED = frozenset({Intent.UNCLEAR, Intent.DISTRESS})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of what was typed; `is_marked` where it decided."""

    words: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Understood:
    """A message as staff see it. `language` is a BCP 47 tag for what was typed, romanised Urdu being "ur-Latn".

    `likely` and `others` are what staff may say that it means instead.
    """

    meaning: str
    sure: str
    decided: str
    pieces: tuple[Piece, ...]
    language: str
    gloss: tuple[Gloss, ...] = ()
    has_no_dictionary: bool = False
    likely: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


LIKELY: Mapping[Topic | None, tuple[Intent, ...]] = {
    Topic.INVITATION: (Intent.YES, Intent.LATE, Intent.MAYBE, Intent.NO, Intent.ALTERNATIVE, Intent.QUESTION),
    Topic.REMINDER: (Intent.YES, Intent.LATE, Intent.MAYBE, Intent.NO, Intent.ALTERNATIVE, Intent.QUESTION),
    Topic.ACTIVITY: (Intent.STORY, Intent.STORY_NONE, Intent.QUESTION, Intent.THANKS),
}
"""What a message may well mean after such a question; everything else is one tap further."""
AT_ANY_TIME = (Intent.QUESTION, Intent.THANKS, Intent.CALLBACK)


def understand(body: str, reading: Kept | None, language: str, glossary: Glossary) -> Understood:
    """Return what stands beside a message from an adult who reads this language; without a reading, no meaning."""
    gloss = glossary.gloss(body, language)
    typed = Understood(
        meaning="",
        sure="",
        decided="",
        pieces=pieces(body, reading.words if reading else ()),
        language=written_in(body, language, is_glossed=bool(gloss)),
        gloss=gloss,
        has_no_dictionary=language != ENGLISH and not gloss and has_foreign_letters(body),
    )
    return _read_as(typed, reading) if reading else typed


def _read_as(typed: Understood, reading: Kept) -> Understood:
    likely = likely_meanings(reading)
    is_shown = reading.words or not (reading.by and reading.by.is_marked)
    return replace(
        typed,
        meaning=understood(reading),
        sure=SURENESS[reading.sureness] if reading.leading not in UNGRADED else "",
        decided=DECIDED[reading.by] if reading.by and is_shown else "",
        likely=likely,
        others=tuple(each for each in MEANT if each not in likely),
    )


def likely_meanings(reading: Kept) -> tuple[Intent, ...]:
    """Return what staff may most likely say that a message means, by what had been asked."""
    is_asked = reading.topic is Topic.ACTIVITY or reading.is_about_coming
    return LIKELY[reading.topic] if is_asked else AT_ANY_TIME


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


def _place(body: str, words: str) -> tuple[int, int] | None:
    """Return where these words stand, as words of their own if they do."""
    found = [match.span() for match in re.finditer(re.escape(words), body)] if words.strip() else []
    return next((span for span in found if _is_whole(body, *span)), found[0] if found else None)


def _is_whole(body: str, start: int, end: int) -> bool:
    return not (body[start - 1 : start].isalnum() and body[start].isalnum()) and not (
        body[end : end + 1].isalnum() and body[end - 1].isalnum()
    )
