"""Undo what hides a word: letters spelled out, digits for letters, words cut in two, misspellings."""

import re
from functools import cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from flows.tone.lexicon import Lexicon
from flows.tone.plain import Plain

SPELLED_OUT = re.compile(r"(?<![\w{])[^\W\d_](?:[ .\-_*/]{1,2}[^\W\d_](?![\w'])){2,}")
CUT = re.compile(r"(?<![\w{])([^\W\d_]{2,})([ .\-_*,])(?=([^\W\d_]{2,}))")
MASKED = re.compile(r"(?<![\w{])[^\W\d_]+[*#]+[^\W\d_]+")
MIXED = re.compile(r"(?<![\w{])(?=[\w@$!|(]*[^\W\d_])(?=[\w@$!|(]*[\d@$!|(])[\w@$|][\w@$!|(]*[\w@$|]")
ORDINARY_MIX = re.compile(
    r"\d+(?:st|nd|rd|th|am|pm|x|p|mins?|h|hrs?|cm|m|km|s|k|g|kg|ml|l|yrs?|d)|(?:y|yr|ks)\d{1,2}[a-z]?|[a-z]\d{1,2}|[a-z]{2,4}\d+|\d+[a-z]|\d+(?:am|pm)?\W.*"
)
STARRED = "fuck"  # whatever the stars stand for, it was meant to be hidden
TEXT_SPEAK = {
    "gr8": "great",
    "2day": "today",
    "2moro": "tomorrow",
    "l8": "late",
    "b4": "before",
    "m8": "mate",
    "w8": "wait",
}
LETTER_FOR = str.maketrans("0134578@$!|(", "oieastbasilc")
STRETCHED = re.compile(r"[^\W\d_]*([^\W\d_])\1\1[^\W\d_]*")
LONG_WORD = re.compile(r"(?<![\w{])[^\W\d_]{6,24}(?![\w}])")
NEAR = 1
LONG = 7  # letters; shorter words have too many neighbours


def revealed(text: Plain, words: Lexicon) -> Plain:
    """Return the text with its hidden words in plain sight, and the places remembered."""
    text = text.rewrite(SPELLED_OUT, lambda match: run_together(match[0], words), trick=True)
    text = text.rewrite(MIXED, lambda match: unmixed(match[0], words), trick=True)
    text = text.rewrite(MASKED, lambda _: STARRED, trick=True)
    text = text.rewrite(STRETCHED, lambda match: shortened(match[0]), trick=False)
    text = joined(text, words)
    return text.rewrite(LONG_WORD, lambda match: meant(match[0], words), trick=False)


def run_together(letters: str, words: Lexicon) -> str:
    """Return the word behind letters with gaps; a single "a" after it stays a word of its own."""
    word = re.sub(r"[\W_]", "", letters)
    return f"{word[:-1]} {word[-1]}" if word[:-1] in words.vocabulary else word


def unmixed(token: str, words: Lexicon) -> str | None:
    """Return the word behind letters mixed with digits and signs; None for 4pm, Y4 and the like."""
    if token in TEXT_SPEAK:
        return TEXT_SPEAK[token]
    if ORDINARY_MIX.fullmatch(token):
        return None
    readings = (token.translate(LETTER_FOR), token.replace("1", "l").translate(LETTER_FOR))
    return next((word for word in readings if word in words.vocabulary), readings[0])


def shortened(token: str) -> str:
    """Return a stretched word (naughtyyyy) without its repeats."""
    return re.sub(r"(.)\1{2,}", r"\1", token)


def joined(text: Plain, words: Lexicon) -> Plain:
    """Join two halves (deten tion) that make a held word together."""

    def whole(match: re.Match[str]) -> str | None:
        both = match[1] + match[3]
        is_cut = both in words.vocabulary and not {match[1], match[3]} <= words.common
        return match[1] if is_cut else None

    def is_ordinary(match: re.Match[str]) -> bool:
        return match[2] == " " and {match[1], match[3]} <= words.common

    return text.rewrite(CUT, lambda match: None if is_ordinary(match) else whole(match), trick=True)


@cache
def long_words(words: frozenset[str]) -> tuple[str, ...]:
    """Return the held words long enough to be known when misspelled."""
    return tuple(sorted(word for word in words if len(word) >= LONG))


def meant(token: str, words: Lexicon) -> str | None:
    """Return the held word that a long word misspells by one letter, if any."""
    if token in words.common or token in words.vocabulary or words.is_known(token):
        return None
    found = extractOne(token, long_words(words.vocabulary), scorer=OSA.distance, score_cutoff=NEAR)
    return str(found[0]) if found and is_slip(token, found[0]) else None


def is_slip(token: str, word: str) -> bool:
    """Say whether a token is a slip of the fingers for a word, rather than a form of it or another word.

    A word of LONG letters has neighbours (punched, munched): it counts only with a letter lost or two swapped.
    """
    is_form = token.startswith(word[:-1]) or word.startswith(token[:-1])
    is_same_start = token[0] == word[0]
    is_sure = len(word) > LONG or len(token) < len(word) or sorted(token) == sorted(word)
    return is_same_start and is_sure and not is_form
