"""The story book as a PDF: A5 pages in fours, of which a copier makes a booklet, or A4 pages for larger print."""

import asyncio
from collections.abc import Callable

from bot.errors import Refused
from bot.paper import paragraphs, set_pages, spoken
from bot.paper.press import PRESSES
from bot.paper.words import hand_of
from bot.services.book import NOT_SEEN
from bot.services.house import House
from bot.services.staff import SignedIn
from flows import book as texts
from flows.engine.text import Text
from flows.home_story import SPARKS
from storage.reports.book import StoryBook, pictures, story_book
from storage.repositories import staff
from storage.unit_of_work import UnitOfWork

MOST_PICTURES = 40
"""Bounds how long a book takes to set."""
FULL = 6
"""A book of so many stories needs fewer ideas for more."""
FEW_IDEAS, MANY_IDEAS = 2, 4
ENGLISH = "en"


async def printed(house: House, who: SignedIn, parent_id: int) -> bytes:
    """Return the book to be printed; refuse before the family has seen what is in it."""

    def work(uow: UnitOfWork) -> tuple[StoryBook, dict[int, bytes]]:
        book = story_book(uow, who.school_id, parent_id)
        if not book.is_seen:
            raise Refused(NOT_SEEN)
        staff.note(uow, who.school_id, who.id, "printed a book", f"adult {parent_id}", house.clock.now())
        wanted = [media_id for each in book.within for media_id in each.pictures]
        return book, pictures(uow, tuple(wanted[:MOST_PICTURES]))

    book, found = await house.database.write(work)
    return await set_pages("book", *await _filled(house, book, found))


async def _filled(house: House, book: StoryBook, found: dict[int, bytes]) -> tuple[dict[str, object], dict[str, bytes]]:
    """Return the template's values and its pictures; a drawing that cannot be read is left out."""
    from bot.paper.pictures import framed, printable

    loop = asyncio.get_running_loop()
    drawn = {media_id: await loop.run_in_executor(PRESSES, printable, content) for media_id, content in found.items()}
    pictures_by_name = {_name(media_id): framed(picture) for media_id, picture in drawn.items() if picture}
    return _values(house, book, frozenset(pictures_by_name)), pictures_by_name


def _values(house: House, book: StoryBook, drawn: frozenset[str]) -> dict[str, object]:
    speaks = house.catalogues.has_all((*texts.ON_PAPER, texts.week(1), *SPARKS), book.language)
    language = book.language if speaks else ENGLISH

    def said(text: Text) -> str:
        return spoken(house.catalogues.text(text, language))

    pages = _pages(book, said, drawn)
    return {
        "lang": language.partition("-")[0],
        "dir": house.catalogues.direction(language),
        "hand": hand_of(language),
        "title": said(texts.TITLE),
        "child": spoken(book.child),
        "made_by": said(texts.MADE_BY),
        "makers": [spoken(name) for name in (book.child, *book.tellers)],
        "school": spoken(book.school),
        "staff": spoken(book.staff or ""),
        "lines": [paragraphs(each.words) for each in book.within if each.kind == "line"],
        "pages": pages,
        "ideas_title": said(texts.IDEAS),
        "ideas": [said(spark) for spark in _ideas(book, len(pages))],
        "own": said(texts.OWN_PAGE),
        "own_how": said(texts.OWN_PAGE_HOW),
        "thanks": said(texts.THANKS),
    }


def _pages(book: StoryBook, said: Callable[[Text], str], drawn: frozenset[str]) -> list[dict[str, object]]:
    """Return a page's values for everything that has words or a drawing."""
    within: list[dict[str, object]] = [
        {
            "label": said(texts.week(item.week) if item.week else texts.AT_HOME),
            "title": _line(item.title),
            "words": paragraphs(item.words),
            "pictures": [name for name in map(_name, item.pictures) if name in drawn],
            "teller": spoken(item.teller) if len(book.tellers) > 1 else "",
        }
        for item in book.within
        if item.kind != "line"
    ]
    return [each for each in within if each["words"] or each["pictures"]]


def _ideas(book: StoryBook, stories: int) -> list[Text]:
    """Return sparks of weeks that have no story in the book yet, more of them where it is thin."""
    weeks = {each.week for each in book.within if each.week}
    fresh = [spark for week, spark in enumerate(SPARKS, 1) if week not in weeks]
    return (fresh or list(SPARKS))[: FEW_IDEAS if stories >= FULL else MANY_IDEAS]


def _line(words: str) -> dict[str, str] | None:
    found = paragraphs(words)
    return found[0] if found else None


def _name(media_id: int) -> str:
    return f"picture-{media_id}.svg"
