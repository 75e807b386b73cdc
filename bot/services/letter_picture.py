"""The picture on the letters: who leads story time, the door or the room; drawn anew, with no place in it."""

import asyncio

from bot.errors import FileOfOtherKind, Refused
from bot.services.files import make_safe
from bot.services.house import House
from bot.services.staff import SignedIn
from storage.repositories import letter_pictures, staff
from storage.unit_of_work import UnitOfWork

PICTURE = "picture"


async def keep(house: House, who: SignedIn, content: bytes) -> None:
    """Keep this picture for the school's letters; raises a `FileRefused`, or `Refused` where there is no file."""
    if not content:
        raise Refused("Please choose a picture.", "file")
    safe = await asyncio.to_thread(make_safe, content)
    if safe.kind != PICTURE:
        raise FileOfOtherKind

    def work(uow: UnitOfWork) -> None:
        now = house.clock.now()
        letter_pictures.keep(uow, who.school_id, safe.content, who.id, now)
        staff.note(uow, who.school_id, who.id, "chose the letter's picture", "", now)

    await house.database.write(work)


async def remove(house: House, who: SignedIn) -> None:
    """Take the picture away: letters go without one."""

    def work(uow: UnitOfWork) -> None:
        letter_pictures.remove(uow, who.school_id)
        staff.note(uow, who.school_id, who.id, "took the letter's picture away", "", house.clock.now())

    await house.database.write(work)
