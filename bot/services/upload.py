"""A picture or a voice by a one-time link, from a phone that only texts: the same as if it had come by message."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import Refused
from bot.ports import MediaReference, Received
from bot.services.context import Occasion, context_of, conversation_of
from bot.services.files import make_safe
from bot.services.happened import Happened
from bot.services.house import House
from bot.services.outbox import LIFE, Decision
from bot.services.receive import receive
from bot.services.record import record
from bot.services.ruling import Going, calendar_for, talk_of, when_it_goes
from bot.services.staff import SignedIn
from bot.services.talk import WAITS
from bot.services.upload_link import PURPOSE, make_link
from flows import SCRIPT
from flows.engine.kinds import ChannelName, MessageKind
from flows.engine.machine import begin
from storage.repositories import families, links, messages, parents, staff
from storage.unit_of_work import UnitOfWork

HERE = "our page"
"""Where a file lay that came by our own page: there is nowhere to fetch it from."""


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A link as its page needs it: whose it is, their number, their language; `is_good` while it may be used."""

    id: int
    number: str
    language: str
    is_good: bool


class LinkRunOut(Refused):
    """This link has run out."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(self.__doc__ or "")


async def find_link(house: House, token: str) -> OpenLink | None:
    """Return the link of this token, good or not; None for one that never was."""
    return await house.database.read(lambda uow: _find(uow, house, token))


def _find(uow: UnitOfWork, house: House, token: str) -> OpenLink | None:
    link = links.find(uow, PURPOSE, house.database.vault.fingerprint(token))
    if link is None or link.parent_id is None:
        return None
    numbers = (each for each in parents.addresses(uow, link.parent_id) if each.channel == ChannelName.SMS)
    proved = next((each for each in numbers if each.is_proved), None)
    language = parents.language(uow, link.parent_id)
    is_good = proved is not None and link.used_at is None and link.expires_at > house.clock.now()
    return OpenLink(link.id, proved.number if proved else "", language, is_good)


async def take(house: House, token: str, contents: Sequence[bytes]) -> None:
    """Take files as one message of the link's adult; raises `FileRefused` or `LinkRunOut`, and then nothing is used up.

    The message is kept before the link is used: a crash between them leaves a link that still works, and the same
    files sent again, as by a second tap, are known by their digest.
    """
    link = await find_link(house, token)
    if link is None:
        raise LinkRunOut
    name = _name(link, contents)
    if not link.is_good:
        if await house.database.read(lambda uow: messages.is_known(uow, ChannelName.SMS, name)):
            return
        raise LinkRunOut
    safe = [await asyncio.to_thread(make_safe, content) for content in contents]
    files = tuple(MediaReference(HERE, each.content_type, len(each.content), each.content) for each in safe)
    await receive(house, Received(ChannelName.SMS, name, link.number, "", house.clock.now(), media=files))
    await house.database.write(lambda uow: links.use(uow, link.id, house.clock.now()))


def _name(link: OpenLink, contents: Sequence[bytes]) -> str:
    """Return what makes these files, by this link, known when they come again."""
    digest = hashlib.sha256(b"".join(hashlib.sha256(content).digest() for content in contents))
    return f"upload-{link.id}-{digest.hexdigest()[:32]}"


async def offer(house: House, who: SignedIn, parent_id: int) -> Going:
    """Text the parent how to send a picture or a voice, as staff wish."""
    going, ids = await house.database.write(lambda uow: _offer(uow, house, who, parent_id))
    await house.post.send(ids)
    return going


def _offer(uow: UnitOfWork, house: House, who: SignedIn, parent_id: int) -> tuple[Going, tuple[int, ...]]:
    now = house.clock.now()
    families.adult(uow, who.school_id, parent_id)
    talk = talk_of(uow, house, parent_id)
    going = when_it_goes(uow, talk, MessageKind.PERSON, now, now + WAITS)
    link = make_link(uow, house, parent_id, now) if talk.channel == ChannelName.SMS else None
    conversation = conversation_of(talk)
    context = context_of(house, talk, calendar_for(uow, talk, now), now, Occasion(conversation, upload_link=link))
    turn = begin(SCRIPT, "upload.how", conversation, context)
    staff.note(uow, who.school_id, who.id, "offered the upload page", f"adult {parent_id}", now)
    decision = Decision(MessageKind.PERSON, now, (going.until or now) + LIFE, not_before=going.until)
    return going, record(uow, house, turn, Happened(talk, now), decision).message_ids
