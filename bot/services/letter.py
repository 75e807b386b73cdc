"""The letter home: one sheet an adult, the home language on its face and English on its back."""

import asyncio
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

import segno

from bot.errors import Refused
from bot.paper import set_pages, spoken
from bot.paper.words import hand_of
from bot.services.house import House
from bot.services.join_telegram import LETTER_LIVES, make_link
from bot.services.numbers import shown
from bot.services.staff import SignedIn
from flows.engine.text import Text
from flows.letter import Letter, letter
from storage.reports import letters
from storage.reports.letters import Addressee
from storage.repositories import letter_pictures, staff
from storage.unit_of_work import UnitOfWork

NOBODY = "Nobody here may have a letter yet. Please tick on the page of the family that they may be messaged."
ENGLISH = "en"
NO_BREAK = "\N{NO-BREAK SPACE}"
SMS_SQUARE = "sms.svg"
PICTURE = "picture.svg"


class Form(StrEnum):
    """How the letter looks: as usual, in large print, or one idea a line with a picture."""

    PLAIN = "plain"
    LARGE = "large"
    EASY = "easy"


@dataclass(frozen=True, slots=True)
class _Sheaf:
    """Letters in the making, with the squares that stand on them."""

    house: House
    squares: dict[str, bytes] = field(default_factory=dict)

    def square(self, name: str, holds: str) -> str:
        drawn = io.BytesIO()
        segno.make(holds, error="m").save(drawn, kind="svg", border=2)
        self.squares[name] = drawn.getvalue()
        return name


async def for_family(house: House, who: SignedIn, family_id: int, form: Form) -> bytes:
    """Return the letter to a family, a sheet for each adult who may have one; refuse where there is none."""
    found = partial(letters.of_family, school_id=who.school_id, family_id=family_id)
    return await _printed(house, who, form, f"family {family_id}", found)


async def for_programme(house: House, who: SignedIn, programme_id: int, form: Form) -> bytes:
    """Return the letters to all families of a programme, each on a sheet of its own."""
    found = partial(letters.of_programme, school_id=who.school_id, programme_id=programme_id)
    return await _printed(house, who, form, f"programme {programme_id}", found)


async def _printed(
    house: House, who: SignedIn, form: Form, about: str, found: Callable[[UnitOfWork], tuple[Addressee, ...]]
) -> bytes:
    def work(uow: UnitOfWork) -> tuple[list[tuple[Addressee, str | None]], bytes | None]:
        addressed = [(each, _telegram_link(uow, house, each)) for each in found(uow)]
        staff.note(uow, who.school_id, who.id, "printed a letter", about, house.clock.now())
        return addressed, letter_pictures.find(uow, who.school_id)

    addressed, picture = await house.database.write(work)
    if not addressed:
        raise Refused(NOBODY)
    sheaf = _Sheaf(house)
    if picture is not None:
        sheaf.squares[PICTURE] = await _on_paper(picture)
    sheets = [_sheet(sheaf, who, each, link) for each, link in addressed]
    values = {"title": "Story time", "author": spoken(addressed[0][0].school), "form": form, "letters": sheets}
    return await set_pages("letter", values, sheaf.squares)


async def _on_paper(picture: bytes) -> bytes:
    from bot.paper.pictures import framed, printable  # noqa: PLC0415 - Pillow is 3 MB, which only a picture needs

    def draw() -> bytes:
        return framed(printable(picture) or picture)

    return await asyncio.to_thread(draw)


def _telegram_link(uow: UnitOfWork, house: House, each: Addressee) -> str | None:
    """Make a one-time link of this adult's own, where Telegram is on and they are not there yet."""
    if house.telegram_name is None or each.is_on_telegram:
        return None
    return make_link(uow, house, each.parent_id, house.clock.now(), lives=LETTER_LIVES)


def _sheet(sheaf: _Sheaf, who: SignedIn, each: Addressee, link: str | None) -> list[dict[str, object]]:
    """Return the sides of one adult's sheet: the home language, then English where that is another one."""
    phone = each.phone.replace(" ", NO_BREAK)
    words = letter(each.parent, each.child, each.staff or who.name, phone)
    telegram = sheaf.square(f"telegram-{each.parent_id}.svg", link) if link else None
    speaks = sheaf.house.catalogues.has_all(words.texts, each.language)
    languages = dict.fromkeys((each.language if speaks else ENGLISH, ENGLISH))
    return [_side(sheaf, who, each, words, language, telegram) for language in languages]


def _side(
    sheaf: _Sheaf, who: SignedIn, each: Addressee, words: Letter, language: str, telegram: str | None
) -> dict[str, object]:
    def said(text: Text) -> str:
        return spoken(sheaf.house.catalogues.text(text, language))

    number = sheaf.house.sms_number
    return {
        "lang": language.partition("-")[0],
        "dir": sheaf.house.catalogues.direction(language),
        "hand": hand_of(language),
        "school": spoken(each.school),
        "hello": said(words.hello),
        "title": said(words.title),
        "sentences": [said(text) for text in words.sentences],
        "easy": [said(text) for text in words.easy],
        "scan": said(words.scan),
        "join": said(words.join),
        "dial": said(words.dial if number else words.ring_big),
        "number": shown(number).replace(" ", NO_BREAK) if number else spoken(each.phone).replace(" ", NO_BREAK),
        "ring": said(words.ring) if number else "",
        "stop": said(words.stop),
        "wishes": said(words.wishes),
        "staff": spoken(each.staff or who.name),
        "picture": PICTURE if PICTURE in sheaf.squares else None,
        "sms": sheaf.square(SMS_SQUARE, f"SMSTO:{number}:STORY") if number else None,
        "telegram": telegram,
    }
