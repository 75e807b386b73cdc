"""Files that came with messages: fetched after the webhook has answered, made safe, kept sealed, then answered.

What a file calls itself says nothing: only once it has been opened is it known whether a picture came, or a voice
note, and only then does the parent hear so.
"""

import asyncio
from datetime import timedelta

from bot.errors import FileOfOtherKind, FileTooBig, Refused, SendError
from bot.ports import MediaReference
from bot.services.context import Occasion, context_of, conversation_of
from bot.services.files import AT_MOST, kind_of, make_safe
from bot.services.happened import Happened
from bot.services.house import House
from bot.services.outbox import Decision
from bot.services.receive import answer_ends
from bot.services.record import record
from bot.services.ruling import calendar_for
from flows import SCRIPT
from flows.engine.kinds import ChannelName, MessageKind
from flows.engine.machine import respond
from flows.home_story import BEING_OPENED, NOT_OURS
from flows.reading import Question
from storage.repositories import media, messages, talks
from storage.repositories.media import CameWith, WantedFile
from storage.unit_of_work import UnitOfWork

AT_ONCE = 20
TRIED_FOR = timedelta(days=1)
LONGEST_REASON = 120
NOT_FETCHED = "This file could not be fetched."
BY_CHOICE = frozenset(str(each()) for each in (FileTooBig, FileOfOtherKind))
"""Why we do not take a file that did come through."""


async def fetch_media(house: House) -> None:
    """Fetch what is still at the provider, from whichever message it came."""
    for wanted in await house.database.read(lambda uow: media.wanted(uow, AT_ONCE)):
        await _fetch(house, wanted)


async def open_files(house: House, inbound_id: int) -> None:
    """Fetch the files of one message; what cannot be had now the sweep takes up."""
    for wanted in await house.database.read(lambda uow: media.wanted(uow, AT_ONCE, inbound_id)):
        await _fetch(house, wanted)


async def _fetch(house: House, wanted: WantedFile) -> None:
    channel = house.channels.get(ChannelName(wanted.channel))
    if channel is None:
        return
    now = house.clock.now()
    try:
        content = await channel.fetch(MediaReference(wanted.reference, wanted.content_type), AT_MOST)
        safe = await asyncio.to_thread(make_safe, content)
        values = {"content": safe.content, "content_type": safe.content_type, "fetched_at": now}
    except Refused as refused:
        values = {"refusal": str(refused)[:LONGEST_REASON]}
    except SendError:
        if now - wanted.came_at < TRIED_FOR:
            return  # the provider is away: the next round tries again
        values = {"refusal": NOT_FETCHED}
    await house.post.send(await house.database.write(lambda uow: _settle(uow, house, wanted, values)))


def _settle(uow: UnitOfWork, house: House, wanted: WantedFile, values: media.Values) -> tuple[int, ...]:
    """Keep what became of a file; when it was the last of its message, answer that message."""
    if not media.settle(uow, wanted.id, values):
        return ()
    message = media.came_with(uow, wanted.inbound_id)
    if not message.is_opened:
        return ()
    if message.refusals:
        messages.settle_inbound(uow, message.id, {"wants_reader": True})
    return _answer(uow, house, message) if message.silence == BEING_OPENED else ()


def _answer(uow: UnitOfWork, house: House, message: CameWith) -> tuple[int, ...]:
    """Say now what could not be said when the message came, as things stand now."""
    now = house.clock.now()
    if message.parent_id is None:
        return ()
    talks.lock(uow, message.parent_id)
    talk = talks.on_channel(uow, message.parent_id, message.channel, now.astimezone(house.zone).date())
    if talk is None:
        return ()
    calendar = calendar_for(uow, talk, now)
    conversation = conversation_of(talk)
    context = context_of(house, talk, calendar, now, Occasion(conversation, media=_kind(message)))
    turn = respond(SCRIPT, conversation, house.read(message.body, Question()), context)
    messages.settle_inbound(uow, message.id, {"silence": turn.silence})
    ends_at = answer_ends(message.came_at, calendar, now)
    if now >= ends_at:
        messages.settle_inbound(uow, message.id, {"wants_reader": True})
    decision = Decision(MessageKind.REPLY, now, ends_at, answers_id=message.id)
    return record(uow, house, turn, Happened(talk, now, message.id), decision).message_ids


def _kind(message: CameWith) -> str:
    if message.types:
        return kind_of(message.types[0])
    return NOT_OURS if BY_CHOICE.issuperset(message.refusals) else "other"
