"""Sparks read aloud by staff: kept, replaced, taken away, found."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select

from storage.repositories.upsert import insert_or_change
from storage.tables import Recording
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Spoken:
    """A recording: what kind of sound, and the sound."""

    content_type: str
    content: bytes


def keep(uow: UnitOfWork, school_id: int, week: int, language: str, values: Mapping[str, Any]) -> None:
    """Keep a recording; a newer one takes an older one's place."""
    insert_or_change(uow, Recording, {"school_id": school_id, "week": week, "language": language}, values)


def remove(uow: UnitOfWork, school_id: int, week: int, language: str) -> bool:
    """Take a recording away; say whether there was one."""
    mine = (Recording.school_id == school_id) & (Recording.week == week) & (Recording.language == language)
    return uow.connection.execute(delete(Recording).where(mine)).rowcount > 0


def find(uow: UnitOfWork, week: int, language: str) -> Spoken | None:
    """Return the newest recording of this week's spark in this language."""
    found = select(Recording.content_type, Recording.content).where(
        Recording.week == week, Recording.language == language
    )
    row = uow.connection.execute(found.order_by(Recording.recorded_at.desc()).limit(1)).first()
    return Spoken(row.content_type, row.content) if row else None


def is_there(uow: UnitOfWork, week: int, language: str) -> bool:
    """Say whether this week's spark was recorded in this language."""
    found = select(Recording.id).where(Recording.week == week, Recording.language == language)
    return uow.connection.execute(found.limit(1)).first() is not None


def listed(uow: UnitOfWork, school_id: int) -> tuple[tuple[int, str], ...]:
    """Return week and language of every recording of this school."""
    found = select(Recording.week, Recording.language).where(Recording.school_id == school_id)
    return tuple((row.week, row.language) for row in uow.connection.execute(found.order_by(*found.selected_columns)))
