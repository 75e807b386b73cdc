"""SMS as a way to reach a parent: sends by Twilio, looks up what was sent, fetches files."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from twilio.base.exceptions import TwilioException

from bot.channels.sms.statuses import STATES
from bot.channels.sms.transport import ORIGIN, SENDINGS, Transport
from bot.config import Settings
from bot.errors import Misconfigured, OutcomeUnknown, ProviderDown, SendError
from bot.ports import DeliveryState, MediaReference, Sending, Sent
from flows.engine.kinds import ChannelName

STATUS_PATH = "/webhooks/sms/status"
PER_SECOND = 10.0
"""Segments a second from a UK number or a name (support.twilio.com 360057082693); a queue at Twilio takes the rest."""
LONGEST_VALID_S = 36_000
"""Twilio's longest validity period, in seconds (twilio.com/docs/api/errors/90007)."""
LOOKED_AT = 50
"""How many of the newest texts to one number are compared; a family gets a few a week."""
SLACK = timedelta(seconds=2)  # Twilio tells whole seconds, and its clock is not ours
TRIAL = "Sent from your Twilio trial account - "
"""What a trial account puts before every text."""
LONGEST_PAUSE_S = 60.0
# What the library raises where an answer lacks what it should have.
_UNREADABLE = (TwilioException, AttributeError, KeyError, TypeError, ValueError)


class TwilioSms:
    """One Twilio sender. Making and opening it needs no network: it keeps trying and says so in `trouble`."""

    def __init__(self, settings: Settings) -> None:
        """Make it from the account, the token, the sender, the base URL and our public origin."""
        self._settings = settings
        self._transport: Transport | None = None
        self._client: Any = None
        self._greeting: asyncio.Task[None] | None = None
        self._trouble: str | None = "We have not reached Twilio yet."

    @property
    def name(self) -> ChannelName:
        """Return which channel this is."""
        return ChannelName.SMS

    @property
    def per_second(self) -> float:
        """Return how many sendings a second Twilio takes from this sender without queueing them."""
        return PER_SECOND

    @property
    def at_once(self) -> int:
        """Return how many sendings may be under way at the same time."""
        return SENDINGS

    @property
    def trouble(self) -> str | None:
        """Return what is wrong between us and Twilio, in a sentence for the operator; None when all is well."""
        return self._trouble

    @property
    def public_name(self) -> str | None:
        """Return the number or messaging service that we send from."""
        return self._settings.twilio_from

    async def open(self) -> None:
        """Get ready inside the running loop; greeting Twilio goes on behind, for as long as it takes."""
        settings = self._settings
        origin = settings.twilio_base_url or ORIGIN
        self._transport = Transport(settings.twilio_account_sid, settings.twilio_auth_token, origin)
        self._greeting = asyncio.get_running_loop().create_task(self._greet())

    async def close(self) -> None:
        """Stop greeting and close every connection."""
        greeting, transport = self._greeting, self._transport
        self._greeting = self._transport = self._client = None
        if greeting is not None:
            greeting.cancel()
            await asyncio.gather(greeting, return_exceptions=True)
        if transport is not None:
            await transport.close()

    async def send(self, sending: Sending) -> Sent:
        """Hand one text to Twilio, or raise a `SendError`; each segment of it costs money.

        Buttons and silence do not exist here: the digits stand in the text, and a phone decides how loud it is.
        """
        with self._honestly(unreadable=OutcomeUnknown):
            messages = await self._messages()
            message = await messages.create_async(
                to=sending.to,
                body=sending.body,
                validity_period=min(max(sending.valid_s, 1), LONGEST_VALID_S),
                **self._sender(),
                **self._callback(),
            )
            return _sent(message)

    async def find(self, sending: Sending, since: datetime) -> Sent | None:
        """Look up whether this very text left for this number at or after `since`; None when it did not.

        Raise a `SendError` where Twilio cannot be asked just now: then nothing is known, so look up again later
        instead of sending. The look-up goes by number and body, because Twilio knows no key of ours.
        """
        # Not by DateSent: a text that still waits in Twilio's queue has none, and would be sent twice.
        with self._honestly(unreadable=ProviderDown):
            messages = await self._messages()
            newest_first = await messages.list_async(
                to=sending.to, limit=LOOKED_AT, page_size=LOOKED_AT, **self._from()
            )
            left = (message for message in newest_first if _is_it(message, sending.body, since))
            return next((_sent(message) for message in left), None)

    async def fetch(self, media: MediaReference, at_most: int) -> bytes:
        """Fetch a received file; raise `Refused` where it is too long or gone, `SendError` where Twilio is away."""
        return await self._opened().download(media.reference, at_most)

    async def _greet(self) -> None:
        pause_s = 0.5
        while True:
            try:
                with self._honestly(unreadable=ProviderDown):
                    await self._opened().greet()
            except SendError:
                await asyncio.sleep(pause_s)
                pause_s = min(pause_s * 2, LONGEST_PAUSE_S)
            else:
                return

    def _opened(self) -> Transport:
        if self._transport is None:
            raise ProviderDown("not open")
        return self._transport

    async def _messages(self) -> Any:
        """Return Twilio's client for messages, loaded off the loop: a tenth of a second, once."""
        transport = self._opened()
        if self._client is None:
            self._client = await asyncio.to_thread(self._load, transport)
        return self._client

    def _load(self, transport: Transport) -> Any:
        from bot.channels.sms.client import messages_of  # noqa: PLC0415 - with the first text, not before

        return messages_of(self._settings.twilio_account_sid, self._settings.twilio_auth_token, transport)

    def _sender(self) -> Mapping[str, str]:
        sender = self._settings.twilio_from
        return {"messaging_service_sid": sender} if sender.startswith("MG") else {"from_": sender}

    def _from(self) -> Mapping[str, str]:
        # A messaging service picks one of several numbers, so there we ask for them all.
        return {name: sender for name, sender in self._sender().items() if name == "from_"}

    def _callback(self) -> Mapping[str, str]:
        # Twilio refuses the whole text (21609) over an address that it cannot reach: none is better than localhost.
        if not self._settings.public_url and not self._settings.twilio_base_url:
            return {}
        return {"status_callback": self._settings.origin + STATUS_PATH}

    @contextmanager
    def _honestly(self, unreadable: type[SendError]) -> Iterator[None]:
        """Turn what cannot be read into `unreadable`, and remember what the operator should know."""
        try:
            yield
        except SendError as error:
            self._trouble = _trouble(error, self._trouble)
            raise
        except _UNREADABLE:
            self._trouble = "Twilio's answer makes no sense. Please check STORYLINKS_TWILIO_BASE_URL."
            raise unreadable("unreadable") from None
        self._trouble = None


def _trouble(error: SendError, before: str | None) -> str | None:
    """Return what the operator should know; an error about one text changes nothing."""
    match error:
        case Misconfigured():
            return f"Twilio refuses our account or sender (code {error.code}). Please check STORYLINKS_TWILIO_*."
        case ProviderDown() | OutcomeUnknown():
            return "Twilio is not answering. We keep trying."
        case _:
            return before


class _Message(Protocol):
    """What we read of the library's message; it ships no types."""

    sid: str | None
    status: str
    body: str
    direction: str
    date_created: datetime | None
    date_sent: datetime | None


def _sent(message: _Message) -> Sent:
    if not message.sid:
        raise ValueError("a message without a name")
    return Sent(message.sid, STATES.get(message.status, DeliveryState.SENT))


def _is_it(message: _Message, body: str, since: datetime) -> bool:
    created = message.date_created or message.date_sent
    is_ours = message.direction != "inbound" and message.body in (body, TRIAL + body)
    # Without a date it counts as left: a doubtful text is better shown to staff than sent twice.
    return is_ours and (created is None or created >= since.astimezone(UTC) - SLACK)
