"""Somebody we do not know writes: one neutral answer a day, and no hint that anybody is known."""

import pytest

from bot.ports import CarrierWord, Received
from bot.services.receive import receive
from storage.tables import Inbound, Outbound, Stop
from tests.school import SMS, TELEGRAM, a_family, at, rows

STRANGER = "+447700900777"
NEUTRAL = "Thank you for your text. This number is for story news from a school. Please ring the school if we can help."


async def writes(house, words="hello", channel=SMS, sender=STRANGER, **more):
    n = len(rows(house, Inbound))
    await receive(house, Received(channel, f"stranger-{n}", sender, words, house.clock.now(), **more))
    return [each.body for each in house.channels[channel].sent if each.to == sender]


@pytest.mark.parametrize(("channel", "sender"), [(SMS, STRANGER), (TELEGRAM, "31337")])
async def test_somebody_unknown_is_answered_once_a_day(house, channel, sender):
    for _ in range(3):
        assert await writes(house, channel=channel, sender=sender) == [NEUTRAL]
    house.clock.time = at(13)
    assert await writes(house, channel=channel, sender=sender) == [NEUTRAL] * 2


async def test_the_answer_is_the_same_whoever_is_known(house):
    alone = await writes(house)
    await a_family(house)
    assert await writes(house, sender="+447700900778") == alone


@pytest.mark.parametrize("sender", ["+4420794600000", "+33612345678", "+15005550006", "+447700"])
async def test_what_is_no_uk_mobile_is_not_answered(house, sender):
    assert await writes(house, sender=sender) == []
    assert rows(house, Outbound) == []


async def test_a_stop_is_honoured_without_a_word(house):
    assert await writes(house, "STOP") == []
    assert [each.by_carrier for each in rows(house, Stop)] == [False]
    assert await writes(house, "hello?") == []


@pytest.mark.parametrize(("word", "stops"), [(CarrierWord.STOP, 1), (CarrierWord.START, 0), (CarrierWord.HELP, 0)])
async def test_the_carriers_words_are_kept_and_not_answered(house, word, stops):
    assert await writes(house, word.upper(), carrier=word) == []
    assert len(rows(house, Stop)) == stops


async def test_the_carriers_start_takes_a_stop_back(house):
    await writes(house, "STOP", carrier=CarrierWord.STOP)
    await writes(house, "START", carrier=CarrierWord.START)
    assert rows(house, Stop) == []


async def test_their_words_are_kept_without_a_parent(house):
    await writes(house, "i want to die")
    (inbound,) = rows(house, Inbound)
    assert (inbound.parent_id, inbound.body) == (None, "i want to die")
