"""The card for ringing a parent: whom, when best, in which language; never what was said."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.errors import Missing
from storage.tables import Address, Child, Parent, Staff, Task
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class RingCard:
    """Whom to ring; `picked_by` is the name of whoever is ringing now."""

    id: int
    family_id: int
    parent_id: int
    parent: str
    child: str
    language: str
    number: str | None
    best_time: str | None
    is_safety: bool
    is_not_safe: bool
    ref: str
    raised_at: datetime
    picked_by: str | None
    picked_at: datetime | None
    done_at: datetime | None


def ring_card(uow: UnitOfWork, school_id: int, task_id: int) -> RingCard:
    """Return the card of this task, or raise `Missing`."""
    found = select(Task, Parent, Staff.name).join(Parent, Parent.id == Task.parent_id)
    row = uow.orm.execute(
        found.outerjoin(Staff, Staff.id == Task.picked_by).where(Task.id == task_id, Task.school_id == school_id)
    ).first()
    if row is None:
        raise Missing
    task, parent, picked_by = row
    number = select(Address.number).where(Address.parent_id == parent.id, Address.channel == "sms")
    child = select(Child.name).where(Child.family_id == parent.family_id).order_by(Child.id)
    return RingCard(
        id=task.id,
        family_id=parent.family_id,
        parent_id=parent.id,
        parent=parent.name,
        child=parent.child_called or uow.connection.execute(child).scalars().first() or "",
        language=parent.language,
        number=uow.connection.execute(number).scalars().first(),
        best_time=task.best_time,
        is_safety=task.is_safety,
        is_not_safe=parent.not_safe_at is not None,
        ref=task.ref,
        raised_at=task.raised_at,
        picked_by=picked_by,
        picked_at=task.picked_at,
        done_at=task.done_at,
    )
