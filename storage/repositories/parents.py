"""What a parent chose, and where they may be reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from storage.crypto import vault
from storage.prepared import Prepared
from storage.repositories.upsert import insert_once
from storage.tables import Address, Family, Parent, Stop
from storage.unit_of_work import UnitOfWork


@cache
def _change(columns: tuple[str, ...]) -> Prepared:
    return Prepared(update(Parent).where(Parent.id == bindparam("whose")), columns)


def change(uow: UnitOfWork, parent_id: int, **values: Any) -> None:
    """Set these columns of the parent."""
    _change(tuple(values)).count(uow, {"whose": parent_id, **values})


def of_family(uow: UnitOfWork, family_id: int) -> tuple[Parent, ...]:
    """Return the adults of a family."""
    return tuple(uow.orm.scalars(select(Parent).where(Parent.family_id == family_id).order_by(Parent.id)))


def may_be_told(uow: UnitOfWork, family_id: int, parent_id: int | None) -> tuple[int, ...]:
    """Return the adults of a family, or the one adult, whom nobody has ruled out."""
    open_to_it = select(Parent.id).where(
        Parent.family_id == family_id,
        Parent.ticked_at.is_not(None),
        Parent.stopped_at.is_(None),
        Parent.not_safe_at.is_(None),
    )
    found = open_to_it if parent_id is None else open_to_it.where(Parent.id == parent_id)
    return tuple(uow.connection.execute(found.order_by(Parent.id)).scalars())


def hold_family(uow: UnitOfWork, family_id: int, since: datetime | None) -> None:
    """Stop everything automatic for the family since then, or let it go on (None)."""
    uow.connection.execute(update(Family).where(Family.id == family_id).values(held_at=since))


def begin_anew(uow: UnitOfWork, family_id: int, now: datetime) -> None:
    """Let the texts to a family begin anew: sessions of long ago count for nothing any more."""
    uow.connection.execute(update(Parent).where(Parent.family_id == family_id).values(restarted_at=now))


def change_address(uow: UnitOfWork, address_id: int, values: Mapping[str, Any]) -> None:
    """Set these columns of the address."""
    uow.connection.execute(update(Address).where(Address.id == address_id).values(**values))


def prefer(uow: UnitOfWork, parent_id: int, channel: str) -> None:
    """Write to this parent by this channel from now on."""
    theirs = update(Address).where(Address.parent_id == parent_id)
    uow.connection.execute(theirs.values(is_preferred=Address.channel == channel))


def add_address(uow: UnitOfWork, values: Mapping[str, Any]) -> int:
    """Keep one more way to reach a parent and return its id."""
    return uow.connection.execute(insert(Address).values(**values).returning(Address.id)).scalar_one()


def remove_address(uow: UnitOfWork, address_id: int) -> None:
    """Forget this address; what was written there stays with the parent."""
    uow.connection.execute(delete(Address).where(Address.id == address_id))


def fail_address(uow: UnitOfWork, channel: str, number_hash: str, failure: str | None, at: datetime | None) -> None:
    """Keep that this address does not work, and why (one word); None and None: it works again."""
    broken = update(Address).where(Address.channel == channel, Address.number_hash == number_hash)
    uow.connection.execute(broken.values(failed_at=at, failure=failure))


@dataclass(frozen=True, slots=True)
class Reach:
    """One way to reach a parent."""

    id: int
    channel: str
    number: str
    number_hash: str
    is_proved: bool
    is_failed: bool
    is_preferred: bool


def addresses(uow: UnitOfWork, parent_id: int) -> tuple[Reach, ...]:
    """Return every way to reach this parent."""
    found = select(Address).where(Address.parent_id == parent_id).order_by(Address.id)
    return tuple(
        Reach(
            row.id,
            row.channel,
            row.number,
            row.number_hash,
            row.proved_at is not None,
            row.failed_at is not None,
            row.is_preferred,
        )
        for row in uow.orm.scalars(found)
    )


def language(uow: UnitOfWork, parent_id: int) -> str:
    """Return the language in which this parent reads."""
    found: str = uow.connection.execute(select(Parent.language).where(Parent.id == parent_id)).scalar_one()
    return found


def stop_address(uow: UnitOfWork, channel: str, number_hash: str, at: datetime, *, by_carrier: bool = False) -> None:
    """Keep that this address wants no texts from any school."""
    values = {"channel": channel, "number_hash": number_hash, "stopped_at": at, "by_carrier": by_carrier}
    if not insert_once(uow, Stop, values) and by_carrier:
        there = update(Stop).where(Stop.channel == channel, Stop.number_hash == number_hash)
        uow.connection.execute(there.values(by_carrier=True))


def unstop_address(uow: UnitOfWork, channel: str, number_hash: str) -> None:
    """Let this address have texts again."""
    uow.connection.execute(delete(Stop).where(Stop.channel == channel, Stop.number_hash == number_hash))


def is_stopped(uow: UnitOfWork, channel: str, number_hash: str) -> bool:
    """Say whether this address wants no texts."""
    found = select(Stop.id).where(Stop.channel == channel, Stop.number_hash == number_hash)
    return uow.connection.execute(found).first() is not None


def readdress(uow: UnitOfWork, channel: str, old: str, new: str) -> None:
    """Give the address its new number or chat id; where that is known already, it is the same chat."""
    values = {"number": new, "number_hash": vault().fingerprint(new)}
    uow.connection.execute(
        delete(Address).where(Address.channel == channel, Address.number_hash == values["number_hash"])
    )
    found = Address.number_hash == vault().fingerprint(old)
    uow.connection.execute(update(Address).where(Address.channel == channel, found).values(**values))
