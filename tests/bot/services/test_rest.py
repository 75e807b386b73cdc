"""Everything rests at one press, with a word or without, and goes on at one press."""

from datetime import date

import pytest

from bot.errors import Refused
from bot.services import rest
from bot.services.changes import foretell, make
from storage.tables import Programme, Session
from tests.bot.services.conftest import WEEKS
from tests.school import a_family, at, goes_on_to, row, rows, said_to

OFF = "A change from us, sorry. There is no story time on Thursday 14 May. We will text a new day soon."


def weeks(house):
    held = [each for each in rows(house, Session) if each.cancelled_at is None]
    return sorted((each.week, each.on_date) for each in held)


async def test_at_one_press_nothing_goes_by_itself_and_nobody_hears_of_it(house, khan, asked):
    assert await make(house, rest.resting_all(house, khan, is_told=False)) == 0
    for day in (14, 15, 19):
        await goes_on_to(house, at(day, "17:00"))
    assert len(said_to(house, asked)) == 1
    assert row(house, Programme).paused_at == at(12, "16:30")


async def test_whoever_expects_a_story_time_is_told_once_and_nobody_else(house, khan, asked):
    other = await a_family(
        house, parent="Rose", child="Sam", number="+447700900104", story_times=(WEEKS[1],), is_planned=False
    )
    change = rest.resting_all(house, khan, is_told=True)
    assert [each.body for each in (await foretell(house, khan, change)).texts] == [OFF]
    assert row(house, Programme).paused_at is None
    assert await make(house, change) == 1
    assert said_to(house, asked)[1:] == [OFF]
    assert said_to(house, other) == []
    # The week that was called off has not used up its number, and the weeks end one session later.
    theirs = [each for each in rows(house, Session, family_id=asked.family_id) if each.cancelled_at is None]
    assert [(each.week, each.on_date.day) for each in theirs] == [(4, 21), (5, 28), (6, 4)]


async def test_after_a_death_in_the_school_it_is_said_gently_and_without_a_reason(house, khan, asked):
    assert await make(house, rest.resting_all(house, khan, is_told=True, is_gentle=True)) == 1
    (said,) = said_to(house, asked)[1:]
    assert said.startswith("Story time is resting for now. There is none on Thursday 14 May. Your place is safe.")


async def test_it_goes_on_at_one_press_and_what_was_to_be_meanwhile_is_made_up_for(house, khan, asked):
    await make(house, rest.resting_all(house, khan, is_told=False))
    house.clock.time = at(22, "09:00")
    await rest.start_all(house, khan, goes_to_end=True)
    assert row(house, Programme).paused_at is None
    assert weeks(house) == [(4, date(2026, 5, 28)), (5, date(2026, 6, 4)), (6, date(2026, 6, 11))]
    assert len(said_to(house, asked)) == 1
    await goes_on_to(house, at(26, "16:30"))
    assert "Thursday 28 May" in said_to(house, asked)[-1]


async def test_story_times_that_were_held_meanwhile_may_stand(house, khan, asked):
    await make(house, rest.resting_all(house, khan, is_told=False))
    house.clock.time = at(22, "09:00")
    await rest.start_all(house, khan, goes_to_end=False)
    assert [week for week, _on in weeks(house)] == [4, 5, 6]


async def test_what_rests_already_is_said_and_not_told_again(house, khan, asked):
    await make(house, rest.resting_all(house, khan, is_told=True))
    with pytest.raises(Refused, match="rests already"):
        await make(house, rest.resting_all(house, khan, is_told=True))
    assert len(said_to(house, asked)) == 2
