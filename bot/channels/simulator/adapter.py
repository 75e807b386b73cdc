"""The demo's way out: every text arrives at once on a phone that is drawn on the page."""

from datetime import datetime

from bot.errors import CannotLookUp, FileTooBig, Refused
from bot.ports import DeliveryState, MediaReference, Sending, Sent
from bot.services.attached import content_of
from flows.engine.kinds import ChannelName

PUBLIC_NAMES = {ChannelName.SMS: "+447700900000", ChannelName.TELEGRAM: "storylinks_demo_bot"}


class SimulatedPhone:
    """Stands in for one channel; what it shows is read from the outbox."""

    per_second = 1_000.0
    at_once = 100
    trouble = None

    def __init__(self, name: ChannelName) -> None:
        """Take this channel's place."""
        self.name = name
        self.public_name = PUBLIC_NAMES[name]

    async def open(self) -> None:
        """Nothing to get ready."""

    async def close(self) -> None:
        """Nothing to give back."""

    async def send(self, sending: Sending) -> Sent:
        """Let it arrive at once."""
        return Sent(f"demo-{sending.message_id}", DeliveryState.DELIVERED)

    async def find(self, sending: Sending, since: datetime) -> Sent | None:
        """Keep no record of what was sent, as Telegram does not."""
        raise CannotLookUp

    async def fetch(self, media: MediaReference, at_most: int) -> bytes:
        """Hand out the file that was attached on the page."""
        content = content_of(media.reference)
        if content is None:
            raise Refused("The demo's phone holds no such file.")
        if len(content) > at_most:
            raise FileTooBig
        return content
