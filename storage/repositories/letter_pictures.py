"""The picture on a school's letters: who leads story time, the door or the room."""

from datetime import datetime

from sqlalchemy import delete, select

from storage.repositories.upsert import insert_or_change
from storage.tables import LetterPicture
from storage.unit_of_work import UnitOfWork


def keep(uow: UnitOfWork, school_id: int, content: bytes, staff_id: int, at: datetime) -> None:
    """Keep the picture; a newer one takes an older one's place."""
    insert_or_change(
        uow, LetterPicture, {"school_id": school_id}, {"content": content, "kept_by": staff_id, "kept_at": at}
    )


def remove(uow: UnitOfWork, school_id: int) -> None:
    """Take the picture away."""
    uow.connection.execute(delete(LetterPicture).where(LetterPicture.school_id == school_id))


def find(uow: UnitOfWork, school_id: int) -> bytes | None:
    """Return the picture, None where there is none."""
    found = select(LetterPicture.content).where(LetterPicture.school_id == school_id)
    return uow.connection.execute(found).scalar_one_or_none()
