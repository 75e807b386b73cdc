"""What a flow may know while it talks: one parent's facts, as they are at this moment."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from flows.engine.kinds import ChannelName


class Answer(StrEnum):
    """What a parent said about coming to a session. Silence is not an answer and is never kept."""

    YES = "yes"
    LATE = "late"
    MAYBE = "maybe"
    NO = "no"
    ANOTHER_TIME = "another_time"


COMING = frozenset({Answer.YES, Answer.LATE, Answer.MAYBE})


@dataclass(frozen=True, slots=True)
class Session:
    """One weekly story session as its parent may know it; day and hour are the school's wall clock.

    `is_own`: in two homes, this one is for the child and this adult.
    """

    id: int
    week: int
    on: date
    at: time
    place: str
    answer: Answer | None = None
    minutes_late: int | None = None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """Another time that staff found for a session."""

    on: date
    at: time


@dataclass(frozen=True, slots=True)
class Context:
    """One parent's facts for one turn.

    `now` carries the school's zone. `session` is the one the open question is about, else the next one; `next_one` is
    the one after it. `media` is "coming" where a file came along and is still to be opened; then "voice", "picture",
    "not_ours" (too big, or another kind) or "other" (broken, or lost on the way). `read_by` is the next school day on
    which a person reads replies, from `staffed_from` to `staffed_to`. `has_person_coming` is true from a hand-over
    until a person has answered, `is_alerted` from a worry until a person has picked it up. `is_in` is false until the
    parent has accepted the invitation. `is_carer`: staff have checked with the social worker. `is_leaving`: we asked
    about the book of a child who leaves. `guest` is whom staff have checked, `interpreter` the language of the
    speaker they ask for, `closed_on` the day on which school is shut, where that is what is told. Names are as the
    parent chose them.
    """

    now: datetime
    school: str
    staff: str
    parent: str
    child: str
    phone: str
    read_by: date
    staffed_from: time = time(8, 30)
    staffed_to: time = time(16)
    language: str = "en"
    languages: tuple[str, ...] = ("en",)
    channel: ChannelName = ChannelName.SMS
    session: Session | None = None
    next_one: Session | None = None
    coming_dates: tuple[date, ...] = ()
    offer: Offer | None = None
    spark_week: int | None = None
    wording: str = ""
    guest: str = ""
    interpreter: str = ""
    closed_on: date | None = None
    media: str | None = None
    telegram_link: str | None = None
    upload_link: str | None = None
    spark_link: str | None = None
    privacy_link: str | None = None
    is_staffed: bool = True
    is_proved: bool = True
    is_in: bool = True
    is_carer: bool = False
    is_leaving: bool = False
    is_stopped: bool = False
    is_stopped_by_carrier: bool = False
    is_paused: bool = False
    is_held: bool = False
    is_flooding: bool = False
    is_flood_beginning: bool = False
    is_plain: bool = False
    has_saturday_sparks: bool = False
    is_not_safe: bool = False
    has_person_coming: bool = False
    is_alerted: bool = False
    has_standing_place: bool = False
    may_bring_siblings: bool = True
    guests: frozenset[str] = field(default_factory=frozenset)
