"""What Telegram's refusals mean for a text: one table, read from the top, the first row that fits counts.

The Bot API documents no list of its errors; the descriptions are those that it was seen to give
(github.com/TelegramBotAPI/errors, github.com/vrumger/telegram-errors).
"""

from dataclasses import dataclass
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.errors import (
    AddressInvalid,
    AddressMoved,
    Filtered,
    Misconfigured,
    OptedOut,
    OutcomeUnknown,
    ProviderDown,
    SendError,
    Throttled,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One refusal: the library's class, words of Telegram's description, what it means and why."""

    raised: type[TelegramError]
    words: str
    outcome: type[SendError]
    why: str


TABLE = (
    Row(Forbidden, "deactivated", AddressInvalid, "the account was deleted; a new one has a new id"),
    Row(Forbidden, "initiate conversation", AddressInvalid, "they never opened a chat with this bot"),
    Row(Forbidden, "", OptedOut, "bot was blocked by the user: Telegram's own way to say stop"),
    Row(InvalidToken, "", Misconfigured, "401 or 404: the token is wrong or was revoked"),
    Row(EndPointNotFound, "", Misconfigured, "404: the base URL is not a Bot API"),
    Row(Conflict, "", Misconfigured, "409: another programme polls, or a webhook is set"),
    Row(TimedOut, "", OutcomeUnknown, "it left, and no answer came; the Bot API has no idempotency key"),
    Row(BadRequest, "user_is_blocked", OptedOut, "the same block, as some methods say it (tucnak/telebot issue 669)"),
    Row(BadRequest, "chat not found", AddressInvalid, "no such chat for this bot"),
    Row(BadRequest, "chat_id is empty", AddressInvalid, "not a chat id at all"),
    Row(BadRequest, "peer_id_invalid", AddressInvalid, "the older words for it (telegram-bot-ruby issue 25)"),
    Row(BadRequest, "user not found", AddressInvalid, "the id belongs to nobody"),
    Row(BadRequest, "too long", Filtered, "more than 4,096 characters; the same text would fail again"),
    Row(BadRequest, "", Filtered, "400: it will never take this text as it stands"),
    Row(NetworkError, "", ProviderDown, "no connection, or 5xx: the Bot API did not take it"),
    Row(TelegramError, "", OutcomeUnknown, "200 with an answer that cannot be read: it may have been sent"),
)


def outcome(error: TelegramError) -> SendError:
    """Return what this refusal means for the text; `retry_after_s` in seconds."""
    if isinstance(error, RetryAfter):
        wait = error.retry_after  # int until the library's next major version, unless opted in
        return Throttled("429", wait.total_seconds() if isinstance(wait, timedelta) else float(wait))
    if isinstance(error, ChatMigrated):
        return AddressMoved(str(error.new_chat_id))
    description = error.message.lower()
    row = next(row for row in TABLE if isinstance(error, row.raised) and row.words in description)
    return row.outcome(code=row.words or row.raised.__name__)


def trouble(error: TelegramError) -> str | None:
    """Return what is wrong between us and Telegram in words for the operator; None when only one text is concerned."""
    match error:
        case InvalidToken() | EndPointNotFound():
            return "Telegram does not know our token. Please check STORYLINKS_TELEGRAM_TOKEN."
        case Conflict():
            return "Another programme is reading this bot's messages. Please stop it."
        case BadRequest() | Forbidden() | ChatMigrated() | RetryAfter():
            return None
        case _:
            return "Telegram is not answering. We keep trying."
