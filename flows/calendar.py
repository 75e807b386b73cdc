"""The school's calendar: which days and hours are school time.

Hours are what the school's own clock shows. Moments that come in may carry any zone; those that go out carry the
school's, and are compared as instants, so that a clock change neither lengthens nor shortens a wait.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

MONDAY_TO_FRIDAY = frozenset(range(5))
SATURDAY = 5
LONGEST_SEARCH_DAYS = 400
"""A school that is closed for longer than a year has no next school day."""
BREAK_DAYS = 4
"""So many closed weekdays in a row are a break; fewer are a long weekend or an INSET day."""


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """School days and the hours in which we may begin a text.

    `weekdays` are 0 (Monday) to 6; `closed` are single days off. `terms` are first and last days: where any are kept,
    the school is shut outside of all of them. On `quiet` days it is open, and nothing goes by itself. `opens` and
    `closes` bound the allowed hours, `closes` itself is still allowed.
    """

    zone: ZoneInfo
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    closed: frozenset[date] = field(default_factory=frozenset)
    opens: time = time(8, 15)
    closes: time = time(18, 30)
    terms: tuple[tuple[date, date], ...] = ()
    quiet: frozenset[date] = field(default_factory=frozenset)

    def is_school_day(self, day: date) -> bool:
        """Say whether the school is open on this day."""
        return day.weekday() in self.weekdays and day not in self.closed and self._is_in_a_term(day)

    def is_story_day(self, day: date) -> bool:
        """Say whether a text may go by itself on this day: the school is open, and the day is not a quiet one."""
        return self.is_school_day(day) and day not in self.quiet

    def is_open_at(self, moment: datetime) -> bool:
        """Say whether `moment` is on a school day and within the allowed hours."""
        here = self.local(moment)
        return self.is_school_day(here.date()) and self.opens <= here.time() <= self.closes

    def is_in_break(self, day: date) -> bool:
        """Say whether `day` lies among closed days that make up a break; its outer weekends belong to it."""
        if self.is_school_day(day):
            return False
        days = (*self._closed_run(day, -1), day, *self._closed_run(day, 1))
        return sum(each.weekday() in self.weekdays for each in days) >= BREAK_DAYS

    def is_in_term(self, day: date) -> bool:
        """Say whether `day`, a school day or not, lies in term: no day off of its own and not in a break."""
        return day not in self.closed and not self.is_in_break(day)

    def school_days_after(self, day: date) -> Iterator[date]:
        """Yield the school days later than `day`, nearest first, for at most a year."""
        return (each for each in _days_from(day, 1) if self.is_school_day(each))

    def school_days_before(self, day: date) -> Iterator[date]:
        """Yield the school days earlier than `day`, nearest first, for at most a year."""
        return (each for each in _days_from(day, -1) if self.is_school_day(each))

    def at(self, day: date, clock: time, *, fold: int = 0) -> datetime:
        """Return the moment at which the school's clock shows `clock` on `day`.

        A time that the clocks skip is moved on by what they skip; of a repeated time the first is meant, or the
        second when `fold` is 1.
        """
        wall = datetime.combine(day, clock, self.zone).replace(fold=fold)
        return self.local(wall.astimezone(UTC))

    def local(self, moment: datetime) -> datetime:
        """Return the same moment as the school's clock shows it."""
        return moment.astimezone(self.zone)

    def day_of(self, moment: datetime) -> date:
        """Return the date on the school's wall at `moment`."""
        return self.local(moment).date()

    def _is_in_a_term(self, day: date) -> bool:
        return not self.terms or any(first <= day <= last for first, last in self.terms)

    def _closed_run(self, day: date, step: int) -> Iterator[date]:
        return takewhile(lambda each: not self.is_school_day(each), _days_from(day, step))


def monday_of(day: date) -> date:
    """Return the Monday of the week (Monday to Sunday) that `day` lies in."""
    return day - timedelta(days=day.weekday())


def _days_from(day: date, step: int) -> Iterator[date]:
    return (day + timedelta(days=step * n) for n in range(1, LONGEST_SEARCH_DAYS))
