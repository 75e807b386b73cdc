"""What the planner is given and what it gives: sessions, the week's rhythm, planned moments."""

from dataclasses import dataclass
from datetime import date, datetime, time

from flows.engine.kinds import MessageKind


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The pattern of a week. Hours are the school's wall clock; counts are school days.

    With `saturday_spark` the family chose the spark for Saturday, `saturday_at`, in term.
    """

    ask_days_before: int = 2
    ask_at: time = time(16, 30)
    hello_at: time = time(8, 30)
    thanks_at: time = time(16, 30)
    spark_after: int = 3
    spark_at: time = time(16, 30)
    saturday_spark: bool = False
    saturday_at: time = time(10)


@dataclass(frozen=True, slots=True)
class SessionDate:
    """One laid-out session before anything is stored: its week number, day and hour."""

    week: int
    on: date
    at: time


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """One session as the planner sees it. `week` is the programme's own count, 1 to 10, not the calendar's."""

    id: int
    week: int
    on: date
    at: time
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """One planned message.

    `key` is the same each time the same thing is planned, so that nothing goes twice. From `expires` on the text
    makes no sense. `text_hint` is the text's id where the week asks for a special one.
    """

    key: str
    kind: MessageKind
    session_id: int | None
    week: int | None
    due: datetime
    expires: datetime
    text_hint: str | None = None
