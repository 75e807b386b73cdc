"""What a message means: read against the question that is open, or a pressed button against its own question."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.ports import Received
from bot.services.context import calendar_of, conversation_of, starts_at
from bot.services.house import House
from bot.services.outbox import place_of
from flows import SCRIPT
from flows.engine.conversation import Conversation
from flows.engine.errors import EngineError
from flows.engine.machine import listening
from flows.engine.moves import find_question
from flows.engine.turn import Place
from flows.reading import Question, Reading
from storage.repositories.talks import TalkFacts

BUTTON_LIVES = timedelta(hours=72)
LONG_AGO = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Understood:
    """A reading, and the question and conversation that it answers."""

    reading: Reading
    question: Question
    conversation: Conversation | None


def understand(house: House, received: Received, talk: TalkFacts | None) -> Understood:
    """Read a message; of somebody we do not know, without any question."""
    current = conversation_of(talk) if talk else None
    pressed = place_of(received.button) if received.button else None
    digit = _digit(*pressed) if pressed else None
    if pressed and digit and talk:
        return _read(house, digit, _at_place(house, talk, pressed[0], current))
    return _read(house, received.text, current)


def _read(house: House, text: str, conversation: Conversation | None) -> Understood:
    question = listening(SCRIPT, conversation, house.clock.now())
    return Understood(house.read(text, question), question, conversation)


def _digit(place: Place, option: str) -> str | None:
    """Return the digit that the button stands for, or None if an upgrade has taken its question away."""
    try:
        return str(find_question(SCRIPT, f"{place.flow}.{place.step}").options.index(option) + 1)
    except (EngineError, ValueError):
        return None


def _at_place(house: House, talk: TalkFacts, place: Place, current: Conversation | None) -> Conversation:
    """Return the conversation in which the button's own question stands; a newer question waits meanwhile."""
    if current and _place_of(current) == place:
        return current
    now = house.clock.now().astimezone(house.zone)
    closes_at = _closes_at(talk, place, now)
    waiting = _without(place, current)
    return Conversation(place.flow, place.step, min(now, closes_at), closes_at, place.session_id, parked=waiting)


def _closes_at(talk: TalkFacts, place: Place, now: datetime) -> datetime:
    """Return when the button's question closes: as its session begins, and long ago if that is gone."""
    if place.session_id is None:
        return now + BUTTON_LIVES
    session = next((each for each in talk.sessions if each.id == place.session_id), None)
    return starts_at(session, calendar_of(talk.school, frozenset())) if session else now - LONG_AGO


def _without(place: Place, waiting: Conversation | None) -> Conversation | None:
    """Return what waits beneath, this question itself left out: pressed again and again, it would pile up."""
    if waiting is None:
        return None
    rest = _without(place, waiting.parked)
    return rest if _place_of(waiting) == place else replace(waiting, parked=rest)


def _place_of(conversation: Conversation) -> Place:
    return Place(conversation.flow, conversation.step, conversation.session_id)
