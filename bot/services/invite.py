"""Send an adult the first text: it asks whether the number is theirs, and names neither the child nor story time."""

from datetime import datetime, timedelta

from bot.errors import Refused
from bot.services.context import context_of
from bot.services.happened import Happened
from bot.services.house import House
from bot.services.outbox import Decision
from bot.services.record import record
from bot.services.ruling import Going, calendar_for, talk_of, when_it_goes
from bot.services.staff import SignedIn
from flows import SCRIPT
from flows.calendar import SchoolCalendar
from flows.engine.kinds import MessageKind
from flows.engine.machine import begin
from flows.engine.turn import Turn
from storage.repositories import families, parents, staff
from storage.repositories.talks import TalkFacts
from storage.unit_of_work import UnitOfWork

LIFE = timedelta(days=7)
"""It says nothing about a day, so it may wait for one."""
PROVED = "This number is proved already."
ASKED = "The first text has gone, and it goes once. Now it is best to check the number with them at the gate."


async def invite(house: House, who: SignedIn, parent_id: int) -> Going:
    """Send the first text, at once or as soon as it may go; return when."""
    going, ids = await house.database.write(lambda uow: _invite(uow, house, who, parent_id))
    await house.post.send(ids)
    return going


def _invite(uow: UnitOfWork, house: House, who: SignedIn, parent_id: int) -> tuple[Going, tuple[int, ...]]:
    now = house.clock.now()
    families.adult(uow, who.school_id, parent_id)
    talk = talk_of(uow, house, parent_id)
    if talk.is_proved:
        raise Refused(PROVED)
    if talk.is_invited:
        raise Refused(ASKED)
    staff.note(uow, who.school_id, who.id, "invited", f"adult {parent_id}", now)
    return prove(uow, house, talk, first_place(uow, talk), now)


def first_place(uow: UnitOfWork, talk: TalkFacts) -> str:
    """Return where the talk begins: the second of a family, and whoever was in before, hear it in other words."""
    if talk.is_in:
        return "welcome.prove_again"
    has_others = families.has_others_invited(uow, talk.family_id, talk.parent_id)
    return "welcome.prove_too" if has_others else "welcome.prove"


def first_text(house: House, talk: TalkFacts, calendar: SchoolCalendar, now: datetime, place: str) -> Turn:
    """Begin the talk that asks whether a number is theirs."""
    return begin(SCRIPT, place, None, context_of(house, talk, calendar, now))


def prove(uow: UnitOfWork, house: House, talk: TalkFacts, place: str, now: datetime) -> tuple[Going, tuple[int, ...]]:
    """Begin a talk that asks whether this number is theirs; return when it goes, and the rows of the outbox."""
    expires_at = now + LIFE
    going = when_it_goes(uow, talk, MessageKind.PROVING, now, expires_at)
    turn = first_text(house, talk, calendar_for(uow, talk, now), now, place)
    decision = Decision(MessageKind.PROVING, now, expires_at, not_before=going.until)
    recorded = record(uow, house, turn, Happened(talk, now), decision)
    parents.change(uow, talk.parent_id, invited_at=now)
    return going, recorded.message_ids
