"""Make any text fit to be read: what is stored (`clean`) and what is compared (`tokenise`).

Nothing here knows a language. A token keeps where it stood, so that evidence shows the words as they were typed.
"""

import re
import unicodedata
from dataclasses import dataclass

EXAMINED = 2_000
"""Characters of a reply that are read; what follows is stored, not read, so that the work is bounded."""

_DROPPED = re.compile("[\x00\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_IGNORED = "\u200b-\u200f\u2060\ufeff\u00ad\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\u061c\u0640"
_IGNORABLE = re.compile(f"[{_IGNORED}]")
# Vowel signs of Indic and Ethiopic scripts are letters to a reader, though not to `\\w`.
_LETTER = (
    rf"\w\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u0670\u06d6-\u06ed"
    rf"\u0900-\u0963\u0966-\u0dff{_IGNORED}"
)
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_UNIT = r"(?:am|pm|a|p|ish|mins?|minutes?|m|hrs?|hours?|h|st|nd|rd|th)"
_TOKEN = re.compile(
    rf"(?P<smile>[:;=]-?[)(DPp](?!\w))|(?P<break>[.!?;,:\n…؟،؛。！？、，।]+|\s[-–—]+\s|—)"
    rf"|(?P<word>\d{{1,2}}[.:]\d{{2}}(?!\d)|\d+(?={_UNIT}(?![{_LETTER}]))|[{_HAN}]"
    rf"|(?:(?![{_HAN}])[{_LETTER}])+(?:['’‘`´ʼ](?:(?![{_HAN}])[{_LETTER}])+)*)"
    r"|(?P<icon><3|&|[\u2000-\u2bff\U0001f000-\U0001faff])",
    re.IGNORECASE,
)
_APOSTROPHES = re.compile("['’‘`´ʼ]")
_ACCENTS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670]")
_RUN = re.compile(r"(\D)\1{2,}")
# One letter of several keyboards or spellings, written one way. Arabic, Persian and Urdu keyboards differ in these.
_ONE_WAY = str.maketrans("ıłđøأإآىيكةەھہۀؤئ", "ildoاااییکهههههوی")
# Letters of other scripts, and digits, that look like Latin ones: "ЅТОР", "ST0P".
_LOOKALIKES = str.maketrans(
    {
        **dict(zip("аеорсухѕіјԁтнкмвпԛԝһ", "aeopcyxsijdthkmbpqwh", strict=True)),
        **dict(zip("αεορςτικνυβσηρ", "aeopctiknubsnp", strict=True)),
        **dict(zip("0135$@", "oiessa", strict=True)),
    }
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or emoji, as compared, with where it stood and the clause it stood in.

    `start` and `end` are offsets into the clean text, in characters. `clause` counts from 0.
    """

    word: str
    start: int
    end: int
    clause: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text cut into tokens; `asking` holds the clauses that end in a question mark."""

    text: str
    items: tuple[Token, ...]
    asking: frozenset[int]

    def typed(self, first: int, last: int) -> str:
        """Return the words from token `first` to token `last`, inclusive, as they were typed."""
        return self.text[self.items[first].start : self.items[last].end]


def clean(text: str) -> str:
    """Return the text as it may be stored: no NUL, no lone surrogate, no direction override."""
    return _DROPPED.sub("", text)


def comparable(word: str) -> str:
    """Return one word as words are compared: one case, one width, no accents, no apostrophes."""
    folded = unicodedata.normalize("NFKC", _IGNORABLE.sub("", word)).casefold()
    folded = _APOSTROPHES.sub("", folded)
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", folded))
    bare = unicodedata.normalize("NFC", bare).translate(_ONE_WAY)
    return _RUN.sub(r"\1\1", _digits(bare)) if bare != "&" else "and"


def tokenise(text: str) -> Tokens:
    """Cut a clean text into tokens; at most `EXAMINED` characters of it are looked at."""
    items: list[Token] = []
    asking: set[int] = set()
    clause = 0
    for match in _TOKEN.finditer(text[:EXAMINED]):
        if match.lastgroup == "break":
            if "?" in (mark := match.group()) or "؟" in mark or "？" in mark:
                asking.add(clause)
            clause += bool(items) and items[-1].clause == clause
        elif word := comparable(match.group()):
            items.append(Token(word, match.start(), match.end(), clause))
    return Tokens(text, tuple(items), frozenset(asking))


def skeleton(text: str) -> str:
    """Return only the letters that a text looks like: "S.T.0.P" and "ЅТОР" are "stop"."""
    letters = comparable(text[:EXAMINED]).translate(_LOOKALIKES)
    return re.sub(r"(.)\1+", r"\1", "".join(filter(str.isalnum, letters)))


def _digits(word: str) -> str:
    if word.isascii() or not any(map(str.isdigit, word)):
        return word
    return "".join(str(unicodedata.digit(sign, sign)) for sign in word)
