"""Find what a crash left behind: rows that are due and have no work, and rows cut off in the middle of sending."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.services.house import House
from bot.services.media import fetch_media
from storage.repositories import corrections, media, messages, purge
from storage.unit_of_work import UnitOfWork

CHUNK = 100
AT_ONCE = 2_000
CUT_AFTER = timedelta(seconds=60)
TRIES_KEPT = timedelta(minutes=15)
WORK_KEPT = timedelta(days=7)
UNCHOSEN_KEPT = timedelta(days=7)
UNTYPED_KEPT = timedelta(days=14)
TALK_KEPT = timedelta(days=30)
"""What staff said of a message is kept as long as the message may be: so long after the last session."""
AUDIT_KEPT = timedelta(days=365)


async def sweep(house: House) -> None:
    """Start work for every row that is due; what is under way already is left alone by the deliverer."""
    now = house.clock.now()
    ids = await house.database.read(lambda uow: _left(uow, now))
    for chunk in _chunks(ids):
        await house.jobs.start("deliver", f"sweep:{chunk[0]}-{chunk[-1]}:{house.real_now():%Y%m%d%H%M%S}", chunk)
    await fetch_media(house)


def _left(uow: UnitOfWork, now: datetime) -> list[int]:
    queued = messages.waiting(uow, now, AT_ONCE)
    return [*queued, *messages.stranded(uow, now - CUT_AFTER, AT_ONCE)]


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


async def tidy(house: House) -> None:
    """Forget what has served: old tries to sign in, drafts that ran out, work, links, files nobody chose, examples."""
    now = house.clock.now()
    await house.database.write(lambda uow: purge.forget_before(uow, now - TRIES_KEPT, now - WORK_KEPT))
    await house.database.write(lambda uow: purge.forget_drafts(uow, now))
    await house.database.write(lambda uow: media.forget(uow, now - UNCHOSEN_KEPT, now - UNTYPED_KEPT))
    await house.database.write(lambda uow: corrections.forget_before(uow, (now - TALK_KEPT).date(), now - AUDIT_KEPT))
    await house.jobs.forget(house.real_now() - WORK_KEPT)
