"""Somebody else would come along: welcomed once staff have checked, or rung about in words that tell no reason."""

from bot.errors import Refused
from bot.services.context import Occasion
from bot.services.house import House
from bot.services.names import name_of
from bot.services.ring import card_for
from bot.services.ruling import Going
from bot.services.say import say
from bot.services.staff import SignedIn
from flows.engine.events import Need
from storage.repositories import families, sessions, staff, tasks
from storage.unit_of_work import UnitOfWork

NOBODY = "Nobody is named for this story time any more."


async def welcome(house: House, who: SignedIn, parent_id: int, session_id: int, guest: str) -> Going:
    """Tell the parent that this guest, who has been checked, is welcome."""
    name = name_of(guest, "parent", "guest")
    going, ids = await house.database.write(lambda uow: _welcome(uow, house, who, parent_id, session_id, name))
    await house.post.send(ids)
    return going


def _welcome(
    uow: UnitOfWork, house: House, who: SignedIn, parent_id: int, session_id: int, guest: str
) -> tuple[Going, tuple[int, ...]]:
    _refuse_others(uow, who, parent_id, session_id)
    if not sessions.agree_guest(uow, session_id, parent_id, house.clock.now()):
        raise Refused(NOBODY, "guest")
    return _answer(uow, house, who, parent_id, "company.agreed", Occasion(session_id=session_id, guest=guest))


async def ring_instead(house: House, who: SignedIn, parent_id: int, session_id: int) -> int:
    """Tell the parent that somebody rings, which says the same whatever the reason; return the card to ring by."""
    ids = await house.database.write(lambda uow: _ring_instead(uow, house, who, parent_id, session_id))
    await house.post.send(ids)
    return await card_for(house, who, parent_id)


def _ring_instead(uow: UnitOfWork, house: House, who: SignedIn, parent_id: int, session_id: int) -> tuple[int, ...]:
    _refuse_others(uow, who, parent_id, session_id)
    sessions.drop_guest(uow, session_id, parent_id)
    return _answer(uow, house, who, parent_id, "company.ring", Occasion(session_id=session_id))[1]


def _refuse_others(uow: UnitOfWork, who: SignedIn, parent_id: int, session_id: int) -> None:
    adult, session = families.adult(uow, who.school_id, parent_id), sessions.find(uow, who.school_id, session_id)
    if adult.family_id != session.family_id:
        raise Refused(NOBODY, "guest")


def _answer(
    uow: UnitOfWork, house: House, who: SignedIn, parent_id: int, place: str, occasion: Occasion
) -> tuple[Going, tuple[int, ...]]:
    """Say it, and let the wish for a person's look be looked after."""
    now = house.clock.now()
    tasks.finish_kind(uow, parent_id, Need.GUEST, who.id, now)
    staff.note(uow, who.school_id, who.id, "answered about a guest", f"adult {parent_id}", now)
    return say(uow, house, who, parent_id, place, occasion)
