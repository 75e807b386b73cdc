"""Rings that nobody has picked up yet, and whose mobile is next."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

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
    """Return the rings whose next alert is due, with the number that it goes to; after the last comes the first."""
    numbers: dict[int, list[str]] = {}
    for on_call in uow.orm.scalars(select(OnCall).order_by(OnCall.position)):
        numbers.setdefault(on_call.school_id, []).append(on_call.number)
    found = (
        select(Task, Parent.name)
        .join(Parent, Parent.id == Task.parent_id)
        .where(Task.alert_due_at <= now, Task.picked_at.is_(None), Task.done_at.is_(None))
        .order_by(Task.id)
    )
    rows = [(task, name) for task, name in uow.orm.execute(found) if task.school_id in numbers]
    return tuple(_waiting(task, name, numbers[task.school_id]) for task, name in rows)


def _waiting(task: Task, parent: str, numbers: list[str]) -> Waiting:
    number = numbers[task.alerted % len(numbers)]
    has_next = (task.alerted + 1) % len(numbers) != 0
    return Waiting(task.id, task.school_id, parent, task.ref, task.alerted, number, has_next)


def move_on(uow: UnitOfWork, waiting: Waiting, next_at: datetime | None) -> bool:
    """Keep that one more number was alerted and when the next one is due; say whether nobody else was quicker."""
    still = update(Task).where(Task.id == waiting.task_id, Task.alerted == waiting.alerted, Task.picked_at.is_(None))
    values = {"alerted": waiting.alerted + 1, "alert_due_at": next_at}
    return uow.connection.execute(still.values(values)).rowcount == 1


def can_anybody_be_alerted(uow: UnitOfWork) -> bool:
    """Say whether any school has an on-call number."""
    return uow.connection.execute(select(OnCall.id).limit(1)).first() is not None
