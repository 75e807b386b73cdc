"""Good-news notes, and those that wait for a colleague's eye."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from storage.errors import Missing
from storage.tables import GoodNews, Outbound
from storage.unit_of_work import UnitOfWork

ASKED = "colleague"
"""Why a row of the outbox is planned only: a colleague looks at it first."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A note that waits for a colleague, as it would go."""

    id: int
    parent_id: int
    body: str
    english: str | None
    written_by: int
    created_at: datetime


def keep(uow: UnitOfWork, values: Mapping[str, Any]) -> None:
    """Keep a note that was sent, who wrote it, and which message carried it."""
    uow.connection.execute(insert(GoodNews).values(**values))


def forget(uow: UnitOfWork, message_id: int) -> None:
    """Forget the note that this message would have carried."""
    uow.connection.execute(delete(GoodNews).where(GoodNews.outbox_id == message_id))


def drafts(uow: UnitOfWork, school_id: int, now: datetime) -> tuple[Draft, ...]:
    """Return the notes that wait for a colleague's eye, the oldest first."""
    return tuple(_draft(row) for row in uow.orm.scalars(_WAITING.where(*_of(school_id, now))))


def draft(uow: UnitOfWork, school_id: int, message_id: int, now: datetime) -> Draft:
    """Return one such note, or raise `Missing` when it has been looked after already."""
    row = uow.orm.scalars(_WAITING.where(Outbound.id == message_id, *_of(school_id, now))).first()
    if row is None:
        raise Missing
    return _draft(row)


_WAITING = (
    select(Outbound)
    .where(Outbound.kind == "good_news", Outbound.state == "planned", Outbound.why == ASKED)
    .order_by(Outbound.id)
)


def _of(school_id: int, now: datetime) -> tuple[Any, ...]:
    return Outbound.school_id == school_id, Outbound.expires_at > now


def _draft(row: Outbound) -> Draft:
    return Draft(row.id, row.parent_id or 0, row.body, row.english, row.written_by or 0, row.created_at)
