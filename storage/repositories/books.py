"""What an adult wants of their story book: shown, agreed, ready; and what they left out."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, select

from storage.repositories.upsert import insert_or_change
from storage.tables import Book, LeftOut
from storage.unit_of_work import UnitOfWork


def of_parent(uow: UnitOfWork, parent_id: int) -> Book | None:
    """Return what this adult has said about their book, if anything."""
    return uow.orm.scalars(select(Book).where(Book.parent_id == parent_id)).first()


def change(uow: UnitOfWork, parent_id: int, values: Mapping[str, Any]) -> None:
    """Set these columns of the adult's book."""
    insert_or_change(uow, Book, {"parent_id": parent_id}, values)


def is_ready(uow: UnitOfWork, parent_id: int) -> bool:
    """Say whether this adult's book lies ready for them."""
    found = select(Book.id).where(Book.parent_id == parent_id, Book.ready_at.is_not(None))
    return uow.connection.execute(found).first() is not None


def leave_out(uow: UnitOfWork, parent_id: int, item: Mapping[str, int], *, is_out: bool) -> None:
    """Leave this out of the adult's book, or put it back; `item` is {"story_id": …} or {"home_story_id": …}."""
    this = [getattr(LeftOut, name) == value for name, value in item.items()]
    uow.connection.execute(delete(LeftOut).where(LeftOut.parent_id == parent_id, *this))
    if is_out:
        uow.connection.execute(insert(LeftOut).values(parent_id=parent_id, **item))


def left_out(uow: UnitOfWork, parent_id: int) -> frozenset[tuple[int | None, int | None]]:
    """Return what this adult left out, as (story, home story)."""
    found = select(LeftOut.story_id, LeftOut.home_story_id).where(LeftOut.parent_id == parent_id)
    return frozenset((row[0], row[1]) for row in uow.connection.execute(found))
