"""What stands inside a told story and is not the story: words about the family, about school life, or after its end.

In a story a dragon may be cross and kick a door, so most sentences are left alone. These are looked at like a note.
"""

import re
import unicodedata
from collections.abc import Collection
from functools import cache

from flows.tone.data import table
from flows.tone.plain import bare

POSTSCRIPT = re.compile(r"\bp\s?\.?\s?s\s?\.", re.IGNORECASE)
SENTENCE = re.compile(r"[^.!?;\n\u061f\u06d4\u0964\u3002\uff01\uff1f]+")
MARKS = re.compile(r"[\W_]+")


def asides(story: str, names: Collection[str]) -> tuple[str, ...]:
    """Return the sentences of a story that are looked at: all after its end, and those of the family or of school."""
    found: list[str] = []
    is_over = False
    for sentence in SENTENCE.findall(POSTSCRIPT.sub("PS ", story)):
        said = " ".join(MARKS.split(unmarked(sentence.lower()))).strip()
        is_end = said in ends()
        is_over = is_over or is_end or opening().match(said) is not None
        if said and not is_end and (is_over or is_real(said, names)):
            found.append(sentence.strip())
    return tuple(found)


def unmarked(text: str) -> str:
    """Return a text in which accents and vowel signs do not part a word."""
    return "".join(letter for letter in bare(text) if unicodedata.category(letter) != "Mc")


def is_real(said: str, names: Collection[str]) -> bool:
    """Say whether a sentence speaks of somebody by name, or of school life."""
    return any(unmarked(name.lower()) in said for name in names) or school_life().search(said) is not None


@cache
def ends() -> frozenset[str]:
    """Return how a story says that it is over, by itself between two stops."""
    return frozenset(unmarked(words) for words in table("asides")["ends"])


@cache
def opening() -> re.Pattern[str]:
    """Return how a sentence begins that steps out of the story."""
    return re.compile(rf"(?:{'|'.join(unmarked(words) for words in table('asides')['opens'])})\b")


@cache
def school_life() -> re.Pattern[str]:
    """Return the words of school life and of this very day, in every language; where words are not parted, anywhere."""
    lists = table("asides")["school"]
    parted = "|".join(unmarked(word) for name, words in lists.items() if name != "zh" for word in words)
    return re.compile(rf"(?<!\w)(?:{parted})(?!\w)|{'|'.join(lists['zh'])}")
