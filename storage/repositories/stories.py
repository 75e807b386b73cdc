"""The stories made in sessions: typed once, put right, put into the book bag."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from storage.repositories.upsert import insert_or_change
from storage.tables import Session, Story
from storage.unit_of_work import UnitOfWork


def of_session(uow: UnitOfWork, session_id: int) -> Story | None:
    """Return the story of a session, if it is typed."""
    return uow.orm.scalars(select(Story).where(Story.session_id == session_id)).first()


def keep(uow: UnitOfWork, session_id: int, values: Mapping[str, Any]) -> None:
    """Keep the story of a session; a later wording takes the place of an earlier one."""
    insert_or_change(uow, Story, {"session_id": session_id}, values)


def put_in_bag(uow: UnitOfWork, session_id: int, at: datetime) -> bool:
    """Keep that the typed story went into the bag; say whether it had not yet."""
    fresh = update(Story).where(Story.session_id == session_id, Story.bagged_at.is_(None))
    return uow.connection.execute(fresh.values(bagged_at=at)).rowcount == 1


def typed(uow: UnitOfWork, school_id: int) -> dict[int, bool]:
    """Return the sessions of a school whose story is typed, and whether it is in the bag."""
    found = select(Story.session_id, Story.bagged_at).join(Session, Session.id == Story.session_id)
    rows = uow.connection.execute(found.where(Session.school_id == school_id))
    return {session_id: bagged_at is not None for session_id, bagged_at in rows}
