"""Every automatic text as one school sends it: in whose words, and what each language hears."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.days import ENGLISH
from bot.i18n import OwnWords, shipped_texts
from bot.services.examples import example, example_of
from bot.services.fixed_texts import why_fixed
from bot.services.house import House
from bot.services.own_words import current
from bot.services.staff import SignedIn
from bot.services.wording import changeable
from flows.engine.text import Text
from storage.repositories import wordings
from storage.tables import Wording


class Whose(StrEnum):
    """Whose words go."""

    OURS = "ours"
    OWN = "own"
    STALE = "stale"
    """The school's were made from a sentence that is another one now: ours go."""


@dataclass(frozen=True, slots=True)
class Card:
    """One text as the example family reads it; `why_fixed` where no school may change it."""

    id: str
    body: str
    whose: Whose
    why_fixed: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """Words that the school has kept, and who did; `checked_by` reads the language."""

    words: str
    made_from: str
    by: str
    at: datetime
    checked_by: str | None


@dataclass(frozen=True, slots=True)
class Heard:
    """What one language hears: its words, what they mean in English, whose they are, and the school's own if any."""

    language: str
    body: str
    english: str
    whose: Whose
    kept: Kept | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything for changing one text: our sentence with its places, the school's own, and every language."""

    text: Text
    ours: str
    english: Heard
    others: tuple[Heard, ...]


async def cards(house: House, who: SignedIn) -> tuple[Card, ...]:
    """Return every text, ours or the school's own."""
    rows = await house.database.read(lambda uow: wordings.of_school(uow, who.school_id))
    own, worded = current(rows), {row.text_id: row for row in rows if row.language == ENGLISH}
    return tuple(_card(house, text, own, worded.get(text.id)) for text in shipped_texts())


async def desk(house: House, who: SignedIn, text_id: str) -> Desk:
    """Return what is needed to change one text; raises as `changeable` does."""
    text = changeable(text_id)
    rows = await house.database.read(lambda uow: wordings.of_text(uow, who.school_id, text_id))
    own = current(row for row, _name in rows)
    kept = {row.language: _kept(row, name) for row, name in rows}
    heard = {each: _heard(house, text, each, own, kept.get(each)) for each in house.catalogues.languages}
    others = tuple(each for language, each in heard.items() if language != ENGLISH)
    return Desk(text, example(house.catalogues, text), heard[ENGLISH], others)


def _card(house: House, text: Text, own: OwnWords, row: Wording | None) -> Card:
    why = why_fixed(text)
    body = text.sentence if why else example(house.catalogues, text, own=own)
    return Card(text.id, body, _whose(text, ENGLISH, own, is_kept=row is not None and not why), why)


def _heard(house: House, text: Text, language: str, own: OwnWords, kept: Kept | None) -> Heard:
    body = example(house.catalogues, text, language, own)
    whose = _whose(text, language, own, is_kept=kept is not None)
    said = own.said(text, ENGLISH) if whose is Whose.OWN else None
    english = example_of(house.catalogues, text, said or text.sentence)
    return Heard(language, body, english, whose, kept)


def _whose(text: Text, language: str, own: OwnWords, *, is_kept: bool) -> Whose:
    if own.said(text, language) is not None:
        return Whose.OWN
    return Whose.STALE if is_kept else Whose.OURS


def _kept(row: Wording, by: str) -> Kept:
    return Kept(row.words, row.made_from, by, row.changed_at, row.checked_by)
