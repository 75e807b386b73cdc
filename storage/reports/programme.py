"""The programme page: each programme with its families and their sessions, the closed days, the weekly reminders."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import select

from storage.reports.school_week import Held, children_of_school, held
from storage.repositories import plans, reminders, schools, staff
from storage.tables import Family, Programme, Reminder, Session
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class FamilyDates:
    """One family on a programme, with its sessions by date."""

    family_id: int
    child: str
    sessions: tuple[Held, ...]

    def next_one(self, today: date) -> Held | None:
        """Return the next session still to come."""
        return next((each for each in self.sessions if each.on >= today and not each.is_cancelled), None)


@dataclass(frozen=True, slots=True)
class ProgrammeCard:
    """One programme; `lead` is the name of whoever leads it."""

    id: int
    name: str
    starts_on: date
    weekday: int
    at: time
    place: str
    lead: str
    is_paused: bool
    is_over: bool
    families: tuple[FamilyDates, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a new programme can be made from: who leads it, and which families are free to join."""

    staff: tuple[tuple[int, str], ...]
    families: tuple[tuple[int, str], ...]
    weekdays: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """Everything on the page."""

    programmes: tuple[ProgrammeCard, ...]
    choices: Choices

    @property
    def is_running(self) -> bool:
        """Say whether anything goes by itself."""
        return any(not (card.is_over or card.is_paused) for card in self.programmes)

    @property
    def is_resting(self) -> bool:
        """Say whether anything rests that can go on."""
        return any(card.is_paused and not card.is_over for card in self.programmes)

    def sessions(self) -> Iterator[Held]:
        """Return every session of every family."""
        return (each for card in self.programmes for family in card.families for each in family.sessions)


@dataclass(frozen=True, slots=True)
class ReminderCard:
    """One weekly reminder; without `families` it is for all of its programme's."""

    id: int
    programme_id: int
    programme: str
    weekdays: tuple[int, ...]
    at: time
    wording: str
    families: tuple[int, ...]
    children: tuple[str, ...]
    until_on: date | None
    is_paused: bool
    row: Reminder


def programme_page(uow: UnitOfWork, school_id: int) -> ProgrammePage:
    """Return the school's programmes, those that run first."""
    children = children_of_school(uow, school_id)
    cards = _cards(uow, school_id, children)
    return ProgrammePage(cards, _choices(uow, school_id, children))


def choices(uow: UnitOfWork, school_id: int) -> Choices:
    """Return what a new programme can be made from."""
    return _choices(uow, school_id, children_of_school(uow, school_id))


def _choices(uow: UnitOfWork, school_id: int, children: Mapping[int, str]) -> Choices:
    free = select(Family.id).where(Family.school_id == school_id, Family.programme_id.is_(None)).order_by(Family.id)
    families = tuple((id_, children.get(id_, "")) for id_ in uow.connection.execute(free).scalars())
    weekdays = tuple(int(digit) for digit in schools.school(uow, school_id).weekdays)
    return Choices(staff.names(uow, school_id), families, weekdays)


def _cards(uow: UnitOfWork, school_id: int, children: Mapping[int, str]) -> tuple[ProgrammeCard, ...]:
    found = select(Programme).where(Programme.school_id == school_id)
    rows = uow.orm.scalars(found.order_by(Programme.ended_at.is_not(None), Programme.starts_on, Programme.id))
    leads = dict(staff.names(uow, school_id))
    families = _families(uow, school_id, children)
    return tuple(_card(row, leads.get(row.lead_id, ""), families.get(row.id, ())) for row in rows)


def _card(row: Programme, lead: str, families: Iterable[FamilyDates]) -> ProgrammeCard:
    return ProgrammeCard(
        row.id,
        row.name,
        row.starts_on,
        row.weekday,
        row.at_time,
        row.place,
        lead,
        row.paused_at is not None,
        row.ended_at is not None,
        tuple(families),
    )


def _families(uow: UnitOfWork, school_id: int, children: Mapping[int, str]) -> dict[int, list[FamilyDates]]:
    sessions: dict[int, list[Held]] = {}
    found = select(Session).where(Session.school_id == school_id).order_by(Session.on_date, Session.at_time)
    for row in uow.orm.scalars(found):
        sessions.setdefault(row.family_id, []).append(held(row))
    joined = select(Family.id, Family.programme_id).where(
        Family.school_id == school_id, Family.programme_id.is_not(None)
    )
    families: dict[int, list[FamilyDates]] = {}
    for family_id, programme_id in uow.connection.execute(joined.order_by(Family.id)):
        line = FamilyDates(family_id, children.get(family_id, ""), tuple(sessions.get(family_id, ())))
        families.setdefault(programme_id or 0, []).append(line)
    return families


def reminder_cards(uow: UnitOfWork, school_id: int) -> tuple[ReminderCard, ...]:
    """Return the school's weekly reminders."""
    children = children_of_school(uow, school_id)
    return tuple(_reminder(row, name, children) for row, name in reminders.of_school(uow, school_id))


def _reminder(row: Reminder, programme: str, children: Mapping[int, str]) -> ReminderCard:
    families = tuple(int(each) for each in row.families.split())
    return ReminderCard(
        row.id,
        row.programme_id,
        programme,
        tuple(int(digit) for digit in row.weekdays),
        row.at_time,
        row.wording,
        families,
        tuple(children.get(each, "") for each in families),
        row.until_on,
        row.paused_at is not None,
        row,
    )


@dataclass(frozen=True, slots=True)
class ReminderChoices:
    """The programmes that a reminder can be for, each with its families."""

    programmes: tuple[tuple[int, str], ...]
    families: tuple[tuple[int, int, str], ...]
    """family, programme, child"""
    weekdays: tuple[int, ...]
    opens: time
    closes: time


def reminder_choices(uow: UnitOfWork, school_id: int) -> ReminderChoices:
    """Return what a weekly reminder can be made from."""
    running = select(Programme.id, Programme.name).where(Programme.school_id == school_id, Programme.ended_at.is_(None))
    programmes = tuple((row[0], row[1]) for row in uow.connection.execute(running.order_by(Programme.starts_on)))
    children, school = children_of_school(uow, school_id), schools.school(uow, school_id)
    families = tuple(
        (family_id, programme_id, children.get(family_id, ""))
        for programme_id, _name in programmes
        for family_id in plans.families_of(uow, programme_id)
    )
    weekdays = tuple(int(digit) for digit in school.weekdays)
    return ReminderChoices(programmes, families, weekdays, school.opens, school.closes)
