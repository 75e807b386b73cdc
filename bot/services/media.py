"""Files that came with messages: fetched after the webhook has answered, kept encrypted, at most 10 MB each."""

from datetime import timedelta

from bot.errors import Refused, SendError
from bot.ports import MediaReference
from bot.services.house import House
from flows.engine.kinds import ChannelName
from storage.repositories import messages
from storage.repositories.messages import WantedFile

AT_MOST = 10 * 1024 * 1024
AT_ONCE = 20
TRIED_FOR = timedelta(days=1)


async def fetch_media(house: House) -> None:
    """Fetch what is still at the provider; a file that is too large is refused, with the reason kept."""
    for wanted in await house.database.read(lambda uow: messages.wanted_files(uow, AT_ONCE)):
        await _fetch(house, wanted)


async def _fetch(house: House, wanted: WantedFile) -> None:
    channel = house.channels.get(ChannelName(wanted.channel))
    if channel is None:
        return
    now = house.clock.now()
    values: dict[str, object] = {"fetched_at": now}
    try:
        values["content"] = await channel.fetch(MediaReference(wanted.reference, wanted.content_type), AT_MOST)
    except Refused as refused:
        values = {"refusal": str(refused)[:120]}
    except SendError:
        if now - wanted.came_at < TRIED_FOR:
            return  # the provider is away: the next round tries again
        values = {"refusal": "This file could not be fetched."}
    await house.database.write(lambda uow: messages.settle_file(uow, wanted.id, values))
