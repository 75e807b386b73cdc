"""Tell a parent of a change that the school made, once: begun like any talk, so that the answer is understood."""

from collections.abc import Iterable
from datetime import date, datetime

from bot.services.context import Occasion, context_of, conversation_of
from bot.services.happened import Happened
from bot.services.house import House
from bot.services.outbox import Decision, place_of
from bot.services.record import record
from bot.services.ruling import calendar_for
from flows import SCRIPT
from flows.engine.kinds import MessageKind
from flows.engine.machine import begin
from flows.engine.turn import Turn
from storage.repositories import messages, sessions, talks
from storage.repositories.talks import TalkFacts
from storage.unit_of_work import UnitOfWork

REPLACED = "replaced"
MOVES = ("RS-21", "RM-06", "RS-34")
OFF = ("RM-07", "RM-10", "RM-11")
BUTTONS_SEPARATE = '"'


def announce(
    uow: UnitOfWork,
    house: House,
    parent_id: int,
    session_id: int,
    place: str,
    decision: Decision,
    closed_on: date | None = None,
) -> tuple[int, ...]:
    """Put the news at this "flow.step" about this session into the outbox; nobody reachable, nothing.

    `closed_on` is the day on which school is shut, where that is the news.
    """
    talks.lock(uow, parent_id)
    talk = talks.by_parent(uow, parent_id, decision.now.astimezone(house.zone).date())
    if talk is None:
        return ()
    take_back(uow, parent_id, session_id)
    turn = _begun(uow, house, talk, place, decision.now, Occasion(session_id=session_id, closed_on=closed_on))
    return record(uow, house, turn, Happened(talk, decision.now), decision).message_ids


def change_by_school(now: datetime, expires_at: datetime, written_by: int) -> Decision:
    """Return the decision for a session that was moved or cancelled."""
    return Decision(MessageKind.SCHOOL_CHANGE, now, expires_at, written_by=written_by)


def _begun(uow: UnitOfWork, house: House, talk: TalkFacts, place: str, now: datetime, occasion: Occasion) -> Turn:
    """Begin the talk; an open question about the same session makes no sense any more."""
    context = context_of(house, talk, calendar_for(uow, talk, now), now, occasion)
    before = conversation_of(talk)
    return begin(SCRIPT, place, None if before and before.session_id == occasion.session_id else before, context)


def take_back(uow: UnitOfWork, parent_id: int, session_id: int) -> bool:
    """Hold back earlier news of the same session that has not left: only the last word counts. Say if there was any."""
    unsent = sessions.unsent_changes(uow, parent_id, MOVES)
    theirs = [message_id for message_id, buttons in unsent if _is_about(buttons, session_id)]
    _replace(uow, theirs)
    return bool(theirs)


def take_back_off(uow: UnitOfWork, parent_id: int) -> bool:
    """Hold back the news that there is no story time, where it has not left; say if there was any."""
    unsent = [message_id for message_id, _buttons in sessions.unsent_changes(uow, parent_id, OFF)]
    _replace(uow, unsent)
    return bool(unsent)


def _replace(uow: UnitOfWork, message_ids: Iterable[int]) -> None:
    for message_id in message_ids:
        messages.move(uow, message_id, ("queued",), {"state": "suppressed", "why": REPLACED})


def _is_about(buttons: str | None, session_id: int) -> bool:
    places = (place_of(piece) for piece in (buttons or "").split(BUTTONS_SEPARATE))
    return any(found is not None and found[0].session_id == session_id for found in places)
