"""The school is shut: on days to come, or this morning."""

from datetime import date, time, timedelta

import pytest

from bot.errors import Refused
from bot.services import closures, school_year
from bot.services.changes import foretell, make
from bot.services.closures import Closing
from storage.tables import ClosedDay, Outbound, Rsvp, Session
from tests.bot.services.conftest import WEEKS
from tests.school import STORY_TIME, a_family, at, row, rows, said_to, says, send_waiting

THURSDAY = date(2026, 5, 14)
OFF = "A change from us, sorry. There is no story time on Thursday 14 May. We will text a new day soon."


async def test_what_closing_a_day_brings_about_is_seen_first_and_kept_nowhere(house, khan, asked):
    closing = closures.closing_days(house, khan, Closing({THURSDAY: "Polling day"}))
    outcome = await foretell(house, khan, closing)
    [text] = outcome.texts
    assert (text.parent, text.child, text.body) == ("Amina", "JJ", OFF)
    assert next((each.week, each.was, each.now) for each in outcome.shifted) == (4, (THURSDAY, time(14, 15)), None)
    assert rows(house, ClosedDay) == []
    assert len(said_to(house, asked)) == 1
    assert await make(house, closing) == 1
    assert said_to(house, asked)[-1] == OFF


async def test_what_is_shown_is_word_for_word_what_goes_in_their_language(house, khan, asked):
    kept = {"standing_place_at": at(11)}
    kasia = await a_family(house, parent="Kasia", child="Maja", language="pl", number="+447700900104", **kept)
    closing = closures.closing_days(house, khan, Closing({THURSDAY: ""}, goes_near=True))
    outcome = await foretell(house, khan, closing)
    await make(house, closing)
    assert {text.body for text in outcome.texts} == {said_to(house, asked)[-1], said_to(house, kasia)[-1]}
    assert [text.english is None for text in outcome.texts] == [True, False]


async def test_a_training_day_moves_its_story_times_within_the_week_and_says_why(house, khan, asked):
    closing = Closing({THURSDAY: "INSET"}, goes_near=True, is_training=True)
    assert await closures.close_days(house, khan, closing) == 1
    assert said_to(house, asked)[-1] == (
        "School is shut on Thursday 14 May for staff training. Story time moves to Friday 15 May at 2.15pm. "
        "Reply 1 if that works, 4 for another time."
    )
    await says(house, asked, "1")
    moved = row(house, Session, id=asked.sessions[0])
    assert (moved.on_date, moved.week) == (date(2026, 5, 15), 4)
    assert row(house, Rsvp, session_id=moved.id).answer == "yes"


async def test_of_two_pieces_of_news_before_the_first_has_left_only_the_last_is_told(house, khan, asked):
    house.clock.time = at(12, "19:00")
    for day in (14, 15):
        closing = Closing({date(2026, 5, day): "INSET"}, goes_near=True, is_training=True)
        await closures.close_days(house, khan, closing)
    house.clock.time = at(13, "08:15")
    await send_waiting(house)
    [news] = said_to(house, asked)[1:]
    assert "moves to Wednesday 13 May" in news


async def test_however_many_story_times_go_each_adult_hears_once(house, khan, amina):
    house.clock.time = at(11)
    rose = await a_family(
        house, parent="Rose", child="Sam", number="+447700900104", story_times=WEEKS, standing_place_at=at(11)
    )
    days = {when.date(): "Half-term" for when in WEEKS}
    assert await closures.close_days(house, khan, Closing(days)) == 1
    assert said_to(house, rose) == [OFF]
    assert said_to(house, amina) == []
    held = [each for each in rows(house, Session, family_id=rose.family_id) if each.cancelled_at is None]
    assert [(each.week, each.on_date) for each in held] == [
        (4, date(2026, 6, 4)), (5, date(2026, 6, 11)), (6, date(2026, 6, 18)),
    ]  # fmt: skip


async def test_without_another_day_left_in_the_terms_nothing_is_closed(house, khan, amina):
    term = (date(2026, 4, 20), date(2026, 5, 29), "Summer")
    await make(house, school_year.setting_terms(house, khan, (term,)))
    with pytest.raises(Refused, match="add the next term first"):
        await closures.close_days(house, khan, Closing({THURSDAY: ""}))
    assert rows(house, ClosedDay) == []


async def test_a_day_without_story_times_closes_at_once(house, khan, amina):
    assert await closures.close_days(house, khan, Closing({date(2026, 5, 25): "Half-term"})) == 0
    assert row(house, ClosedDay).name == "Half-term"


async def test_whoever_was_told_hears_that_it_is_off(house, khan, asked):
    assert await closures.close_days(house, khan, Closing({THURSDAY: ""})) == 1
    assert "There is no story time on Thursday 14 May" in said_to(house, asked)[-1]
    assert row(house, Session, id=asked.sessions[0]).cancelled_at


async def test_of_whom_nobody_was_told_the_session_just_goes_to_the_end(house, khan, amina):
    assert await closures.close_days(house, khan, Closing({THURSDAY: ""})) == 0
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
        await closures.close_days(house, khan, Closing(days))
    assert refused.value.field == "closed_days"


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
