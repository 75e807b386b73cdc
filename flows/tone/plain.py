"""A text as the rules read it: small letters, no accents, no tricks, and the way back to what was typed."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from flows.tone.data import table

# Letters of other alphabets, and small capitals, that pass for Latin ones.
LOOK_ALIKES = str.maketrans(
    "аеорсухіјѕԁһӏкмтвнɑɡıłøđßαεοριτυκνχγᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "aeopcyxijsdhlkmtbhagilodsaeopituknxyabcdefghijklmnoprstuvwyz",
)
QUOTES = str.maketrans("‘’ʼ`´“”„«»–—−", "'''''\"\"\"\"\";;;")
# One letter where Arabic keyboards have several.
ARABIC = str.maketrans("يىكةهۂأإآٱؤئ", "ییکہہہاااٱوی")
BAD_SIGN, ODD_SIGN, SIGN = "☹", "☄", "☺"
UNSEEN = {"Cf", "Mn", "Me", "Cs", "Cn", "Co"}


@dataclass(frozen=True, slots=True)
class Plain:
    """Pair the readable text with the place in `typed` of each of its characters.

    `tricks` are the places that had been disguised: digits for letters, dots between them.
    """

    typed: str
    text: str
    at: tuple[int, ...]
    tricks: frozenset[int] = frozenset()

    def as_typed(self, start: int, end: int) -> str:
        """Return the typed words behind text[start:end]."""
        return self.typed[self.at[start] : self.at[end - 1] + 1]

    def is_trick(self, start: int, end: int) -> bool:
        """Say whether text[start:end] had been disguised."""
        return any(place in self.tricks for place in self.at[start:end])

    def rewrite(self, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str | None], *, trick: bool) -> "Plain":
        """Replace what `new` returns a text for, and remember where it stood."""
        parts: list[str] = []
        at: list[int] = []
        tricks = set(self.tricks)
        done = 0
        for match in pattern.finditer(self.text):
            word = new(match)
            if not word:
                continue
            start, end = match.span()
            spots = self.at[start:end]
            parts += [self.text[done:start], word]
            at += self.at[done:start] + spread(spots, len(word))
            tricks |= set(spots) if trick else set()
            done = end
        parts.append(self.text[done:])
        return Plain(self.typed, "".join(parts), (*at, *self.at[done:]), frozenset(tricks))

    def blank(self, spans: list[tuple[int, int]]) -> str:
        """Return the text with the spans emptied, the same length."""
        letters = list(self.text)
        for start, end in spans:
            letters[start:end] = "_" * (end - start)
        return "".join(letters)


def spread(spots: tuple[int, ...], length: int) -> tuple[int, ...]:
    """Lay `length` characters over the places of a word, the last on the last."""
    inner = tuple(spots[min(index, len(spots) - 1)] for index in range(length - 1))
    return (*inner, spots[-1])


def plain(typed: str) -> Plain:
    """Return the text as the rules read it."""
    letters: list[str] = []
    at: list[int] = []
    is_latin = mostly_latin(typed)
    for place, letter in enumerate(typed):
        for one in unmask(letter, is_latin=is_latin):
            letters.append(one)
            at.append(place)
    return tidy(Plain(typed, "".join(letters), tuple(at)))


def mostly_latin(typed: str) -> bool:
    """Say whether most letters are Latin, so that the others are guests or tricks."""
    letters = [letter for letter in typed if letter.isalpha()]
    latin = [
        letter
        for letter in letters
        if unicodedata.name(letter, "").split(" ")[0] in ("LATIN", "FULLWIDTH", "MATHEMATICAL")
    ]
    return 2 * len(latin) >= len(letters)


@cache
def unmask(letter: str, *, is_latin: bool) -> str:
    """Return one typed character as the rules read it: none, one or several."""
    sign = signs().get(letter)
    if sign:
        return sign
    kind = unicodedata.category(letter)
    if kind in UNSEEN:
        return ""
    if kind == "So":
        return SIGN
    if kind[0] in "CZ":
        return "\n" if letter == "\n" else " "
    seen = bare(letter.translate(QUOTES).lower())
    return seen.translate(LOOK_ALIKES) if is_latin else seen


def bare(text: str) -> str:
    """Return a text without accents and vowel signs, one letter where keyboards have several."""
    spread_out = unicodedata.normalize("NFKD", text)
    return "".join(one for one in spread_out if unicodedata.category(one) not in UNSEEN).translate(ARABIC)


@cache
def signs() -> dict[str, str]:
    """Return the emoji that say something bad, or something odd unless there is praise beside them."""
    icons = table("emoji")["icons"]
    return dict.fromkeys(icons["odd"].replace(" ", ""), ODD_SIGN) | dict.fromkeys(
        icons["bad"].replace(" ", ""), BAD_SIGN
    )


APOSTROPHE = re.compile(r"(?<=\w)'(?=ll\b|re\b)|(?<=\w)[-‐‑](?=\w)")
INNER = re.compile(r"\w'\w")
DASH = re.compile(r"(?<=\s)-+(?=\s)")


def tidy(text: Plain) -> Plain:
    """Drop apostrophes (tired hands do), part hyphened words, mark spaced dashes as pauses."""
    text = text.rewrite(APOSTROPHE, lambda _: " ", trick=False)
    text = text.rewrite(INNER, lambda match: match[0][0] + match[0][2], trick=False)
    return text.rewrite(DASH, lambda _: ";", trick=False)
