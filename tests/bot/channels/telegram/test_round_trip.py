"""The adapter and its webhook behind a real socket, against the stand-in for Telegram."""

import asyncio

from bot.ports import Button, Sending
from storage.errors import DatabaseAway


async def test_a_question_a_tap_and_an_answer(whole):
    await whole.channel.send(Sending(1, "7", "Can you come?", (Button("Yes", "q:1"), Button("No", "q:2"))))
    label, data = whole.telegram.sent[-1].buttons[0]
    assert await whole.telegram.press(7, data, label) == 200
    tap = whole.received[0]
    assert (tap.sender, tap.button, tap.text) == ("7", "q:1", "Yes")
    await whole.telegram.until(lambda: whole.telegram.answered)


async def test_everything_a_parent_can_do(whole):
    statuses = [
        await whole.telegram.start_bot(7, "Zx0-9_aB"),
        await whole.telegram.text(7, "yh c u there"),
        await whole.telegram.voice(7, b"OggS"),
        await whole.telegram.photo(7, b"\xff\xd8", caption="our dragon"),
        await whole.telegram.edit(7, "no"),
        await whole.telegram.block(7),
        await whole.telegram.block(7, "member"),
    ]
    assert set(statuses) == {200}
    assert whole.house.texts == ["start", "yh c u there", "", "our dragon"]
    assert whole.received[0].token == "Zx0-9_aB"
    assert [change.is_blocked for change in whole.house.blocks] == [True, False]
    assert await whole.channel.fetch(whole.received[2].media[0], 10) == b"OggS"


async def test_the_same_update_brought_twice_has_one_id(whole):
    update = whole.telegram.update(7, text="2", number=77)
    assert [await whole.telegram.post(update), await whole.telegram.post(update)] == [200, 200]
    assert {message.provider_id for message in whole.received} == {"77"}


async def test_many_at_once_all_come_in(whole):
    assert set(await asyncio.gather(*(whole.telegram.text(chat, str(chat)) for chat in range(1, 101)))) == {200}
    assert sorted(map(int, whole.house.texts)) == list(range(1, 101))


async def test_a_stranger_without_the_secret_is_turned_away(whole):
    assert await whole.telegram.post(b"{}", secret="guessed") == 403


async def test_while_the_database_is_away_the_update_may_come_again(whole):
    whole.house.raises = [DatabaseAway()]
    update = whole.telegram.update(7, text="yes", number=78)
    assert [await whole.telegram.post(update), await whole.telegram.post(update)] == [503, 200]
    assert whole.house.texts == ["yes"]
