"""A person talks with a parent: takes over from the helper, answers, hands back; reads, and sends again."""

from datetime import datetime, timedelta

from bot.errors import Refused
from bot.services.house import House
from bot.services.kept_back import looked_at
from bot.services.outbox import LIFE, Decision, Worded, put_words
from bot.services.plan import plan_family
from bot.services.ruling import Going, talk_of, when_it_goes
from bot.services.staff import SignedIn
from flows.engine.kinds import MessageKind
from flows.engine.text import Text
from flows.sms import measure, plain
from flows.tone import Purpose
from storage.repositories import families, messages, parents, staff, thread
from storage.repositories.talks import TalkFacts
from storage.unit_of_work import UnitOfWork

MOST_SEGMENTS = 3
WAITS = timedelta(days=3)
EMPTY = "There is nothing to send yet."
TOO_LONG = "This is longer than three texts. Would a call be easier?"
NO_NAMES = "This phone is shared, so no names may stand in a text. Please leave the name out."
RING_FIRST = "Somebody is still to ring this family. Please ring first and tick “I rang”, then start the texts again."


async def reply(house: House, who: SignedIn, parent_id: int, words: str) -> Going:
    """Send a person's own words with that person's name; raises `KeptBack` where they read as bad news."""
    said = _looked_at(words)
    going, ids = await house.database.write(lambda uow: _reply(uow, house, who, parent_id, said))
    await house.post.send(ids)
    return going


async def as_it_goes(house: House, who: SignedIn, parent_id: int, words: str) -> str:
    """Return a person's own words as they would go; raises as `reply` does, and nothing is kept."""
    said = _looked_at(words)

    def look(uow: UnitOfWork) -> str:
        families.adult(uow, who.school_id, parent_id)
        return _framed(house, talk_of(uow, house, parent_id), who, said)

    return await house.database.read(look)


def _looked_at(words: str) -> str:
    said = plain(" ".join(words.split()))
    if not said:
        raise Refused(EMPTY, "words")
    looked_at(said, Purpose.OTHER, "words")
    return said


def _reply(uow: UnitOfWork, house: House, who: SignedIn, parent_id: int, said: str) -> tuple[Going, tuple[int, ...]]:
    now = house.clock.now()
    families.adult(uow, who.school_id, parent_id)
    talk = talk_of(uow, house, parent_id)
    body = _framed(house, talk, who, said)
    going = when_it_goes(uow, talk, MessageKind.PERSON, now, now + WAITS)
    expires_at = (going.until or now) + LIFE
    decision = Decision(MessageKind.PERSON, now, expires_at, not_before=going.until, written_by=who.id)
    thread.mark_read(uow, parent_id, who.id, now)
    staff.note(uow, who.school_id, who.id, "answered", f"adult {parent_id}", now)
    return going, (put_words(uow, talk, Worded("ST-01", body), decision),)


def _framed(house: House, talk: TalkFacts, who: SignedIn, said: str) -> str:
    """Return the words with the name of whoever wrote them; on a shared phone, the words alone."""
    if talk.is_plain:
        if any(name.casefold() in said.casefold() for name in (talk.child, talk.parent, who.name) if name):
            raise Refused(NO_NAMES, "words")
        return said
    body = house.catalogues.text(Text("ST-01", "{words} From {staff}", words=said, staff=who.name), "en")
    if measure(body).count > MOST_SEGMENTS:
        raise Refused(TOO_LONG, "words")
    return body


async def take_over(house: House, who: SignedIn, family_id: int) -> None:
    """Let a person talk with this family: everything automatic is quiet until they hand back."""

    def work(uow: UnitOfWork) -> None:
        now = house.clock.now()
        families.family(uow, who.school_id, family_id)
        parents.hold_family(uow, family_id, now)
        staff.note(uow, who.school_id, who.id, "took over", f"family {family_id}", now)

    await house.database.write(work)


async def hand_back(house: House, who: SignedIn, family_id: int) -> None:
    """Let the helper go on; after a worry only when somebody has rung."""

    def work(uow: UnitOfWork) -> None:
        now = house.clock.now()
        families.family(uow, who.school_id, family_id)
        if thread.has_open_worry(uow, family_id):
            raise Refused(RING_FIRST)
        parents.hold_family(uow, family_id, None)
        staff.note(uow, who.school_id, who.id, "handed back", f"family {family_id}", now)
        plan_family(uow, family_id, now)

    await house.database.write(work)


async def mark_read(house: House, who: SignedIn, parent_id: int) -> None:
    """Keep that a person has read what this adult wrote."""

    def work(uow: UnitOfWork) -> None:
        families.adult(uow, who.school_id, parent_id)
        thread.mark_read(uow, parent_id, who.id, house.clock.now())

    await house.database.write(work)


async def send_again(house: House, who: SignedIn, parent_id: int, message_id: int) -> None:
    """Send a text once more of which nobody knows whether it arrived."""
    await house.database.write(lambda uow: _send_again(uow, who, parent_id, message_id, house.clock.now()))
    await house.post.send((message_id,))


def _send_again(uow: UnitOfWork, who: SignedIn, parent_id: int, message_id: int, now: datetime) -> None:
    families.adult(uow, who.school_id, parent_id)
    fresh = {
        "state": "queued",
        "why": None,
        "tries": 0,
        "sending_at": None,
        "not_before": now,
        "expires_at": now + LIFE,
    }
    is_theirs = thread.is_of(uow, message_id, parent_id)
    if not is_theirs or not messages.move(uow, message_id, ("unsure",), fresh):
        raise Refused("This text has been looked after already.")
