"""The demo's clock: starts on a Monday morning, can be moved forward, never back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.errors import Refused
from bot.services.deliver import deliver
from bot.services.house import House
from bot.services.wake import wake
from storage.database import Database
from storage.repositories import leases, messages, plans
from storage.unit_of_work import UnitOfWork

STARTS = datetime(2026, 5, 11, 7, 20, tzinfo=UTC)
"""Monday 11 May 2026, 8.20 in London."""
FURTHEST = timedelta(days=200)
CLOCK = "demo_clock"
STEPS_AT_MOST = 2_000


class DemoClock:
    """Runs as the real clock does, from wherever it was last moved to."""

    def __init__(self, starts: datetime, real_now: Callable[[], datetime]) -> None:
        """Show `starts` now."""
        self._starts = starts
        self._real_now = real_now
        self._since = real_now()

    def now(self) -> datetime:
        """Return the demo's present moment, aware, in UTC."""
        return self._starts + (self._real_now() - self._since)

    def show(self, moment: datetime) -> None:
        """Show this moment from now on."""
        self._starts, self._since = moment, self._real_now()


def stored_start(database: Database) -> datetime:
    """Return where the demo's clock was left."""
    kept = database.read_now(lambda uow: leases.marked(uow, CLOCK))
    return datetime.fromisoformat(kept) if kept else STARTS


async def move_on(house: House, until: datetime, at_most: int = STEPS_AT_MOST) -> datetime:
    """Move the demo's clock forward; everything that falls due on the way happens in its order.

    After `at_most` moments it stands where it is, so that a long way can be gone in stretches; return where that is.
    """
    clock = house.clock
    if not isinstance(clock, DemoClock) or not clock.now() <= until <= clock.now() + FURTHEST:
        raise Refused("The demo's clock only goes forward, and not by more than half a year.", "until")
    for _ in range(at_most):
        coming = await next_thing(house)
        if coming is None or coming > until:
            await _show(house, clock, until)
            return until
        await _show(house, clock, coming)
    return clock.now()


async def next_thing(house: House) -> datetime | None:
    """Return when the next planned or waiting thing happens."""
    return await house.database.read(lambda uow: _next(uow, house.clock.now()))


async def last_thing(house: House) -> datetime | None:
    """Return when the last planned thing happens: the end of the ten weeks."""
    return await house.database.read(plans.last_due)


def _next(uow: UnitOfWork, now: datetime) -> datetime | None:
    moments = (plans.next_due(uow, now), messages.next_waiting(uow, now))
    return min((each for each in moments if each is not None), default=None)


async def _show(house: House, clock: DemoClock, moment: datetime) -> None:
    clock.show(moment)
    await house.database.write(lambda uow: leases.mark(uow, CLOCK, moment.isoformat()))
    await wake(house)
    await deliver(house, await house.database.read(lambda uow: messages.waiting(uow, clock.now(), 1_000)))
