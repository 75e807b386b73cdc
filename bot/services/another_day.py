"""A story time on a day that wants care, such as a festival, is offered on another: for all who have one then."""

from datetime import date

from bot.errors import Refused
from bot.services.changes import Change
from bot.services.house import House
from bot.services.programmes import school_calendar
from bot.services.sessions import Slot, moving, starts_at
from bot.services.staff import SignedIn
from storage.repositories import sessions
from storage.tables import Session
from storage.unit_of_work import UnitOfWork

NOBODY = "No story time of this day can still be moved."


def moving_day(house: House, who: SignedIn, was: date, to: date) -> Change:
    """Return the change that gives every story time of one day another, at its hour and place.

    A family that has a story time on the new day already keeps both as they are.
    """

    def change(uow: UnitOfWork) -> tuple[int, ...]:
        movable = [each for each in of_day(uow, house, who, was) if not _has_one(uow, each, to)]
        if not movable:
            raise Refused(NOBODY, "on")
        moves = (moving(house, who, each.id, Slot(to, each.at_time, each.place)) for each in movable)
        return tuple(message_id for move in moves for message_id in move(uow))

    return change


def of_day(uow: UnitOfWork, house: House, who: SignedIn, day: date) -> tuple[Session, ...]:
    """Return the story times of this day that are still to come."""
    now = house.clock.now()
    calendar = school_calendar(uow, who.school_id, now)
    held = (each for each in sessions.held_from(uow, who.school_id, day) if each.on_date == day)
    return tuple(each for each in held if starts_at(each, calendar) > now)


def _has_one(uow: UnitOfWork, session: Session, on: date) -> bool:
    return any(each.on_date == on and each.cancelled_at is None for each in sessions.beside(uow, session))
