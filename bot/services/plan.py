"""Plan a family's moments, and those of staff's own reminders: rows that are made once and moved with the sessions."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.ports import Repeat
from bot.services.house import House
from flows.calendar import SchoolCalendar
from flows.engine.kinds import MessageKind
from flows.programme import Moment, SessionPlan, plan, plan_monthly_ask, plan_monthly_sparks, plan_reminder
from storage.repositories import calendars, plans
from storage.repositories.plans import FamilyPlan
from storage.tables import Reminder
from storage.unit_of_work import UnitOfWork

AHEAD = timedelta(days=15)
"""How far staff's own reminders are turned into moments; every wake looks again."""
BEHIND = timedelta(days=7)
REMINDER_LIVES = timedelta(hours=4)


def plan_family(uow: UnitOfWork, family_id: int, now: datetime) -> None:
    """Plan, or plan again, everything around this family's sessions that is still to come."""
    found = plans.family(uow, family_id)
    if found is None:
        return
    calendar = calendar_for(uow, found, now)
    has_own = bool(own_reminders(uow, family_id))
    for parent_id, has_standing_place in found.parents:
        theirs = found.of(parent_id)
        moments = moments_of(theirs, calendar, has_standing_place=has_standing_place, has_own_reminder=has_own)
        moments += monthly_of(theirs, parent_id, calendar)
        rows = [row_of(found.school_id, parent_id, each) for each in moments]
        _keep(uow, parent_id, rows, f"{parent_id}/", now)


def moments_of(
    found: FamilyPlan, calendar: SchoolCalendar, *, has_standing_place: bool, has_own_reminder: bool
) -> tuple[Moment, ...]:
    """Return what is planned for one adult; staff's own reminder stands in for the automatic ask."""
    if found.is_over:
        return ()
    moments = _moments(found, calendar, has_standing_place=has_standing_place)
    return tuple(each for each in moments if not (has_own_reminder and each.kind is MessageKind.ASK))


def monthly_of(found: FamilyPlan, parent_id: int, calendar: SchoolCalendar) -> tuple[Moment, ...]:
    """Return the question about a spark a month, where the school offers it, or the sparks that were wished for."""
    wished_at = dict(found.monthly).get(parent_id)
    if wished_at is not None:
        return plan_monthly_sparks(calendar.day_of(wished_at), found.rhythm, calendar)
    if found.is_over or not found.offers_monthly:
        return ()
    return plan_monthly_ask(_sessions_of(found), found.rhythm, calendar)


def own_reminders(uow: UnitOfWork, family_id: int) -> tuple[Reminder, ...]:
    """Return staff's own reminders that this family gets."""
    return tuple(each for each in _reminders_of(uow, family_id) if _covers(each, family_id))


def reminder_moments(
    house: House, reminder: Reminder, calendar: SchoolCalendar, from_: datetime, until: datetime
) -> tuple[Moment, ...]:
    """Return the moments of one of staff's own reminders, on the days on which the school is open."""
    dates = _dates(house, reminder, calendar.zone.key, from_, until)
    return plan_reminder(reminder.id, (each for each in dates if calendar.is_story_day(each.date())), REMINDER_LIVES)


def plan_reminders(uow: UnitOfWork, house: House, now: datetime) -> None:
    """Turn staff's own weekly reminders into moments, some two weeks ahead."""
    for reminder in plans.active_reminders(uow):
        _plan_one(uow, house, reminder, now)


def calendar_for(uow: UnitOfWork, found: FamilyPlan, now: datetime) -> SchoolCalendar:
    """Return the school's calendar, with its terms, closed days and quiet days."""
    since = now.astimezone(ZoneInfo(found.zone)).date() - timedelta(days=30)
    return calendars.of_school(uow, found.school_id, found, since)


def next_dates(house: House, reminder: Reminder, zone: str, now: datetime, count: int = 4) -> tuple[datetime, ...]:
    """Return the next dates of a weekly reminder, in the school's zone."""
    rule = _rule(reminder, zone)
    until = now + timedelta(days=7 * (count + 1))
    dates = house.occurrences(rule, now, until)
    return tuple(each for each in dates if reminder.until_on is None or each.date() <= reminder.until_on)[:count]


def _moments(found: FamilyPlan, calendar: SchoolCalendar, *, has_standing_place: bool) -> tuple[Moment, ...]:
    return plan(_sessions_of(found), found.rhythm, calendar, has_standing_place=has_standing_place)


def _sessions_of(found: FamilyPlan) -> list[SessionPlan]:
    return [SessionPlan(id_, week, on, at, is_cancelled) for id_, week, on, at, is_cancelled in found.sessions]


def _plan_one(uow: UnitOfWork, house: House, reminder: Reminder, now: datetime) -> None:
    for family_id in plans.families_of(uow, reminder.programme_id):
        found = plans.family(uow, family_id)
        if found is None or not _covers(reminder, family_id):
            continue
        calendar = calendar_for(uow, found, now)
        moments = reminder_moments(house, reminder, calendar, now - BEHIND, now + AHEAD)
        for parent_id, _standing in found.parents:
            rows = [row_of(found.school_id, parent_id, each, reminder.id) for each in moments]
            _keep(uow, parent_id, rows, f"{parent_id}:reminder:{reminder.id}:", now)


def _keep(uow: UnitOfWork, parent_id: int, rows: list[dict[str, Any]], prefix: str, now: datetime) -> None:
    """Keep what is still to come; what is over already is not planned any more, only left where it is."""
    to_come = [row for row in rows if row["expires_at"] > now]
    plans.keep_moments(uow, parent_id, to_come, prefix, past=(row["key"] for row in rows))


def _dates(house: House, reminder: Reminder, zone: str, from_: datetime, until: datetime) -> Iterable[datetime]:
    dates = house.occurrences(_rule(reminder, zone), from_, until)
    made_at = reminder.created_at
    return (each for each in dates if each > made_at and (not reminder.until_on or each.date() <= reminder.until_on))


def _rule(reminder: Reminder, zone: str) -> Repeat:
    at: time = reminder.at_time
    return Repeat(frozenset(int(digit) for digit in reminder.weekdays), at.hour, at.minute, zone)


def _reminders_of(uow: UnitOfWork, family_id: int) -> Iterable[Reminder]:
    return (each for each in plans.active_reminders(uow) if family_id in plans.families_of(uow, each.programme_id))


def _covers(reminder: Reminder, family_id: int) -> bool:
    chosen = reminder.families.split()
    return not chosen or str(family_id) in chosen


def row_of(school_id: int, parent_id: int, moment: Moment, reminder_id: int | None = None) -> dict[str, Any]:
    """Return a planned moment as it is kept; its key names the parent, so that it goes once to each."""
    mark = ":" if reminder_id else "/"
    return {
        "school_id": school_id,
        "parent_id": parent_id,
        "session_id": moment.session_id,
        "reminder_id": reminder_id,
        "key": f"{parent_id}{mark}{moment.key}",
        "kind": moment.kind,
        "hint": moment.text_hint,
        "due_at": moment.due,
        "expires_at": moment.expires,
        "state": "planned",
    }
