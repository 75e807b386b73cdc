"""The school is shut: on days to come, or this morning."""

from datetime import date, time, timedelta

import pytest

from bot.errors import Refused
from bot.services import closures
from storage.tables import ClosedDay, Outbound, Session
from tests.bot.services.people import signed_in_as
from tests.school import STORY_TIME, a_family, at, goes_on_to, row, rows, said_to

THURSDAY = date(2026, 5, 14)
WEEKS = tuple(STORY_TIME + timedelta(weeks=n) for n in range(3))


@pytest.fixture
async def amina(house):
    return await a_family(house, story_times=WEEKS)


@pytest.fixture
async def khan(house, amina):
    return signed_in_as(house, amina.staff_id)


@pytest.fixture
async def asked(house, amina):
    await goes_on_to(house, at(12, "16:30"))
    return amina


async def test_story_times_on_a_day_that_closes_are_named_before_anything_changes(house, khan, amina):
    with pytest.raises(Refused, match="JJ on Thursday 14 May: this goes to the end") as refused:
        await closures.close_days(house, khan, {THURSDAY: "Polling day"}, is_sure=False)
    assert refused.value.field == "sure"
    assert rows(house, ClosedDay) == []


async def test_a_day_without_story_times_closes_at_once(house, khan, amina):
    assert await closures.close_days(house, khan, {date(2026, 5, 25): "Half-term"}, is_sure=False) == 0
    assert row(house, ClosedDay).name == "Half-term"


async def test_whoever_was_told_hears_that_it_is_off(house, khan, asked):
    assert await closures.close_days(house, khan, {THURSDAY: ""}, is_sure=True) == 1
    assert "This story time is off" in said_to(house, asked)[-1]
    assert row(house, Session, id=asked.sessions[0]).cancelled_at


async def test_of_whom_nobody_was_told_the_session_just_goes_to_the_end(house, khan, amina):
    assert await closures.close_days(house, khan, {THURSDAY: ""}, is_sure=True) == 0
    assert said_to(house, amina) == []
    held = sorted((each.on_date, each.week) for each in rows(house, Session))
    assert held == [(date(2026, 5, 21), 4), (date(2026, 5, 28), 5), (date(2026, 6, 4), 6)]


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({}, "at least one day"),
        ({date(2026, 5, 12): ""}, "days to come"),
        ({date(2026, 5, 1): "May Day"}, "days to come"),
        ({date(2028, 5, 1): ""}, "more than a year"),
    ],
)
async def test_days_that_cannot_be_closed(house, khan, amina, days, sentence):
    with pytest.raises(Refused, match=sentence) as refused:
        await closures.close_days(house, khan, days, is_sure=True)
    assert refused.value.field == "closed_days"


async def test_a_day_taken_back_is_open_and_story_times_stay(house, khan, amina):
    await closures.close_days(house, khan, {date(2026, 5, 25): "Half-term"}, is_sure=False)
    await closures.open_day(house, khan, date(2026, 5, 25))
    assert rows(house, ClosedDay) == []


async def test_closed_today_is_told_at_once_to_those_with_a_story_time_today(house, khan, asked):
    other = await a_family(
        house, parent="Rose", child="Sam", number="+447700900104", story_times=(STORY_TIME + timedelta(days=1),)
    )
    house.clock.time = at(14, "07:15")
    assert await closures.close_today(house, khan) == 1
    assert said_to(house, asked)[-1] == (
        "School is closed today, so no story time. Stay warm. We will text a new day soon."
    )
    assert said_to(house, other) == []
    assert row(house, Outbound, texts="RM-07").kind == "closure"
    added = rows(house, Session, family_id=asked.family_id)[-1]
    assert (added.week, added.on_date, added.at_time) == (6, date(2026, 6, 4), time(14, 15))


async def test_closed_today_is_said_once(house, khan, asked):
    house.clock.time = at(14, "07:15")
    await closures.close_today(house, khan)
    with pytest.raises(Refused, match="already"):
        await closures.close_today(house, khan)
    assert len(said_to(house, asked)) == 2


async def test_a_story_time_that_has_been_today_is_told_to_nobody(house, khan, asked):
    house.clock.time = at(14, "15:30")
    assert await closures.close_today(house, khan) == 0
