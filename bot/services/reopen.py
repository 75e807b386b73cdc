"""School is open after all: days are opened again, and the story times that they took find back."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.services.announce import change_by_school, take_back, take_back_off
from bot.services.changes import Change
from bot.services.closures import plan_all
from bot.services.house import House
from bot.services.programmes import school_calendar
from bot.services.sessions import number, shift, starts_at, tell
from bot.services.staff import SignedIn
from flows.calendar import SchoolCalendar
from storage.repositories import closed_days, sessions, staff
from storage.tables import Session
from storage.unit_of_work import UnitOfWork


def opening_days(house: House, who: SignedIn, days: Iterable[date], *, brings_back: bool = True) -> Change:
    """Return the change that opens the school on these days; story times find back, or stay where they are now."""
    opened = tuple(days)

    def change(uow: UnitOfWork) -> tuple[int, ...]:
        for on in opened:
            closed_days.remove(uow, who.school_id, on)
            staff.note(uow, who.school_id, who.id, "opened a day", f"{on}", house.clock.now())
        return bring_back(uow, house, who, brings_back=brings_back)

    return change


def bring_back(uow: UnitOfWork, house: House, who: SignedIn, *, brings_back: bool = True) -> tuple[int, ...]:
    """Bring every story time back to the day from which a closed school took it, where that is open and to come.

    Each adult who knows of the change hears of it once. Everything is planned again.
    """
    now = house.clock.now()
    calendar = school_calendar(uow, who.school_id, now)
    back = _Back(uow, house, who, calendar, now)
    taken = sessions.taken_off(uow, who.school_id, calendar.day_of(now)) if brings_back else ()
    ids = tuple(message_id for each in taken if back.may_come(each) for message_id in back.bring(each))
    plan_all(uow, who.school_id, now)
    return ids


@dataclass(slots=True)
class _Back:
    """Brings one session back after the other, and remembers who has heard of it."""

    uow: UnitOfWork
    house: House
    who: SignedIn
    calendar: SchoolCalendar
    now: datetime
    heard: set[int] = field(default_factory=set)

    def may_come(self, session: Session) -> bool:
        """Say whether its day is open, its hour to come, and no other story time of the family stands there."""
        on = session.was_on
        if on is None or not self.calendar.is_school_day(on) or self.calendar.at(on, session.at_time) <= self.now:
            return False
        is_over = session.cancelled_at is None and starts_at(session, self.calendar) <= self.now
        others = (each for each in sessions.beside(self.uow, session) if each.id != session.id)
        return not is_over and not any(each.on_date == on and each.cancelled_at is None for each in others)

    def bring(self, session: Session) -> tuple[int, ...]:
        """Bring it back, and tell whoever knows of the change and has not heard yet."""
        told = sessions.told(self.uow, session, starts_at(session, self.calendar))
        was_off = session.cancelled_at is not None
        if was_off:
            self._restore(session)
        else:
            shift(self.uow, session, session.was_on or session.on_date, session.at_time, session.place)
        believe_so = {each for each in told if self._take_back(each, session.id)}
        unheard = tuple(each for each in told if each not in self.heard | believe_so)
        self.heard.update(told)
        place = "invitation.on_after_all" if was_off else "invitation.moved"
        news = change_by_school(self.now, starts_at(session, self.calendar), self.who.id)
        return tell(self.uow, self.house, unheard, session.id, place, news)

    def _restore(self, session: Session) -> None:
        """Let a cancelled session stand again, and take out the one that was added for it at the end."""
        sessions.change(self.uow, session.id, cancelled_at=None, was_on=None)
        sessions.forget_answers(self.uow, session.id)
        held = [each for each in sessions.beside(self.uow, session) if each.cancelled_at is None]
        last = held[-1]
        if last.id != session.id and starts_at(last, self.calendar) > self.now and _is_spare(self.uow, last):
            sessions.remove(self.uow, last.id)
        number(self.uow, session)

    def _take_back(self, parent_id: int, session_id: int) -> bool:
        """Hold back the news that has not left: then this adult still believes what is true again."""
        return take_back(self.uow, parent_id, session_id) or take_back_off(self.uow, parent_id)


def _is_spare(uow: UnitOfWork, session: Session) -> bool:
    return session.was_on is None and session.came_together_at is None and sessions.is_untouched(uow, session)
