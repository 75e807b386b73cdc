"""What a good-news note needs beyond being free of bad news: something good, and nothing asked."""

import re

from flows.tone.find import Hit, Read
from flows.tone.lexicon import Lexicon
from flows.tone.verdict import Kind

SHORTEST, LONGEST = 20, 160
LINK = re.compile(r"https?\S*|www\.\S*|\{link\}|\b[\w-]+\.(?:com|org|net|uk|io|me|ly|gov|sch)\b\S*")
NUMBER = re.compile(r"\d+(?:[./:%]\d+)*%?|\{(?:time|day2?|dates|phone|n)\}")
QUESTION = re.compile(r"[?؟]")
# Each list of a language's [note] table: the kind that staff see, and whether a colleague may release it.
KINDS = {
    "ask": (Kind.PRESSURE, False),
    "date": (Kind.PRESSURE, False),
    "contrast": (Kind.SANDWICH, False),
    "private": (Kind.IMPLICIT, True),
}


def note_hits(seen: Read, words: Lexicon) -> tuple[Hit, ...]:
    """Return what a good-news note may not hold: asks, dates, links, numbers, contrasts, private matters."""
    shapes = [(pattern, Kind.PRESSURE, False) for pattern in (LINK, NUMBER, QUESTION)]
    lists = [(pattern, *KINDS[name]) for name, pattern in words.note.items()]
    return tuple(
        Hit(match.span(), kind, is_soft, seen.text.as_typed(*match.span()).strip(" ,.;"))
        for pattern, kind, is_soft in (*shapes, *lists)
        for match in pattern.finditer(seen.rest if kind is Kind.IMPLICIT else seen.text.text)
    )


def is_good(seen: Read, words: Lexicon) -> bool:
    """Say whether the note holds at least one good thing."""
    return seen.is_told or words.good.search(seen.text.text) is not None


def is_right_length(text: str) -> bool:
    """Say whether a note fits one text and says enough."""
    return SHORTEST <= len(text.strip()) <= LONGEST
