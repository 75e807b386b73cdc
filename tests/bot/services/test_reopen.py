"""School is open after all: what a closed day took finds back, and whoever was told hears of it exactly once."""

from datetime import date, timedelta

import pytest

from bot.services import closures, school_year
from bot.services.changes import foretell, make
from bot.services.closures import Closing
from bot.services.reopen import opening_days
from storage.repositories.calendars import QUIET
from storage.tables import ClosedDay, MarkedDay, Moment, Outbound, Rsvp, Session
from tests.bot.services.conftest import WEEKS
from tests.school import a_family, at, change, row, rows, said_to, says, send_waiting

THURSDAY, FRIDAY = date(2026, 5, 14), date(2026, 5, 15)
AS_IT_WAS = [(4, 14), (5, 21), (6, 28)]
ON_AFTER_ALL = (
    "Story time is on after all: Thursday 14 May at 2.15pm. Reply 1 yes, 2 not this time, 3 maybe, 4 another time."
)


def weeks(house, family):
    """Return week and day of the month of every story time that stands."""
    held = [each for each in rows(house, Session, family_id=family.family_id) if each.cancelled_at is None]
    return sorted((each.week, each.on_date.day) for each in held)


def opened(house, khan, *days, **more):
    return make(house, opening_days(house, khan, days or (THURSDAY,), **more))


async def test_who_heard_that_it_is_off_hears_once_that_it_is_on(house, khan, asked):
    await closures.close_days(house, khan, Closing({THURSDAY: ""}))
    assert await opened(house, khan) == 1
    assert said_to(house, asked)[2:] == [ON_AFTER_ALL]
    assert weeks(house, asked) == AS_IT_WAS
    assert rows(house, ClosedDay) == []
    await says(house, asked, "1")
    assert row(house, Rsvp, session_id=asked.sessions[0]).answer == "yes"


async def test_what_it_brings_about_is_seen_first_and_kept_nowhere(house, khan, asked):
    await closures.close_days(house, khan, Closing({THURSDAY: ""}))
    outcome = await foretell(house, khan, opening_days(house, khan, [THURSDAY]))
    assert [each.body for each in outcome.texts] == [ON_AFTER_ALL]
    assert [(each.was is None, each.now is None) for each in outcome.shifted] == [(True, False), (False, True)]
    assert len(rows(house, ClosedDay)) == 1
    assert len(said_to(house, asked)) == 2


async def test_of_whom_nobody_was_told_it_just_finds_back(house, khan, amina):
    await closures.close_days(house, khan, Closing({THURSDAY: ""}))
    assert weeks(house, amina) == [(4, 21), (5, 28), (6, 4)]
    assert await opened(house, khan) == 0
    assert weeks(house, amina) == AS_IT_WAS
    assert said_to(house, amina) == []


async def test_a_story_time_moved_within_the_week_moves_back(house, khan, asked):
    await closures.close_days(house, khan, Closing({THURSDAY: "INSET"}, goes_near=True, is_training=True))
    assert await opened(house, khan) == 1
    assert said_to(house, asked)[-1].startswith(
        "A change from us, sorry. Story time moves to Thursday 14 May at 2.15pm"
    )
    assert weeks(house, asked) == AS_IT_WAS


async def test_news_that_has_not_left_is_held_back_and_nobody_hears_anything(house, khan, asked):
    house.clock.time = at(12, "19:00")
    await closures.close_days(house, khan, Closing({THURSDAY: ""}))
    assert await opened(house, khan) == 0
    house.clock.time = at(13, "08:15")
    await send_waiting(house)
    assert len(said_to(house, asked)) == 1
    assert [each.why for each in rows(house, Outbound, texts="RM-10")] == ["replaced"]


async def test_closed_today_by_mistake_is_taken_back(house, khan, asked):
    house.clock.time = at(14, "07:30")
    await closures.close_today(house, khan)
    house.clock.time = at(14, "09:00")
    assert await opened(house, khan) == 1
    assert said_to(house, asked)[-1].startswith("Story time is on after all: Thursday 14 May")
    assert weeks(house, asked) == AS_IT_WAS


async def test_what_should_have_been_already_stays_off(house, khan, asked):
    house.clock.time = at(14, "07:30")
    await closures.close_today(house, khan)
    house.clock.time = at(14, "15:00")
    assert await opened(house, khan) == 0
    assert row(house, Session, id=asked.sessions[0]).cancelled_at is not None


async def test_each_adult_hears_once_however_many_find_back(house, khan, amina):
    rose = await a_family(
        house, parent="Rose", child="Sam", number="+447700900104", story_times=WEEKS, standing_place_at=at(11)
    )
    days = {when.date(): "Half-term" for when in WEEKS}
    await closures.close_days(house, khan, Closing(days))
    assert await opened(house, khan, *days) == 1
    assert said_to(house, rose)[1:] == [ON_AFTER_ALL]
    assert weeks(house, rose) == AS_IT_WAS


async def test_story_times_may_stay_where_they_are_now(house, khan, asked):
    await closures.close_days(house, khan, Closing({THURSDAY: ""}))
    assert await opened(house, khan, brings_back=False) == 0
    assert weeks(house, asked) == [(4, 21), (5, 28), (6, 4)]
    assert len(said_to(house, asked)) == 2


async def test_one_that_has_moved_on_meanwhile_stays(house, khan, amina):
    await closures.close_days(house, khan, Closing({THURSDAY: ""}, goes_near=True))
    moved = row(house, Session, on_date=FRIDAY)
    await change(house, Session, moved.id, was_on=None, on_date=FRIDAY + timedelta(days=3))
    await opened(house, khan)
    assert row(house, Session, id=moved.id).on_date == FRIDAY + timedelta(days=3)


async def test_where_another_story_time_stands_on_that_day_none_comes_beside_it(house, khan, amina):
    await closures.close_days(house, khan, Closing({THURSDAY: ""}, goes_near=True))
    await change(house, Session, amina.sessions[1], on_date=THURSDAY)
    await opened(house, khan)
    assert row(house, Session, id=amina.sessions[0]).on_date == FRIDAY


async def test_one_that_was_cancelled_by_itself_does_not_come_back(house, khan, asked):
    await closures.close_days(house, khan, Closing({FRIDAY: ""}))
    await change(house, Session, asked.sessions[0], cancelled_at=house.clock.now())
    await opened(house, khan, FRIDAY)
    assert row(house, Session, id=asked.sessions[0]).cancelled_at is not None


async def test_a_story_time_that_was_spoken_of_is_not_taken_out(house, khan, asked):
    await closures.close_days(house, khan, Closing({THURSDAY: ""}))
    last = rows(house, Session, family_id=asked.family_id)[-1]
    await house.database.write(
        lambda uow: uow.orm.add(
            Rsvp(session_id=last.id, parent_id=asked.parent_id, answer="yes", given_at=house.clock.now())
        )
    )
    await opened(house, khan)
    assert weeks(house, asked) == [*AS_IT_WAS, (7, 4)]


async def test_days_out_of_a_file_give_back_what_they_took(house, khan, asked):
    await make(house, school_year.taking_file(house, khan, "year.ics", {THURSDAY: "INSET"}, {FRIDAY: "SATs"}))
    assert weeks(house, asked)[0] == (4, 21)
    assert await make(house, school_year.undoing_file(house, khan, "file year.ics")) == 1
    assert weeks(house, asked) == AS_IT_WAS
    assert rows(house, MarkedDay, kind=QUIET) == []


@pytest.mark.parametrize("kind", ["ask", "hello", "thanks", "spark"])
async def test_everything_around_it_is_planned_again(house, khan, amina, kind):
    before = [each.due_at for each in rows(house, Moment, session_id=amina.sessions[0], kind=kind)]
    await closures.close_days(house, khan, Closing({THURSDAY: ""}))
    await opened(house, khan)
    assert [each.due_at for each in rows(house, Moment, session_id=amina.sessions[0], kind=kind)] == before
