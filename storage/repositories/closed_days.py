"""The days on which the school is shut, one at a time."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import delete

from storage.repositories.upsert import insert_or_change
from storage.tables import ClosedDay
from storage.unit_of_work import UnitOfWork


def add(uow: UnitOfWork, school_id: int, days: Mapping[date, str]) -> None:
    """Close the school on these days; one that is closed already gets the new name."""
    for on, name in days.items():
        insert_or_change(uow, ClosedDay, {"school_id": school_id, "on_date": on}, {"name": name})


def remove(uow: UnitOfWork, school_id: int, on: date) -> None:
    """Open the school on this day."""
    uow.connection.execute(delete(ClosedDay).where(ClosedDay.school_id == school_id, ClosedDay.on_date == on))
