"""The school year: everything that is kept of it from today on."""

from dataclasses import dataclass
from datetime import date, timedelta

from storage.repositories import calendars, schools
from storage.repositories.calendars import NOTE, QUIET
from storage.unit_of_work import UnitOfWork

WEEKEND = timedelta(days=3)
"""From a Friday to a Monday: a break goes on over it."""

Days = tuple[tuple[date, date, str], ...]


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """Everything on the page; days in a row that have one name are one line."""

    terms: Days
    nation: str
    closed: Days
    quiet: Days
    notes: Days
    files: tuple[str, ...]
    """Where days came from that can be taken back together."""


def school_year(uow: UnitOfWork, school_id: int, today: date) -> SchoolYear:
    """Return the school year."""
    return SchoolYear(
        calendars.terms(uow, school_id),
        schools.school(uow, school_id).nation,
        in_rows(schools.closed_days(uow, school_id, today)),
        in_rows(calendars.marked_days(uow, school_id, QUIET, today)),
        in_rows(calendars.marked_days(uow, school_id, NOTE, today)),
        tuple(each for each in calendars.origins(uow, school_id) if each.startswith("file ")),
    )


def in_rows(days: tuple[tuple[date, str], ...]) -> Days:
    """Return days in a row that have one name as one: first day, last day, name."""
    rows: list[tuple[date, date, str]] = []
    for on, name in days:
        if rows and rows[-1][2] == name and on - rows[-1][1] <= WEEKEND:
            rows[-1] = (rows[-1][0], on, name)
        else:
            rows.append((on, on, name))
    return tuple(rows)
