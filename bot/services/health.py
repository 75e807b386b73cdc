"""Is everything well? For whoever looks after the machine; never a name, a number or a word."""

from dataclasses import dataclass
from datetime import datetime

from bot.services.house import House
from flows.engine.kinds import ChannelName
from storage.errors import StorageError
from storage.repositories import alerts, messages
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Health:
    """How the parts are, in words and plain numbers; `oldest_unsent_s` in seconds, None when nothing waits."""

    status: str
    database: str
    queue: int | None
    channels: dict[str, str]
    alerts: str
    oldest_unsent_s: int | None


async def health(house: House) -> Health:
    """Look at every part; an unreachable database is a status, not an error."""
    try:
        waiting, oldest, can_alert = await house.database.read(_figures)
    except StorageError:
        return Health("the database is not answering", "away", None, house.channel_states(), "unknown", None)
    return Health(
        "ok",
        "ok",
        waiting,
        house.channel_states(),
        "ok" if can_alert and ChannelName.SMS in house.channels else "Nobody can be alerted",
        max(0, int((house.clock.now() - oldest).total_seconds())) if oldest else None,
    )


def _figures(uow: UnitOfWork) -> tuple[int, datetime | None, bool]:
    waiting, oldest = messages.queue_figures(uow)
    return waiting, oldest, alerts.can_anybody_be_alerted(uow)
