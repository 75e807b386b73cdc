"""A school's own words for automatic texts. Every change gives the school's wordings another version."""

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select, update

from storage.repositories.upsert import insert_or_change
from storage.tables import School, Staff, Wording
from storage.unit_of_work import UnitOfWork

VERSION_BYTES = 8


def of_school(uow: UnitOfWork, school_id: int) -> tuple[Wording, ...]:
    """Return everything the school has worded, stale or not."""
    found = select(Wording).where(Wording.school_id == school_id).order_by(Wording.text_id, Wording.language)
    return tuple(uow.orm.scalars(found))


def of_text(uow: UnitOfWork, school_id: int, text_id: str) -> tuple[tuple[Wording, str], ...]:
    """Return the school's words for one text by language, each with the name of whoever kept them."""
    found = select(Wording, Staff.name).join(Staff, Staff.id == Wording.staff_id)
    theirs = found.where(Wording.school_id == school_id, Wording.text_id == text_id)
    return tuple((row[0], row[1]) for row in uow.orm.execute(theirs.order_by(Wording.language)))


def keep(uow: UnitOfWork, school_id: int, text_id: str, language: str, values: Mapping[str, Any]) -> None:
    """Keep the school's words for this text in this language, in place of earlier ones."""
    key = {"school_id": school_id, "text_id": text_id, "language": language}
    insert_or_change(uow, Wording, key, values)
    _is_another(uow, school_id)


def remove(uow: UnitOfWork, school_id: int, text_id: str, language: str | None = None) -> None:
    """Go back to ours in this language, or in every one."""
    theirs = [Wording.school_id == school_id, Wording.text_id == text_id]
    if language is not None:
        theirs.append(Wording.language == language)
    uow.connection.execute(delete(Wording).where(*theirs))
    _is_another(uow, school_id)


def _is_another(uow: UnitOfWork, school_id: int) -> None:
    """Give the wordings a version that none had before: a number would come again after a commit that failed."""
    version = secrets.token_hex(VERSION_BYTES)
    uow.connection.execute(update(School).where(School.id == school_id).values(wordings_version=version))
