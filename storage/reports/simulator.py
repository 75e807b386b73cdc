"""The demo's phones: whose they are, what stands on each, and what happens next."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from flows.engine.kinds import MessageKind
from storage.reports.files import CameAlong, files_of
from storage.reports.going_out import Going, going
from storage.reports.phones import ARRIVED
from storage.reports.school_week import school_week
from storage.tables import Address, Child, Inbound, Outbound, Parent
from storage.unit_of_work import UnitOfWork

LOOK_BACK = timedelta(days=400)
LOOK_AHEAD = timedelta(days=120)
TO_STAFF = MessageKind.ALERT


@dataclass(frozen=True, slots=True)
class Phone:
    """One parent on one channel; `key` names the phone on the page."""

    parent_id: int
    family_id: int
    parent: str
    child: str
    language: str
    channel: str
    number: str

    @property
    def key(self) -> str:
        """Return what names this phone: "12-sms"."""
        return f"{self.parent_id}-{self.channel}"


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message on a phone. `buttons` and `heard` are JSON; `is_begun` where we wrote first; `texts` are ids."""

    at: datetime
    is_ours: bool
    body: str
    language: str
    buttons: str | None = None
    heard: str | None = None
    silence: str | None = None
    is_begun: bool = False
    texts: str = ""
    kind: str = ""
    files: tuple[CameAlong, ...] = ()


@dataclass(frozen=True, slots=True)
class Coming:
    """What goes next, and about whose children."""

    at: datetime
    kind: str
    week: int | None
    children: tuple[str, ...]


def phones(uow: UnitOfWork, school_id: int) -> tuple[Phone, ...]:
    """Return every phone of the school; of two numbers on one channel, the newer."""
    names: dict[int, list[str]] = {}
    for family_id, name in uow.connection.execute(select(Child.family_id, Child.name).order_by(Child.id)):
        names.setdefault(family_id, []).append(name)
    found = (
        select(Parent, Address)
        .join(Address, Address.parent_id == Parent.id)
        .where(Parent.school_id == school_id)
        .order_by(Parent.id, Address.id)
    )
    known = (_phone(parent, address, names) for parent, address in uow.orm.execute(found))
    return tuple({phone.key: phone for phone in known}.values())


def _phone(parent: Parent, address: Address, names: dict[int, list[str]]) -> Phone:
    child = " and ".join(names.get(parent.family_id, ()))
    return Phone(parent.id, parent.family_id, parent.name, child, parent.language, address.channel, address.number)


def talk(uow: UnitOfWork, phone: Phone) -> tuple[Bubble, ...]:
    """Return what was said both ways on this phone, the oldest first."""
    ours = select(Outbound).where(
        Outbound.parent_id == phone.parent_id,
        Outbound.channel == phone.channel,
        Outbound.state.in_(ARRIVED),
        Outbound.kind != TO_STAFF,
    )
    theirs = select(Inbound).where(Inbound.parent_id == phone.parent_id, Inbound.channel == phone.channel)
    files = files_of(uow, phone.parent_id)
    said = [
        *(_ours(row, phone) for row in uow.orm.scalars(ours.order_by(Outbound.id))),
        *(_theirs(row, phone, files.get(row.id, ())) for row in uow.orm.scalars(theirs.order_by(Inbound.id))),
    ]
    # What we began stands before what was said to it, and our answer after that, within one instant too.
    return tuple(sorted(said, key=lambda each: (each.at, each.is_ours and not each.is_begun, not each.is_begun)))


def _ours(row: Outbound, phone: Phone) -> Bubble:
    return Bubble(
        at=row.sent_at or row.created_at,
        is_ours=True,
        body=row.body,
        language=phone.language if row.english else "en",
        buttons=row.buttons,
        is_begun=row.answers_id is None,
        texts=row.texts,
        kind=row.kind,
    )


def _theirs(row: Inbound, phone: Phone, files: tuple[CameAlong, ...]) -> Bubble:
    return Bubble(
        at=row.received_at,
        is_ours=False,
        body=row.body,
        language=phone.language,
        heard=row.reading,
        silence=row.silence,
        files=files,
    )


def coming(uow: UnitOfWork, school_id: int, zone: ZoneInfo, now: datetime) -> Coming | None:
    """Return what goes next as things stand, or None where nothing is planned."""
    moments = (_planned(uow, school_id, zone, now), _waiting(uow, school_id, now))
    return min((each for each in moments if each is not None), key=lambda each: each.at, default=None)


def _planned(uow: UnitOfWork, school_id: int, zone: ZoneInfo, now: datetime) -> Coming | None:
    today = now.astimezone(zone).date()
    week = school_week(uow, school_id, zone, today - LOOK_BACK, today + LOOK_AHEAD)
    expected = [each for each in going(uow, week, school_id, now + LOOK_AHEAD, now) if each.is_expected]
    certain = [each for each in expected if each.skip is None and each.due_at > now]
    if not certain:
        return None
    first = certain[0]
    alike = (each for each in certain if _what(each) == _what(first))
    return Coming(first.due_at, first.kind, first.week, tuple(dict.fromkeys(each.child for each in alike)))


def _what(each: Going) -> tuple[datetime, str, int | None]:
    """Return what goes when; only sparks differ from week to week."""
    return each.due_at, each.kind, each.week if each.kind == MessageKind.SPARK else None


def _waiting(uow: UnitOfWork, school_id: int, now: datetime) -> Coming | None:
    """Return the first message that is decided and waits for its hour."""
    found = (
        select(Outbound.not_before, Outbound.kind, Child.name)
        .join(Parent, Parent.id == Outbound.parent_id)
        .join(Child, Child.family_id == Parent.family_id)
        .where(Outbound.school_id == school_id, Outbound.state == "queued", Outbound.not_before > now)
        .order_by(Outbound.not_before, Outbound.id)
    )
    row = uow.connection.execute(found.limit(1)).first()
    return None if row is None else Coming(row[0], row[1], None, (row[2],))
