"""Rings that nobody has picked up yet, and whose mobile is next."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select, update
from sqlalchemy.orm import aliased

from storage.tables import OnCall, Parent, Task
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ring that is due to be alerted: to this number now, and whether another comes after it."""

    task_id: int
    school_id: int
    parent: str
    ref: str
    alerted: int
    number: str
    has_next: bool


def due(uow: UnitOfWork, now: datetime) -> tuple[Waiting, ...]:
    """Return the rings whose next alert is due, with the number that it goes to."""
    after = aliased(OnCall)
    found = (
        select(Task, Parent.name, OnCall.number, after.id)
        .join(Parent, Parent.id == Task.parent_id)
        .join(OnCall, and_(OnCall.school_id == Task.school_id, OnCall.position == Task.alerted + 1))
        .outerjoin(after, and_(after.school_id == Task.school_id, after.position == Task.alerted + 2))
        .where(Task.alert_due_at <= now, Task.picked_at.is_(None), Task.done_at.is_(None))
    )
    return tuple(
        Waiting(task.id, task.school_id, name, task.ref, task.alerted, number, next_id is not None)
        for task, name, number, next_id in uow.orm.execute(found)
    )


def move_on(uow: UnitOfWork, task_id: int, alerted: int, next_at: datetime | None) -> None:
    """Keep how many numbers were alerted and when the next one is due."""
    uow.connection.execute(update(Task).where(Task.id == task_id).values(alerted=alerted, alert_due_at=next_at))


def can_anybody_be_alerted(uow: UnitOfWork) -> bool:
    """Say whether any school has an on-call number."""
    return uow.connection.execute(select(OnCall.id).limit(1)).first() is not None
