"""A programme is made, laid out for its families, rested and ended."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.errors import Refused
from bot.services import new_programme, programmes
from bot.services.new_programme import NewProgramme
from storage.errors import Missing
from storage.repositories import schools
from storage.tables import Audit, Family, Moment, Parent, Programme, Session
from tests.bot.services.people import signed_in_as
from tests.school import a_family, at, change, goes_on_to, moments, row, rows, said_to

NEW = NewProgramme("Autumn", date(2026, 5, 18), 3, time(14, 15), "Nest room", 1)
SHUT = {date(2026, 5, 28): "Half-term", date(2026, 6, 1): "INSET day", date(2026, 6, 11): "Polling day"}
WEEKS = list(range(1, 11))


@pytest.fixture
async def amina(house):
    return await a_family(house)


@pytest.fixture
async def khan(house, amina):
    return signed_in_as(house, amina.staff_id)


@pytest.fixture
async def new(house, amina):
    await house.database.write(lambda uow: schools.set_closed_days(uow, amina.school_id, SHUT, date(2026, 1, 1)))
    return replace(NEW, lead_id=amina.staff_id)


@pytest.fixture
async def rose(house, amina):
    """Return a family that is on no programme yet."""
    family = await a_family(house, parent="Rose", child="Sam", number="+447700900104", story_times=())
    await change(house, Family, family.family_id, programme_id=None)
    return family


async def test_ten_sessions_step_over_closed_days_and_each_is_named(house, khan, new):
    layout = await new_programme.look(house, khan, new)
    assert [each.week for each in layout.dates] == WEEKS
    assert not {each.on for each in layout.dates} & set(SHUT)
    assert layout.skipped == ((date(2026, 5, 28), "Half-term"), (date(2026, 6, 11), "Polling day"))


async def test_looking_keeps_nothing(house, khan, new):
    await new_programme.look(house, khan, new)
    assert len(rows(house, Programme)) == 1


async def test_a_programme_is_made_with_its_families_and_their_moments(house, khan, new, rose):
    made = await new_programme.create(house, khan, replace(new, families=(rose.family_id,)))
    assert row(house, Family, id=rose.family_id).programme_id == made
    theirs = rows(house, Session, family_id=rose.family_id)
    assert [each.week for each in theirs] == WEEKS
    assert {(each.at_time, each.place) for each in theirs} == {(time(14, 15), "Nest room")}
    assert rows(house, Moment, parent_id=rose.parent_id)
    assert "made a programme" in [each.what for each in rows(house, Audit)]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", " ", "a name"),
        ("name", "x" * 61, "60 characters"),
        ("starts_on", date(2026, 5, 11), "gone by"),
        ("starts_on", date(2028, 5, 11), "more than a year"),
        ("weekday", 5, "shut on that day"),
        ("weekday", 9, "shut on that day"),
        ("at", time(8), "begins after 8.15am"),
        ("at", time(19), "by 6.30pm"),
        ("place", "", "a room, or a corner"),
        ("place", "The big hall upstairs", "16 characters"),
        ("place", "Room\n{day}", "letters only"),
        ("lead", 99, "who leads"),
    ],
)
async def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_kept(house, khan, new, field, typed, sentence):
    wrong = replace(new, **{"lead_id" if field == "lead" else field: typed})
    with pytest.raises(Refused, match=sentence) as refused:
        await new_programme.create(house, khan, wrong)
    assert refused.value.field == field
    assert len(rows(house, Programme)) == 1


async def test_a_weekday_on_which_the_school_is_never_open_is_refused(house, khan, new):
    mondays = {date(2026, 5, 18) + timedelta(weeks=n): "Shut" for n in range(104)}
    await house.database.write(lambda uow: schools.set_closed_days(uow, khan.school_id, mondays, date(2026, 1, 1)))
    with pytest.raises(Refused, match="another weekday"):
        await new_programme.look(house, khan, replace(new, weekday=0))


@pytest.mark.parametrize("stranger", [99, None])
async def test_a_family_unknown_or_on_a_programme_already_is_refused(house, khan, new, amina, stranger):
    with pytest.raises(Refused, match="already") as refused:
        await new_programme.create(house, khan, replace(new, families=(stranger or amina.family_id,)))
    assert refused.value.field == "families"
    assert len(rows(house, Programme)) == 1


async def test_a_family_that_joins_late_has_ten_weeks_of_its_own(house, khan, amina, rose):
    await programmes.take_in(house, khan, amina.programme_id, (rose.family_id,))
    theirs = rows(house, Session, family_id=rose.family_id)
    assert [each.week for each in theirs] == WEEKS
    assert theirs[0].on_date == date(2026, 5, 14)


async def test_on_the_day_itself_the_first_session_is_today_only_before_its_hour(house, khan, amina, rose):
    house.clock.time = at(14, "14:15")
    await programmes.take_in(house, khan, amina.programme_id, (rose.family_id,))
    assert rows(house, Session, family_id=rose.family_id)[0].on_date == date(2026, 5, 21)


async def test_a_resting_programme_sends_nothing_and_makes_up_for_nothing(house, khan, amina):
    await programmes.rest(house, khan, amina.programme_id)
    await goes_on_to(house, at(12, "16:30"))
    assert said_to(house, amina) == []
    assert moments(house, kind="ask") == [("ask", "skipped", "resting")]
    await programmes.restart(house, khan, amina.programme_id)
    await goes_on_to(house, at(14, "08:30"))
    assert len(said_to(house, amina)) == 1


async def test_an_ended_programme_plans_nothing_and_takes_nobody_in(house, khan, amina, rose):
    await programmes.end(house, khan, amina.programme_id)
    assert rows(house, Moment, parent_id=amina.parent_id) == []
    for verb in (programmes.end, programmes.rest, programmes.restart):
        with pytest.raises(Refused, match="over"):
            await verb(house, khan, amina.programme_id)
    with pytest.raises(Refused, match="over"):
        await programmes.take_in(house, khan, amina.programme_id, (rose.family_id,))


async def test_another_school_finds_no_such_programme(house, khan, amina):
    other = replace(khan, school_id=khan.school_id + 1)
    with pytest.raises(Missing):
        await programmes.end(house, other, amina.programme_id)
    assert row(house, Parent, id=amina.parent_id)
