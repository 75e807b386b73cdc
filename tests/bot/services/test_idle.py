"""A number from which nobody wrote for six months is proved again; no child is named there before that."""

from datetime import date, datetime, timedelta

import pytest

from bot.services import adults
from bot.services.invite import invite
from storage.tables import Address, Parent
from tests.bot.services.people import signed_in_as
from tests.school import LONDON, TELEGRAM, a_family, at, goes_on_to, row, said_to, says

WHO_IS_IT = "Hello Amina. This is the story helper at Hazel Lane."
STORY_TIME = datetime(2026, 11, 26, 14, 15, tzinfo=LONDON)
"""A Thursday more than six months after families are made here."""
A_WEEK_BEFORE = at(date(2026, 11, 19))
ASK, HELLO = at(date(2026, 11, 24), "16:30"), at(date(2026, 11, 26), "08:30")


async def kept_place(house, **more):
    return await a_family(house, story_times=(STORY_TIME,), standing_place_at=house.clock.now(), **more)


async def test_nothing_names_the_child_to_a_number_that_was_silent_for_six_months(house):
    amina = await kept_place(house)
    for moment in (A_WEEK_BEFORE, ASK, HELLO):
        await goes_on_to(house, moment)
    assert [said[: len(WHO_IS_IT)] for said in said_to(house, amina)] == [WHO_IS_IT]
    assert "JJ" not in said_to(house, amina)[0]


async def test_after_a_yes_all_goes_on_as_before(house):
    amina = await kept_place(house)
    await goes_on_to(house, ASK)
    assert await says(house, amina, "1") == ["Thank you. Story texts will come to this number from now on."]
    await goes_on_to(house, HELLO)
    assert said_to(house, amina)[-1].startswith("Today is story day")
    assert row(house, Address, parent_id=amina.parent_id).lapsed_at is None


async def test_at_night_the_question_waits_for_the_morning(house):
    amina = await kept_place(house)
    await goes_on_to(house, at(date(2026, 11, 23), "23:00"))
    assert said_to(house, amina) == []
    await goes_on_to(house, at(date(2026, 11, 24), "08:15"))
    assert len(said_to(house, amina)) == 1


async def test_a_word_within_six_months_is_enough(house):
    amina = await kept_place(house)
    house.clock.time = at(date(2026, 6, 1))
    await says(house, amina, "thanks")
    await goes_on_to(house, HELLO)
    assert said_to(house, amina)[-1].startswith("Today is story day")


async def test_a_telegram_chat_stays_proved(house):
    kasia = await kept_place(house, channel=TELEGRAM)
    await goes_on_to(house, HELLO)
    assert said_to(house, kasia)[-1].startswith("Today is story day")


@pytest.mark.parametrize("how", [{"paused_at": at(12)}, {"quiet_at": at(12)}, {"ticked_at": None}])
async def test_whom_nothing_may_go_to_is_not_asked_either(house, how):
    amina = await kept_place(house, **how)
    await goes_on_to(house, ASK)
    assert said_to(house, amina) == []
    assert row(house, Address, parent_id=amina.parent_id).proved_at is None


async def test_whom_silence_has_left_in_peace_staff_alone_may_ask(house):
    times = [STORY_TIME - timedelta(weeks=n) for n in (3, 2, 1, 0)]
    amina = await a_family(house, story_times=times)
    house.clock.time = at(date(2026, 11, 23))
    await goes_on_to(house, house.clock.time)
    assert said_to(house, amina) == []
    await invite(house, signed_in_as(house, amina.staff_id), amina.parent_id)
    assert said_to(house, amina)[0].startswith(WHO_IS_IT)


async def test_staff_may_prove_it_at_the_gate(house):
    amina = await kept_place(house)
    await goes_on_to(house, A_WEEK_BEFORE)
    await adults.checked_in_person(house, signed_in_as(house, amina.staff_id), amina.parent_id)
    await goes_on_to(house, HELLO)
    assert said_to(house, amina)[-1].startswith("Today is story day")


async def test_a_text_about_coming_from_an_idle_number_is_first_asked_who_writes(house):
    amina = await kept_place(house, paused_at=at(12))
    await goes_on_to(house, A_WEEK_BEFORE)
    assert (await says(house, amina, "we can come on thursday"))[0].startswith(WHO_IS_IT)


async def test_story_after_a_long_rest_asks_who_writes_and_invites_nobody_twice(house):
    amina = await kept_place(house, paused_at=at(12))
    await goes_on_to(house, A_WEEK_BEFORE)
    assert (await says(house, amina, "STORY"))[0].startswith(WHO_IS_IT)
    assert await says(house, amina, "yes") == ["Thank you. Story texts will come to this number from now on."]
    assert row(house, Parent, id=amina.parent_id).paused_at is None
