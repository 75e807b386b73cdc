"""The story book on the side of staff: shown to the family first, then printed, then ready."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.services.good_news import midnight_after
from bot.services.house import House
from bot.services.outbox import Decision, put
from bot.services.ruling import Going, talk_of, when_it_goes
from bot.services.staff import SignedIn
from flows import book as texts
from flows.engine.kinds import MessageKind
from flows.engine.turn import Message
from storage.reports.book import StoryBook, story_book
from storage.repositories import books, links, staff
from storage.unit_of_work import UnitOfWork

DOOR = "book"
DOOR_LIVES = timedelta(days=14)
TOKEN_BYTES = 18
NOT_SEEN = "The family looks at it first. Send them the link, or look through it together here."


async def shown(house: House, who: SignedIn, parent_id: int) -> StoryBook:
    """Return one adult's book."""
    return await house.database.read(lambda uow: story_book(uow, who.school_id, parent_id))


async def make_door(house: House, who: SignedIn, parent_id: int) -> str:
    """Make a link to this adult's book that opens once, to be shown to them in person."""

    def work(uow: UnitOfWork) -> str:
        story_book(uow, who.school_id, parent_id)
        staff.note(uow, who.school_id, who.id, "showed a book", f"adult {parent_id}", house.clock.now())
        return _door(uow, house, parent_id, house.clock.now())

    return await house.database.write(work)


async def send_door(house: House, who: SignedIn, parent_id: int) -> Going:
    """Text a link to their book to this adult; raises `Refused` with the reason where no text may go now."""

    def work(uow: UnitOfWork) -> tuple[Going, int]:
        now = house.clock.now()
        story_book(uow, who.school_id, parent_id)
        talk = talk_of(uow, house, parent_id)
        ends_at = midnight_after(now, who.zone) + DOOR_LIVES
        going = when_it_goes(uow, talk, MessageKind.CELEBRATION, now, ends_at)
        message = Message(texts.look_first(_door(uow, house, parent_id, going.until or now)))
        decision = Decision(MessageKind.CELEBRATION, now, ends_at, not_before=going.until, written_by=who.id)
        staff.note(uow, who.school_id, who.id, "sent a book", f"adult {parent_id}", now)
        return going, put(uow, house, talk, message, decision)

    going, message_id = await house.database.write(work)
    await house.post.send((message_id,))
    return going


def _door(uow: UnitOfWork, house: House, parent_id: int, now: datetime) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    found = house.database.vault.fingerprint(token)
    links.keep(uow, {"purpose": DOOR, "token_hash": found, "parent_id": parent_id, "expires_at": now + DOOR_LIVES})
    return f"{house.origin}/b/{token}"


async def looked_together(house: House, who: SignedIn, parent_id: int) -> None:
    """Keep that the family looked through the book with us and is happy with it."""
    await _change(house, who, parent_id, "looked at a book together", "agreed_at")


async def mark_ready(house: House, who: SignedIn, parent_id: int) -> None:
    """Keep that the printed book lies ready; the text of the last week then says so."""

    def refuse_unseen(book: StoryBook) -> None:
        if not book.is_seen:
            raise Refused(NOT_SEEN)

    await _change(house, who, parent_id, "book ready", "ready_at", refuse_unseen)


def _never(_book: StoryBook) -> None:
    """Refuse nothing."""


async def _change(
    house: House,
    who: SignedIn,
    parent_id: int,
    what: str,
    column: str,
    refuse: Callable[[StoryBook], None] = _never,
) -> None:
    def work(uow: UnitOfWork) -> None:
        book, now = story_book(uow, who.school_id, parent_id), house.clock.now()
        refuse(book)
        books.change(uow, parent_id, {column: now})
        staff.note(uow, who.school_id, who.id, what, f"adult {parent_id}", now)

    await house.database.write(work)
