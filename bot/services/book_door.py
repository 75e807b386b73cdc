"""The story book on the family's phone: behind a link that opens once, with a short stay so that a reload works.

Whoever comes with a link that was passed on, used or run out finds a closed door and learns nothing.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta

from bot.errors import Refused
from bot.services.book import DOOR
from bot.services.house import House
from storage.reports.book import Item, StoryBook, pictures, story_book
from storage.repositories import books, links
from storage.tables import OneTimeLink, Parent
from storage.unit_of_work import UnitOfWork

STAY = "book-stay"
STAY_LASTS = timedelta(hours=2)
TOKEN_BYTES = 24
NOT_YOURS = "This is not in your book."


async def who_is_at_the_door(house: House, token: str) -> str | None:
    """Return the language of the adult whose door this is, if it still opens."""

    def look(uow: UnitOfWork) -> str | None:
        link = _still_good(uow, house, DOOR, token)
        return uow.orm.get_one(Parent, link.parent_id).language if link else None

    return await house.database.read(look)


async def come_in(house: House, token: str) -> str | None:
    """Use the link up, and return what the browser keeps for its short stay; None where the door is closed."""

    def work(uow: UnitOfWork) -> str | None:
        now, link = house.clock.now(), _still_good(uow, house, DOOR, token)
        if link is None or not links.use(uow, link.id, now):
            return None
        stay = secrets.token_urlsafe(TOKEN_BYTES)
        values = {"token_hash": house.database.vault.fingerprint(stay), "parent_id": link.parent_id}
        links.keep(uow, {"purpose": STAY, "expires_at": now + STAY_LASTS, **values})
        return stay

    return await house.database.write(work)


async def open_book(house: House, stay: str) -> StoryBook | None:
    """Return the book of whoever is staying; None when the stay is over."""
    return await house.database.read(lambda uow: _book(uow, house, stay))


async def picture(house: House, stay: str, media_id: int) -> bytes | None:
    """Return a drawing that stands in the book of whoever is staying."""

    def look(uow: UnitOfWork) -> bytes | None:
        book = _book(uow, house, stay)
        is_theirs = book is not None and any(media_id in each.pictures for each in book.items)
        return pictures(uow, (media_id,)).get(media_id) if is_theirs else None

    return await house.database.read(look)


async def leave_out(house: House, stay: str, key: str, *, is_out: bool) -> bool:
    """Take something of their own out of the book, or put it back; False when the stay is over."""

    def change(uow: UnitOfWork, book: StoryBook) -> None:
        item = next((each for each in book.items if each.key == key and each.is_own), None)
        if item is None:
            raise Refused(NOT_YOURS)
        books.leave_out(uow, book.parent_id, _row_of(item), is_out=is_out)
        books.change(uow, book.parent_id, {"agreed_at": None})

    return await _change(house, stay, change)


async def share(house: House, stay: str, *, may: bool) -> bool:
    """Keep whether this adult's pages may stand in another book of the child."""

    def change(uow: UnitOfWork, book: StoryBook) -> None:
        books.change(uow, book.parent_id, {"shares_at": house.clock.now() if may else None, "agreed_at": None})

    return await _change(house, stay, change)


async def agree(house: House, stay: str) -> bool:
    """Keep that the book is good as it is."""

    def change(uow: UnitOfWork, book: StoryBook) -> None:
        books.change(uow, book.parent_id, {"agreed_at": house.clock.now()})

    return await _change(house, stay, change)


async def _change(house: House, stay: str, change: Callable[[UnitOfWork, StoryBook], None]) -> bool:
    def work(uow: UnitOfWork) -> bool:
        book = _book(uow, house, stay)
        if book is not None:
            change(uow, book)
        return book is not None

    return await house.database.write(work)


def _book(uow: UnitOfWork, house: House, stay: str) -> StoryBook | None:
    link = _still_good(uow, house, STAY, stay)
    if link is None or link.parent_id is None:
        return None
    return story_book(uow, uow.orm.get_one(Parent, link.parent_id).school_id, link.parent_id)


def _still_good(uow: UnitOfWork, house: House, purpose: str, token: str) -> OneTimeLink | None:
    link = links.find(uow, purpose, house.database.vault.fingerprint(token))
    return link if link and link.used_at is None and link.expires_at > house.clock.now() else None


def _row_of(item: Item) -> dict[str, int]:
    kind, _dash, number = item.key.partition("-")
    return {"story_id" if kind == "story" else "home_story_id": int(number)}
