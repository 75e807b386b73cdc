"""What goes into the gate and what comes out: the text, the adult, the ruling."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from flows.engine.kinds import MessageKind as Kind


class Why(StrEnum):
    """Why a text waits or does not go; staff read it in their own words."""

    NOT_SAFE = "not_safe"
    STOPPED = "stopped"
    NOT_TICKED = "not_ticked"
    UNPROVED = "unproved"
    ALREADY_PROVED = "already_proved"
    HELD = "held"
    PAUSED = "paused"
    RESTING = "resting"
    QUIET = "quiet"
    EXPIRED = "expired"
    OUTSIDE_HOURS = "outside_hours"
    NOT_A_SCHOOL_DAY = "not_a_school_day"
    QUIET_DAY = "quiet_day"
    FEWER_CHOSEN = "fewer_chosen"
    CAP_FULL = "cap_full"
    ONE_A_DAY = "one_a_day"
    SECOND_QUESTION = "second_question"
    TALKING = "talking"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that wants to go.

    `expires` is the instant from which it makes no sense (None: never). `answers_at` is when the parent's own text
    came in; a REPLY without it is refused. `is_saturday_choice`: this family chose Saturday for the spark.
    `is_before_break`: the SCHOOL_CHANGE that we plan ourselves (RM-04), which has no leave to go above cap and day.
    `is_farewell`: the one last answer to a stopped or unsafe adult ("Done. No more texts"); only a REPLY can be one.
    """

    kind: Kind
    expires: datetime | None = None
    answers_at: datetime | None = None
    is_saturday_choice: bool = False
    is_before_break: bool = False
    is_farewell: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """One adult as the gate sees them.

    `is_held`: a person has this family in hand. `is_resting`: the school lets everything rest that goes by itself.
    """

    may_be_messaged: bool
    is_proved: bool
    is_stopped: bool = False
    is_paused: bool = False
    is_held: bool = False
    is_quiet: bool = False
    wants_fewer: bool = False
    has_standing_place: bool = False
    not_safe: bool = False
    is_resting: bool = False


@dataclass(frozen=True, slots=True)
class SentText:
    """A text that went to this adult; `at` carries a zone."""

    kind: Kind
    at: datetime


@dataclass(frozen=True, slots=True)
class DueText:
    """A text still to come to this adult; `at` is when it is due."""

    kind: Kind
    at: datetime


@dataclass(frozen=True, slots=True)
class Send:
    """Let it go now."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Ask again at `until`, in the school's zone."""

    until: datetime
    why: Why


@dataclass(frozen=True, slots=True)
class Drop:
    """Leave it out and show why."""

    why: Why


Ruling: TypeAlias = Send | Wait | Drop
