"""What staff see while they type: how it will look, how easily it reads, what it costs, and whether it may go."""

import math
import unicodedata
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from decimal import Decimal

from bot.days import ENGLISH
from bot.errors import Refused
from bot.sentences import _
from bot.services.kept_back import KeptBack
from bot.services.reading_age import reading_age
from flows.sms import measure, plain
from flows.tone.language import spoken

SIGNS = frozenset({"So", "Sk", "Sm", "Cf", "Co", "Mn"})
"""Emoji and other drawn signs, and what joins them; letters keep their accents."""


@dataclass(frozen=True, slots=True)
class Culprit:
    """A character that makes a text dearer, and the word it stands in."""

    sign: str
    word: str


@dataclass(frozen=True, slots=True)
class Look:
    """Words that are being written. `plainer` is the same without what makes it dearer, where there is such a way.

    `age` is None for words in another language, which are not read like English. `kept_back` or `sentence` say why it
    may not go yet; with neither it may.
    """

    body: str
    age: int | None
    segments: int
    pence: Decimal
    culprits: tuple[Culprit, ...]
    plainer: str | None
    kept_back: KeptBack | None = None
    sentence: str = ""


async def look(
    typed: str,
    english: str,
    per_segment: Decimal,
    seen: Callable[[], Awaitable[str]],
    *,
    longest: str = "",
    is_foreign: bool = False,
) -> Look:
    """Return how these words look. `seen` gives the text as it will go, or refuses; `english` stands in for it then.

    The price is that of `longest` where names of other families make it longer. Where the text goes with words in
    another language, its writer is told nothing of their letters.
    """
    kept_back, sentence, body = None, "", english
    try:
        body = await seen()
    except KeptBack as kept:
        kept_back = kept
    except Refused as refused:
        sentence = _(refused.sentence)
    cost = measure(longest or body)
    culprits = cost.culprits if cost.count > 1 and not is_foreign else ()
    return Look(
        body=body,
        age=math.ceil(reading_age(english)) if spoken(english, ENGLISH) == ENGLISH else None,
        segments=cost.count,
        pence=cost.count * per_segment,
        culprits=tuple(Culprit(sign, _word_of(body, sign)) for sign in culprits),
        plainer=plainer(typed) if culprits else None,
        kept_back=kept_back,
        sentence=sentence,
    )


def plainer(typed: str) -> str | None:
    """Return the words in plain marks and without drawn signs, None where that changes nothing."""
    costly = {sign for sign in measure(plain(typed)).culprits if unicodedata.category(sign) in SIGNS}
    found = " ".join("".join(sign for sign in plain(typed) if sign not in costly).split())
    return found if found != typed else None


def _word_of(body: str, sign: str) -> str:
    return next((word.strip('.,;:!?()"') for word in body.split() if sign in word), sign)
