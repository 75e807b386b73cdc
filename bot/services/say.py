"""A person presses a button, and one ready text goes in the school's name: begun like any talk."""

from bot.services.context import NOTHING_SPECIAL, Occasion, context_of, conversation_of
from bot.services.happened import Happened
from bot.services.house import House
from bot.services.outbox import LIFE, Decision
from bot.services.record import record
from bot.services.ruling import Going, calendar_for, talk_of, when_it_goes
from bot.services.staff import SignedIn
from flows import SCRIPT
from flows.engine.kinds import MessageKind
from flows.engine.machine import begin
from storage.repositories import talks
from storage.unit_of_work import UnitOfWork


def say(
    uow: UnitOfWork, house: House, who: SignedIn, parent_id: int, place: str, occasion: Occasion = NOTHING_SPECIAL
) -> tuple[Going, tuple[int, ...]]:
    """Begin the talk at this "flow.step" with an adult; return when it goes, and the rows of the outbox.

    Raises `Refused` where nothing may go to them.
    """
    now = house.clock.now()
    talks.lock(uow, parent_id)
    talk = talk_of(uow, house, parent_id)
    going = when_it_goes(uow, talk, MessageKind.PERSON, now, None)
    context = context_of(house, talk, calendar_for(uow, talk, now), now, occasion)
    turn = begin(SCRIPT, place, conversation_of(talk), context)
    expires_at = (going.until or now) + LIFE
    decision = Decision(MessageKind.PERSON, now, expires_at, not_before=going.until, written_by=who.id)
    return going, record(uow, house, turn, Happened(talk, now), decision).message_ids
