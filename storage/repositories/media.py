"""Files that came with messages: wanted, opened, kept sealed as long as they are chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from storage.errors import Missing
from storage.tables import HomeStory, Inbound, Media, Parent, Task
from storage.unit_of_work import UnitOfWork

Values = Mapping[str, Any]
GONE: Values = {"content": None, "reference": ""}
"""What is left of a file that is no longer kept: that there was one."""


@dataclass(frozen=True, slots=True)
class WantedFile:
    """A file that came with a message and is still at the provider."""

    id: int
    inbound_id: int
    channel: str
    reference: str
    content_type: str
    came_at: datetime


@dataclass(frozen=True, slots=True)
class CameWith:
    """The message that files came with. `types` are those of the files that are kept, `refusals` why others are not."""

    id: int
    parent_id: int | None
    channel: str
    body: str
    came_at: datetime
    silence: str | None
    is_opened: bool
    types: tuple[str, ...]
    refusals: tuple[str, ...]


def store(uow: UnitOfWork, rows: Iterable[Values]) -> tuple[int, ...]:
    """Keep what files came along; the content of most is fetched later."""
    return tuple(uow.connection.execute(insert(Media).values(row).returning(Media.id)).scalar_one() for row in rows)


def wanted(uow: UnitOfWork, limit: int, inbound_id: int | None = None) -> tuple[WantedFile, ...]:
    """Return files that are neither fetched nor refused, of one message or of all."""
    found = (
        select(
            Media.id,
            Media.inbound_id,
            Inbound.channel,
            Media.reference,
            Media.content_type,
            Inbound.received_at.label("came_at"),
        )
        .join(Inbound, Inbound.id == Media.inbound_id)
        .where(Media.fetched_at.is_(None), Media.refusal.is_(None))
        .order_by(Media.id)
        .limit(limit)
    )
    if inbound_id is not None:
        found = found.where(Media.inbound_id == inbound_id)
    return tuple(WantedFile(**row) for row in uow.connection.execute(found).mappings())


def settle(uow: UnitOfWork, media_id: int, values: Values) -> bool:
    """Keep a file's content, or why it is not kept; say whether nobody else had done so."""
    fresh = update(Media).where(Media.id == media_id, Media.fetched_at.is_(None), Media.refusal.is_(None))
    return uow.connection.execute(fresh.values(**values)).rowcount == 1


def came_with(uow: UnitOfWork, inbound_id: int) -> CameWith:
    """Return the message that files came with, and what has become of them."""
    message = uow.orm.get_one(Inbound, inbound_id)
    found = select(Media.content_type, Media.fetched_at, Media.refusal).where(Media.inbound_id == inbound_id)
    files = uow.connection.execute(found.order_by(Media.id)).all()
    return CameWith(
        message.id,
        message.parent_id,
        message.channel,
        message.body,
        message.received_at,
        message.silence,
        all(file.fetched_at or file.refusal for file in files),
        tuple(file.content_type for file in files if file.fetched_at),
        tuple(file.refusal for file in files if file.refusal),
    )


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file that is kept, or was; `content` is None once it is no longer."""

    id: int
    inbound_id: int
    parent_id: int
    channel: str
    content_type: str
    content: bytes | None


@dataclass(frozen=True, slots=True)
class BookPicture:
    """A picture for the story book: a JPEG, upright, of at most 2048 pixels a side."""

    id: int
    inbound_id: int
    content: bytes
    came_at: datetime


def held(uow: UnitOfWork, school_id: int, family_id: int, media_id: int) -> HeldFile:
    """Return a file of this family at this school, or raise `Missing`."""
    found = (
        select(Media.id, Media.inbound_id, Inbound.parent_id, Inbound.channel, Media.content_type, Media.content)
        .join(Inbound, Inbound.id == Media.inbound_id)
        .join(Parent, Parent.id == Inbound.parent_id)
        .where(Media.id == media_id, Parent.family_id == family_id, Parent.school_id == school_id)
    )
    row = uow.connection.execute(found).mappings().first()
    if row is None:
        raise Missing
    return HeldFile(**row)


def change(uow: UnitOfWork, media_id: int, **values: Any) -> None:
    """Set these columns of a file's row."""
    uow.connection.execute(update(Media).where(Media.id == media_id).values(values))


def let_go(uow: UnitOfWork, media_id: int) -> None:
    """Delete a file's content, and where it lay; that something came is still known."""
    change(uow, media_id, **GONE)


def is_any_held(uow: UnitOfWork, inbound_id: int) -> bool:
    """Say whether any file of this message is still kept."""
    found = select(Media.id).where(Media.inbound_id == inbound_id, Media.content.is_not(None))
    return uow.connection.execute(found.limit(1)).first() is not None


def for_book(uow: UnitOfWork, family_id: int) -> tuple[BookPicture, ...]:
    """Return the family's pictures that a person has opened and the parent said yes to, the oldest first."""
    found = (
        select(Media.id, Media.inbound_id, Media.content, Inbound.received_at.label("came_at"))
        .join(Inbound, Inbound.id == Media.inbound_id)
        .join(HomeStory, HomeStory.inbound_id == Media.inbound_id)
        .where(
            HomeStory.family_id == family_id,
            HomeStory.for_book.is_(True),
            Media.opened_at.is_not(None),
            Media.content.is_not(None),
            Media.content_type.startswith("image/"),
        )
        .order_by(Media.id)
    )
    return tuple(BookPicture(**row) for row in uow.connection.execute(found).mappings())


def forget(uow: UnitOfWork, unchosen_before: datetime, untyped_before: datetime) -> int:
    """Delete files that nobody chose to keep, and voice notes that waited too long to be typed; return how many.

    A family whose worry is still open keeps everything, until a person has rung.
    """
    worried = (
        select(Parent.family_id).join(Task, Task.parent_id == Parent.id).where(Task.is_safety, Task.done_at.is_(None))
    )
    theirs = select(Parent.id).where(Parent.family_id.in_(worried))
    chosen = select(HomeStory.inbound_id).where(HomeStory.for_book.is_(True), HomeStory.inbound_id.is_not(None))
    is_quiet = Inbound.parent_id.is_(None) | Inbound.parent_id.not_in(theirs)
    is_unchosen = (Inbound.received_at < unchosen_before) & Inbound.id.not_in(chosen)
    is_untyped = (Inbound.received_at < untyped_before) & Media.content_type.startswith("audio/")
    old = select(Media.id).join(Inbound, Inbound.id == Media.inbound_id)
    ids = uow.connection.execute(old.where(Media.content.is_not(None), is_quiet, is_unchosen | is_untyped)).scalars()
    return uow.connection.execute(update(Media).where(Media.id.in_(tuple(ids))).values(**GONE)).rowcount
