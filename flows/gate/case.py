"""One text to one adult at one moment, as each of the gate's questions looks at it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from flows.calendar import SchoolCalendar, monday_of
from flows.engine.kinds import MessageKind as Kind
from flows.gate.tables import ANSWER_LIFE, AUTOMATIC, CAPPED
from flows.gate.terms import Candidate, Drop, DueText, Ruling, SentText, Standing, Wait, Why


@dataclass(frozen=True, slots=True)
class Case:
    """All that was handed to the gate; `now` in UTC, so that a clock change falsifies no comparison."""

    candidate: Candidate
    standing: Standing
    calendar: SchoolCalendar
    sent: tuple[SentText, ...]
    to_come: tuple[DueText, ...]
    now: datetime
    cap: int

    @property
    def kind(self) -> Kind:
        """Return what the text is for."""
        return self.candidate.kind

    @property
    def is_automatic(self) -> bool:
        """Say whether nobody pressed a button for it: such texts share the days."""
        return self.kind in AUTOMATIC or self.candidate.is_before_break

    @property
    def is_capped(self) -> bool:
        """Say whether it needs a place of this week."""
        return self.kind in CAPPED or self.candidate.is_before_break

    @property
    def today(self) -> date:
        """Return the date on the school's wall."""
        return self.calendar.day_of(self.now)

    @property
    def sent_today(self) -> list[Kind]:
        """Return the kinds that went to this adult today."""
        return [text.kind for text in self.sent if self.calendar.day_of(text.at) == self.today]

    def is_this_week(self, moment: datetime) -> bool:
        """Say whether `moment` lies in this Monday-to-Sunday week of the school's zone."""
        return monday_of(self.calendar.day_of(moment)) == monday_of(self.today)

    def has_expired_by(self, moment: datetime) -> bool:
        """Say whether the text makes no more sense at `moment`."""
        ends = _ends(self.candidate)
        return ends is not None and moment.astimezone(UTC) >= ends

    def wait(self, until: datetime | None, why: Why) -> Ruling:
        """Wait until then, or drop the text if there is no such moment or it comes too late."""
        if until is None:
            return Drop(why)
        return Drop(Why.EXPIRED) if self.has_expired_by(until) else Wait(until, why)


def _ends(candidate: Candidate) -> datetime | None:
    ends = candidate.expires and candidate.expires.astimezone(UTC)
    match candidate.kind:
        case Kind.ALERT:
            return None
        case Kind.REPLY:
            return min(_answer_ends(candidate), ends or datetime.max.replace(tzinfo=UTC))
        case _:
            return ends


def _answer_ends(candidate: Candidate) -> datetime:
    if candidate.answers_at is None:
        return datetime.min.replace(tzinfo=UTC)  # nothing shows that a parent wrote: it may not pass as an answer
    return candidate.answers_at.astimezone(UTC) + ANSWER_LIFE
