"""Staff's own weekly reminders."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, select, update

from storage.errors import Missing
from storage.tables import Moment, Programme, Reminder
from storage.unit_of_work import UnitOfWork


def add(uow: UnitOfWork, values: Mapping[str, Any]) -> int:
    """Make a reminder and return its id."""
    return uow.connection.execute(insert(Reminder).values(**values).returning(Reminder.id)).scalar_one()


def find(uow: UnitOfWork, school_id: int, reminder_id: int) -> Reminder:
    """Return a reminder of this school, or raise `Missing`."""
    found = uow.orm.get(Reminder, reminder_id)
    if found is None or found.school_id != school_id:
        raise Missing
    return found


def change(uow: UnitOfWork, reminder_id: int, **values: Any) -> None:
    """Set these columns of the reminder."""
    uow.connection.execute(update(Reminder).where(Reminder.id == reminder_id).values(values))


def remove(uow: UnitOfWork, reminder_id: int) -> None:
    """Forget the reminder; what went because of it stays in the threads."""
    settled = update(Moment).where(Moment.reminder_id == reminder_id)
    uow.connection.execute(settled.values(reminder_id=None))
    uow.connection.execute(delete(Reminder).where(Reminder.id == reminder_id))


def of_school(uow: UnitOfWork, school_id: int) -> tuple[tuple[Reminder, str], ...]:
    """Return every reminder of programmes that still run, with the programme's name."""
    found = select(Reminder, Programme.name).join(Programme, Programme.id == Reminder.programme_id)
    running = found.where(Reminder.school_id == school_id, Programme.ended_at.is_(None))
    return tuple((row[0], row[1]) for row in uow.orm.execute(running.order_by(Reminder.id)))
