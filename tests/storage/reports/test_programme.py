"""The programme page's facts: programmes with their families' dates, what a new one is made from, the reminders."""

from datetime import date, time, timedelta

import pytest

from storage.errors import Missing
from storage.reports.programme import programme_page, reminder_cards, reminder_choices
from storage.reports.session import session_card
from storage.tables import Family, Programme, Reminder
from tests.house import make_house
from tests.school import LONDON, STORY_TIME, a_family, at, change, goes_on_to


@pytest.fixture
def house(tmp_path):
    house = make_house(tmp_path, now=at(12))
    yield house
    house.database.close()


@pytest.fixture
async def amina(house):
    return await a_family(house, story_times=(STORY_TIME, STORY_TIME + timedelta(weeks=1)), closed=[date(2026, 5, 25)])


def page(house, family):
    return house.database.read_now(lambda uow: programme_page(uow, family.school_id))


async def test_a_programme_stands_with_its_families_and_their_dates(house, amina):
    (card,) = page(house, amina).programmes
    (family,) = card.families
    assert (card.name, card.lead, family.child) == ("Summer", "Mrs Khan", "JJ")
    assert [each.on for each in family.sessions] == [date(2026, 5, 14), date(2026, 5, 21)]
    assert family.next_one(date(2026, 5, 15)).on == date(2026, 5, 21)
    assert family.next_one(date(2026, 6, 1)) is None


async def test_programmes_that_are_over_stand_last(house, amina):
    def another(uow):
        first = uow.orm.get(Programme, amina.programme_id)
        first.ended_at = house.clock.now()
        again = {"weekday": 1, "at_time": time(9), "place": "Hall", "created_at": house.clock.now()}
        head = {"school_id": amina.school_id, "lead_id": amina.staff_id, "name": "Autumn"}
        uow.orm.add(Programme(**head, **again, starts_on=date(2026, 9, 8)))

    await house.database.write(another)
    assert [(each.name, each.is_over) for each in page(house, amina).programmes] == [
        ("Autumn", False),
        ("Summer", True),
    ]


async def test_a_family_without_a_programme_is_free_to_join(house, amina):
    assert page(house, amina).choices.families == ()
    await change(house, Family, amina.family_id, programme_id=None)
    assert page(house, amina).choices.families == ((amina.family_id, "JJ"),)


async def test_a_reminder_stands_with_whom_it_is_for(house, amina):
    def add(uow):
        head = {"school_id": amina.school_id, "programme_id": amina.programme_id, "made_by": amina.staff_id}
        when = {"weekdays": "02", "at_time": time(9), "created_at": house.clock.now()}
        uow.orm.add(Reminder(**head, **when, wording="Hello", families=str(amina.family_id)))

    await house.database.write(add)
    (card,) = house.database.read_now(lambda uow: reminder_cards(uow, amina.school_id))
    assert (card.programme, card.weekdays, card.children) == ("Summer", (0, 2), ("JJ",))


async def test_a_reminder_is_for_a_programme_that_runs(house, amina):
    choices = house.database.read_now(lambda uow: reminder_choices(uow, amina.school_id))
    assert choices.programmes == ((amina.programme_id, "Summer"),)
    assert choices.families == ((amina.family_id, amina.programme_id, "JJ"),)
    await change(house, Programme, amina.programme_id, ended_at=at(12))
    assert house.database.read_now(lambda uow: reminder_choices(uow, amina.school_id)).programmes == ()


async def test_a_session_says_who_knows_of_it(house, amina):
    def card(session):
        return house.database.read_now(lambda uow: session_card(uow, amina.school_id, LONDON, session))

    assert card(amina.sessions[0]).was_told == ()
    await goes_on_to(house, at(12, "16:30"))
    assert card(amina.sessions[0]).was_told == ("Amina",)
    assert card(amina.sessions[1]).was_told == ()
    with pytest.raises(Missing):
        card(9_999)
