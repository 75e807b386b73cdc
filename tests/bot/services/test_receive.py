"""What a parent writes is stored once and answered once."""

import asyncio

from bot.services.receive import receive
from storage.tables import Inbound, Outbound, Rsvp
from tests.school import a_family, at, from_, goes_on_to, row, rows, said_to, says


async def test_a_yes_to_the_ask_changes_the_rsvp(house):
    amina = await a_family(house)
    await goes_on_to(house, at(12, "16:30"))
    assert said_to(house, amina)[-1].startswith("Your first story time")
    assert await says(house, amina, "yh but 10 min late x")
    found = row(house, Rsvp)
    assert (found.answer, found.minutes_late) == ("late", 10)


async def test_a_message_brought_twice_is_one_message(house):
    amina = await a_family(house)
    message = from_(amina, "what time is it", house)
    await receive(house, message)
    answered = said_to(house, amina)
    again = await receive(house, message)
    assert again.message_ids == ()
    assert said_to(house, amina) == answered
    assert len(rows(house, Inbound)) == 1


async def test_a_message_brought_twice_at_the_same_moment_is_one_message(house):
    amina = await a_family(house)
    message = from_(amina, "what time is it", house)
    await asyncio.gather(*(receive(house, message) for _ in range(8)))
    assert len(rows(house, Inbound)) == 1
    assert len(rows(house, Outbound)) == 1
