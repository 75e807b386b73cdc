"""The examples that staff's corrections leave: words without names, and what they mean."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.tables import Correction
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Example:
    """One example. `labels` is what staff said, the leading one first; `heard` what it had been read as."""

    id: int
    context: str
    language: str
    labels: tuple[str, ...]
    heard: str
    words: str
    at: datetime


def examples(uow: UnitOfWork, school_id: int | None = None) -> tuple[Example, ...]:
    """Return the examples of a school, or of all, the newest first; nothing in them says whose words they were."""
    found = select(Correction).where(Correction.words.is_not(None))
    if school_id is not None:
        found = found.where(Correction.school_id == school_id)
    rows = uow.orm.scalars(found.order_by(Correction.said_at.desc(), Correction.id.desc()))
    return tuple(
        Example(
            row.id, row.context, row.language, tuple(row.labels.split(",")), row.heard, row.words or "", row.said_at
        )
        for row in rows
    )
