"""The story made in a session: typed by staff as it was told, and the text that says it is in the book bag.

In a story a dragon may be cross and kick a door. Looked at are the title, every sentence that speaks of the family
or of school life, and whatever stands after the story's end: no report about a child goes home inside a story.
"""

from dataclasses import dataclass

from bot.errors import Refused
from bot.services.context import context_of, conversation_of
from bot.services.good_news import midnight_after
from bot.services.happened import Happened
from bot.services.house import House
from bot.services.kept_back import looked_at
from bot.services.outbox import Decision
from bot.services.record import record
from bot.services.ruling import calendar_for
from bot.services.staff import SignedIn
from flows import SCRIPT
from flows.engine.kinds import MessageKind
from flows.engine.machine import begin
from flows.tone import Purpose
from flows.tone.asides import asides
from storage.repositories import families, parents, sessions, staff, stories, talks
from storage.tables import Session
from storage.unit_of_work import UnitOfWork

LONGEST_TITLE, LONGEST_STORY = 60, 5000


@dataclass(frozen=True, slots=True)
class Typed:
    """What staff typed, and whether the sheet is in the book bag."""

    title: str
    words: str
    is_in_bag: bool


async def keep_story(house: House, who: SignedIn, session_id: int, typed: Typed) -> int:
    """Keep a session's story; in the bag, the parent is told once. Return how many texts were decided.

    Raises `KeptBack` for words that may not go home, and `Refused` for a story that cannot be.
    """
    tidy = _tidied(typed)
    names = await house.database.read(lambda uow: _names(uow, who, session_id))
    looked_at(tidy.title, Purpose.OTHER, "title")
    for sentence in asides(tidy.words, names):
        looked_at(sentence, Purpose.OTHER, "words")
    ids = await house.database.write(lambda uow: _keep(uow, house, who, session_id, tidy))
    await house.post.send(ids)
    return len(ids)


async def put_in_bag(house: House, who: SignedIn, session_id: int) -> None:
    """Keep that the typed sheet is in the bag, and tell the parent once."""

    def work(uow: UnitOfWork) -> tuple[int, ...]:
        session = sessions.find(uow, who.school_id, session_id)
        if stories.of_session(uow, session_id) is None:
            raise Refused("There is no story here yet.")
        return _bag(uow, house, who, session)

    await house.post.send(await house.database.write(work))


def _tidied(typed: Typed) -> Typed:
    title, words = " ".join(typed.title.split()), typed.words.strip()
    if not title:
        raise Refused("Please give the story a name. What the family calls it is best.", "title")
    if len(title) > LONGEST_TITLE:
        raise Refused("That is a long name for a story. Please keep it to 60 letters.", "title")
    if not words:
        raise Refused("There is no story here yet.", "words")
    if len(words) > LONGEST_STORY:
        raise Refused("That is more than 5,000 letters. Please keep this one shorter, or make two chapters.", "words")
    return Typed(title, words, typed.is_in_bag)


def _names(uow: UnitOfWork, who: SignedIn, session_id: int) -> frozenset[str]:
    """Return what the people around this session are called: a sentence with one of them is no mere story."""
    session = sessions.find(uow, who.school_id, session_id)
    adults = parents.of_family(uow, session.family_id)
    called = (name for each in adults for name in (each.name, each.child_called) if name)
    names = (*families.children(uow, session.family_id), *called)
    return frozenset(names)


def _keep(uow: UnitOfWork, house: House, who: SignedIn, session_id: int, typed: Typed) -> tuple[int, ...]:
    session, now = sessions.find(uow, who.school_id, session_id), house.clock.now()
    if session.cancelled_at is not None:
        raise Refused("This story time was off.")
    if session.on_date > now.astimezone(who.zone).date():
        raise Refused("This story time is still to come.")
    values = {"title": typed.title, "words": typed.words, "typed_by": who.id, "typed_at": now}
    stories.keep(uow, session_id, values)
    staff.note(uow, who.school_id, who.id, "typed a story", f"session {session_id}", now)
    return _bag(uow, house, who, session) if typed.is_in_bag else ()


def _bag(uow: UnitOfWork, house: House, who: SignedIn, session: Session) -> tuple[int, ...]:
    if not stories.put_in_bag(uow, session.id, house.clock.now()):
        return ()
    told = parents.may_be_told(uow, session.family_id, session.parent_id)
    return tuple(message_id for parent_id in told for message_id in _tell(uow, house, who, session, parent_id))


def _tell(uow: UnitOfWork, house: House, who: SignedIn, session: Session, parent_id: int) -> tuple[int, ...]:
    """Put the text into the outbox; the deliverer asks the gate, and says on the page why one did not go."""
    talks.lock(uow, parent_id)
    now = house.clock.now()
    talk = talks.by_parent(uow, parent_id, now.astimezone(house.zone).date())
    if talk is None:
        return ()
    context = context_of(house, talk, calendar_for(uow, talk, now), now)
    turn = begin(SCRIPT, "thanks.in_the_bag", conversation_of(talk), context)
    decision = Decision(MessageKind.THANKS, now, midnight_after(now, who.zone), written_by=who.id)
    return record(uow, house, turn, Happened(talk, now), decision).message_ids
