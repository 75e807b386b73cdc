"""A one-time link leads one adult's chat to us, once; forwarded, used or late it is harmless."""

import asyncio
from dataclasses import replace

import pytest

from bot.ports import Received
from bot.services.join_telegram import LINK_LIVES, make_link
from bot.services.receive import receive
from storage.tables import Address, Outbound, Stop
from tests.bot.services.texts import ask
from tests.school import KASIA, SMS, TELEGRAM, a_family, at, row, rows, said_to, says

RUN_OUT = "That link has run out. We will text you a new one."


@pytest.fixture
async def amina(house):
    return await a_family(house, is_planned=False)


async def link_for(house, family):
    url = await house.database.write(lambda uow: make_link(uow, house, family.parent_id, house.clock.now()))
    return url.rpartition("/")[2]


async def opens(house, token, chat=KASIA):
    """Open the link in a chat; return what that chat has been told so far."""
    message = Received(
        TELEGRAM,
        f"{chat}-{len(house.channels[TELEGRAM].sent)}-{token[:9]}",
        chat,
        "start",
        house.clock.now(),
        token=token,
    )
    await receive(house, message)
    return shown(house, chat)


def shown(house, chat=KASIA):
    return [each.body for each in house.channels[TELEGRAM].sent if each.to == chat]


async def test_a_good_link_asks_who_it_is_and_proves_the_chat(house, amina):
    (question,) = await opens(house, await link_for(house, amina))
    assert question == "Hello! This is the story helper at Hazel Lane. Is this Amina?"
    assert row(house, Address, channel=TELEGRAM).proved_at is None
    assert await says(house, replace(amina, channel=TELEGRAM, number=KASIA), "1")
    there = row(house, Address, channel=TELEGRAM)
    assert (there.proved_at is not None, there.is_preferred) == (True, True)
    assert not row(house, Address, channel=SMS).is_preferred


async def test_a_chat_that_is_somebody_elses_is_forgotten(house, amina):
    await opens(house, await link_for(house, amina))
    await says(house, replace(amina, channel=TELEGRAM, number=KASIA), "2")
    assert [each.channel for each in rows(house, Address)] == [SMS]
    assert [each.channel for each in rows(house, Stop)] == [TELEGRAM]


async def test_a_used_link_binds_nobody_else_and_a_new_one_goes_to_the_proved_number_once(house, amina):
    token = await link_for(house, amina)
    await opens(house, token)
    for _ in range(3):
        assert await opens(house, token, chat="666") == [RUN_OUT]
    assert {each.number for each in rows(house, Address, channel=TELEGRAM)} == {KASIA}
    assert [text.startswith("That link has run out. Here is a new one:") for text in said_to(house, amina)] == [True]


async def test_one_link_opened_by_two_chats_at_once_binds_one(house, amina):
    token = await link_for(house, amina)
    await asyncio.gather(*(opens(house, token, chat=f"70{n}") for n in range(4)))
    assert len(rows(house, Address, channel=TELEGRAM)) == 1


async def test_an_old_link_says_that_it_has_run_out(house, amina):
    token = await link_for(house, amina)
    house.clock.time += LINK_LIVES
    assert await opens(house, token) == [RUN_OUT]
    assert len(said_to(house, amina)) == 1


async def test_no_new_link_goes_to_a_number_that_is_not_proved(house):
    amina = await a_family(house, is_proved=False, is_planned=False)
    token = await link_for(house, amina)
    house.clock.time = at(20)
    assert await opens(house, token) == [RUN_OUT]
    assert said_to(house, amina) == []


async def test_a_token_that_nobody_made_says_the_same(house, amina):
    assert await opens(house, "made-up") == [RUN_OUT]
    assert await opens(house, "made-up-too") == [RUN_OUT]
    assert said_to(house, amina) == []


async def test_who_is_on_telegram_already_hears_nothing_new(house, amina):
    await opens(house, await link_for(house, amina))
    before = len(shown(house))
    assert len(await opens(house, await link_for(house, amina))) == before


async def test_a_link_forwarded_to_another_parent_of_ours_binds_nobody(house, amina):
    kasia = await a_family(house, channel=TELEGRAM, is_planned=False)
    assert await opens(house, await link_for(house, amina)) == [RUN_OUT]
    assert row(house, Address, channel=TELEGRAM).parent_id == kasia.parent_id


async def test_a_chat_that_had_said_stop_as_a_stranger_may_join(house, amina):
    await receive(house, Received(TELEGRAM, "1", KASIA, "STOP", house.clock.now()))
    assert await opens(house, await link_for(house, amina)) != []
    assert rows(house, Stop) == []


async def test_the_welcome_offers_a_link_that_works(house):
    amina = await a_family(house, is_proved=False, is_planned=False)
    await ask(house, amina, "settling_in.language")
    await house.database.write(lambda uow: uow.orm.get(Address, row(house, Address).id).__setattr__("proved_at", at(1)))
    offered = await says(house, amina, "ok")
    token = next(text for text in offered if "/t/" in text).partition("/t/")[2].split()[0]
    assert await opens(house, token) == ["Hello! This is the story helper at Hazel Lane. Is this Amina?"]


async def test_only_the_hash_of_a_link_is_kept(house, amina):
    token = await link_for(house, amina)
    await opens(house, token)
    assert all(token not in each.body for each in rows(house, Outbound))


CHECK = "Your story texts now come on Telegram. Not you? Reply NO and we will turn it off."


@pytest.fixture
async def joined(house, amina):
    """Amina's chat, proved a moment ago."""
    await opens(house, await link_for(house, amina))
    chat = replace(amina, channel=TELEGRAM, number=KASIA)
    await says(house, chat, "1")
    return chat


async def test_the_proved_number_is_told_by_sms(house, amina, joined):
    assert said_to(house, amina) == [CHECK]


async def test_a_no_by_sms_turns_telegram_off(house, amina, joined):
    assert await says(house, amina, "NO") == ["Okay. Telegram is off. We will text you here."]
    assert [(each.channel, each.is_preferred) for each in rows(house, Address)] == [(SMS, True)]


async def test_a_no_on_telegram_turns_nothing_off(house, amina, joined):
    await says(house, joined, "no")
    assert {each.channel for each in rows(house, Address)} == {SMS, TELEGRAM}
