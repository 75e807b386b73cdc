"""A person rings a parent: asks for a card, picks it up, ticks that they rang, or puts it back."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.services.house import House
from bot.services.staff import SignedIn
from bot.services.wanted import REF_LETTERS
from flows.engine.events import Need
from storage.repositories import answers, families, staff, tasks
from storage.tables import Task
from storage.unit_of_work import UnitOfWork

AGAIN_AFTER = timedelta(minutes=30)


async def card_for(house: House, who: SignedIn, parent_id: int) -> int:
    """Return the id of the card for ringing this adult, made if there is none; nobody is alerted by it."""
    return await house.database.write(lambda uow: _card_for(uow, house, who, parent_id))


def _card_for(uow: UnitOfWork, house: House, who: SignedIn, parent_id: int) -> int:
    families.adult(uow, who.school_id, parent_id)
    there = answers.open_task(uow, parent_id, Need.RING)
    if there is not None:
        return there
    values = {
        "school_id": who.school_id,
        "parent_id": parent_id,
        "need": Need.RING,
        "is_safety": False,
        "ref": "".join(secrets.choice(REF_LETTERS) for _ in range(4)),
        "raised_at": house.clock.now(),
        "alerted": 0,
    }
    return answers.raise_task(uow, values)


async def pick_up(house: House, who: SignedIn, task_id: int) -> None:
    """Keep that this person is ringing now: no further mobile is alerted."""

    def work(uow: UnitOfWork, task: Task, now: datetime) -> None:
        if task.picked_by not in (None, who.id):
            raise Refused("A colleague is ringing already.")
        tasks.change(uow, task_id, picked_at=now, picked_by=who.id)

    await _change(house, who, task_id, "picked up a call", work)


async def put_back(house: House, who: SignedIn, task_id: int) -> None:
    """Keep that the call is still to be made; after a worry the next mobile is alerted in half an hour."""

    def work(uow: UnitOfWork, task: Task, now: datetime) -> None:
        due = now + AGAIN_AFTER if task.is_safety else None
        tasks.change(uow, task_id, picked_at=None, picked_by=None, alert_due_at=due)

    await _change(house, who, task_id, "will try a call again", work)


async def rang(house: House, who: SignedIn, task_id: int) -> None:
    """Keep that somebody rang. What was said belongs elsewhere."""

    def work(uow: UnitOfWork, task: Task, now: datetime) -> None:
        picked = {"picked_at": task.picked_at or now, "picked_by": task.picked_by or who.id}
        tasks.change(uow, task_id, done_at=now, done_by=who.id, alert_due_at=None, **picked)

    await _change(house, who, task_id, "rang", work)


async def _change(
    house: House, who: SignedIn, task_id: int, what: str, change: Callable[[UnitOfWork, Task, datetime], None]
) -> None:
    def work(uow: UnitOfWork) -> None:
        now = house.clock.now()
        task = tasks.task(uow, who.school_id, task_id)
        if task.done_at is not None:
            raise Refused("This call has been made.")
        change(uow, task, now)
        staff.note(uow, who.school_id, who.id, what, f"task {task_id}", now)

    await house.database.write(work)
