"""The school and whether anybody can sign in."""

from sqlalchemy import select

from storage.tables import Staff
from storage.unit_of_work import UnitOfWork


def has_staff(uow: UnitOfWork) -> bool:
    """Say whether anybody can sign in."""
    return uow.connection.execute(select(Staff.id).where(Staff.ended_at.is_(None)).limit(1)).first() is not None
