"""What goes out: each planned moment with what will come of it, each message with where it is."""

from datetime import timedelta

import pytest

from storage.reports.going_out import going_out, gone
from storage.tables import Family, Parent, Session
from tests.house import make_house
from tests.school import LONDON, STORY_TIME, a_family, at, change, goes_on_to, says

WEEKS = tuple(STORY_TIME + timedelta(weeks=n) for n in range(3))


@pytest.fixture
def house(tmp_path):
    house = make_house(tmp_path, now=at(12))
    yield house
    house.database.close()


@pytest.fixture
async def amina(house):
    return await a_family(house, story_times=WEEKS)


def page(house, family):
    now = house.clock.now()
    until = now + timedelta(days=14)
    return house.database.read_now(lambda uow: going_out(uow, family.school_id, LONDON, now, until))


def planned(house, family, kind):
    return next(each for each in page(house, family).going if each.kind == kind)


async def test_what_is_planned_stands_by_its_time(house, amina):
    due = [each.due_at for each in page(house, amina).going]
    assert due == sorted(due)
    assert planned(house, amina, "ask").is_expected


async def test_a_moment_that_has_come_is_planned_no_more(house, amina):
    await goes_on_to(house, at(12, "16:30"))
    first = planned(house, amina, "ask")
    assert first.due_at == at(19, "16:30")


async def test_who_is_not_coming_is_not_said_hello_to(house, amina):
    await goes_on_to(house, at(12, "16:30"))
    await says(house, amina, "2")
    hello = planned(house, amina, "hello")
    assert (hello.skip, hello.is_expected) == ("not_coming", False)


async def test_the_thanks_wait_for_a_tick(house, amina):
    thanks = planned(house, amina, "thanks")
    assert (thanks.skip, thanks.is_expected) == ("not_marked", True)


async def test_after_the_tick_the_thanks_go_and_the_other_text_does_not(house, amina):
    await change(house, Session, amina.sessions[0], came_together_at=at(14, "15:00"))
    assert planned(house, amina, "thanks").skip is None
    assert planned(house, amina, "missed").skip == "came"


@pytest.mark.parametrize(
    ("column", "why"), [("stopped_at", "stopped"), ("paused_at", "paused"), ("not_safe_at", "not_safe")]
)
async def test_nothing_is_expected_by_who_rests_or_stopped(house, amina, column, why):
    await change(house, Parent, amina.parent_id, **{column: at(12)})
    assert {each.skip for each in page(house, amina).going} == {why}
    assert not any(each.is_expected for each in page(house, amina).going)


async def test_a_family_that_a_person_has_in_hand_is_left_to_them(house, amina):
    await change(house, Family, amina.family_id, held_at=at(12))
    assert {each.skip for each in page(house, amina).going} == {"held"}


async def test_what_went_stands_with_its_state_the_newest_first(house, amina):
    await goes_on_to(house, at(12, "16:30"))
    await says(house, amina, "1")
    went = page(house, amina).gone
    assert [(each.kind, each.state) for each in went] == [("reply", "sent"), ("ask", "sent")]
    assert went[0].language == "en"


async def test_in_another_language_the_english_stands_beside_it(house):
    kasia = await a_family(house, parent="Kasia", language="pl")
    await goes_on_to(house, at(12, "16:30"))
    (ask,) = page(house, kasia).gone
    assert ask.language == "pl"
    assert ask.english.startswith("Your first story time with JJ is")


async def test_only_what_is_open_can_be_asked_for(house, amina):
    await goes_on_to(house, at(12, "16:30"))
    since = house.clock.now() - timedelta(days=1)
    assert house.database.read_now(lambda uow: gone(uow, amina.school_id, since, only_open=True)) == ()


async def test_another_school_sees_nothing(house, amina):
    await goes_on_to(house, at(12, "16:30"))
    now = house.clock.now()
    other = house.database.read_now(lambda uow: going_out(uow, 99, LONDON, now, now + timedelta(days=14)))
    assert (other.going, other.gone) == ((), ())
