"""The school year keeps itself up: bank holidays come in sight, quiet days hold what goes by itself."""

from datetime import date

import pytest

from bot.services import school_year
from bot.services.changes import make
from bot.services.known_days import bank_holidays, festival_near
from bot.services.nations import NATIONS
from bot.services.reopen import opening_days
from storage.tables import Audit, ClosedDay, Moment, Session
from tests.school import at, goes_on_to, row, rows, said_to

QUIET_THURSDAY = {date(2026, 5, 14): "Parents' evening"}


async def test_a_bank_holiday_that_comes_in_sight_is_closed_and_one_opened_by_hand_stays_open(house, khan, amina):
    await make(house, school_year.choosing_nation(house, khan, "ENG"))
    before = {each.on_date for each in rows(house, ClosedDay)}
    assert date(2027, 5, 31) in before
    assert date(2027, 8, 30) not in before
    await make(house, opening_days(house, khan, [date(2026, 5, 25)]))
    house.clock.time = at(date(2026, 8, 1))
    await school_year.look_ahead(house)
    after = {each.on_date for each in rows(house, ClosedDay)}
    assert date(2027, 8, 30) in after
    assert date(2026, 5, 25) not in after


async def test_a_school_of_no_nation_has_only_its_own_days(house, khan, amina):
    await school_year.look_ahead(house)
    assert rows(house, ClosedDay) == []


async def test_on_a_quiet_day_nothing_goes_and_the_session_stays(house, khan, amina):
    await school_year.mark(house, khan, "quiet", QUIET_THURSDAY)
    await goes_on_to(house, at(12, "16:30"))
    await goes_on_to(house, at(14, "17:00"))
    [asked] = said_to(house, amina)
    assert "Can you come?" in asked
    assert row(house, Session, id=amina.sessions[0]).cancelled_at is None


async def test_a_day_that_turns_quiet_takes_out_what_was_planned_and_brings_it_back(house, khan, amina):
    hello = {"session_id": amina.sessions[0], "kind": "hello"}
    assert rows(house, Moment, **hello)
    await school_year.mark(house, khan, "quiet", QUIET_THURSDAY)
    assert rows(house, Moment, **hello) == []
    await school_year.unmark(house, khan, "quiet", tuple(QUIET_THURSDAY))
    assert rows(house, Moment, **hello)


async def test_what_staff_do_to_the_year_is_kept_without_a_word_of_it(house, khan, amina):
    await school_year.mark(house, khan, "quiet", {date(2026, 5, 20): "Funeral of Mr Hill"})
    assert "Hill" not in " ".join(f"{each.what} {each.about}" for each in rows(house, Audit))


@pytest.mark.parametrize("nation", NATIONS)
def test_each_nation_has_its_own_bank_holidays(nation):
    year = bank_holidays(nation, date(2026, 1, 1), date(2026, 12, 31))
    own = {date(2026, 3, 17): "NIR", date(2026, 11, 30): "SCT"}
    assert {on for on in own if on in year} == {on for on, whose in own.items() if whose == nation}
    assert (date(2026, 4, 6) in year) == (nation != "SCT")
    assert all(on.weekday() < 5 for on in year)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 1, 7), "Orthodox Christmas"),
        (date(2026, 2, 17), "Lunar New Year"),
        (date(2026, 3, 19), "Eid al-Fitr, give or take a day"),
        (date(2026, 3, 20), "Eid al-Fitr, give or take a day"),
        (date(2026, 4, 13), "Orthodox Easter Monday"),
        (date(2026, 4, 14), "Vaisakhi"),
        (date(2026, 5, 28), "Eid al-Adha, give or take a day"),
        (date(2026, 9, 20), "Yom Kippur begins this evening"),
        (date(2026, 9, 21), "Yom Kippur"),
        (date(2026, 11, 8), "Diwali"),
        (date(2026, 5, 5), ""),
    ],
)
def test_days_that_matter_to_families_are_known(on, said):
    assert festival_near(on) == said
