"""Answers whether the hour is fit for the text, and which is the next that is."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from flows.calendar import LONGEST_SEARCH_DAYS, SATURDAY, monday_of
from flows.engine.kinds import MessageKind as Kind
from flows.gate.case import Case
from flows.gate.tables import ANY_HOUR, CLOSURE_HOURS, SATURDAY_HOURS
from flows.gate.terms import Ruling, Why


def is_the_hour_fit(case: Case) -> Ruling | None:
    """Object outside the hours of the text's kind, and name the next moment within them."""
    if case.kind in ANY_HOUR or _is_fit(case, case.now):
        return None
    return case.wait(_next_fit(case, case.today), _why_not_now(case))


def tomorrow(case: Case) -> datetime | None:
    """Return the same hour of the next fit day, or its first fit moment where that hour is shut."""
    here = case.calendar.local(case.now)
    return _next_fit(case, here.date() + timedelta(days=1), here.time().replace(fold=0))


def next_week(case: Case) -> datetime | None:
    """Return the first fit moment of the coming weeks."""
    return _next_fit(case, monday_of(case.today) + timedelta(days=7))


def _is_fit(case: Case, moment: datetime) -> bool:
    here = case.calendar.local(moment)
    window = _window(case, here.date())
    return window is not None and window[0] <= here.time() <= window[1]


def _window(case: Case, day: date) -> tuple[time, time] | None:
    if case.kind is Kind.CLOSURE:
        return CLOSURE_HOURS
    if case.is_automatic and day in case.calendar.quiet:
        return None
    if case.calendar.is_school_day(day):
        return case.calendar.opens, case.calendar.closes
    return SATURDAY_HOURS if _is_chosen_saturday(case, day) else None


def _why_not_now(case: Case) -> Why:
    if _window(case, case.today) is not None:
        return Why.OUTSIDE_HOURS
    return Why.QUIET_DAY if case.calendar.is_school_day(case.today) else Why.NOT_A_SCHOOL_DAY


def _is_chosen_saturday(case: Case, day: date) -> bool:
    is_chosen = case.candidate.is_saturday_choice and case.kind is Kind.SPARK
    return is_chosen and day.weekday() == SATURDAY and case.calendar.is_in_term(day)


def _next_fit(case: Case, first: date, clock: time | None = None) -> datetime | None:
    moments = (moment for day in _days_from(first) for moment in _starts(case, day, clock))
    return next((each for each in moments if each.astimezone(UTC) > case.now and _is_fit(case, each)), None)


def _days_from(first: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range(LONGEST_SEARCH_DAYS))


def _starts(case: Case, day: date, clock: time | None) -> Iterator[datetime]:
    window = _window(case, day)
    if window is None:
        return
    opens, closes = window
    start = clock if clock and opens <= clock <= closes else opens
    # Both passes of an hour that the clocks repeat: the first may be over already.
    yield from (case.calendar.at(day, start, fold=fold) for fold in (0, 1))
