"""Take one planned message out, or put it back while its time has not come."""

from bot.errors import Refused
from bot.services.house import House
from bot.services.staff import SignedIn
from storage.repositories import moments, plans, staff
from storage.unit_of_work import UnitOfWork

BY_STAFF = "staff"
TOO_LATE = "This one has been looked after already."


async def take_out(house: House, who: SignedIn, moment_id: int) -> None:
    """Let this one message not go."""
    await _settle(house, who, moment_id, "planned", "skipped", BY_STAFF)


async def put_back(house: House, who: SignedIn, moment_id: int) -> None:
    """Let it go after all, at its time."""
    await _settle(house, who, moment_id, "skipped", "planned", None)


async def _settle(house: House, who: SignedIn, moment_id: int, from_: str, to: str, why: str | None) -> None:
    def work(uow: UnitOfWork) -> None:
        now = house.clock.now()
        found = moments.find(uow, who.school_id, moment_id)
        is_ours = found.state == from_ and (from_ == "planned" or found.why == BY_STAFF)
        if not is_ours or found.expires_at <= now:
            raise Refused(TOO_LATE)
        plans.settle(uow, moment_id, to, why, now)
        what = "took a text out" if why else "put a text back"
        staff.note(uow, who.school_id, who.id, what, f"moment {moment_id}", now)

    await house.database.write(work)
