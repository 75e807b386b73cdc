"""Files that came with messages: wanted, opened, kept sealed as long as they are chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from storage.tables import Inbound, Media
from storage.unit_of_work import UnitOfWork

Values = Mapping[str, Any]


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
