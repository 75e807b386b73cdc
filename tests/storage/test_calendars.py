"""The school's calendar out of its rows, on each database."""

from datetime import UTC, date, datetime

import pytest

from storage.repositories import calendars, closed_days, schools
from storage.repositories.calendars import NOTE, QUIET

DAY = date(2026, 5, 14)
NAMES = {"name": "Hazel Lane Primary", "short_name": "Hazel Lane", "zone": "Europe/London", "phone": "01632 960123"}
TERM = (date(2026, 4, 13), date(2026, 7, 17), "Summer")


@pytest.fixture
async def school_id(database):
    return await database.write(lambda uow: schools.add(uow, {**NAMES, "created_at": datetime(2026, 5, 1, tzinfo=UTC)}))


def calendar(database, school_id, since=date(2026, 5, 1)):
    return database.read_now(lambda uow: calendars.of_school(uow, school_id, schools.school(uow, school_id), since))


async def test_an_empty_calendar_is_open_on_weekdays(database, school_id):
    assert calendar(database, school_id).is_story_day(DAY)


async def test_closed_days_quiet_days_and_terms_are_told_apart(database, school_id):
    def keep(uow):
        closed_days.add(uow, school_id, {date(2026, 5, 4): "May Day", date(2026, 4, 20): "Strike"})
        calendars.mark(uow, school_id, QUIET, {DAY: "Parents' evening"})
        calendars.mark(uow, school_id, NOTE, {DAY: "Trip"})
        calendars.set_terms(uow, school_id, (TERM,))

    await database.write(keep)
    found = calendar(database, school_id)
    assert found.closed == {date(2026, 5, 4)}
    assert found.quiet == {DAY}
    assert found.terms == (TERM[:2],)
    assert found.is_school_day(DAY)
    assert not found.is_story_day(DAY)


async def test_a_mark_is_renamed_and_taken_off(database, school_id):
    await database.write(lambda uow: calendars.mark(uow, school_id, QUIET, {DAY: "Play"}))
    await database.write(lambda uow: calendars.mark(uow, school_id, QUIET, {DAY: "School play"}))
    marked = database.read_now(lambda uow: calendars.marked_days(uow, school_id, QUIET, DAY))
    assert marked == ((DAY, "School play"),)
    await database.write(lambda uow: calendars.unmark(uow, school_id, QUIET, DAY))
    assert database.read_now(lambda uow: calendars.marked_days(uow, school_id, QUIET, DAY)) == ()
