import asyncio
import logging
import socket
from datetime import UTC, datetime
from functools import partial

import pytest

from bot.channels.telegram import adapter, transport
from bot.channels.telegram.adapter import TelegramBot
from bot.channels.telegram.patience import Patience
from bot.clock import RealClock
from bot.config import Settings
from bot.errors import (
    AddressInvalid,
    AddressMoved,
    CannotLookUp,
    Misconfigured,
    OptedOut,
    OutcomeUnknown,
    ProviderDown,
    Refused,
    Throttled,
)
from bot.ports import Button, MediaReference, Sending
from flows.engine.kinds import ChannelName
from tests.stand_ins.telegram_faults import (
    BLOCKED,
    BROKEN,
    DEACTIVATED,
    LOST_ANSWER,
    NO_CHAT,
    REFUSED_CONNECTION,
    REVOKED,
    Fault,
    flood,
    moved,
    slow,
)

ASK = Sending(41, "7", "Can you come?", (Button("Yes", "q:1"), Button("Not this time", "q:2"), Button("Maybe", "q:3")))


async def test_a_text_arrives_as_it_was_written(bot, telegram):
    sent = await bot.send(Sending(41, "7", "Story time is *Thursday* at <2.15pm> 😀"))
    assert telegram.shown(7) == ["Story time is *Thursday* at <2.15pm> 😀"]
    assert sent.provider_id == f"41:{telegram.sent[-1].message_id}"


async def test_two_families_never_share_a_provider_id(bot, telegram):
    ids = {(await bot.send(Sending(number, str(number), "Hello"))).provider_id for number in range(5)}
    assert len(ids) == 5


async def test_buttons_stand_in_the_order_of_the_digits(bot, telegram):
    await bot.send(ASK)
    assert telegram.sent[-1].buttons == (("Yes", "q:1"), ("Not this time", "q:2"), ("Maybe", "q:3"))
    assert telegram.sent[-1].rows == (2, 1)


async def test_long_labels_have_a_row_each(bot, telegram):
    await bot.send(Sending(1, "7", "Which?", (Button("Yes", "q:1"), Button("Another day would be better", "q:2"))))
    assert telegram.sent[-1].rows == (1, 1)


@pytest.mark.parametrize("is_silent", [True, False])
async def test_a_text_late_in_the_evening_makes_no_sound(bot, telegram, is_silent):
    await bot.send(Sending(1, "7", "Good night", is_silent=is_silent))
    assert telegram.sent[-1].is_silent is is_silent


async def test_telegram_never_opens_a_link_before_the_parent_does(bot, telegram):
    await bot.send(Sending(1, "7", "https://stories.school.example/t/abc"))
    assert telegram.called("sendMessage")[-1]["link_preview_options"] == {"is_disabled": True}


async def test_a_lone_surrogate_does_not_stop_a_text(bot, telegram):
    await bot.send(Sending(1, "7", "a\udc00b"))
    assert telegram.shown(7) == ["a?b"]


@pytest.mark.parametrize(
    ("fault", "outcome", "arrived"),
    [
        (BLOCKED, OptedOut, 0),
        (DEACTIVATED, AddressInvalid, 0),
        (NO_CHAT, AddressInvalid, 0),
        (flood(3), Throttled, 0),
        (moved(-1004001), AddressMoved, 0),
        (REVOKED, Misconfigured, 0),
        (BROKEN, ProviderDown, 0),
        (Fault(502, "Bad Gateway"), ProviderDown, 0),
        (Fault(504, "Gateway Timeout"), OutcomeUnknown, 0),
        (LOST_ANSWER, OutcomeUnknown, 1),
        (REFUSED_CONNECTION, OutcomeUnknown, 0),
    ],
    ids=repr,
)
async def test_a_text_that_fails_says_how(bot, telegram, fault, outcome, arrived):
    telegram.fail(fault)
    with pytest.raises(outcome):
        await bot.send(ASK)
    assert len(telegram.sent) == arrived
    await bot.send(ASK)
    assert bot.trouble is None


async def test_a_slow_answer_may_have_been_sent(bot, telegram, monkeypatch):
    monkeypatch.setattr(transport, "READ_S", 0.05)
    telegram.fail(slow(0.3))
    with pytest.raises(OutcomeUnknown):
        await bot.send(ASK)


@pytest.mark.parametrize("answer", [b"", b"[]", b"{}", b"<html>", b'{"ok": true, "result": {}}', b"[" * 9999])
async def test_an_answer_that_makes_no_sense_may_have_been_sent(bot, monkeypatch, answer):
    async def nonsense(*_, **__):
        return 200, answer

    monkeypatch.setattr(transport.Transport, "_ask", nonsense)
    with pytest.raises(OutcomeUnknown):
        await bot.send(ASK)


async def test_an_endless_answer_is_not_read_to_its_end(bot, monkeypatch):
    monkeypatch.setattr(transport, "ANSWER_BYTES", 10)
    with pytest.raises(OutcomeUnknown):
        await bot.send(ASK)


async def test_an_address_that_is_no_chat_is_not_tried(bot, telegram):
    with pytest.raises(AddressInvalid):
        await bot.send(Sending(1, "@channel", "Hello"))
    assert not telegram.sent


async def test_a_bot_cannot_look_up_what_it_sent(bot):
    with pytest.raises(CannotLookUp):
        await bot.find(ASK, datetime(2026, 5, 12, tzinfo=UTC))


async def test_a_file_is_fetched_whole(bot, telegram):
    name = telegram.keep(b"OggS" * 100)
    assert await bot.fetch(MediaReference(name, "audio/ogg"), at_most=400) == b"OggS" * 100


@pytest.mark.parametrize("told", [None, 1000])
async def test_a_file_that_is_too_big_is_refused(bot, telegram, told):
    name = telegram.keep(b"x" * 1000)
    with pytest.raises(Refused, match="too big"):
        await bot.fetch(MediaReference(name, "audio/ogg", told), at_most=999)


async def test_a_file_that_is_gone_is_refused(bot, telegram):
    with pytest.raises(Refused, match="no longer"):
        await bot.fetch(MediaReference("gone", "audio/ogg"), at_most=10)


async def test_a_file_that_telegram_does_not_hand_out_is_refused(bot, telegram, monkeypatch):
    monkeypatch.setitem(telegram._methods, "getFile", file_without_a_place)
    with pytest.raises(Refused):
        await bot.fetch(MediaReference("f", "audio/ogg"), at_most=10)


async def file_without_a_place(given):
    return {"file_id": "f", "file_unique_id": "f"}


async def test_a_file_can_be_asked_for_again_when_telegram_is_away(bot, telegram):
    telegram.fail(BROKEN, method="getFile")
    with pytest.raises(ProviderDown):
        await bot.fetch(MediaReference(telegram.keep(b"x"), "audio/ogg"), at_most=10)


async def test_without_a_secret_the_webhook_is_taken_away(bot, telegram):
    telegram.webhook = {"url": "https://old.example"}
    await telegram.until(lambda: bot.trouble is None)
    assert telegram.webhook == {}
    assert bot.public_name == telegram.username


async def test_with_a_secret_the_webhook_is_registered(settings, telegram):
    settings = settings.model_copy(
        update={"telegram_webhook_secret": "S3cret", "public_url": "https://stories.school.example"}
    )
    bot = TelegramBot(settings, RealClock())
    await bot.open()
    await telegram.until(lambda: bot.trouble is None)
    await bot.close()
    assert telegram.webhook == {
        "url": "https://stories.school.example/webhooks/telegram",
        "secret_token": "S3cret",
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
    }


async def test_telegram_away_at_the_start_is_said_and_tried_again(telegram, settings, monkeypatch):
    monkeypatch.setattr(adapter, "Patience", partial(Patience, first_s=0.001, most_s=0.01))
    telegram.fail(*[BROKEN] * 3, method="getMe")
    bot = TelegramBot(settings, RealClock())
    assert bot.trouble
    await bot.open()
    await telegram.until(lambda: bot.trouble is None)
    await bot.close()
    assert len(telegram.called("getMe")) == 4


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"), "PUBLIC_URL"),
        (REVOKED, "TELEGRAM_TOKEN"),
        (BROKEN, "trying"),
    ],
    ids=repr,
)
async def test_a_webhook_that_telegram_refuses_is_said_in_words(telegram, settings, fault, words):
    telegram.fail(*[fault] * 50, method="setWebhook")
    bot = TelegramBot(settings.model_copy(update={"telegram_webhook_secret": "s"}), RealClock())
    await bot.open()
    await telegram.until(lambda: words in (bot.trouble or ""))
    await bot.close()


async def test_a_flood_wait_at_the_start_is_no_trouble(telegram, settings):
    telegram.fail(flood(30), method="deleteWebhook")
    bot = TelegramBot(settings, RealClock())
    await bot.open()
    await telegram.until(lambda: telegram.called("deleteWebhook"))
    await telegram.until(lambda: bot.trouble is None)
    await bot.close()
    assert len(telegram.called("deleteWebhook")) == 1


async def test_no_network_is_needed_to_open_and_close():
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        origin = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        bot = TelegramBot(Settings(_env_file=None, telegram_token="1:x", telegram_base_url=origin), RealClock())
        await bot.open()
        with pytest.raises(ProviderDown):
            await bot.send(ASK)
        assert "trying" in bot.trouble
        await bot.close()


async def test_a_closed_bot_can_be_opened_again(bot, telegram):
    await bot.close()
    with pytest.raises(ProviderDown):
        await bot.send(ASK)
    await bot.open()
    await bot.send(ASK)
    assert telegram.shown(7) == ["Can you come?"]


async def test_a_button_stops_spinning_and_telegram_away_is_no_error(bot, telegram):
    telegram.fail(BROKEN, method="answerCallbackQuery")
    bot.stop_spinning("first")
    bot.stop_spinning("second")
    await telegram.until(lambda: len(telegram.answered) == 1)


async def test_no_log_and_no_error_holds_the_token_the_text_or_the_chat(bot, telegram, caplog):
    caplog.set_level(logging.DEBUG)
    said = []
    for fault in (BLOCKED, BROKEN, REVOKED, LOST_ANSWER, moved(5)):
        telegram.fail(fault)
        with pytest.raises(Exception) as raised:  # noqa: PT011 - whichever it is
            await bot.send(Sending(1, "70012345", "Secret words"))
        said.append(repr(raised.value) + str(raised.value))
        assert raised.value.__suppress_context__
    await asyncio.sleep(0)
    everything = " ".join(said) + caplog.text
    assert not [word for word in (telegram.token, "70012345", "Secret words") if word in everything]


def test_it_is_telegram_and_paced_by_telegrams_limit():
    bot = TelegramBot(Settings(_env_file=None, telegram_token="1:x"), RealClock())
    assert (bot.name, bot.per_second) == (ChannelName.TELEGRAM, 30.0)
