"""Staff read a week's story spark aloud, for parents who would rather hear than read."""

import asyncio

from bot.errors import Refused
from bot.services.files import make_safe
from bot.services.house import House
from bot.services.staff import SignedIn
from flows.home_story import SPARKS
from storage.repositories import recordings, staff
from storage.unit_of_work import UnitOfWork

WEEKS = len(SPARKS)
NO_SUCH_SPARK = "Please choose one of the sparks, and a language that we write in."
NOTHING_CHOSEN = "Please choose the file with your voice first."
NO_VOICE = "This is a picture. Please choose the file with your voice."


async def keep(house: House, who: SignedIn, week: int, language: str, content: bytes) -> None:
    """Keep a recording in place of an earlier one; raises `Refused` for anything but sound."""
    _check(house, week, language)
    if not content:
        raise Refused(NOTHING_CHOSEN, "voice")
    safe = await asyncio.to_thread(make_safe, content)
    if safe.kind != "voice":
        raise Refused(NO_VOICE, "voice")
    now = house.clock.now()
    values = {
        "content": safe.content,
        "content_type": safe.content_type,
        "recorded_by": who.id,
        "recorded_at": now,
    }

    def work(uow: UnitOfWork) -> None:
        recordings.keep(uow, who.school_id, week, language, values)
        staff.note(uow, who.school_id, who.id, "recorded a spark", f"week {week}, {language}", now)

    await house.database.write(work)


async def remove(house: House, who: SignedIn, week: int, language: str) -> None:
    """Take a recording away; the phone's own voice reads again."""
    _check(house, week, language)

    def work(uow: UnitOfWork) -> None:
        if recordings.remove(uow, who.school_id, week, language):
            staff.note(uow, who.school_id, who.id, "removed a recording", f"week {week}, {language}", house.clock.now())

    await house.database.write(work)


def _check(house: House, week: int, language: str) -> None:
    if not 1 <= week <= WEEKS or language not in house.catalogues.languages:
        raise Refused(NO_SUCH_SPARK, "week")
