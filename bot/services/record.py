"""Keep what a turn caused: one small thing per event, the messages in the outbox, the open question."""

import json
from dataclasses import dataclass, replace

from bot.services.happened import Happened
from bot.services.house import House
from bot.services.keep import keep
from bot.services.outbox import Decision, put
from flows.engine import events as e
from flows.engine.turn import Turn
from storage.repositories import talks
from storage.unit_of_work import UnitOfWork

FAREWELLS = (e.OptedOut, e.NumberDisowned, e.NotSafeTold)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was put in the outbox, whether somebody has to be alerted, and the message whose files are to be opened."""

    message_ids: tuple[int, ...] = ()
    is_alert: bool = False
    opens_id: int | None = None


def record(uow: UnitOfWork, house: House, turn: Turn, happened: Happened, decision: Decision) -> Recorded:
    """Keep everything one turn caused, all or nothing."""
    for event in turn.events:
        keep(uow, event, happened)
    talk = happened.talk
    kept = json.dumps(turn.conversation.to_json()) if turn.conversation else None
    talks.save_conversation(uow, talk.parent_id, kept)
    if e.NumberProved() in turn.events:
        talk = replace(talk, is_proved=True)  # what they hear from here on may be in the school's own words
    ids = tuple(put(uow, house, talk, message, _worded(decision, turn)) for message in turn.messages)
    return Recorded(ids, any(isinstance(event, e.SafetyRaised) for event in turn.events))


def _worded(decision: Decision, turn: Turn) -> Decision:
    """Answer in the language just chosen; a farewell may still go to somebody who has stopped."""
    chosen = [event.language for event in turn.events if isinstance(event, e.LanguageChosen)]
    is_farewell = any(isinstance(event, FAREWELLS) for event in turn.events)
    return replace(decision, is_farewell=is_farewell, language=chosen[-1] if chosen else decision.language)
