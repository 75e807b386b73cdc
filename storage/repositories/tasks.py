"""Rings that staff pick up, put back and finish."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from storage.errors import Missing
from storage.tables import Task
from storage.unit_of_work import UnitOfWork


def task(uow: UnitOfWork, school_id: int, task_id: int) -> Task:
    """Return a task of this school, or raise `Missing`."""
    found = uow.orm.get(Task, task_id)
    if found is None or found.school_id != school_id:
        raise Missing
    return found


def change(uow: UnitOfWork, task_id: int, **values: Any) -> None:
    """Set these columns of the task."""
    uow.connection.execute(update(Task).where(Task.id == task_id).values(values))


def rings(uow: UnitOfWork, school_id: int) -> tuple[Task, ...]:
    """Return the rings still to be made, worries first, then the oldest."""
    found = select(Task).where(Task.school_id == school_id, Task.need == "ring", Task.done_at.is_(None))
    return tuple(uow.orm.scalars(found.order_by(Task.is_safety.desc(), Task.raised_at)))


def finish_kind(uow: UnitOfWork, parent_id: int, need: str, staff_id: int, at: datetime) -> None:
    """Finish every open task of this need for this parent."""
    still = update(Task).where(Task.parent_id == parent_id, Task.need == need, Task.done_at.is_(None))
    uow.connection.execute(still.values(done_at=at, done_by=staff_id))
