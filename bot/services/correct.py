"""Staff say what a message means: the week and the stories are put right, and the words stay as an example.

Nothing is sent to the parent because of it. No more texts, a worry, and somebody else's number are acted on as the
real thing; the texts begin again only as they do after those. A later answer of the parent's is never overruled.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.errors import Refused
from bot.services import alert, restore
from bot.services.examples_kept import labels_of, language_of
from bot.services.happened import Happened
from bot.services.house import House
from bot.services.keep import keep
from bot.services.nameless import nameless
from bot.services.plan import plan_family
from bot.services.ruling import talk_of
from bot.services.staff import SignedIn
from bot.services.stop import stop
from bot.services.wanted import ask_for
from flows.engine import events as e
from flows.engine.context import Answer
from flows.home_story import TELLING_WORDS
from flows.reading import Intent, Topic
from flows.reading.kept import Kept, kept
from storage.repositories import answers, corrections, families, messages, parents, people, staff, talks
from storage.tables import Inbound, Session
from storage.unit_of_work import UnitOfWork

ANSWERS: Mapping[Intent, Answer] = {
    Intent.YES: Answer.YES,
    Intent.LATE: Answer.LATE,
    Intent.MAYBE: Answer.MAYBE,
    Intent.NO: Answer.NO,
    Intent.ALTERNATIVE: Answer.ANOTHER_TIME,
}
OTHERS = (Intent.STORY, Intent.STORY_NONE, Intent.QUESTION, Intent.THANKS, Intent.CALLBACK, Intent.UNCLEAR)
GRAVE = (Intent.STOP, Intent.DISTRESS, Intent.WRONG_NUMBER)
"""What is asked once more before it is done: it ends the texts, or has somebody alerted."""
CHOICES = (*ANSWERS, *OTHERS, *GRAVE)
WISHES = (e.Need.OTHER_TIME, e.Need.RING)
"""What a message may have somebody wanted for, and no longer does when it meant something else."""
NOT_READ = "The helper did not read this one, so there is nothing to put right."
NO_SUCH = "Please choose what it means."
MEANWHILE = "A colleague has put this one right meanwhile. Please look at it again."


@dataclass(frozen=True, slots=True)
class Message:
    """The message in hand: its row, its reading, the session it is about, who puts it right and when."""

    row: Inbound
    reading: Kept
    session: Session | None
    who: SignedIn
    now: datetime
    parent_id: int
    family_id: int


async def correct(house: House, who: SignedIn, parent_id: int, message_id: int, said: str, seen: str) -> None:
    """Keep what a message means and act on it; `seen` is when it was put right last, as the page showed it."""
    if said not in set(CHOICES):
        raise Refused(NO_SUCH, "said")
    meant = Intent(said)
    await house.database.write(lambda uow: _correct(uow, house, who, parent_id, message_id, meant, seen))
    if meant is Intent.DISTRESS:
        await alert.raise_due(house)


async def take_back(house: House, who: SignedIn, parent_id: int, message_id: int, seen: str) -> None:
    """Let the message be read as it was; a stop and a worry stand, as only the parent, or a ring, ends them."""
    await house.database.write(lambda uow: _take_back(uow, house, who, parent_id, message_id, seen))


def _correct(
    uow: UnitOfWork, house: House, who: SignedIn, parent_id: int, message_id: int, meant: Intent, seen: str
) -> None:
    message = _find(uow, house, who, parent_id, message_id)
    there = corrections.of_message(uow, message_id)
    if there is not None and there.labels.split(",")[0] == meant:
        return
    _refuse_changed(there.said_at if there else None, seen)
    if there is not None:
        restore.bring_back(uow, there.was, message_id)
    was = there.was if there else restore.as_it_stands(uow, message_id, parent_id, message.session)
    _act(uow, house, message, meant)
    corrections.keep(uow, message_id, _row(uow, house, message, meant, was))
    _settle(uow, message, "put a reading right")


def _take_back(uow: UnitOfWork, house: House, who: SignedIn, parent_id: int, message_id: int, seen: str) -> None:
    message = _find(uow, house, who, parent_id, message_id)
    there = corrections.of_message(uow, message_id)
    if there is None:
        return
    _refuse_changed(there.said_at, seen)
    restore.bring_back(uow, there.was, message_id)
    corrections.close_wishes(uow, message_id, WISHES, who.id, message.now)
    corrections.drop(uow, message_id)
    _settle(uow, message, "took back what was put right")


def _find(uow: UnitOfWork, house: House, who: SignedIn, parent_id: int, message_id: int) -> Message:
    adult, now = families.adult(uow, who.school_id, parent_id), house.clock.now()
    talks.lock(uow, parent_id)
    row = corrections.message(uow, parent_id, message_id)
    if row.reading is None:
        raise Refused(NOT_READ)
    reading = kept(row.reading)
    came_on = row.received_at.astimezone(who.zone).date()
    session = corrections.session_about(uow, row, reading.session_id, came_on)
    return Message(row, reading, session, who, now, parent_id, adult.family_id)


def _refuse_changed(said_at: datetime | None, seen: str) -> None:
    if (said_at.isoformat() if said_at else "") != seen:
        raise Refused(MEANWHILE)


def _settle(uow: UnitOfWork, message: Message, what: str) -> None:
    """Keep who did it, and that they have read it; plan what follows from it."""
    who = message.who
    staff.note(uow, who.school_id, who.id, what, f"message {message.row.id}", message.now)
    corrections.mark_read(uow, message.row, who.id, message.now)
    plan_family(uow, message.family_id, message.now)


# What follows from it


def _act(uow: UnitOfWork, house: House, message: Message, meant: Intent) -> None:
    _put_answer_right(uow, message, ANSWERS.get(meant))
    _put_stories_right(uow, message, meant)
    corrections.close_wishes(uow, message.row.id, WISHES, message.who.id, message.now)
    match meant:
        case Intent.STOP:
            _stop(uow, house, message)
        case Intent.DISTRESS:
            keep(uow, e.SafetyRaised(), _happened(uow, house, message))
        case Intent.WRONG_NUMBER:
            _disown(uow, house, message)
        case Intent.CALLBACK:
            ask_for(uow, _happened(uow, house, message), e.Need.RING, None)
        case Intent.ALTERNATIVE if _is_to_come(message):
            ask_for(uow, _happened(uow, house, message), e.Need.OTHER_TIME, None)
        case _:
            pass


def _put_answer_right(uow: UnitOfWork, message: Message, answer: Answer | None) -> None:
    """Keep the answer where this message is the last that gave one; without an answer the door is open again."""
    if message.session is None:
        return
    there = corrections.rsvp(uow, message.session.id, message.parent_id)
    if there is not None and there.answer is not None and (there.inbound_id or 0) > message.row.id:
        return
    if answer is None and (there is None or there.inbound_id != message.row.id):
        return
    minutes = message.reading.minutes_late if answer is Answer.LATE else None
    values = {"answer": answer, "minutes_late": minutes, "wished_time": None, "inbound_id": message.row.id}
    answers.keep_rsvp(uow, message.session.id, message.parent_id, message.now, **values)


def _is_to_come(message: Message) -> bool:
    today = message.now.astimezone(message.who.zone).date()
    return message.session is not None and message.session.on_date > today


def _put_stories_right(uow: UnitOfWork, message: Message, meant: Intent) -> None:
    """Keep that there was a story, or forget it; one that the family chose for the book stays theirs."""
    if meant is not Intent.STORY:
        corrections.forget_stories(uow, message.row.id)
    elif not corrections.stories(uow, message.row.id):
        answers.keep_story(uow, _story(message))


def _story(message: Message) -> dict[str, Any]:
    is_told = len(message.row.body.split()) > TELLING_WORDS
    return {
        "family_id": message.family_id,
        "parent_id": message.parent_id,
        "inbound_id": message.row.id,
        "kind": "told" if is_told else "made",
        "words": message.row.body if is_told else None,
        "for_book": None,
        "told_at": message.row.received_at,
    }


def _stop(uow: UnitOfWork, house: House, message: Message) -> None:
    """End every text, as the parent's own STOP does; also where no address is left to stop."""
    talk = talks.by_parent(uow, message.parent_id, message.now.astimezone(house.zone).date())
    if talk is not None:
        stop(uow, talk, message.now)
    else:
        parents.change(uow, message.parent_id, stopped_at=message.now)
        messages.suppress_unsent(uow, message.parent_id, "stopped")
    talks.save_conversation(uow, message.parent_id, None)


def _disown(uow: UnitOfWork, house: House, message: Message) -> None:
    at = _happened(uow, house, message)
    keep(uow, e.NumberDisowned(), at)
    keep(uow, e.HandedOver(e.Need.WRONG_NUMBER), at)
    talks.save_conversation(uow, message.parent_id, None)


def _happened(uow: UnitOfWork, house: House, message: Message) -> Happened:
    today = message.now.astimezone(house.zone).date()
    there = talks.on_channel(uow, message.parent_id, message.row.channel, today)
    return Happened(there or talk_of(uow, house, message.parent_id), message.now, message.row.id)


# What is kept of it


def _row(uow: UnitOfWork, house: House, message: Message, meant: Intent, was: str) -> dict[str, Any]:
    language = language_of(house, message.row.body, parents.language(uow, message.parent_id))
    return {
        "school_id": message.who.school_id,
        "parent_id": message.parent_id,
        "labels": ",".join(labels_of(message.reading, meant, is_answer=meant in ANSWERS)),
        "said_by": message.who.id,
        "said_at": message.now,
        "was": was,
        "context": message.reading.topic or Topic.IDLE,
        "language": language,
        "heard": message.reading.leading,
        "words": _example(uow, house, message, meant, language),
    }


def _example(uow: UnitOfWork, house: House, message: Message, meant: Intent, language: str) -> str | None:
    """Return the words without names; none of a worry's, which belong to whoever rings and nowhere else."""
    if Intent.DISTRESS in {meant, *message.reading.intents}:
        return None
    names = people.names(uow, message.who.school_id)
    everybody = (*names.families, *names.staff, message.who.school)
    return nameless(message.row.body, everybody, house.glossary.vocabulary(language).__contains__) or None
