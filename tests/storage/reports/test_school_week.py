"""The facts of a few weeks: whose session it is, what was said, and how long it has been quiet; nothing of it stored."""

from datetime import date, timedelta

import pytest

from storage.reports.school_week import school_week
from storage.tables import Parent, Rsvp, Session
from tests.house import make_house
from tests.school import LONDON, STORY_TIME, a_family, add_address, at, change, says

FOUR_WEEKS = tuple(STORY_TIME + timedelta(weeks=n) for n in range(-3, 1))


@pytest.fixture
def house(tmp_path):
    house = make_house(tmp_path, now=at(12))
    yield house
    house.database.close()


@pytest.fixture
async def amina(house):
    return await a_family(house, week=1, story_times=FOUR_WEEKS)


def week_of(house, family):
    first, last = date(2026, 4, 1), date(2026, 6, 30)
    return house.database.read_now(lambda uow: school_week(uow, family.school_id, LONDON, first, last))


async def rsvp(house, family, session, answer):
    values = {"session_id": session, "parent_id": family.parent_id, "answer": answer, "given_at": at(12)}
    await house.database.write(lambda uow: uow.orm.add(Rsvp(**values)))


def only(week):
    ((adult,),) = week.adults.values()
    return adult


async def test_an_adult_stands_with_child_and_channel(house, amina):
    adult = only(week_of(house, amina))
    assert (adult.name, adult.child, adult.channel, adult.standing) == ("Amina", "JJ", "sms", "proved")
    assert adult.last_heard_at is None


async def test_each_answer_is_found_by_session_and_adult(house, amina):
    await rsvp(house, amina, amina.sessions[3], "late")
    week = week_of(house, amina)
    answers = [week.answer(each, only(week)).answer for each in week.sessions]
    assert answers == [None, None, None, "late"]


async def test_sessions_without_a_word_or_a_visit_are_counted_back_from_the_last(house, amina):
    week = week_of(house, amina)
    assert len(week.silent(only(week), date(2026, 5, 14))) == 3
    await rsvp(house, amina, amina.sessions[0], "no")
    week = week_of(house, amina)
    assert len(week.silent(only(week), date(2026, 5, 14))) == 2


async def test_a_visit_ends_the_quiet(house, amina):
    await change(house, Session, amina.sessions[2], came_together_at=at(7, "15:00"))
    week = week_of(house, amina)
    assert len(week.silent(only(week), date(2026, 5, 14))) == 0


async def test_any_word_ends_the_quiet(house, amina):
    await says(house, amina, "thanks")
    week = week_of(house, amina)
    assert len(week.silent(only(week), date(2026, 5, 14))) == 0


async def test_a_kept_place_is_never_quiet(house, amina):
    await change(house, Parent, amina.parent_id, standing_place_at=at(1))
    week = week_of(house, amina)
    assert len(week.silent(only(week), date(2026, 5, 14))) == 0


async def test_a_cancelled_session_counts_for_nothing(house, amina):
    await change(house, Session, amina.sessions[2], cancelled_at=at(6))
    week = week_of(house, amina)
    assert len(week.silent(only(week), date(2026, 5, 14))) == 2


async def test_in_two_homes_a_session_is_one_adults_own(house, amina):
    def other_home(uow):
        now = house.clock.now()
        rose = Parent(school_id=amina.school_id, family_id=amina.family_id, name="Rose", ticked_at=now, created_at=now)
        uow.orm.add(rose)
        uow.orm.flush()
        add_address(uow, house, rose.id, "sms", "+447700900111")
        return rose.id

    rose = await house.database.write(other_home)
    await change(house, Session, amina.sessions[3], parent_id=rose)
    week = week_of(house, amina)
    assert [each.name for each in week.adults_of(week.sessions[3])] == ["Rose"]
    assert [each.name for each in week.adults_of(week.sessions[0])] == ["Amina", "Rose"]


async def test_a_family_without_an_address_still_stands_there(house):
    family = await a_family(house)

    def forget(uow):
        uow.connection.exec_driver_sql("DELETE FROM addresses")

    await house.database.write(forget)
    assert only(week_of(house, family)).standing == "no_address"


async def test_another_school_is_not_seen(house, amina):
    first, last = date(2026, 4, 1), date(2026, 6, 30)
    other = house.database.read_now(lambda uow: school_week(uow, amina.school_id + 1, LONDON, first, last))
    assert (other.sessions, other.adults, other.answers) == ((), {}, {})
