"""The facts around a few weeks of a school's sessions, in four statements: what the Monday page is made from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select, type_coerce

from flows.programme import Facts, Passed, Rung, rung, silent_days
from storage.reports.families import standing
from storage.tables import Address, Child, Family, GoodNews, Inbound, Parent, Programme, Rsvp, Session, Stop
from storage.tables.base import UtcTime
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Adult:
    """One adult: how they stand, when they last wrote, when they last had good news."""

    id: int
    family_id: int
    name: str
    child: str
    language: str
    channel: str | None
    standing: str
    is_ticked: bool
    has_standing_place: bool
    wants_fewer: bool
    is_held: bool
    help_wished: str | None
    last_heard_at: datetime | None
    last_news_at: datetime | None
    restarted_at: datetime | None

    @property
    def may_get_news(self) -> bool:
        """Say whether good news would reach them."""
        return self.is_ticked and self.standing in ("proved", "quiet") and not self.is_held


@dataclass(frozen=True, slots=True)
class Answer:
    """What one adult said about one session."""

    answer: str | None
    minutes_late: int | None
    wished_time: str | None
    guest: str | None
    is_guest_agreed: bool
    little_ones: int | None


NOTHING_SAID = Answer(None, None, None, None, is_guest_agreed=False, little_ones=None)


@dataclass(frozen=True, slots=True)
class Held:
    """One session; `parent_id` where it is one adult's own."""

    id: int
    family_id: int
    parent_id: int | None
    week: int
    on: date
    at: time
    place: str
    came_together: bool
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class SchoolWeek:
    """Sessions by date, adults by family, what each said of each session."""

    sessions: tuple[Held, ...]
    adults: Mapping[int, tuple[Adult, ...]]
    answers: Mapping[tuple[int, int], Answer]
    zone: ZoneInfo

    def adults_of(self, session: Held) -> tuple[Adult, ...]:
        """Return the adults whose session this is."""
        theirs = self.adults.get(session.family_id, ())
        return tuple(each for each in theirs if session.parent_id in (None, each.id))

    def answer(self, session: Held, adult: Adult) -> Answer:
        """Return what the adult said of the session."""
        return self.answers.get((session.id, adult.id), NOTHING_SAID)

    def before(self, adult: Adult, until: date) -> list[Held]:
        """Return the adult's sessions before this day, the latest first."""
        held = (each for each in self.sessions if each.family_id == adult.family_id and not each.is_cancelled)
        return [each for each in held if each.on < until and each.parent_id in (None, adult.id)][::-1]

    def silent(self, adult: Adult, until: date) -> tuple[date, ...]:
        """Return the days of the sessions before this one, in a row, without a word or a visit."""
        signs = [each.astimezone(self.zone).date() for each in (adult.last_heard_at, adult.restarted_at) if each]
        earlier = self.before(adult, until)
        passed = (Passed(each.on, bool(self.answer(each, adult).answer) or each.came_together) for each in earlier)
        return silent_days(passed, max(signs, default=None), has_standing_place=adult.has_standing_place)

    def rung(self, adult: Adult, today: date) -> Rung:
        """Say what the school may do for an adult who has fallen silent."""
        news_on = adult.last_news_at.astimezone(self.zone).date() if adult.last_news_at else None
        return rung(self.silent(adult, today), news_on, today)

    def facts(self, adult: Adult, session: Held, today: date) -> Facts:
        """Return what decides whether a moment of this session will begin a talk; days to come are no silence yet."""
        earlier, until = self.before(adult, session.on), min(session.on, today)
        return Facts(
            rsvp=self.answer(session, adult).answer,
            has_standing_place=adult.has_standing_place,
            came_together=session.came_together,
            silent_sessions=len(self.silent(adult, until)),
            is_first_session=not earlier,
            wants_fewer=adult.wants_fewer,
            missed_last_time=bool(earlier) and earlier[0].on < today and not earlier[0].came_together,
        )


def school_week(uow: UnitOfWork, school_id: int, zone: ZoneInfo, first: date, last: date) -> SchoolWeek:
    """Return the school's sessions between two days, of programmes that run, with everybody around them."""
    adults: dict[int, list[Adult]] = {}
    for adult in _adults(uow, school_id):
        adults.setdefault(adult.family_id, []).append(adult)
    kept = {family_id: tuple(theirs) for family_id, theirs in adults.items()}
    sessions = _sessions(uow, school_id, first, last)
    return SchoolWeek(sessions, kept, _answers(uow, school_id, first, last), zone)


def _sessions(uow: UnitOfWork, school_id: int, first: date, last: date) -> tuple[Held, ...]:
    found = (
        select(Session)
        .join(Programme, Programme.id == Session.programme_id)
        .where(Session.school_id == school_id, Session.on_date.between(first, last), Programme.ended_at.is_(None))
        .order_by(Session.on_date, Session.at_time, Session.id)
    )
    return tuple(held(row) for row in uow.orm.scalars(found))


def held(row: Session) -> Held:
    """Return a session as the pages need it."""
    came, cancelled = row.came_together_at is not None, row.cancelled_at is not None
    return Held(row.id, row.family_id, row.parent_id, row.week, row.on_date, row.at_time, row.place, came, cancelled)


def _answers(uow: UnitOfWork, school_id: int, first: date, last: date) -> dict[tuple[int, int], Answer]:
    found = (
        select(Rsvp)
        .join(Session, Session.id == Rsvp.session_id)
        .where(Session.school_id == school_id, Session.on_date.between(first, last))
    )
    return {(row.session_id, row.parent_id): _answer(row) for row in uow.orm.scalars(found)}


def _answer(row: Rsvp) -> Answer:
    is_agreed = row.guest_agreed_at is not None
    return Answer(row.answer, row.minutes_late, row.wished_time, row.guest, is_agreed, row.little_ones)


_LAST_HEARD = (
    select(func.max(Inbound.received_at)).where(Inbound.parent_id == Parent.id).correlate(Parent).scalar_subquery()
)
_LAST_NEWS = (
    select(func.max(GoodNews.written_at)).where(GoodNews.parent_id == Parent.id).correlate(Parent).scalar_subquery()
)


def _adults(uow: UnitOfWork, school_id: int) -> Iterable[Adult]:
    found = (
        select(
            Parent,
            Address,
            Stop.id,
            Family.held_at,
            type_coerce(_LAST_HEARD, UtcTime),
            type_coerce(_LAST_NEWS, UtcTime),
        )
        .join(Family, Family.id == Parent.family_id)
        .outerjoin(Address, and_(Address.parent_id == Parent.id, Address.is_preferred))
        .outerjoin(Stop, and_(Stop.channel == Address.channel, Stop.number_hash == Address.number_hash))
        .where(Parent.school_id == school_id)
        .order_by(Parent.id, Address.id.desc())
    )
    children = children_of_school(uow, school_id)
    rows = {row[0].id: row for row in uow.orm.execute(found)}
    for adult, address, stop, held_at, heard, news in rows.values():
        around = _Around(children.get(adult.family_id, ""), address, stop, held_at, heard, news)
        yield _adult(adult, around)


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known around an adult's row."""

    child: str
    address: Address | None
    stop: int | None
    held_at: datetime | None
    last_heard_at: datetime | None
    last_news_at: datetime | None


def _adult(adult: Parent, around: _Around) -> Adult:
    return Adult(
        id=adult.id,
        family_id=adult.family_id,
        name=adult.name,
        child=around.child,
        language=adult.language,
        channel=around.address.channel if around.address else None,
        standing=standing(adult, around.address, around.stop),
        is_ticked=adult.ticked_at is not None,
        has_standing_place=adult.standing_place_at is not None,
        wants_fewer=adult.fewer_at is not None,
        is_held=around.held_at is not None,
        help_wished=adult.help_wished,
        last_heard_at=around.last_heard_at,
        last_news_at=around.last_news_at,
        restarted_at=adult.restarted_at,
    )


def children_of_school(uow: UnitOfWork, school_id: int) -> dict[int, str]:
    """Return the names of each family's children, as staff say them."""
    found = select(Child.family_id, Child.name).join(Family, Family.id == Child.family_id)
    names: dict[int, list[str]] = {}
    for family_id, name in uow.connection.execute(found.where(Family.school_id == school_id).order_by(Child.id)):
        names.setdefault(family_id, []).append(name)
    return {family_id: " and ".join(theirs) for family_id, theirs in names.items()}
