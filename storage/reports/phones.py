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
        *(Said(o.sent_at or o.created_at, True, o.body, o.channel, o.buttons) for o in uow.orm.scalars(ours)),
        *(Said(i.received_at, False, i.body, i.channel, None, i.reading, i.silence) for i in uow.orm.scalars(theirs)),
    ]
    return tuple(sorted(said, key=lambda each: (each.at, each.is_ours)))
