"""What staff do in a parent's thread: read, and look after what is open."""

from datetime import datetime

from sqlalchemy import select, update

from storage.tables import Inbound, Outbound, Parent, Task
from storage.unit_of_work import UnitOfWork


def mark_read(uow: UnitOfWork, parent_id: int, staff_id: int, at: datetime) -> None:
    """Keep who has read what this parent wrote, and close the wish for a reader."""
    unread = update(Inbound).where(Inbound.parent_id == parent_id, Inbound.wants_reader, Inbound.read_at.is_(None))
    uow.connection.execute(unread.values(read_at=at, read_by=staff_id))
    wanted = update(Task).where(Task.parent_id == parent_id, Task.need == "read", Task.done_at.is_(None))
    uow.connection.execute(wanted.values(done_at=at, done_by=staff_id))


def has_open_worry(uow: UnitOfWork, family_id: int) -> bool:
    """Say whether somebody is still to ring this family after a worry."""
    found = (
        select(Task.id)
        .join(Parent, Parent.id == Task.parent_id)
        .where(Parent.family_id == family_id, Task.is_safety, Task.done_at.is_(None))
    )
    return uow.connection.execute(found.limit(1)).first() is not None


def is_of(uow: UnitOfWork, message_id: int, parent_id: int) -> bool:
    """Say whether this message was written to this parent."""
    found = select(Outbound.id).where(Outbound.id == message_id, Outbound.parent_id == parent_id)
    return uow.connection.execute(found).first() is not None
