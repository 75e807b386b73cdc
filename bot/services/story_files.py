"""Staff open what a family sent: look at a picture, type up a voice story, or keep a photo of a person no longer.

Nothing counts for the book before a person has opened it and the parent has said yes.
"""

from bot.errors import Refused
from bot.services.context import context_of, conversation_of
from bot.services.happened import Happened
from bot.services.house import House
from bot.services.outbox import LIFE, Decision
from bot.services.record import record
from bot.services.ruling import calendar_for, when_it_goes
from bot.services.staff import SignedIn
from bot.services.talk import WAITS
from flows import SCRIPT
from flows.engine.conversation import Conversation
from flows.engine.kinds import MessageKind
from flows.engine.machine import begin
from storage.repositories import answers, media, staff, talks
from storage.repositories.media import HeldFile
from storage.unit_of_work import UnitOfWork

LONGEST_STORY = 4_000
EMPTY = "There are no words yet. Please type what you hear."
TOO_LONG = "This is longer than a story can be here: 4,000 letters. Please make two of it."
GONE = "This one is no longer kept."
NOT_WISHED = "The family has not said yes to the book, so nothing is typed up."
NOT_SOUND = "Only a voice story is typed up."
ASKED_ABOUT = ("home_story", "picture")


async def find(house: House, who: SignedIn, family_id: int, media_id: int) -> HeldFile:
    """Return a file of this family with its content, or raise `Missing` or `Refused`."""
    return await house.database.read(lambda uow: _held(uow, who, family_id, media_id))


def _held(uow: UnitOfWork, who: SignedIn, family_id: int, media_id: int) -> HeldFile:
    held = media.held(uow, who.school_id, family_id, media_id)
    if held.content is None:
        raise Refused(GONE)
    return held


async def mark_looked_at(house: House, who: SignedIn, family_id: int, media_id: int) -> int:
    """Keep that a person has opened this file and found it right for the book; return whose it is."""

    def work(uow: UnitOfWork) -> int:
        held, now = _held(uow, who, family_id, media_id), house.clock.now()
        media.change(uow, media_id, opened_at=now, opened_by=who.id)
        staff.note(uow, who.school_id, who.id, "opened a file", f"adult {held.parent_id}", now)
        return held.parent_id

    return await house.database.write(work)


async def type_up(house: House, who: SignedIn, family_id: int, media_id: int, words: str) -> int:
    """Keep a voice story in words; the voice has served, and goes. Return whose it is."""
    typed = words.strip()
    if not typed:
        raise Refused(EMPTY, "words")
    if len(typed) > LONGEST_STORY:
        raise Refused(TOO_LONG, "words")

    def work(uow: UnitOfWork) -> int:
        held, now = _held(uow, who, family_id, media_id), house.clock.now()
        if not held.content_type.startswith("audio/"):
            raise Refused(NOT_SOUND)
        if not answers.type_up(uow, held.inbound_id, typed):
            raise Refused(NOT_WISHED)
        media.change(uow, media_id, opened_at=now, opened_by=who.id)
        media.let_go(uow, media_id)
        staff.note(uow, who.school_id, who.id, "typed up a story", f"adult {held.parent_id}", now)
        return held.parent_id

    return await house.database.write(work)


async def keep_no_longer(house: House, who: SignedIn, family_id: int, media_id: int) -> int:
    """Delete a photo of a person at once, and tell the parent kindly where texts may go; return whose it was."""
    parent_id, ids = await house.database.write(lambda uow: _keep_no_longer(uow, house, who, family_id, media_id))
    await house.post.send(ids)
    return parent_id


def _keep_no_longer(
    uow: UnitOfWork, house: House, who: SignedIn, family_id: int, media_id: int
) -> tuple[int, tuple[int, ...]]:
    held, now = _held(uow, who, family_id, media_id), house.clock.now()
    media.let_go(uow, media_id)
    is_last = not media.is_any_held(uow, held.inbound_id)
    if is_last:
        answers.withdraw_story(uow, held.inbound_id)
    staff.note(uow, who.school_id, who.id, "did not keep a file", f"adult {held.parent_id}", now)
    return held.parent_id, _tell(uow, house, held, is_last=is_last)


def _tell(uow: UnitOfWork, house: House, held: HeldFile, *, is_last: bool) -> tuple[int, ...]:
    """Say that it is not kept; a question about the book that is still open has lost its picture and is closed."""
    now = house.clock.now()
    talks.lock(uow, held.parent_id)
    talk = talks.on_channel(uow, held.parent_id, held.channel, now.astimezone(house.zone).date())
    if talk is None:
        return ()
    try:
        going = when_it_goes(uow, talk, MessageKind.PERSON, now, now + WAITS)
    except Refused:
        return ()
    open_now = conversation_of(talk)
    conversation = _without_the_picture(open_now) if is_last else open_now
    context = context_of(house, talk, calendar_for(uow, talk, now), now)
    turn = begin(SCRIPT, "home_story.not_kept", conversation, context)
    decision = Decision(MessageKind.PERSON, now, (going.until or now) + LIFE, not_before=going.until)
    return record(uow, house, turn, Happened(talk, now), decision).message_ids


def _without_the_picture(conversation: Conversation | None) -> Conversation | None:
    while conversation is not None and (conversation.flow, conversation.step) == ASKED_ABOUT:
        conversation = conversation.parked
    return conversation
