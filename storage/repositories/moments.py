"""Single planned moments, as staff take them out and put them back."""

from sqlalchemy import select

from storage.errors import Missing
from storage.tables import Moment
from storage.unit_of_work import UnitOfWork


def of_parent(uow: UnitOfWork, parent_id: int) -> tuple[Moment, ...]:
    """Return every moment of this parent that is kept, whatever came of it."""
    return tuple(uow.orm.scalars(select(Moment).where(Moment.parent_id == parent_id).order_by(Moment.id)))


def find(uow: UnitOfWork, school_id: int, moment_id: int) -> Moment:
    """Return a moment of this school, or raise `Missing`; nobody else changes it until the transaction ends."""
    found = select(Moment).where(Moment.id == moment_id, Moment.school_id == school_id).with_for_update()
    moment = uow.orm.scalars(found).first()
    if moment is None:
        raise Missing
    return moment
