import asyncio
import logging
from contextlib import asynccontextmanager

import pytest

from bot.channels.telegram.polling import TRIES, poll
from storage.errors import DatabaseAway
from tests.stand_ins.telegram_faults import BROKEN, CONFLICT, LOST_ANSWER, REVOKED, flood


@asynccontextmanager
async def polling(bot, house, patience):
    stop = asyncio.Event()
    running = asyncio.create_task(poll(bot, house.receive, house.blocked, stop, patience))
    yield
    stop.set()
    await asyncio.wait_for(running, 5)


def forgotten_before(telegram):
    """The number from which Telegram was last asked: everything below it is forgotten."""
    return max((int(given.get("offset", 0)) for given in telegram.called("getUpdates")), default=0)


async def test_what_was_written_before_we_were_there_comes_in_order(bot, telegram, house, quick):
    for words in ("one", "two", "three"):
        await telegram.text(7, words)
    async with polling(bot, house, quick):
        await telegram.until(lambda: house.texts == ["one", "two", "three"])


async def test_what_is_written_while_we_wait_comes_at_once(bot, telegram, house, quick):
    async with polling(bot, house, quick):
        await telegram.until(lambda: telegram.called("getUpdates"))
        await telegram.text(7, "yes")
        await telegram.press(7, "q:1", "Yes")
        await telegram.block(7)
        await telegram.until(lambda: house.blocks)
    assert [(message.text, message.button) for message in house.received] == [("yes", None), ("Yes", "q:1")]
    assert telegram.answered


async def test_it_stops_at_once_though_nobody_writes(bot, telegram, house, quick):
    async with polling(bot, house, quick):
        await telegram.until(lambda: telegram.called("getUpdates"))


async def test_what_was_handled_is_forgotten_and_comes_only_once(bot, telegram, house, quick):
    async with polling(bot, house, quick):
        await telegram.text(7, "one")
        await telegram.until(lambda: forgotten_before(telegram) == 10_002)
        await telegram.text(7, "two")
        await telegram.until(lambda: len(house.received) == 2)
    assert house.texts == ["one", "two"]


@pytest.mark.parametrize(
    "broken",
    [
        {"update_id": 10_002, "message": {"text": 5}},
        {"update_id": 10_002, "message": []},
        {"update_id": 10_002, "x": {}},
    ],
    ids=repr,
)
async def test_an_update_that_cannot_be_read_does_not_hold_up_the_next(bot, telegram, house, quick, broken):
    await telegram.text(7, "before")
    await telegram.bring(broken)
    await telegram.bring({**broken, "update_id": 10_003})
    telegram._update_id = 10_003
    await telegram.text(7, "after")
    async with polling(bot, house, quick):
        await telegram.until(lambda: house.texts == ["before", "after"])
        await telegram.until(lambda: forgotten_before(telegram) == 10_005)


async def test_an_update_without_a_number_is_passed_with_the_next_that_has_one(bot, telegram, house, quick):
    await telegram.bring("nonsense")
    async with polling(bot, house, quick):
        await telegram.until(lambda: telegram.called("getUpdates"))
        await telegram.text(7, "yes")
        await telegram.until(lambda: house.texts == ["yes"])


async def test_numbers_may_have_gaps_and_may_begin_anew(bot, telegram, house, quick):
    async with polling(bot, house, quick):
        await telegram.text(7, "one")
        telegram._update_id += 500
        await telegram.text(7, "two")
        await telegram.until(lambda: house.texts == ["one", "two"])
        await telegram.until(lambda: forgotten_before(telegram) == 10_503)


async def test_while_the_database_is_away_nothing_is_forgotten_or_lost(bot, telegram, house, quick):
    house.raises = [DatabaseAway() for _ in range(5)]
    await telegram.text(7, "one")
    await telegram.text(7, "two")
    async with polling(bot, house, quick):
        await telegram.until(lambda: house.texts == ["one", "two"])
    assert not house.raises


async def test_a_stop_while_the_database_is_away_leaves_the_update_with_telegram(bot, telegram, house, quick):
    house.raises = [DatabaseAway() for _ in range(10_000)]
    await telegram.text(7, "one")
    async with polling(bot, house, quick):
        await telegram.until(lambda: len(house.raises) < 9_998)
    assert forgotten_before(telegram) == 0
    house.raises = []
    async with polling(bot, house, quick):
        await telegram.until(lambda: house.texts == ["one"])


async def test_our_own_mistake_over_one_update_does_not_silence_the_rest(bot, telegram, house, quick, caplog):
    house.raises = [ZeroDivisionError("Secret words") for _ in range(TRIES)]
    await telegram.text(7, "one")
    await telegram.text(7, "two")
    async with polling(bot, house, quick):
        await telegram.until(lambda: house.texts == ["two"])
    assert "ZeroDivisionError" in caplog.text
    assert "Secret words" not in caplog.text


@pytest.mark.parametrize("fault", [CONFLICT, BROKEN, REVOKED, LOST_ANSWER, flood(0)], ids=repr)
async def test_it_outlives_whatever_telegram_says(bot, telegram, house, quick, fault):
    await telegram.until(lambda: bot.trouble is None)
    telegram.fail(fault, fault, fault, method="getUpdates")
    async with polling(bot, house, quick):
        await telegram.text(7, "yes")
        await telegram.until(lambda: house.texts == ["yes"])
    assert bot.trouble is None


async def test_another_poller_is_said_in_words(bot, telegram, house, quick):
    await telegram.until(lambda: bot.trouble is None)
    telegram.fail(*[CONFLICT] * 1000, method="getUpdates")
    async with polling(bot, house, quick):
        await telegram.until(lambda: "Another programme" in (bot.trouble or ""))


async def test_no_log_holds_the_words_or_the_chat(bot, telegram, house, quick, caplog):
    caplog.set_level(logging.DEBUG)
    async with polling(bot, house, quick):
        await telegram.text(70012345, "Secret words")
        await telegram.bring({"update_id": 10_050, "message": {"text": ["Secret words"]}})
        await telegram.until(lambda: "set aside" in caplog.text)
    assert not [word for word in (telegram.token, "70012345", "Secret words") if word in caplog.text]
