"""Telegram as a way to reach a parent: sends, fetches files, and tells Telegram where to bring what parents write."""

import asyncio
import logging
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram.patience import Patience
from bot.channels.telegram.statuses import outcome, trouble
from bot.channels.telegram.transport import SENDINGS, TooLong, Transport
from bot.channels.telegram.updates import ALLOWED
from bot.config import Settings
from bot.errors import AddressInvalid, CannotLookUp, FileTooBig, OutcomeUnknown, Refused
from bot.ports import Button, Clock, MediaReference, Sending, Sent
from flows.engine.kinds import ChannelName

ORIGIN = "https://api.telegram.org"
PATH = "/webhooks/telegram"
PER_SECOND = 30.0
"""Over all chats (core.telegram.org/bots/faq); exact limits are not published, the answer 429 is the only truth."""
LONG_POLL_S = 25
SHORT_LABEL = 14
"""Characters of a label of which two stand side by side on a narrow phone."""
_REFUSED = (
    "Telegram refuses our webhook. STORYLINKS_PUBLIC_URL must begin with https://, "
    "and STORYLINKS_TELEGRAM_WEBHOOK_SECRET may hold letters, digits, _ and - only."
)
# A preview would make Telegram's own servers open the link first, and a one-time link would be used up.
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# What the library raises where an answer lacks what it should have.
_UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)


class _RawBot(Bot):
    """The library's bot, and the updates as they came: its own reader gives up a whole batch over one bad update."""

    async def raw_updates(self, offset: int) -> object:
        return await self._post(
            "getUpdates",
            {"offset": offset, "timeout": LONG_POLL_S, "allowed_updates": ALLOWED},
            read_timeout=self.request.read_timeout + LONG_POLL_S if self.request.read_timeout else None,
        )


class TelegramBot:
    """One Telegram bot. Making and opening it needs no network: it keeps trying and says so in `trouble`."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        """Make it from the token, the base URL, our public origin and the webhook's secret."""
        # At DEBUG the library logs every address with the token, and every text.
        logging.getLogger("telegram").setLevel(logging.WARNING)
        self.clock = clock
        self._settings = settings
        self._transport = Transport()
        origin = settings.telegram_base_url or ORIGIN
        self._bot = _RawBot(
            settings.telegram_token, f"{origin}/bot", f"{origin}/file/bot", self._transport, self._transport
        )
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = asyncio.Event()
        self._username: str | None = None
        self._arrival: str | None = "We have not reached Telegram yet."
        self._line: str | None = None

    @property
    def name(self) -> ChannelName:
        """Return which channel this is."""
        return ChannelName.TELEGRAM

    @property
    def per_second(self) -> float:
        """Return how many sendings a second Telegram allows us."""
        return PER_SECOND

    @property
    def at_once(self) -> int:
        """Return how many sendings may be under way at the same time."""
        return SENDINGS

    @property
    def trouble(self) -> str | None:
        """Return what is wrong between us and Telegram, in a sentence for the operator; None when all is well."""
        return self._line or self._arrival

    @property
    def public_name(self) -> str | None:
        """Return the bot's name for links (t.me/<name>), once Telegram has told it."""
        return self._username

    async def open(self) -> None:
        """Get ready inside the running loop; greeting Telegram goes on behind, for as long as it takes."""
        self._closing.clear()
        await self._transport.initialize()
        self._behind(self._arrive(Patience()))

    async def close(self) -> None:
        """Stop what is under way and close every connection; the webhook stays registered."""
        self._closing.set()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._transport.shutdown()

    async def send(self, sending: Sending) -> Sent:
        """Send one text with its buttons, silently where so wished, or raise a `SendError`."""
        chat = _chat(sending.to)
        with self._honestly():
            message = await self._bot.send_message(
                chat,
                sending.body,
                reply_markup=_keyboard(sending.buttons),
                disable_notification=sending.is_silent,
                link_preview_options=_NO_PREVIEW,
            )
        # Telegram numbers the messages of each chat for itself; our own id makes it one of a kind.
        return Sent(f"{sending.message_id}:{message.message_id}")

    async def find(self, sending: Sending, since: datetime) -> Sent | None:
        """Raise `CannotLookUp`: a bot cannot ask what it has sent."""
        raise CannotLookUp

    async def fetch(self, media: MediaReference, at_most: int) -> bytes:
        """Fetch a received file; raise `Refused` where it is too long or gone, `SendError` where Telegram is away."""
        if media.size and media.size > at_most:
            raise FileTooBig
        try:
            with self._honestly(also=(BadRequest, TooLong)):
                file = await self._bot.get_file(media.reference)
                return await self._transport.download(file.file_path, at_most)
        except TooLong:
            raise FileTooBig from None
        except BadRequest:
            raise Refused("Telegram no longer has this file.") from None

    async def updates(self, offset: int) -> list[object]:
        """Wait up to `LONG_POLL_S` for updates from `offset` on, oldest first, as decoded JSON; raise `SendError`.

        Asking from an offset tells Telegram to forget everything before it.
        """
        with self._honestly():
            answer = await self._bot.raw_updates(offset)
            return list(answer) if isinstance(answer, list) else []

    def stop_spinning(self, press: str) -> None:
        """Tell Telegram, behind our back, that a pressed button was heard, so that it stops spinning."""
        self._behind(self._acknowledge(press))

    async def _acknowledge(self, press: str) -> None:
        # Too late, pressed twice or Telegram away: the answer itself still comes, so nobody need know.
        with suppress(TelegramError, *_UNREADABLE):
            await self._bot.answer_callback_query(press)

    async def _arrive(self, patience: Patience) -> None:
        while not self._closing.is_set():
            wait_s = 0.0
            try:
                await self._introduce()
            except TelegramError as error:
                self._arrival = _REFUSED if isinstance(error, BadRequest) else trouble(error)
                wait_s = outcome(error).retry_after_s or 0.0
            except _UNREADABLE:
                self._arrival = "Telegram's answer makes no sense. Please check STORYLINKS_TELEGRAM_BASE_URL."
            else:
                self._arrival = self._line = None
                return
            await patience.wait(self._closing, wait_s)

    async def _introduce(self) -> None:
        """Learn our name and say where updates go: to our webhook where it has a secret, else to whoever polls."""
        self._username = (await self._bot.get_me()).username
        secret = self._settings.telegram_webhook_secret
        if secret:
            await self._bot.set_webhook(self._settings.origin + PATH, allowed_updates=ALLOWED, secret_token=secret)
        else:
            await self._bot.delete_webhook()

    @contextmanager
    def _honestly(self, also: tuple[type[TelegramError], ...] = ()) -> Iterator[None]:
        """Turn the library's errors into ours, except those in `also`, and remember what the operator should know."""
        try:
            yield
        except also:
            raise
        except TelegramError as error:
            self._line = trouble(error)
            raise outcome(error) from None
        except _UNREADABLE:
            raise OutcomeUnknown("unreadable") from None
        self._line = None

    def _behind(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _chat(address: str) -> int:
    try:
        return int(address)
    except ValueError:
        raise AddressInvalid("no chat id") from None


def _keyboard(buttons: tuple[Button, ...]) -> InlineKeyboardMarkup | None:
    """Lay the buttons out in the order of the digits: two in a row where every label is short, else one."""
    if not buttons:
        return None
    width = 2 if all(len(button.label) <= SHORT_LABEL for button in buttons) else 1
    keys = [InlineKeyboardButton(button.label, callback_data=button.token) for button in buttons]
    return InlineKeyboardMarkup([keys[start : start + width] for start in range(0, len(keys), width)])
