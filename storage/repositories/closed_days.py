"""The days on which the school is shut, one at a time."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import delete

from storage.repositories.upsert import insert_once, insert_or_change
from storage.tables import ClosedDay
from storage.unit_of_work import UnitOfWork


def add(uow: UnitOfWork, school_id: int, days: Mapping[date, str], origin: str = "") -> None:
    """Close the school on these days. One that is closed already gets the name that is typed, and keeps its own else.

    `origin` is empty for days typed by hand, else where they come from, so that they can be taken back together.
    """
    for on, name in days.items():
        key = {"school_id": school_id, "on_date": on}
        if origin:
            insert_once(uow, ClosedDay, {**key, "name": name, "origin": origin})
        else:
            insert_or_change(uow, ClosedDay, key, {"name": name, "origin": origin})


def take_back(uow: UnitOfWork, school_id: int, origin: str, from_: date) -> None:
    """Open the school again on the days from this one on that came from there."""
    theirs = ClosedDay.school_id == school_id, ClosedDay.origin == origin, ClosedDay.on_date >= from_
    uow.connection.execute(delete(ClosedDay).where(*theirs))


def remove(uow: UnitOfWork, school_id: int, on: date) -> None:
    """Open the school on this day."""
    uow.connection.execute(delete(ClosedDay).where(ClosedDay.school_id == school_id, ClosedDay.on_date == on))
