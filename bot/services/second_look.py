"""A softly held note is shown to a colleague, who sees the text alone: "this is good news", or "not here"."""

from bot.errors import Refused
from bot.services.good_news import FIELD, WAITS, Note, midnight_after, put, seen_now, tidy, when
from bot.services.house import House
from bot.services.kept_back import KeptBack, looked_at
from bot.services.ruling import Going, talk_of
from bot.services.staff import SignedIn
from flows.tone import Purpose
from storage.repositories import messages, notes, staff
from storage.unit_of_work import UnitOfWork

HARD = "This one is better by voice. A colleague cannot let it go either."
OWN = "Somebody else looks at it, so that it is two pairs of eyes."


async def ask_colleague(house: House, who: SignedIn, parent_id: int, words: str) -> None:
    """Keep a softly held note for a colleague's eye, for seven days at most."""
    note = Note(words=tidy(words))
    try:
        looked_at(note.words, Purpose.NOTE, FIELD)
    except KeptBack as kept:
        if not kept.verdict.is_soft:
            raise Refused(HARD, FIELD) from None

    def work(uow: UnitOfWork) -> None:
        message_id = put(uow, house, who, seen_now(uow, house, who, parent_id, note), "LD-03")
        waiting = {"state": "planned", "why": notes.ASKED, "expires_at": house.clock.now() + WAITS}
        messages.move(uow, message_id, ("queued",), waiting)

    await house.database.write(work)


async def release(house: House, who: SignedIn, message_id: int) -> Going:
    """Let a colleague's note go: this is good news."""
    going = await house.database.write(lambda uow: _release(uow, house, who, message_id))
    await house.post.send((message_id,))
    return going


def _release(uow: UnitOfWork, house: House, who: SignedIn, message_id: int) -> Going:
    now = house.clock.now()
    draft = notes.draft(uow, who.school_id, message_id, now)
    if draft.written_by == who.id:
        raise Refused(OWN)
    talk = talk_of(uow, house, draft.parent_id)
    going, expires_at = when(uow, talk, draft.english or draft.body, now, midnight_after(draft.created_at, who.zone))
    fresh = {"state": "queued", "why": None, "not_before": going.until or now, "expires_at": expires_at}
    messages.move(uow, message_id, ("planned",), fresh)
    staff.note(uow, who.school_id, who.id, "released good news", f"adult {draft.parent_id}", now)
    return going


async def leave(house: House, who: SignedIn, message_id: int) -> None:
    """Say of a colleague's note: not here. Its words are not kept."""

    def work(uow: UnitOfWork) -> None:
        draft = notes.draft(uow, who.school_id, message_id, house.clock.now())
        if draft.written_by == who.id:
            raise Refused(OWN)
        gone = {"state": "suppressed", "why": "not_here", "body": "", "english": None}
        messages.move(uow, draft.id, ("planned",), gone)
        notes.forget(uow, draft.id)

    await house.database.write(work)
