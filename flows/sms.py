r"""What a text costs as SMS: its encoding, its segments, the characters at fault, and a plain alternative.

A segment is one billable part. GSM-7 holds 160 units alone and 153 in each of several; `{ } [ ] ^ ~ \ |` and the
euro sign take two. One character outside GSM-7 makes the whole text UCS-2: 70 alone, 67 in each of several, an
emoji taking two. Sizes: 3GPP TS 23.038 and TS 23.040.
"""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED: Final = frozenset("\f^{}\\[~]|€")

_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " "
        ),
        **dict.fromkeys("\u200b\u2060\ufeff\u00ad", ""),
        **dict.fromkeys("\u2028\u2029", "\n"),
        **dict.fromkeys("•·", "-"),
        "…": "...",
    }
)


class Encoding(StrEnum):
    """How a text travels: GSM-7, or UCS-2 as soon as one character needs it."""

    GSM_7 = "GSM-7"
    UCS_2 = "UCS-2"


@dataclass(frozen=True, slots=True)
class Segments:
    """The cost of a text: `count` segments, `units` characters as they are counted.

    `culprits` are the characters that force UCS-2, each once, in the order of the text; empty for GSM-7.
    """

    encoding: Encoding
    count: int
    units: int
    culprits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Rules:
    """The room in an encoding, in units: `alone` in a single segment, `each` in one of several."""

    alone: int
    each: int
    units: Callable[[str], int]


@lru_cache(maxsize=1024)
def measure(text: str) -> Segments:
    """Return what a text costs to send; an empty text is one segment of no units.

    Remembered: the same ask and the same answer go to many families, and each is measured several times.
    """
    culprits = tuple(dict.fromkeys(sign for sign in text if not _is_gsm(sign)))
    encoding = Encoding.UCS_2 if culprits else Encoding.GSM_7
    return Segments(encoding, len(split(text)), _RULES[encoding].units(text), culprits)


def split(text: str) -> tuple[str, ...]:
    """Return the text in segments as they are sent; joined, they are the text again.

    An escape pair or a surrogate pair is never torn, nor is a letter from its accents or a joined emoji, unless it
    alone is longer than a segment.
    """
    rules = _RULES[Encoding.GSM_7 if all(map(_is_gsm, text)) else Encoding.UCS_2]
    if rules.units(text) <= rules.alone:
        return (text,)
    return tuple(_filled(_pieces(text, rules), rules))


def plain(text: str) -> str:
    """Return the text with typographic marks made plain: curly quotes, dashes, ellipses, odd spaces.

    Letters keep their accents: a name is never misspelled to save money.
    """
    return text.translate(_PLAIN)


def _is_gsm(sign: str) -> bool:
    return sign in _BASIC or sign in _EXTENDED


def _gsm_units(text: str) -> int:
    return len(text) + sum(sign in _EXTENDED for sign in text)


def _ucs_units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


_RULES: Final = {
    Encoding.GSM_7: _Rules(alone=160, each=153, units=_gsm_units),
    Encoding.UCS_2: _Rules(alone=70, each=67, units=_ucs_units),
}


def _filled(pieces: Iterator[str], rules: _Rules) -> Iterator[str]:
    """Fill one segment after the other, each as far as the next whole piece allows."""
    segment, used = "", 0
    for piece in pieces:
        size = rules.units(piece)
        if used + size > rules.each:
            yield segment
            segment, used = "", 0
        segment, used = segment + piece, used + size
    yield segment


def _pieces(text: str, rules: _Rules) -> Iterator[str]:
    """Yield what must not be torn: whole signs as a reader sees them, single characters where one is too long."""
    cuts = [0, *(index for index in range(1, len(text)) if not _is_joined(text, index)), len(text)]
    for start, end in pairwise(cuts):
        sign = text[start:end]
        yield from (sign,) if rules.units(sign) <= rules.each else sign


def _is_joined(text: str, index: int) -> bool:
    """Say whether the character at `index` belongs to the sign before it."""
    before, sign = text[index - 1], text[index]
    if unicodedata.combining(sign) or unicodedata.category(sign) in {"Mn", "Mc", "Me"}:
        return True
    if sign == "\u200d" or before == "\u200d" or "\U0001f3fb" <= sign <= "\U0001f3ff":
        return True
    return _is_flag(sign) and _flags_before(text, index) % 2 == 1


def _is_flag(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def _flags_before(text: str, index: int) -> int:
    start = index
    while start and _is_flag(text[start - 1]):
        start -= 1
    return index - start
