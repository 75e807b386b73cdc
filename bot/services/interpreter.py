"""Somebody who speaks the parent's language: staff say that they asked, or that nobody was found in time."""

from bot.errors import Refused
from bot.services.context import Occasion
from bot.services.house import House
from bot.services.names import name_of
from bot.services.ruling import Going
from bot.services.say import say
from bot.services.staff import SignedIn
from flows.engine.events import Need
from storage.repositories import families, staff, tasks
from storage.unit_of_work import UnitOfWork

NONE_TO_COME = "There is no story time to come. Please lay one out first."


async def asked_for(house: House, who: SignedIn, parent_id: int, language: str) -> Going:
    """Tell the parent that a speaker of this language was asked for, for their next story time."""
    return await _tell(house, who, parent_id, language, "interpreter.asked_for")


async def not_found(house: House, who: SignedIn, parent_id: int, language: str) -> Going:
    """Ask whether they would come as they are, or wait a week."""
    return await _tell(house, who, parent_id, language, "interpreter.not_found")


async def _tell(house: House, who: SignedIn, parent_id: int, language: str, place: str) -> Going:
    spoken = name_of(language, "language", "speaks")

    def work(uow: UnitOfWork) -> tuple[Going, tuple[int, ...]]:
        now = house.clock.now()
        families.adult(uow, who.school_id, parent_id)
        going, ids = say(uow, house, who, parent_id, place, Occasion(interpreter=spoken))
        if not ids:
            raise Refused(NONE_TO_COME, "speaks")
        tasks.finish_kind(uow, parent_id, Need.LANGUAGE, who.id, now)
        staff.note(uow, who.school_id, who.id, "told about an interpreter", f"adult {parent_id}", now)
        return going, ids

    going, ids = await house.database.write(work)
    await house.post.send(ids)
    return going
