"""The dates of a programme: ten sessions on one weekday, around the days on which the school is closed."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import islice

from flows.calendar import SchoolCalendar, monday_of
from flows.programme.terms import SessionDate, SessionPlan

SESSIONS = 10
LONGEST_PROGRAMME_WEEKS = 104
"""A school that is never open on that weekday gets fewer dates, not a search without end."""


def lay_out(
    start: date, weekday: int, at: time, calendar: SchoolCalendar, count: int = SESSIONS
) -> tuple[SessionDate, ...]:
    """Lay out `count` sessions on `weekday` (0 is Monday) from `start` on, one a week, skipping closed days.

    The programme counts sessions, not weeks: a closed week moves all later ones back. Fewer come back when two
    years hold no more.
    """
    days = islice((day for day in _weekly(start, weekday) if calendar.is_school_day(day)), count)
    return tuple(SessionDate(week, day, at) for week, day in enumerate(days, start=1))


def near(day: date, calendar: SchoolCalendar, taken: Collection[date], today: date) -> Iterator[date]:
    """Yield the other story days of the same week that are free and to come: later ones first, the nearest first."""
    monday = monday_of(day)
    days = sorted((monday + timedelta(days=n) for n in range(7)), key=lambda each: (each < day, abs(each - day)))
    free = (each for each in days if each not in taken and each > today and each != day)
    return (each for each in free if calendar.is_story_day(each))


def with_weeks(sessions: Iterable[SessionPlan]) -> tuple[SessionPlan, ...]:
    """Count the weeks by the sessions' dates. A cancelled one uses up no number: the next one has it."""
    week = 1
    numbered = []
    for session in sorted(sessions, key=lambda each: (each.on, each.at, each.id)):
        numbered.append(replace(session, week=week))
        week += not session.is_cancelled
    return tuple(numbered)


def _weekly(start: date, weekday: int) -> Iterator[date]:
    first = start + timedelta(days=(weekday - start.weekday()) % 7)
    return (first + timedelta(weeks=n) for n in range(LONGEST_PROGRAMME_WEEKS))
