"""What goes out: every planned moment with what will come of it, and every message of these days with its state."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from flows.engine.kinds import MessageKind
from flows.programme import Moment as Planned
from flows.programme import Open, Skip, opening
from storage.reports.school_week import Adult, Held, SchoolWeek, school_week
from storage.tables import Moment, Outbound, Parent
from storage.unit_of_work import UnitOfWork

LOOK_BACK = timedelta(days=400)
"""As far back as a turn looks, so that the pages foresee what will really go."""
LOOK_AHEAD = timedelta(days=120)
SENT_SINCE = timedelta(days=7)
IF_THEY_CAME = "not_marked"


@dataclass(frozen=True, slots=True)
class Going:
    """One planned moment. `why` is why it was put off; `skip` why nothing would go if nothing changes."""

    moment_id: int
    parent_id: int
    family_id: int
    session_id: int | None
    parent: str
    child: str
    kind: str
    hint: str | None
    due_at: datetime
    expires_at: datetime
    state: str
    why: str | None
    skip: str | None
    week: int | None
    session_on: date | None = None

    @property
    def is_expected(self) -> bool:
        """Say whether it goes as things stand, or when a tick says that they came."""
        return self.state == "planned" and self.skip in (None, IF_THEY_CAME)


@dataclass(frozen=True, slots=True)
class Gone:
    """One message that was decided, and where it is."""

    message_id: int
    parent_id: int
    family_id: int
    parent: str
    kind: str
    body: str
    english: str | None
    language: str
    channel: str
    state: str
    why: str | None
    at: datetime
    not_before: datetime


def going(uow: UnitOfWork, week: SchoolWeek, school_id: int, until: datetime, since: datetime) -> tuple[Going, ...]:
    """Return what is planned until then, and what staff took out that was due after `since`, by time."""
    found = select(Moment).where(
        Moment.school_id == school_id,
        Moment.due_at <= until,
        (Moment.state == "planned") | ((Moment.why == "staff") & (Moment.due_at >= since)),
    )
    rows = uow.orm.scalars(found.order_by(Moment.due_at, Moment.id))
    return tuple(_lines(rows, week, since.astimezone(week.zone).date()))


def _lines(rows: Iterable[Moment], week: SchoolWeek, today: date) -> Iterator[Going]:
    sessions = {each.id: each for each in week.sessions}
    adults = {each.id: each for theirs in week.adults.values() for each in theirs}
    for row in rows:
        adult, session = adults.get(row.parent_id), sessions.get(row.session_id or 0)
        if adult is None:
            continue
        yield Going(
            moment_id=row.id,
            parent_id=adult.id,
            family_id=adult.family_id,
            session_id=row.session_id,
            session_on=session.on if session else None,
            parent=adult.name,
            child=adult.child,
            kind=row.kind,
            hint=row.hint,
            due_at=row.due_at,
            expires_at=row.expires_at,
            state=row.state,
            why=row.why,
            skip=_skip(row, week, session or _reminded_of(row, week, adult), adult, today),
            week=session.week if session else None,
        )


def _reminded_of(row: Moment, week: SchoolWeek, adult: Adult) -> Held | None:
    """Return the session that one of staff's own reminders belongs to: the next one."""
    if row.kind != MessageKind.REMINDER:
        return None
    theirs = (each for each in week.sessions if each.family_id == adult.family_id and not each.is_cancelled)
    due = row.due_at.astimezone(week.zone)
    return next((each for each in theirs if (each.on, each.at) > (due.date(), due.time())), None)


def _skip(row: Moment, week: SchoolWeek, session: Held | None, adult: Adult, today: date) -> str | None:
    """Return why nothing would go as things stand, or None where it would."""
    if adult.is_held or adult.standing not in ("proved", "idle", "invited", "new"):
        return "held" if adult.is_held else adult.standing
    if session is None:
        return None
    planned = Planned(row.key, MessageKind(row.kind), session.id, session.week, row.due_at, row.expires_at, row.hint)
    match opening(planned, week.facts(adult, session, today)):
        case Skip(why):
            return str(why)
        case Open():
            return None


def gone(uow: UnitOfWork, school_id: int, since: datetime, *, only_open: bool = False) -> tuple[Gone, ...]:
    """Return the messages since then, the newest first; `only_open` leaves out what was sent."""
    found = (
        select(Outbound, Parent)
        .join(Parent, Parent.id == Outbound.parent_id)
        .where(Outbound.school_id == school_id, Outbound.created_at >= since)
        .order_by(Outbound.id.desc())
    )
    if only_open:
        found = found.where(Outbound.state.in_(("queued", "failed", "unsure", "suppressed")))
    return tuple(_gone(message, parent) for message, parent in uow.orm.execute(found))


def _gone(message: Outbound, parent: Parent) -> Gone:
    return Gone(
        message_id=message.id,
        parent_id=parent.id,
        family_id=parent.family_id,
        parent=parent.name,
        kind=message.kind,
        body=message.body,
        english=message.english,
        language=parent.language if message.english else "en",
        channel=message.channel,
        state=message.state,
        why=message.why,
        at=message.sent_at or message.created_at,
        not_before=message.not_before,
    )


@dataclass(frozen=True, slots=True)
class GoingOut:
    """Everything on the page."""

    going: tuple[Going, ...]
    gone: tuple[Gone, ...]


def going_out(uow: UnitOfWork, school_id: int, zone: ZoneInfo, now: datetime, until: datetime) -> GoingOut:
    """Return what is planned until then, and the messages of the last seven days."""
    today = now.astimezone(zone).date()
    week = school_week(uow, school_id, zone, today - LOOK_BACK, today + LOOK_AHEAD)
    return GoingOut(going(uow, week, school_id, until, now), gone(uow, school_id, now - SENT_SINCE))
