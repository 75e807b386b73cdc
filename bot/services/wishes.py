"""What a parent wished for has been looked after by a person."""

from bot.errors import Refused
from bot.services.house import House
from bot.services.staff import SignedIn
from flows.engine.events import Need
from storage.repositories import families, staff, tasks
from storage.unit_of_work import UnitOfWork

OWN_WAYS = frozenset({Need.READ, Need.RING})
"""They end where they are done: by reading, and by the ring card."""


async def looked_after(house: House, who: SignedIn, parent_id: int, need: str) -> None:
    """Let this wish be done."""
    if need not in set(Need) - OWN_WAYS:
        raise Refused("Please open the talk for this.")

    def work(uow: UnitOfWork) -> None:
        now = house.clock.now()
        families.adult(uow, who.school_id, parent_id)
        tasks.finish_kind(uow, parent_id, need, who.id, now)
        staff.note(uow, who.school_id, who.id, f"looked after {need}", f"adult {parent_id}", now)

    await house.database.write(work)
