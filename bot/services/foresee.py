"""What the gate will say of each planned message as things stand: the judge of the real moment, asked ahead."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

from bot.services.context import standing_of
from bot.services.judge import candidate_of
from bot.services.programmes import school_calendar
from flows.calendar import SchoolCalendar
from flows.engine.kinds import MessageKind
from flows.gate import Drop, DueText, Ruling, SentText, Wait, may_send
from storage.reports.going_out import Going
from storage.repositories import messages, talks
from storage.repositories.talks import TalkFacts
from storage.unit_of_work import UnitOfWork

WEEK = timedelta(days=8)


def foresee(uow: UnitOfWork, school_id: int, going: Iterable[Going], now: datetime) -> tuple[Going, ...]:
    """Return the same messages with what the gate will say: another hour, or why they are left out."""
    calendar = school_calendar(uow, school_id, now)
    by_adult = groupby(sorted(going, key=attrgetter("parent_id", "due_at", "moment_id")), attrgetter("parent_id"))
    seen = [each for parent_id, theirs in by_adult for each in _of_adult(uow, parent_id, list(theirs), calendar, now)]
    return tuple(sorted(seen, key=attrgetter("due_at", "moment_id")))


def _of_adult(
    uow: UnitOfWork, parent_id: int, theirs: list[Going], calendar: SchoolCalendar, now: datetime
) -> Iterator[Going]:
    talk = talks.by_parent(uow, parent_id, calendar.day_of(now))
    if talk is None:
        return iter(theirs)
    begun = messages.begun_since(uow, parent_id, now - WEEK)
    weeks = _Weeks(talk, calendar, theirs, now, {n: SentText(MessageKind(k), at) for n, (k, at) in enumerate(begun)})
    return (weeks.judged(each) if each.is_expected else each for each in theirs)


@dataclass(slots=True)
class _Weeks:
    """One adult's coming weeks, filled text by text as they would go."""

    talk: TalkFacts
    calendar: SchoolCalendar
    theirs: list[Going]
    now: datetime
    sent: dict[object, SentText] = field(default_factory=dict)

    def judged(self, each: Going) -> Going:
        at = max(each.due_at, self.now)
        match self._ruling(each, at):
            case Drop(why):
                return replace(each, skip=why)
            case Wait(until, why):
                self._take_place(each, until)
                return replace(each, due_at=until, why=why)
            case _:
                self._take_place(each, at)
                return each

    def _ruling(self, each: Going, at: datetime) -> Ruling:
        candidate = candidate_of(self.talk, each.kind, each.expires_at, each.hint)
        sent = tuple(text for place, text in self.sent.items() if place != _shared_place(each))
        coming = (other for other in self.theirs if other.state == "planned" and at < other.due_at <= at + WEEK)
        to_come = tuple(DueText(MessageKind(other.kind), other.due_at) for other in coming)
        cap = self.talk.school.weekly_cap
        return may_send(candidate, standing_of(self.talk), self.calendar, sent, at, cap, to_come)

    def _take_place(self, each: Going, at: datetime) -> None:
        self.sent.setdefault(_shared_place(each), SentText(MessageKind(each.kind), at))


def _shared_place(each: Going) -> object:
    """Return the place a text takes: of thanks and "we kept it safe" one goes, so they share theirs."""
    after = {MessageKind.THANKS, MessageKind.MISSED, MessageKind.CELEBRATION}
    return ("after", each.session_id) if each.kind in after else ("moment", each.moment_id)
