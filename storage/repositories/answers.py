"""What parents told us: RSVPs, home stories, and who is wanted."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import case, delete, insert, select, update

from storage.repositories.upsert import insert_once, insert_or_change
from storage.tables import HomeStory, Moment, Rsvp, Session, Task
from storage.unit_of_work import UnitOfWork


def keep_rsvp(uow: UnitOfWork, session_id: int, parent_id: int, at: datetime, **values: Any) -> None:
    """Keep what this parent said about this session; a later answer takes the place of an earlier one."""
    key = {"session_id": session_id, "parent_id": parent_id}
    insert_or_change(uow, Rsvp, key, {**values, "given_at": at})


def move_session(uow: UnitOfWork, session_id: int, on: date, at: time) -> None:
    """Give the session its new day and hour, and let the offer go."""
    values = {"on_date": on, "at_time": at, "was_on": None, "offered_on": None, "offered_at": None}
    uow.connection.execute(update(Session).where(Session.id == session_id).values(**values))


def keep_story(uow: UnitOfWork, values: Mapping[str, Any]) -> int:
    """Keep a home story and return its id."""
    return uow.connection.execute(insert(HomeStory).values(**values).returning(HomeStory.id)).scalar_one()


def place_last_story(uow: UnitOfWork, parent_id: int, *, for_book: bool) -> None:
    """Keep where the story that this parent told last belongs."""
    last = (
        select(HomeStory.id)
        .where(HomeStory.parent_id == parent_id, HomeStory.kind == "told")
        .order_by(HomeStory.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    uow.connection.execute(update(HomeStory).where(HomeStory.id == last).values(for_book=for_book))


def type_up(uow: UnitOfWork, inbound_id: int, words: str) -> bool:
    """Put a voice story's words beside those that came with it; say whether the parent had said yes to the book."""
    found = select(HomeStory).where(HomeStory.inbound_id == inbound_id, HomeStory.for_book.is_(True))
    story = uow.orm.scalars(found).first()
    if story is None:
        return False
    story.words = f"{story.words}\n{words}" if story.words else words
    uow.orm.flush()
    return True


def withdraw_story(uow: UnitOfWork, inbound_id: int) -> None:
    """Forget the story of a message of which nothing is left."""
    uow.connection.execute(delete(HomeStory).where(HomeStory.inbound_id == inbound_id, HomeStory.kind == "told"))


def open_task(uow: UnitOfWork, parent_id: int, need: str) -> int | None:
    """Return the id of the open task of this need for this parent, if there is one."""
    found = select(Task.id).where(Task.parent_id == parent_id, Task.need == need, Task.done_at.is_(None))
    return uow.connection.execute(found.limit(1)).scalar_one_or_none()


def raise_task(uow: UnitOfWork, values: Mapping[str, Any]) -> int:
    """Ask for a person and return the task's id."""
    return uow.connection.execute(insert(Task).values(**values).returning(Task.id)).scalar_one()


def change_task(uow: UnitOfWork, task_id: int, **values: Any) -> None:
    """Set these columns of the task."""
    uow.connection.execute(update(Task).where(Task.id == task_id).values(values))


def raise_alarm(uow: UnitOfWork, task_id: int, now: datetime) -> None:
    """Have somebody alerted at once; when a person had picked this up already, the first number is alerted anew."""
    alerted = case((Task.picked_at.is_not(None), 0), else_=Task.alerted)
    values = {"is_safety": True, "alerted": alerted, "alert_due_at": now, "picked_at": None, "picked_by": None}
    uow.connection.execute(update(Task).where(Task.id == task_id).values(values))


def plan_moments(uow: UnitOfWork, rows: Iterable[Mapping[str, Any]]) -> int:
    """Keep these moments; one whose key is there already is left as it is. Return how many were new."""
    return sum(insert_once(uow, Moment, row) for row in rows)
