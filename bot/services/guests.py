"""Somebody else would come along: welcomed once staff have checked, or rung about in words that tell no reason."""

from dataclasses import replace

from bot.errors import Refused
from bot.services.context import Occasion, context_of, conversation_of
from bot.services.house import House
from bot.services.keep import Happened
from bot.services.names import name_of
from bot.services.outbox import LIFE, Decision
from bot.services.programmes import school_calendar
from bot.services.record import record
from bot.services.ring import card_for
from bot.services.ruling import Going, talk_of, when_it_goes
from bot.services.staff import SignedIn
from flows import SCRIPT
from flows.engine.context import Context
from flows.engine.events import Need
from flows.engine.kinds import MessageKind
from flows.engine.machine import begin
from storage.repositories import families, sessions, staff, tasks
from storage.repositories.talks import TalkFacts
from storage.unit_of_work import UnitOfWork

NOBODY = "Nobody is named for this story time any more."


async def welcome(house: House, who: SignedIn, parent_id: int, session_id: int, guest: str) -> Going:
    """Tell the parent that this guest, who has been checked, is welcome."""
    name = name_of(guest, "parent", "guest")
    going, ids = await house.database.write(lambda uow: _welcome(uow, house, who, parent_id, session_id, name))
    await house.post.send(ids)
    return going


def _welcome(
    uow: UnitOfWork, house: House, who: SignedIn, parent_id: int, session_id: int, guest: str
) -> tuple[Going, tuple[int, ...]]:
    now = house.clock.now()
    talk, context = _about(uow, house, who, parent_id, session_id)
    if context.session is None or not sessions.agree_guest(uow, session_id, parent_id, now):
        raise Refused(NOBODY, "guest")
    return _say(uow, house, who, talk, "company.agreed", replace(context, guest=guest))


async def ring_instead(house: House, who: SignedIn, parent_id: int, session_id: int) -> int:
    """Tell the parent that somebody rings, which says the same whatever the reason; return the card to ring by."""
    ids = await house.database.write(lambda uow: _ring_instead(uow, house, who, parent_id, session_id))
    await house.post.send(ids)
    return await card_for(house, who, parent_id)


def _ring_instead(uow: UnitOfWork, house: House, who: SignedIn, parent_id: int, session_id: int) -> tuple[int, ...]:
    talk, context = _about(uow, house, who, parent_id, session_id)
    sessions.drop_guest(uow, session_id, parent_id)
    return _say(uow, house, who, talk, "company.ring", context)[1]


def _about(uow: UnitOfWork, house: House, who: SignedIn, parent_id: int, session_id: int) -> tuple[TalkFacts, Context]:
    """Return the talk and what it may know, of an adult of the session's own family."""
    adult, session = families.adult(uow, who.school_id, parent_id), sessions.find(uow, who.school_id, session_id)
    if adult.family_id != session.family_id:
        raise Refused(NOBODY, "guest")
    now, talk = house.clock.now(), talk_of(uow, house, parent_id)
    calendar = school_calendar(uow, who.school_id, now)
    return talk, context_of(house, talk, calendar, now, Occasion(session_id=session_id))


def _say(
    uow: UnitOfWork, house: House, who: SignedIn, talk: TalkFacts, place: str, context: Context
) -> tuple[Going, tuple[int, ...]]:
    """Begin the talk at this "flow.step", and let the wish for a person's look be looked after."""
    now = house.clock.now()
    going = when_it_goes(uow, talk, MessageKind.PERSON, now, None)
    tasks.finish_kind(uow, talk.parent_id, Need.GUEST, who.id, now)
    staff.note(uow, who.school_id, who.id, "answered about a guest", f"adult {talk.parent_id}", now)
    expires_at = (going.until or now) + LIFE
    decision = Decision(MessageKind.PERSON, now, expires_at, not_before=going.until, written_by=who.id)
    turn = begin(SCRIPT, place, conversation_of(talk), context)
    return going, record(uow, house, turn, Happened(talk, now), decision).message_ids
