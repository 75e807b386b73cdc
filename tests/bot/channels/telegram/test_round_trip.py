"""The adapter and its webhook behind a real socket, against the stand-in for Telegram."""

import asyncio
import socket
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.applications import Starlette

from bot.channels.telegram.adapter import TelegramBot
from bot.channels.telegram.webhook import routes
from bot.clock import RealClock
from bot.ports import Button, Sending
from storage.errors import DatabaseAway


@asynccontextmanager
async def serving(app, door):
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    running = asyncio.create_task(server.serve(sockets=[door]))
    yield
    server.should_exit = True
    await running


@pytest.fixture
async def product(telegram, settings, house):
    with socket.create_server(("127.0.0.1", 0)) as door:
        changes = {"telegram_webhook_secret": "a-secret", "public_url": f"http://127.0.0.1:{door.getsockname()[1]}"}
        settings = settings.model_copy(update=changes)
        bot = TelegramBot(settings, RealClock())
        async with serving(Starlette(routes=routes(settings, house.receive, house.blocked, bot)), door):
            await bot.open()
            await telegram.until(lambda: telegram.webhook)
            yield bot
            await bot.close()


async def test_a_question_a_tap_and_an_answer(product, telegram, house):
    await product.send(Sending(1, "7", "Can you come?", (Button("Yes", "q:1"), Button("No", "q:2"))))
    label, data = telegram.sent[-1].buttons[0]
    assert await telegram.press(7, data, label) == 200
    assert (house.received[0].sender, house.received[0].button, house.received[0].text) == ("7", "q:1", "Yes")
    await telegram.until(lambda: telegram.answered)


async def test_everything_a_parent_can_do(product, telegram, house):
    statuses = [
        await telegram.start_bot(7, "Zx0-9_aB"),
        await telegram.text(7, "yh c u there"),
        await telegram.voice(7, b"OggS"),
        await telegram.photo(7, b"\xff\xd8", caption="our dragon"),
        await telegram.edit(7, "no"),
        await telegram.block(7),
        await telegram.block(7, "member"),
    ]
    assert set(statuses) == {200}
    assert house.texts == ["start", "yh c u there", "", "our dragon"]
    assert house.received[0].token == "Zx0-9_aB"
    assert [change.is_blocked for change in house.blocks] == [True, False]
    assert await product.fetch(house.received[2].media[0], 10) == b"OggS"


async def test_the_same_update_brought_twice_has_one_id(product, telegram, house):
    update = {"update_id": 77, "message": telegram._message(7, text="2")}
    assert [await telegram.bring(update), await telegram.bring(update)] == [200, 200]
    assert {message.provider_id for message in house.received} == {"77"}


async def test_many_at_once_all_come_in(product, telegram, house):
    assert set(await asyncio.gather(*(telegram.text(chat, str(chat)) for chat in range(1, 101)))) == {200}
    assert sorted(map(int, house.texts)) == list(range(1, 101))


async def test_a_stranger_without_the_secret_is_turned_away(product, telegram, house):
    assert await telegram.post(b"{}", secret="guessed") == 403


async def test_while_the_database_is_away_the_update_may_come_again(product, telegram, house):
    house.raises = [DatabaseAway()]
    update = {"update_id": 78, "message": telegram._message(7, text="yes")}
    assert [await telegram.bring(update), await telegram.bring(update)] == [503, 200]
    assert house.texts == ["yes"]
