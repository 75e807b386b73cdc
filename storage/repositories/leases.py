"""What only one process does at a time, and what this database is for."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from storage.repositories.upsert import insert_once, insert_or_change
from storage.tables import Lease, Mark
from storage.unit_of_work import UnitOfWork


def hold(uow: UnitOfWork, name: str, holder: str, for_s: float, now: datetime) -> bool:
    """Hold a name, or go on holding it, for so many seconds; nought gives it back. Say whether it is the holder's."""
    mine = Lease.name == name, Lease.holder == holder
    if for_s <= 0:
        uow.connection.execute(delete(Lease).where(*mine))
        return True
    until = now + timedelta(seconds=for_s)
    free = update(Lease).where(Lease.name == name, (Lease.holder == holder) | (Lease.until < now))
    if uow.connection.execute(free.values(holder=holder, until=until)).rowcount:
        return True
    return insert_once(uow, Lease, {"name": name, "holder": holder, "until": until})


def mark(uow: UnitOfWork, name: str, value: str) -> None:
    """Keep a fact about this database."""
    insert_or_change(uow, Mark, {"name": name}, {"value": value})


def marked(uow: UnitOfWork, name: str) -> str | None:
    """Return a fact about this database, if it is kept."""
    return uow.connection.execute(select(Mark.value).where(Mark.name == name)).scalar_one_or_none()
