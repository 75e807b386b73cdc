"""A message came in: stored once, read, answered at most once, all in one transaction."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.ports import CarrierWord, MediaReference, Received
from bot.services import alert, join_telegram, unknown, upload_link
from bot.services.context import Occasion, context_of, is_allowed_hour
from bot.services.files import kind_of
from bot.services.happened import Happened
from bot.services.house import House
from bot.services.outbox import ANSWER_LIFE, Decision
from bot.services.record import Recorded, record
from bot.services.stop import come_back, stop
from bot.services.understand import Understood, understand
from flows import SCRIPT
from flows.calendar import SchoolCalendar
from flows.engine.events import NumberProved
from flows.engine.kinds import ChannelName, MessageKind
from flows.engine.machine import respond
from flows.home_story import COMING
from flows.reading.kept import keep
from storage.repositories import calendars, media, messages, parents, talks
from storage.repositories.talks import TalkFacts
from storage.unit_of_work import UnitOfWork

FLOOD_TEXTS = 20
FLOOD_WITHIN = timedelta(minutes=10)
FLOOD_QUIET = timedelta(hours=1)
ANSWER_QUEUED_WITHIN = timedelta(minutes=10)
LONGEST_KEPT = 4_000
CONTENT_TYPE = re.compile(r"[a-z0-9.+-]{1,39}/[a-zA-Z0-9.+-]{1,40}")


async def receive(house: House, received: Received) -> Recorded:
    """Keep one message from outside and answer it; a second copy changes nothing. Raises `StorageError`."""
    await house.ready_to_read()
    found = house.database.vault.fingerprint(received.sender)
    recorded = await house.database.write(lambda uow: _take(uow, house, received, found))
    await house.post.send(recorded.message_ids)
    if recorded.is_alert:
        await alert.raise_due(house)
    if recorded.opens_id is not None:
        await house.jobs.start("open_files", f"files:{recorded.opens_id}", recorded.opens_id)
    return recorded


def _take(uow: UnitOfWork, house: House, received: Received, found: str) -> Recorded:
    """Keep the message once, then decide who speaks to whom."""
    now = house.clock.now()
    talks.lock_address(uow, received.channel, found)
    talk = talks.by_address(uow, received.channel, found, _local_day(house, now))
    understood = understand(house, received, talk)
    inbound_id = _store(uow, received, talk, understood, now)
    if inbound_id is None:
        return Recorded()
    if talk is not None and talk.is_failed:
        parents.change_address(uow, talk.address_id, {"failed_at": None, "failure": None})
    if received.token is not None:
        return join_telegram.join(uow, house, received, talk, inbound_id)
    if talk is None:
        return unknown.answer(uow, house, received, found, inbound_id)
    if received.carrier is not None:
        return _reflect(uow, talk, received.carrier, found, inbound_id, now)
    recorded = _converse(uow, house, received, talk, understood, inbound_id)
    return replace(recorded, opens_id=inbound_id) if _media_kind(received) == COMING else recorded


def _store(
    uow: UnitOfWork, received: Received, talk: TalkFacts | None, understood: Understood, now: datetime
) -> int | None:
    """Keep the message, and how it was read if the flows are going to answer; None if it was here already."""
    is_for_flows = talk is not None and received.token is None and received.carrier is None
    values = {
        "parent_id": talk.parent_id if talk else None,
        "channel": received.channel,
        "provider_id": received.provider_id,
        "received_at": min(received.received_at, now),
        "body": understood.reading.text[:LONGEST_KEPT],
        "reading": _kept(received, understood) if is_for_flows else None,
        "wants_reader": False,
    }
    inbound_id = messages.store_inbound(uow, values)
    if inbound_id is not None:
        media.store(uow, [_file(inbound_id, each, now) for each in received.media])
    return inbound_id


def _file(inbound_id: int, file: MediaReference, now: datetime) -> dict[str, object]:
    values = {"inbound_id": inbound_id, "reference": file.reference, "content_type": _content_type(file)}
    return values | ({"content": file.content, "fetched_at": now} if file.content is not None else {})


def _content_type(file: MediaReference) -> str:
    """Return the file's type as far as it is one: phones and providers hand on whatever a sender's program says."""
    return file.content_type if CONTENT_TYPE.fullmatch(file.content_type) else "application/octet-stream"


def _converse(
    uow: UnitOfWork, house: House, received: Received, talk: TalkFacts, understood: Understood, inbound_id: int
) -> Recorded:
    """Let the flows answer, and keep what they say and decide."""
    now = house.clock.now()
    calendar = calendars.of_school(uow, talk.school.id, talk.school, _local_day(house, now))
    occasion = Occasion(
        understood.conversation,
        media=_media_kind(received),
        telegram_link=join_telegram.link_to_offer(uow, house, talk, understood.conversation),
        upload_link=upload_link.link_to_offer(uow, house, talk, understood.reading),
        is_flooding=talk.flooded_at is not None and now - talk.flooded_at < FLOOD_QUIET,
        is_flood_beginning=messages_lately(uow, talk, now) >= FLOOD_TEXTS,
    )
    context = context_of(house, talk, calendar, now, occasion)
    if context.is_flood_beginning and not context.is_flooding:
        parents.change(uow, talk.parent_id, flooded_at=now)
    turn = respond(SCRIPT, understood.conversation, understood.reading, context)
    ends_at = answer_ends(received.received_at, calendar, now)
    decision = Decision(MessageKind.REPLY, now, ends_at, answers_id=inbound_id)
    recorded = record(uow, house, turn, Happened(talk, now, inbound_id), decision)
    if talk.channel == ChannelName.TELEGRAM and NumberProved() in turn.events:
        checked = join_telegram.check_by_sms(uow, house, talk, inbound_id)
        recorded = replace(recorded, message_ids=recorded.message_ids + checked)
    if turn.silence:
        messages.settle_inbound(uow, inbound_id, {"silence": turn.silence})
    if now >= ends_at:
        messages.settle_inbound(uow, inbound_id, {"wants_reader": True})
    return recorded


def answer_ends(received_at: datetime, calendar: SchoolCalendar, now: datetime) -> datetime:
    """Return until when an answer may go: half an hour from the parent's text.

    An answer that comes to be after ten minutes, to a text that lay at the provider, may not ring at night.
    """
    came_at = min(received_at, now)
    may_ring = now - came_at <= ANSWER_QUEUED_WITHIN or is_allowed_hour(calendar, now)
    return came_at + ANSWER_LIFE if may_ring else now


def messages_lately(uow: UnitOfWork, talk: TalkFacts, now: datetime) -> int:
    """Return how many messages this parent sent in the last ten minutes, this one included."""
    if talk.last_heard_at is None or talk.last_heard_at < now - FLOOD_WITHIN:
        return 1
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


def _media_kind(received: Received) -> str | None:
    """Return what came along; what a file calls itself says nothing, so one that is still to be opened is coming."""
    if not received.media:
        return None
    first = received.media[0]
    return COMING if first.content is None else kind_of(first.content_type)


def _kept(received: Received, understood: Understood) -> str:
    asked_about = understood.conversation.session_id if understood.conversation else None
    return keep(understood.reading, understood.question, asked_about, is_button=received.button is not None)


def _local_day(house: House, now: datetime) -> date:
    return now.astimezone(house.zone).date()
