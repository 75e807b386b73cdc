"""A message came in: stored once, read, answered at most once, all in one transaction."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.ports import CarrierWord, Received
from bot.services import alert, join_telegram, unknown
from bot.services.context import Occasion, calendar_of, context_of, conversation_of
from bot.services.house import House
from bot.services.keep import Happened, come_back, stop
from bot.services.outbox import Decision, place_of
from bot.services.record import Recorded, record
from flows import SCRIPT
from flows.engine.conversation import Conversation
from flows.engine.errors import EngineError
from flows.engine.kinds import MessageKind
from flows.engine.machine import listening, respond
from flows.engine.moves import find_question
from flows.engine.turn import Place
from flows.reading import Reading
from storage.repositories import messages, parents, talks
from storage.repositories.talks import TalkFacts
from storage.unit_of_work import UnitOfWork

FLOOD_TEXTS = 20
FLOOD_WITHIN = timedelta(minutes=10)
FLOOD_QUIET = timedelta(hours=1)
BUTTON_LIVES = timedelta(hours=72)
LONGEST_KEPT = 4_000


@dataclass(frozen=True, slots=True)
class _Understood:
    """A reading, the conversation that it answers, and the version of the talk it was read against."""

    reading: Reading
    conversation: Conversation | None
    version: int | None


async def receive(house: House, received: Received) -> Recorded:
    """Keep one message from outside and answer it; a second copy changes nothing. Raises `StorageError`."""
    found = house.database.vault.fingerprint(received.sender)
    today = house.clock.now().astimezone(house.zone).date()
    talk = await house.database.read(lambda uow: talks.by_address(uow, received.channel, found, today))
    understood = _understand(house, received, talk)
    recorded = await house.database.write(lambda uow: _take(uow, house, received, found, understood))
    await house.post.send(recorded.message_ids)
    if recorded.is_alert:
        await alert.raise_due(house)
    return recorded


def _take(uow: UnitOfWork, house: House, received: Received, found: str, understood: _Understood) -> Recorded:
    """Keep the message once, then decide who speaks to whom."""
    now = house.clock.now()
    talks.lock_address(uow, received.channel, found)
    talk = talks.by_address(uow, received.channel, found, _local_day(house, now))
    inbound_id = _store(uow, received, talk, understood.reading.text, now)
    if inbound_id is None:
        return Recorded()
    if received.token is not None:
        return join_telegram.join(uow, house, received, talk, inbound_id)
    if talk is None:
        return unknown.answer(uow, house, received, found, inbound_id)
    if received.carrier is not None:
        return _reflect(uow, talk, received.carrier, found, inbound_id, now)
    if talk.version != understood.version:
        understood = _understand(house, received, talk)
    return _converse(uow, house, received, talk, understood, inbound_id)


def _store(uow: UnitOfWork, received: Received, talk: TalkFacts | None, text: str, now: datetime) -> int | None:
    values = {
        "parent_id": talk.parent_id if talk else None,
        "channel": received.channel,
        "provider_id": received.provider_id,
        "received_at": now,
        "body": text[:LONGEST_KEPT],
        "wants_reader": False,
    }
    inbound_id = messages.store_inbound(uow, values)
    if inbound_id is not None:
        rows = [
            {"inbound_id": inbound_id, "reference": m.reference, "content_type": m.content_type} for m in received.media
        ]
        messages.store_media(uow, rows)
    return inbound_id


def _converse(
    uow: UnitOfWork, house: House, received: Received, talk: TalkFacts, understood: _Understood, inbound_id: int
) -> Recorded:
    """Let the flows answer, and keep what they say and decide."""
    now = house.clock.now()
    closed = messages.closed_days(uow, talk.school.id, _local_day(house, now))
    calendar = calendar_of(talk.school, closed)
    many = messages_lately(uow, talk, now)
    occasion = Occasion(
        understood.conversation,
        media=_media_kind(received),
        telegram_link=join_telegram.link_to_offer(uow, house, talk, understood.conversation),
        is_flooding=talk.flooded_at is not None and now - talk.flooded_at < FLOOD_QUIET,
        is_flood_beginning=many >= FLOOD_TEXTS,
    )
    context = context_of(house, talk, calendar, now, occasion)
    if context.is_flood_beginning and not context.is_flooding:
        parents.change(uow, talk.parent_id, flooded_at=now)
    turn = respond(SCRIPT, understood.conversation, understood.reading, context)
    decision = Decision(MessageKind.REPLY, now, answers_id=inbound_id)
    recorded = record(uow, house, turn, Happened(talk, now, inbound_id), decision)
    messages.settle_inbound(uow, inbound_id, {"reading": _kept(understood.reading), "silence": turn.silence})
    return recorded


def messages_lately(uow: UnitOfWork, talk: TalkFacts, now: datetime) -> int:
    """Return how many messages this parent sent in the last ten minutes."""
    return talks.count_inbound_since(uow, talk.parent_id, now - FLOOD_WITHIN)


def _reflect(
    uow: UnitOfWork, talk: TalkFacts, word: CarrierWord, found: str, inbound_id: int, now: datetime
) -> Recorded:
    """Keep what the carrier has already acted on and answered; a second answer would be one too many."""
    if word is CarrierWord.STOP:
        stop(uow, talk, now, by_carrier=True)
    if word is CarrierWord.START:
        parents.unstop_address(uow, talk.channel, found)
        come_back(uow, talk)
    talks.save_conversation(uow, talk.parent_id, talk.conversation if word is CarrierWord.HELP else None)
    messages.settle_inbound(uow, inbound_id, {"silence": "The phone company answered this word."})
    return Recorded()


def _understand(house: House, received: Received, talk: TalkFacts | None) -> _Understood:
    """Read the text against the question that is open, or a pressed button against its own."""
    current = conversation_of(talk) if talk else None
    pressed = place_of(received.button) if received.button else None
    if pressed and talk and (answered := _pressed(house, talk, pressed, current)):
        return answered
    question = listening(SCRIPT, current, house.clock.now())
    return _Understood(house.read(received.text, question), current, talk.version if talk else None)


def _pressed(
    house: House, talk: TalkFacts, pressed: tuple[Place, str], current: Conversation | None
) -> _Understood | None:
    place, option = pressed
    try:
        step = find_question(SCRIPT, f"{place.flow}.{place.step}")
        digit = step.options.index(option) + 1
    except (EngineError, ValueError):
        return None
    conversation = _at_place(house, talk, place, current)
    return _Understood(house.read(str(digit), step.question), conversation, talk.version)


def _at_place(house: House, talk: TalkFacts, place: Place, current: Conversation | None) -> Conversation:
    """Return the conversation in which the button's own question is open; a newer question waits meanwhile."""
    if current and Place(current.flow, current.step, current.session_id) == place:
        return current
    now = house.clock.now().astimezone(house.zone)
    session = next((each for each in talk.sessions if each.id == place.session_id), None)
    starts = datetime.combine(session.on, session.at, now.tzinfo) if session else now + BUTTON_LIVES
    return Conversation(place.flow, place.step, min(now, starts), starts, place.session_id, parked=current)


def _media_kind(received: Received) -> str | None:
    if not received.media:
        return None
    kind = received.media[0].content_type.partition("/")[0]
    return {"audio": "voice", "image": "picture"}.get(kind, "other")


def _kept(reading: Reading) -> str:
    heard = {
        "intents": list(reading.intents),
        "asks": sorted(reading.asks),
        "choice": reading.choice,
        "sureness": reading.sureness,
    }
    return json.dumps(heard)


def _local_day(house: House, now: datetime) -> date:
    return now.astimezone(house.zone).date()
