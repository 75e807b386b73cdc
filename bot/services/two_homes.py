"""Two homes: from now on each of two adults has story times of their own, and no thread tells of the other's."""

from datetime import datetime, time, timedelta

from bot.errors import Refused
from bot.services.house import House
from bot.services.plan import plan_family
from bot.services.programmes import refuse_hour, school_calendar
from bot.services.staff import SignedIn
from flows.programme import lay_out
from storage.repositories import families, parents, sessions, staff
from storage.tables import Parent, Session
from storage.unit_of_work import UnitOfWork

TWO = "This is for two adults who may both be messaged."
NONE_SHARED = "There are no story times to come that they share."


async def give_own(house: House, who: SignedIn, parent_id: int, weekday: int, at: time) -> None:
    """Lay out story times of this adult's own, as many as are to come; those laid out already are the other's."""

    def work(uow: UnitOfWork) -> None:
        now, adult = house.clock.now(), families.adult(uow, who.school_id, parent_id)
        other = _other(uow, adult)
        shared = sessions.shared_after(uow, adult.family_id, now.astimezone(who.zone).date())
        if not shared:
            raise Refused(NONE_SHARED, "weekday")
        _add(uow, who, adult, shared, weekday, at, now)
        for each in shared:
            sessions.change(uow, each.id, parent_id=other.id)
        staff.note(uow, who.school_id, who.id, "story times of their own", f"adult {parent_id}", now)
        plan_family(uow, adult.family_id, now)

    await house.database.write(work)


def _other(uow: UnitOfWork, adult: Parent) -> Parent:
    both = [each for each in parents.of_family(uow, adult.family_id) if each.ticked_at is not None]
    if len(both) != len(("one", "other")) or adult not in both:
        raise Refused(TWO, "weekday")
    return next(each for each in both if each.id != adult.id)


def _add(
    uow: UnitOfWork, who: SignedIn, adult: Parent, shared: tuple[Session, ...], weekday: int, at: time, now: datetime
) -> None:
    """Lay them out week by week with the numbers of those they go beside."""
    calendar = school_calendar(uow, who.school_id, now)
    if weekday not in calendar.weekdays:
        raise Refused("The school is shut on that day of the week. Please choose another.", "weekday")
    refuse_hour(calendar, at)
    days = lay_out(calendar.day_of(now) + timedelta(days=1), weekday, at, calendar, count=len(shared))
    same = {"school_id": adult.school_id, "family_id": adult.family_id, "parent_id": adult.id}
    pairs = zip(days, shared, strict=False)
    sessions.add(
        uow,
        (
            {
                **same,
                "programme_id": beside.programme_id,
                "week": beside.week,
                "on_date": day.on,
                "at_time": at,
                "place": beside.place,
            }
            for day, beside in pairs
        ),
    )
