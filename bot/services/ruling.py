"""What would the gate say just now? For a text that a person is about to send; the deliverer asks again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.services.context import standing_of
from bot.services.house import House
from bot.services.staff_words import why_words
from flows.calendar import SchoolCalendar
from flows.engine.kinds import MessageKind
from flows.gate import Candidate, Drop, DueText, SentText, Wait, may_send
from storage.repositories import calendars, messages, plans, talks
from storage.repositories.talks import TalkFacts
from storage.unit_of_work import UnitOfWork

WEEK = timedelta(days=8)
CLOSED_SINCE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Going:
    """When a text goes: at once where `until` is None, else then, and why it waits."""

    until: datetime | None = None
    why: str | None = None


AT_ONCE = Going()


def talk_of(uow: UnitOfWork, house: House, parent_id: int) -> TalkFacts:
    """Return everything about the adult at the address that they prefer, or refuse where there is none that works."""
    today = house.clock.now().astimezone(house.zone).date()
    talk = talks.by_parent(uow, parent_id, today)
    if talk is None:
        raise Refused("There is no number here that works. Please check it with the family.")
    return talk


def calendar_for(uow: UnitOfWork, talk: TalkFacts, now: datetime) -> SchoolCalendar:
    """Return the calendar of the adult's school, closed days included."""
    return calendars.of_school(uow, talk.school.id, talk.school, (now - CLOSED_SINCE).date())


def when_it_goes(
    uow: UnitOfWork, talk: TalkFacts, kind: MessageKind, now: datetime, expires_at: datetime | None
) -> Going:
    """Ask the gate, and raise `Refused` with its reason in words where it drops the text."""
    calendar = calendar_for(uow, talk, now)
    sent = tuple(SentText(MessageKind(k), at) for k, at in messages.begun_since(uow, talk.parent_id, now - WEEK))
    planned = plans.to_come(uow, talk.parent_id, now, now + WEEK)
    to_come = tuple(DueText(MessageKind(k), at) for _id, k, at in planned)
    candidate = Candidate(kind, expires_at)
    match may_send(candidate, standing_of(talk), calendar, sent, now, talk.school.weekly_cap, to_come):
        case Wait(until, why):
            return Going(until, why)
        case Drop(why):
            raise Refused(why_words(why))
        case _:
            return AT_ONCE
