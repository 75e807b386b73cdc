"""How old a child can read a text: the Flesch-Kincaid grade and five years.

The grade: Kincaid and others, "Derivation of new readability formulas for Navy enlisted personnel", 1975. A list of
numbered answers is read one answer at a time. Syllables: the places where a word may be hyphenated, or the groups of
its vowels where those are more, as a hyphen never stands alone ("any", "open").
"""

import re
from functools import cache
from typing import Final

from pyphen import Pyphen

from flows.sms import plain

GOAL: Final = 9
YOUNGEST: Final = 5
FAMILIAR: Final = {
    "another": 2,  # said every day
    "interpreter": 2,  # no plainer word says what this person does
    "samaritans": 1,  # a name, and the way to them is the number
    "telegram": 1,  # a name
}
PARTS = re.compile(r"[.!?:]+(?:\s|$)|,\s(?=\d\s)")
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
IN_A_NUMBER = re.compile(r"(?<=\d)\.(?=\d)")
VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(r"[^aeiou]e(ly)?$|[^aeioutd]ed$|[^aeiousxzgch]es$")
APART = re.compile(r"\w\w(ea|eo|ia|io)s?$")
"""Two vowels at the end that are said apart: idea, video, radio."""


def reading_age(text: str) -> float:
    """Return from about which age an English text reads easily; one without words is for everybody."""
    said = IN_A_NUMBER.sub("", plain(text))
    words = WORD.findall(said)
    if not words:
        return YOUNGEST
    parts = [part for part in PARTS.split(said) if WORD.search(part)]
    grade = 0.39 * len(words) / len(parts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return max(YOUNGEST, grade + 5)


@cache
def _hyphens() -> Pyphen:
    """Return the American patterns, which cut by sound where the British ones cut by origin."""
    return Pyphen(lang="en_US")


def syllables(word: str) -> int:
    """Return about how many syllables an English word has; a number is read at a glance."""
    word = word.lower()
    if word in FAMILIAR or word.isdigit():
        return FAMILIAR.get(word, 1)
    groups = len(VOWELS.findall(word)) - bool(SILENT.search(word)) + bool(APART.search(word))
    return max(1, groups, len(_hyphens().positions(word)) + 1)
