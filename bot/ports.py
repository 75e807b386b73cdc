"""What the house asks of the world: small protocols and the values that cross them."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from flows.engine.kinds import ChannelName


class Clock(Protocol):
    """What time it is, in UTC; the demo's clock can be ahead of the real one."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class CarrierWord(StrEnum):
    """A keyword that the carrier or provider has already acted on and answered."""

    STOP = "stop"
    START = "start"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class MediaReference:
    """A file that came with a message and can be fetched later; `size` in bytes where the provider tells.

    `content` is the safe copy of one that came by our own page and has been looked at.
    """

    reference: str
    content_type: str
    size: int | None = None
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """One message from outside, parsed at the edge.

    `provider_id` makes a second copy known. `sender` is an E.164 number or a Telegram chat id. `button` is the data
    of a pressed button, `token` the payload of a Telegram deep link. `received_at` is aware, in UTC.
    """

    channel: ChannelName
    provider_id: str
    sender: str
    text: str
    received_at: datetime
    media: tuple[MediaReference, ...] = ()
    button: str | None = None
    token: str | None = None
    carrier: CarrierWord | None = None


@dataclass(frozen=True, slots=True)
class Blocked:
    """A parent blocked or unblocked our bot, without a message."""

    channel: ChannelName
    provider_id: str
    sender: str
    is_blocked: bool


@dataclass(frozen=True, slots=True)
class Button:
    """An answer to tap; `token` comes back as `Received.button` (at most 64 bytes)."""

    label: str
    token: str


@dataclass(frozen=True, slots=True)
class Sending:
    """One text to hand to a provider. `valid_s` is how long it makes sense, in seconds."""

    message_id: int
    to: str
    body: str
    buttons: tuple[Button, ...] = ()
    is_silent: bool = False
    valid_s: int = 36_000


class DeliveryState(StrEnum):
    """Where a message is on its way out."""

    PLANNED = "planned"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    SUPPRESSED = "suppressed"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Sent:
    """The provider took a text; `provider_id` is how later reports name it."""

    provider_id: str
    state: DeliveryState = DeliveryState.SENT


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What a provider reports later about a text; `error` is the outcome where it failed."""

    channel: ChannelName
    provider_id: str
    state: DeliveryState
    error: Exception | None = None


class Channel(Protocol):
    """One way out: the same contract for every adapter, and the same contract tests."""

    @property
    def name(self) -> ChannelName:
        """Return which channel this is."""
        ...

    @property
    def per_second(self) -> float:
        """Return how many sendings a second the provider allows us."""
        ...

    @property
    def at_once(self) -> int:
        """Return how many sendings may be under way at the same time."""
        ...

    @property
    def trouble(self) -> str | None:
        """Return what is wrong just now, in a sentence, or None."""
        ...

    @property
    def public_name(self) -> str | None:
        """Return the name or number by which parents know us here, once it is known."""
        ...

    async def open(self) -> None:
        """Get ready inside the running loop; the provider being away is not an error."""
        ...

    async def close(self) -> None:
        """Give everything back."""
        ...

    async def send(self, sending: Sending) -> Sent:
        """Hand one text to the provider, or raise a `SendError`."""
        ...

    async def find(self, sending: Sending, since: datetime) -> Sent | None:
        """Look up whether this text already left, or raise `CannotLookUp`."""
        ...

    async def fetch(self, media: MediaReference, at_most: int) -> bytes:
        """Fetch a received file of at most so many bytes, or raise `Refused`."""
        ...


Work = Callable[..., Awaitable[None]]


class Jobs(Protocol):
    """Durable work: what is enqueued in a transaction is done once that is committed, even after a crash."""

    async def open(self, works: Mapping[str, Work]) -> None:
        """Begin to work; `works` maps the names used below to what does them."""
        ...

    async def close(self) -> None:
        """Finish what is under way and stop."""
        ...

    async def adopt(self) -> None:
        """Take over what processes that are dead left half done."""
        ...

    async def forget(self, before: datetime) -> None:
        """Delete what was done before then."""
        ...

    def enqueue(self, connection: Any, work: str, key: str, *arguments: Any) -> None:
        """Enqueue work inside the caller's transaction; a second time with the same key adds nothing."""
        ...

    async def start(self, work: str, key: str, *arguments: Any) -> None:
        """Begin work now, without waiting for it to end; a second time with the same key adds nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Repeat:
    """A rule of staff's own: which weekdays (0 is Monday), at which hour and minute, in the school's zone."""

    weekdays: frozenset[int]
    hour: int
    minute: int
    zone: str


class Occurrences(Protocol):
    """Computes when a rule comes round."""

    def __call__(self, rule: Repeat, from_: datetime, until: datetime) -> tuple[datetime, ...]:
        """Return every moment of the rule in [from_, until], aware, in the rule's zone, earliest first."""
        ...
