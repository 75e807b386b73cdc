"""The school's calendar as the planner and the gate use it, and the days that staff keep in it."""

from collections.abc import Mapping
from datetime import date, time
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, bindparam, delete, insert, literal, select, union, union_all

from flows.calendar import SchoolCalendar
from storage.prepared import Prepared
from storage.repositories.upsert import insert_once, insert_or_change
from storage.tables import ClosedDay, MarkedDay, Term
from storage.unit_of_work import UnitOfWork

QUIET, NOTE = "quiet", "note"


class Hours(Protocol):
    """A school, or what is known of it: its zone, its days of the week, and its allowed hours."""

    @property
    def zone(self) -> str:
        """Return the name of its time zone."""
        ...

    @property
    def weekdays(self) -> str:
        """Return its days as digits, 0 is Monday."""
        ...

    @property
    def opens(self) -> time:
        """Return from when we may write first."""
        ...

    @property
    def closes(self) -> time:
        """Return until when we may write first."""
        ...


_CLOSED = select(literal("closed").label("what"), ClosedDay.on_date.label("first"), ClosedDay.on_date.label("last"))
_MARKED = select(MarkedDay.kind, MarkedDay.on_date, MarkedDay.on_date)
_TERMS = select(literal("term"), Term.first_on, Term.last_on)
_SCHOOL: BindParameter[int] = bindparam("school")
_FROM: BindParameter[date] = bindparam("from_day")
_DAYS = Prepared(
    union_all(
        _CLOSED.where(ClosedDay.school_id == _SCHOOL, ClosedDay.on_date >= _FROM),
        _MARKED.where(MarkedDay.school_id == _SCHOOL, MarkedDay.on_date >= _FROM, MarkedDay.kind == QUIET),
        _TERMS.where(Term.school_id == _SCHOOL),
    )
)
"""Made once: every answer asks for the calendar. All terms, since without any the school is open all the year."""


def of_school(uow: UnitOfWork, school_id: int, hours: Hours, since: date) -> SchoolCalendar:
    """Return the school's calendar, with its closed and quiet days from `since` on and all of its terms."""
    found: dict[str, list[tuple[date, date]]] = {"closed": [], QUIET: [], "term": []}
    for what, first, last in _DAYS.all(uow, {"school": school_id, "from_day": since}):
        found[what].append((first, last))
    return SchoolCalendar(
        ZoneInfo(hours.zone),
        frozenset(int(digit) for digit in hours.weekdays),
        frozenset(on for on, _ in found["closed"]),
        hours.opens,
        hours.closes,
        tuple(sorted(found["term"])),
        frozenset(on for on, _ in found[QUIET]),
    )


def terms(uow: UnitOfWork, school_id: int) -> tuple[tuple[date, date, str], ...]:
    """Return first day, last day and name of each term, by date."""
    found = select(Term.first_on, Term.last_on, Term.name).where(Term.school_id == school_id).order_by(Term.first_on)
    return tuple((row[0], row[1], row[2]) for row in uow.connection.execute(found))


def set_terms(uow: UnitOfWork, school_id: int, kept: tuple[tuple[date, date, str], ...]) -> None:
    """Make these the school's terms."""
    uow.connection.execute(delete(Term).where(Term.school_id == school_id))
    rows = [{"school_id": school_id, "first_on": first, "last_on": last, "name": name} for first, last, name in kept]
    if rows:
        uow.connection.execute(insert(Term), rows)


def marked_days(uow: UnitOfWork, school_id: int, kind: str, from_: date) -> tuple[tuple[date, str], ...]:
    """Return the quiet days, or the days with a note, from this one on."""
    found = select(MarkedDay.on_date, MarkedDay.name).where(
        MarkedDay.school_id == school_id, MarkedDay.kind == kind, MarkedDay.on_date >= from_
    )
    return tuple((row[0], row[1]) for row in uow.connection.execute(found.order_by(MarkedDay.on_date)))


def mark(uow: UnitOfWork, school_id: int, kind: str, days: Mapping[date, str], origin: str = "") -> None:
    """Mark these days; one that is marked so already gets the new name."""
    for on, name in days.items():
        key = {"school_id": school_id, "on_date": on, "kind": kind}
        insert_or_change(uow, MarkedDay, key, {"name": name, "origin": origin})


def mark_new(uow: UnitOfWork, school_id: int, kind: str, days: Mapping[date, str], origin: str) -> None:
    """Mark those of these days that are not marked so already."""
    for on, name in days.items():
        row = {"school_id": school_id, "on_date": on, "kind": kind, "name": name, "origin": origin}
        insert_once(uow, MarkedDay, row)


def take_back(uow: UnitOfWork, school_id: int, origin: str) -> None:
    """Take off every mark that came from there."""
    uow.connection.execute(delete(MarkedDay).where(MarkedDay.school_id == school_id, MarkedDay.origin == origin))


def origins(uow: UnitOfWork, school_id: int) -> tuple[str, ...]:
    """Return where closed and marked days came from that were not typed by hand."""
    from_ = union(*(select(t.origin).where(t.school_id == school_id, t.origin != "") for t in (ClosedDay, MarkedDay)))
    return tuple(sorted(uow.connection.execute(from_).scalars()))


def unmark(uow: UnitOfWork, school_id: int, kind: str, on: date) -> None:
    """Take the mark off this day."""
    theirs = MarkedDay.school_id == school_id, MarkedDay.kind == kind, MarkedDay.on_date == on
    uow.connection.execute(delete(MarkedDay).where(*theirs))
