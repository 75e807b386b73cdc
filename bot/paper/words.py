"""Words of people, made ready for paper: no control signs, and each paragraph with its own direction."""

import re
import unicodedata
from typing import Final

TURNS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the line around: they would let words stand elsewhere than they were typed."""
UNSEEN: Final = frozenset({"Cc", "Cs", "Cn", "Co"})
BLANK: Final = re.compile(r"\n\s*\n|\n")
LOOSE: Final = re.compile(r"[ \n]+")
"""Spaces that mean nothing; a no-break space keeps a number together, and the right way round among Urdu."""
NASTALIQ: Final = re.compile(r"[ٹڈڑںھہۃےۓ]")
"""Letters of Urdu that Arabic and Persian do not have."""


def spoken(words: str) -> str:
    """Return the words on one line, without signs that cannot be seen."""
    return LOOSE.sub(" ", _seen(words)).strip(" ")


def paragraphs(words: str) -> list[dict[str, str]]:
    """Return the paragraphs, each with its words, its direction and the hand that its script is written in."""
    found = (" ".join(part.split()) for part in BLANK.split(_seen(words)))
    return [{"words": part, "dir": "rtl" if is_rtl(part) else "ltr", "hand": _hand(part)} for part in found if part]


def is_rtl(words: str) -> bool:
    """Say whether the first letter that has a direction goes from right to left."""
    directions = (unicodedata.bidirectional(sign) for sign in words)
    return next((each for each in directions if each in {"L", "R", "AL"}), "L") != "L"


def hand_of(language: str) -> str:
    """Return the hand that a language is written in, as the templates know it."""
    return {"ur": "nastaliq", "zh-Hant": "hant"}.get(language, "naskh")


def _hand(words: str) -> str:
    return "nastaliq" if NASTALIQ.search(words) else "naskh"


def _seen(words: str) -> str:
    lines = words.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(sign for sign in lines if sign == "\n" or _is_seen(sign))


def _is_seen(sign: str) -> bool:
    return sign not in TURNS and unicodedata.category(sign) not in UNSEEN
