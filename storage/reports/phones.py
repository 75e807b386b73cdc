"""What stands on a parent's phone: every message both ways, as it arrived."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.tables import Address, Inbound, Outbound, Parent
from storage.unit_of_work import UnitOfWork

ARRIVED = ("sent", "delivered", "unsure")


@dataclass(frozen=True, slots=True)
class Phone:
    """One way in which a parent is reached."""

    parent_id: int
    parent: str
    language: str
    channel: str
    number: str


@dataclass(frozen=True, slots=True)
class Said:
    """One message on the phone. `buttons` is JSON as the outbox keeps it; `heard` and `silence` are for staff."""

    at: datetime
    is_ours: bool
    body: str
    channel: str
    buttons: str | None = None
    heard: str | None = None
    silence: str | None = None


def phones(uow: UnitOfWork) -> tuple[Phone, ...]:
    """Return every phone of the school."""
    found = select(Parent, Address).join(Address, Address.parent_id == Parent.id).order_by(Parent.id, Address.id)
    return tuple(Phone(p.id, p.name, p.language, a.channel, a.number) for p, a in uow.orm.execute(found))


def thread(uow: UnitOfWork, parent_id: int) -> tuple[Said, ...]:
    """Return what was said both ways, the oldest first."""
    ours = select(Outbound).where(Outbound.parent_id == parent_id, Outbound.state.in_(ARRIVED))
    theirs = select(Inbound).where(Inbound.parent_id == parent_id)
    said = [
        *(_ours(row) for row in uow.orm.scalars(ours)),
        *(_theirs(row) for row in uow.orm.scalars(theirs)),
    ]
    return tuple(sorted(said, key=lambda each: (each.at, each.is_ours)))


def _ours(row: Outbound) -> Said:
    return Said(row.sent_at or row.created_at, is_ours=True, body=row.body, channel=row.channel, buttons=row.buttons)


def _theirs(row: Inbound) -> Said:
    return Said(
        row.received_at, is_ours=False, body=row.body, channel=row.channel, heard=row.reading, silence=row.silence
    )
