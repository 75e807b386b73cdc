"""The dates of a programme: ten sessions on one weekday, around the days on which the school is closed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import islice

from flows.calendar import SchoolCalendar
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
