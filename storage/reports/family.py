"""One family: the child, the adults, the sessions; and one adult's thread, with both sides of the talk."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import and_, select

from flows.programme import SILENT_AFTER, Passed, silent_days
from storage.errors import Missing
from storage.reports.families import standing
from storage.reports.files import CameAlong, files_of
from storage.tables import (
    Address,
    Child,
    Correction,
    Family,
    Inbound,
    Outbound,
    Parent,
    Programme,
    Rsvp,
    Session,
    Staff,
    Stop,
)
from storage.tables import Task as TaskRow
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session and what one adult said about it."""

    week: int
    on: date
    at: time
    place: str
    answer: str | None
    minutes_late: int | None
    came_together: bool
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class Adult:
    """One adult as staff see them; `ticked_by` is the name of whoever checked that they may be messaged."""

    id: int
    name: str
    child_called: str | None
    language: str
    channel: str | None
    number: str | None
    standing: str
    is_proved: bool
    is_invited: bool
    is_plain: bool
    wants_fewer: bool
    has_standing_place: bool
    help_wished: str | None
    ticked_by: str | None
    ticked_at: datetime | None
    failure: str | None
    is_on_telegram: bool
    restarted_at: datetime | None
    is_carer: bool


@dataclass(frozen=True, slots=True)
class OpenTask:
    """Somebody is wanted for this adult."""

    id: int
    need: str
    is_safety: bool


@dataclass(frozen=True, slots=True)
class PutRight:
    """What staff said that a message means; `example` is its words without names, while they are kept to learn from."""

    id: int
    meant: str
    by: str
    at: datetime
    example: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """One message, either way; `is_ours` tells which fields are filled.

    `english` is the same in English where the parent reads another language; `writer` the person who wrote it;
    `reading` is JSON, `silence` a sentence; `files` what came along; `put_right` what staff said it means.
    """

    id: int
    at: datetime
    is_ours: bool
    body: str
    channel: str
    english: str | None = None
    writer: str | None = None
    state: str = ""
    why: str | None = None
    not_before: datetime | None = None
    segments: int = 1
    reading: str | None = None
    silence: str | None = None
    wants_reader: bool = False
    files: tuple[CameAlong, ...] = ()
    answers_id: int | None = None
    put_right: PutRight | None = None

    @property
    def order(self) -> tuple[datetime, float, bool, int]:
        """Return its place in the talk; of the same instant, an answer stands right after what it answers."""
        about = self.answers_id if self.is_ours else self.id
        return self.at, about or float("inf"), self.is_ours, self.id


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """Everything on a family's page; `adult` is the one whose thread is shown, and nobody else's words stand there."""

    id: int
    child: str
    programme: str | None
    programme_id: int | None
    is_held: bool
    others: tuple[tuple[int, str], ...]
    adult: Adult
    sessions: tuple[SessionLine, ...]
    tasks: tuple[OpenTask, ...]
    thread: tuple[Said, ...]

    def is_silent(self, now: datetime) -> bool:
        """Say whether nothing automatic goes to this adult any more, because nothing comes back."""
        signs = [each.at for each in self.thread if not each.is_ours] + [self.adult.restarted_at]
        signed_on = max((each.astimezone(now.tzinfo).date() for each in signs if each), default=None)
        held = (each for each in reversed(self.sessions) if each.on < now.date() and not each.is_cancelled)
        passed = (Passed(each.on, bool(each.answer) or each.came_together) for each in held)
        silent = silent_days(passed, signed_on, has_standing_place=self.adult.has_standing_place)
        return len(silent) >= SILENT_AFTER


def family_page(uow: UnitOfWork, school_id: int, family_id: int, parent_id: int | None) -> FamilyPage:
    """Return a family's page with this adult's thread (or the first one's), or raise `Missing`."""
    found = select(Family, Programme.name).outerjoin(Programme, Programme.id == Family.programme_id)
    row = uow.orm.execute(found.where(Family.id == family_id, Family.school_id == school_id)).first()
    adults = tuple(uow.orm.scalars(select(Parent).where(Parent.family_id == family_id).order_by(Parent.id)))
    shown = next((each for each in adults if parent_id in (None, each.id)), None)
    if row is None or shown is None:
        raise Missing
    family, programme = row
    names = uow.connection.execute(select(Child.name).where(Child.family_id == family_id).order_by(Child.id)).scalars()
    return FamilyPage(
        family.id,
        " and ".join(names),
        programme,
        family.programme_id,
        family.held_at is not None,
        tuple((each.id, each.name) for each in adults if each.id != shown.id),
        _adult(uow, shown),
        _sessions(uow, family_id, shown.id),
        _tasks(uow, shown.id),
        thread(uow, shown.id),
    )


def _adult(uow: UnitOfWork, adult: Parent) -> Adult:
    found = (
        select(Address, Stop.id)
        .outerjoin(Stop, and_(Stop.channel == Address.channel, Stop.number_hash == Address.number_hash))
        .where(Address.parent_id == adult.id)
        .order_by(Address.is_preferred.desc(), Address.id)
    )
    rows = uow.orm.execute(found).all()
    address, stop = rows[0] if rows else (None, None)
    ticked_by = uow.orm.get(Staff, adult.ticked_by) if adult.ticked_by else None
    return Adult(
        id=adult.id,
        name=adult.name,
        child_called=adult.child_called,
        language=adult.language,
        channel=address.channel if address else None,
        number=next((row[0].number for row in rows if row[0].channel == "sms"), None),
        standing=standing(adult, address, stop),
        is_proved=address is not None and address.proved_at is not None,
        is_invited=adult.invited_at is not None,
        is_plain=adult.plain_at is not None,
        wants_fewer=adult.fewer_at is not None,
        has_standing_place=adult.standing_place_at is not None,
        help_wished=adult.help_wished,
        ticked_by=ticked_by.name if ticked_by else None,
        ticked_at=adult.ticked_at,
        failure=address.failure if address else None,
        is_on_telegram=any(row[0].channel == "telegram" for row in rows),
        restarted_at=adult.restarted_at,
        is_carer=adult.carer_checked_at is not None,
    )


def _sessions(uow: UnitOfWork, family_id: int, parent_id: int) -> tuple[SessionLine, ...]:
    found = (
        select(Session, Rsvp.answer, Rsvp.minutes_late)
        .outerjoin(Rsvp, and_(Rsvp.session_id == Session.id, Rsvp.parent_id == parent_id))
        .where(Session.family_id == family_id, Session.parent_id.is_(None) | (Session.parent_id == parent_id))
        .order_by(Session.on_date, Session.at_time)
    )
    return tuple(
        SessionLine(
            session.week,
            session.on_date,
            session.at_time,
            session.place,
            answer,
            late,
            session.came_together_at is not None,
            session.cancelled_at is not None,
        )
        for session, answer, late in uow.orm.execute(found)
    )


def _tasks(uow: UnitOfWork, parent_id: int) -> tuple[OpenTask, ...]:
    found = select(TaskRow).where(TaskRow.parent_id == parent_id, TaskRow.done_at.is_(None)).order_by(TaskRow.id)
    return tuple(OpenTask(task.id, task.need, task.is_safety) for task in uow.orm.scalars(found))


def thread(uow: UnitOfWork, parent_id: int) -> tuple[Said, ...]:
    """Return what was said both ways with one adult, the oldest first."""
    said = [*_ours(uow, parent_id), *_theirs(uow, parent_id)]
    return tuple(sorted(said, key=lambda each: each.order))


def _ours(uow: UnitOfWork, parent_id: int) -> list[Said]:
    found = select(Outbound, Staff.name).outerjoin(Staff, Staff.id == Outbound.written_by)
    rows = uow.orm.execute(found.where(Outbound.parent_id == parent_id))
    return [
        Said(
            row.id,
            row.sent_at or row.created_at,
            is_ours=True,
            body=row.body,
            channel=row.channel,
            english=row.english,
            writer=writer,
            state=row.state,
            why=row.why,
            not_before=row.not_before,
            segments=row.segments,
            answers_id=row.answers_id,
        )
        for row, writer in rows
    ]


def _put_right(uow: UnitOfWork, parent_id: int) -> dict[int, PutRight]:
    """Return by message what staff said that it means."""
    found = select(Correction, Staff.name).join(Staff, Staff.id == Correction.said_by)
    rows = uow.orm.execute(found.where(Correction.parent_id == parent_id))
    return {row.inbound_id: PutRight(row.id, row.labels.split(",")[0], by, row.said_at, row.words) for row, by in rows}


def _theirs(uow: UnitOfWork, parent_id: int) -> list[Said]:
    files, put_right = files_of(uow, parent_id), _put_right(uow, parent_id)
    return [
        Said(
            row.id,
            row.received_at,
            is_ours=False,
            body=row.body,
            channel=row.channel,
            reading=row.reading,
            silence=row.silence,
            wants_reader=row.wants_reader and row.read_at is None,
            files=files.get(row.id, ()),
            put_right=put_right.get(row.id),
        )
        for row in uow.orm.scalars(select(Inbound).where(Inbound.parent_id == parent_id))
    ]
