"""One spark a month, after the last session: asked for once where the school offers it, sent only on a yes."""

from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta

from flows.calendar import SchoolCalendar
from flows.engine.kinds import MessageKind as Kind
from flows.programme import weeks
from flows.programme.terms import Moment, Rhythm, SessionPlan

ASK = "CE-06"
SPARK = "monthly-"
SPARKS = 10
"""As many as there are; then it ends by itself."""
LIFE_DAYS = 3
LAST_SAFE_DAY = 28
MONTHS = 12


def plan_monthly_ask(sessions: Iterable[SessionPlan], rhythm: Rhythm, calendar: SchoolCalendar) -> tuple[Moment, ...]:
    """Plan the one question, on the school day after the last session."""
    held = [each for each in sessions if not each.is_cancelled]
    last = max(held, key=lambda each: each.on, default=None)
    if last is None or last.week != weeks.LAST_WEEK:
        return ()
    day = next(calendar.school_days_after(last.on), last.on)
    due, expires = calendar.at(day, rhythm.thanks_at), calendar.at(day + timedelta(days=LIFE_DAYS), time(0))
    return (Moment(f"monthly-ask:{last.id}", Kind.CELEBRATION, last.id, last.week, due, expires, ASK),)


def plan_monthly_sparks(wished_on: date, rhythm: Rhythm, calendar: SchoolCalendar) -> tuple[Moment, ...]:
    """Plan the sparks that were wished for on this day, a month apart, each on a school day."""
    return tuple(_sparks(wished_on, rhythm, calendar))


def spark_number(hint: str | None) -> int | None:
    """Return which spark a monthly moment brings, or None for any other moment."""
    return int(hint.removeprefix(SPARK)) if hint and hint.startswith(SPARK) else None


def _sparks(wished_on: date, rhythm: Rhythm, calendar: SchoolCalendar) -> Iterator[Moment]:
    for n in range(1, SPARKS + 1):
        day = next(calendar.school_days_after(_months_later(wished_on, n) - timedelta(days=1)), None)
        if day is not None:
            due = calendar.at(day, rhythm.spark_at)
            expires = calendar.at(day + timedelta(days=LIFE_DAYS), rhythm.spark_at)
            yield Moment(f"monthly:{n}", Kind.SPARK, None, None, due, expires, f"{SPARK}{n}")


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, MONTHS)
    return date(day.year + year, month + 1, min(day.day, LAST_SAFE_DAY))
