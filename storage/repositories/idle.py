"""Numbers that nobody wrote from for long: they may be somebody else's by now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select, update

from storage.tables import Address, Inbound, Parent
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Idle:
    """A number without a word; `is_preferred` where we write to it first."""

    address_id: int
    parent_id: int
    is_preferred: bool


def since(uow: UnitOfWork, moment: datetime, channel: str, limit: int) -> tuple[Idle, ...]:
    """Return numbers that were proved before this moment, and from which no word has come after it."""
    wrote = exists().where(
        Inbound.parent_id == Address.parent_id, Inbound.channel == channel, Inbound.received_at >= moment
    )
    found = select(Address.id, Address.parent_id, Address.is_preferred).where(
        Address.channel == channel, Address.proved_at < moment, ~wrote
    )
    return tuple(Idle(*row) for row in uow.connection.execute(found.order_by(Address.id).limit(limit)))


def lapse(uow: UnitOfWork, found: Iterable[Idle], now: datetime) -> None:
    """Let their proof count no more; whom we wrote to there is asked anew, and what stood open there is closed."""
    for each in found:
        theirs = update(Address).where(Address.id == each.address_id)
        uow.connection.execute(theirs.values(proved_at=None, lapsed_at=now))
        if each.is_preferred:
            adult = update(Parent).where(Parent.id == each.parent_id)
            uow.connection.execute(adult.values(invited_at=None, conversation=None))
