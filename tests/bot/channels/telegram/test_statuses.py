from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.statuses import TABLE, outcome, trouble
from bot.errors import (
    AddressInvalid,
    AddressMoved,
    Filtered,
    Misconfigured,
    OptedOut,
    OutcomeUnknown,
    ProviderDown,
    Throttled,
)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), OptedOut),
        (Forbidden("Forbidden: user is deactivated"), AddressInvalid),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), AddressInvalid),
        (BadRequest("Bad Request: USER_IS_BLOCKED"), OptedOut),
        (BadRequest("Bad Request: chat not found"), AddressInvalid),
        (BadRequest("Bad Request: PEER_ID_INVALID"), AddressInvalid),
        (BadRequest("Bad Request: message is too long"), Filtered),
        (BadRequest("Bad Request: BUTTON_DATA_INVALID"), Filtered),
        (InvalidToken("Unauthorized"), Misconfigured),
        (Conflict("Conflict: terminated by other getUpdates request"), Misconfigured),
        (TimedOut(), OutcomeUnknown),
        (NetworkError("Bad Gateway"), ProviderDown),
        (TelegramError("Unreadable answer"), OutcomeUnknown),
        (ChatMigrated(-1004001), AddressMoved),
        (RetryAfter(3), Throttled),
    ],
    ids=repr,
)
def test_a_refusal_means(error, expected):
    assert type(outcome(error)) is expected


@pytest.mark.parametrize("wait", [7, timedelta(seconds=7)])
def test_a_flood_wait_says_how_long(wait):
    assert outcome(RetryAfter(wait)).retry_after_s == 7


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
def test_a_flood_wait_is_understood_as_a_plain_number_too(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "false")
    assert outcome(RetryAfter(7)).retry_after_s == 7


def test_a_moved_chat_says_where_to():
    assert outcome(ChatMigrated(-1004001)).new_address == "-1004001"


def test_no_code_quotes_what_telegram_said():
    assert outcome(Forbidden("Forbidden: Amina is deactivated")).code == "deactivated"


def test_every_row_says_why_and_can_be_reached():
    for index, row in enumerate(TABLE):
        above = [one for one in TABLE[:index] if issubclass(row.raised, one.raised) and one.words in row.words]
        assert row.why
        assert not above, f"{row} is never reached: {above}"


@pytest.mark.parametrize("error", [Forbidden("x"), BadRequest("x"), RetryAfter(3), ChatMigrated(1)], ids=repr)
def test_one_familys_refusal_is_no_trouble_of_the_channel(error):
    assert trouble(error) is None


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (InvalidToken("x"), "TELEGRAM_TOKEN"),
        (Conflict("x"), "Another"),
        (NetworkError("x"), "trying"),
        (TimedOut(), "trying"),
    ],
)
def test_trouble_is_told_in_words(error, word):
    assert word in trouble(error)
