"""STOP is heard in every state, at once and everywhere; one word brings texts back."""

import pytest

from bot.ports import CarrierWord
from storage.tables import Address, Family, Moment, Outbound, Parent, Stop, Task
from tests.bot.services.texts import ask, begin_text
from tests.school import (
    AMINA,
    KASIA,
    SMS,
    TELEGRAM,
    a_family,
    add_address,
    at,
    change,
    goes_on_to,
    outbox,
    row,
    rows,
    says,
)

DONE = "Done. No more texts from this number. Text START if you ever want to come back. Thank you."
SORRY = (
    "Sorry about that, and thank you for telling us. We have taken your number off. You will not hear from us again."
)


async def nothing(_house, _family):
    pass


async def asked(house, family):
    await goes_on_to(house, at(12, "16:30"))


async def flooded(house, family):
    await change(house, Parent, family.parent_id, flooded_at=house.clock.now())


async def paused(house, family):
    await says(house, family, "PAUSE")


async def held(house, family):
    await change(house, Family, family.family_id, held_at=house.clock.now())


async def quiet(house, family):
    await change(house, Parent, family.parent_id, quiet_at=house.clock.now())


async def given_to_a_person(house, family):
    for _ in range(3):
        await says(house, family, "qwertz")


async def worried(house, family):
    await says(house, family, "i want to die")


async def unproved(house, family):
    await change(house, Address, row(house, Address).id, proved_at=None)
    await ask(house, family, "welcome.prove")


async def fewer(house, family):
    await says(house, family, "LESS")


STATES = [nothing, asked, flooded, paused, held, quiet, given_to_a_person, worried, unproved, fewer]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
async def test_stop_is_heard_in_every_state_and_nothing_goes_after_it(house, state):
    amina = await a_family(house)
    await state(house, amina)
    waiting = await begin_text(house, amina, "person", not_before=at(13))
    assert await says(house, amina, "stop texting me") == [DONE]
    assert outbox(house, id=waiting) == [("suppressed", "stopped")]
    before = len(house.channels[SMS].sent)
    for day in (12, 13, 14, 15, 18, 19):
        await goes_on_to(house, at(day, "16:30"))
    assert [each for each in house.channels[SMS].sent[before:] if each.to == AMINA] == []
    assert {each.state for each in rows(house, Moment, parent_id=amina.parent_id)} <= {"skipped", "done"}


async def test_a_second_stop_is_silent(house):
    amina = await a_family(house)
    await says(house, amina, "STOP")
    assert await says(house, amina, "STOP") == []


async def test_what_is_said_after_a_stop_is_for_a_person_and_not_answered(house):
    amina = await a_family(house)
    await says(house, amina, "STOP")
    assert await says(house, amina, "what time is it") == []
    assert "read" in {each.need for each in rows(house, Task)}


async def test_a_stop_on_one_channel_stops_the_others(house):
    amina = await a_family(house)
    await house.database.write(
        lambda uow: add_address(uow, house, amina.parent_id, TELEGRAM, KASIA, is_preferred=False)
    )
    await says(house, amina, "STOP", channel=TELEGRAM, sender=KASIA)
    assert {each.channel for each in rows(house, Stop)} == {SMS, TELEGRAM}
    await goes_on_to(house, at(12, "16:30"))
    assert house.channels[SMS].sent == []


@pytest.mark.parametrize("word", ["START", "start please", "STORY"])
async def test_one_word_brings_texts_back(house, word):
    amina = await a_family(house)
    await says(house, amina, "STOP")
    assert len(await says(house, amina, word)) == 1
    assert rows(house, Stop) == []
    assert row(house, Parent).stopped_at is None


async def test_a_stop_at_the_carrier_is_kept_and_not_answered(house):
    amina = await a_family(house)
    assert await says(house, amina, "STOP", carrier=CarrierWord.STOP) == []
    assert row(house, Stop).by_carrier
    assert row(house, Parent).stopped_at is not None


async def test_after_it_story_tells_a_person_and_only_the_carriers_start_comes_back(house):
    amina = await a_family(house)
    await says(house, amina, "STOP", carrier=CarrierWord.STOP)
    assert await says(house, amina, "STORY") == []
    assert [each.need for each in rows(house, Task)] == ["coming_back"]
    assert await says(house, amina, "START", carrier=CarrierWord.START) == []
    assert rows(house, Stop) == []
    assert await says(house, amina, "what time is it")


async def test_a_help_at_the_carrier_leaves_the_open_question_open(house):
    amina = await a_family(house)
    await goes_on_to(house, at(12, "16:30"))
    assert await says(house, amina, "HELP", carrier=CarrierWord.HELP) == []
    assert await says(house, amina, "1")
    assert row(house, Parent).stopped_at is None


async def test_a_wrong_number_is_forgotten_and_only_its_hash_is_kept(house):
    amina = await a_family(house, is_proved=False)
    await ask(house, amina, "welcome.prove")
    waiting = await begin_text(house, amina, "proving", not_before=at(13))
    assert await says(house, amina, "2") == [SORRY]
    assert rows(house, Address) == []
    assert row(house, Stop).number_hash == house.database.vault.fingerprint(AMINA)
    assert outbox(house, id=waiting) == [("suppressed", "wrong_number")]
    assert "wrong_number" in {each.need for each in rows(house, Task)}
    assert [each.to for each in rows(house, Outbound, is_farewell=False)] == ["", ""]


async def test_somebody_with_a_wrong_number_hears_nothing_more(house):
    amina = await a_family(house, is_proved=False)
    await ask(house, amina, "welcome.prove")
    await says(house, amina, "2")
    assert await says(house, amina, "ok thanks") == []
    assert await says(house, amina, "who is this") == []


async def test_not_safe_to_text_is_answered_with_one_word_and_never_texted_again(house):
    amina = await a_family(house)
    assert await says(house, amina, "he reads my phone, its not safe to text me") == ["OK."]
    assert await says(house, amina, "START") == []
    await goes_on_to(house, at(14, "08:30"))
    assert len(house.channels[SMS].sent) == 1
    assert "leave_in_peace" in {each.need for each in rows(house, Task)}
