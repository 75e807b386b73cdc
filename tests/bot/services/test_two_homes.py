"""Two homes: two adults, each with story times of their own, and no word of the other's."""

from datetime import timedelta

import pytest

from bot.errors import Refused
from bot.services.branches import branch
from bot.services.play import StaysHere
from bot.services.preview import preview_family
from bot.services.rhythm import next_texts
from bot.services.two_homes import NONE_SHARED, TWO, give_own
from storage.tables import Parent, Session
from tests.bot.services.people import signed_in_as
from tests.school import STORY_TIME, a_family, add_address, at, goes_on_to, rows, said_to

MARK = "+447700900107"
TUESDAY = 1


@pytest.fixture
async def amina(house):
    return await a_family(house, story_times=[STORY_TIME + timedelta(weeks=n) for n in range(3)])


@pytest.fixture
async def mark(house, amina):
    """Return the id of the child's other adult."""

    def add(uow):
        first = uow.orm.get(Parent, amina.parent_id)
        same = {"school_id": first.school_id, "family_id": first.family_id, "created_at": first.created_at}
        known = {"ticked_at": first.ticked_at, "invited_at": first.ticked_at, "accepted_at": first.ticked_at}
        mark = Parent(name="Mark", **same, **known)
        uow.orm.add(mark)
        uow.orm.flush()
        add_address(uow, house, mark.id, "sms", MARK)
        return mark.id

    return await house.database.write(add)


async def test_each_has_story_times_of_their_own(house, amina, mark):
    await give_own(house, signed_in_as(house, amina.staff_id), mark, TUESDAY, STORY_TIME.time())
    held = rows(house, Session)
    assert [each.week for each in held if each.parent_id == mark] == [4, 5, 6]
    assert {each.on_date.weekday() for each in held if each.parent_id == mark} == {TUESDAY}
    assert [each.week for each in held if each.parent_id == amina.parent_id] == [4, 5, 6]


async def test_neither_thread_tells_of_the_other(house, amina, mark):
    await give_own(house, signed_in_as(house, amina.staff_id), mark, TUESDAY, STORY_TIME.time())
    await goes_on_to(house, at(12, "16:30"))
    await goes_on_to(house, at(15, "16:30"))
    to_mark = [each.body for each in house.channels["sms"].sent if each.to == MARK]
    assert said_to(house, amina)[0].startswith("Your first story time with JJ is Thursday 14 May")
    assert not any("Thursday" in said or "Amina" in said for said in to_mark)
    assert not any("Tuesday" in said or "Mark" in said for said in said_to(house, amina))


async def test_each_has_the_next_texts_of_their_own_story_times(house, amina, mark):
    khan, now = signed_in_as(house, amina.staff_id), house.clock.now()
    shared = house.database.read_now(lambda uow: next_texts(uow, amina.family_id, now))
    assert [name for name, _texts in shared] == [""]
    await give_own(house, khan, mark, TUESDAY, STORY_TIME.time())
    both = dict(house.database.read_now(lambda uow: next_texts(uow, amina.family_id, now)))
    assert {name: dict(texts)["hello"] for name, texts in both.items()} == {
        "Amina": at(14, "08:30"),
        "Mark": at(19, "08:30"),
    }


@pytest.mark.parametrize("code", ["yes", "place"])
async def test_ten_weeks_ahead_show_nothing_of_the_other_home(house, amina, mark, code):
    khan = signed_in_as(house, amina.staff_id)
    await give_own(house, khan, mark, TUESDAY, STORY_TIME.time())
    for parent_id, day, other in ((amina.parent_id, "Thursday", "Tuesday"), (mark, "Tuesday", "Thursday")):
        found = await preview_family(house, khan.school_id, amina.family_id, branch(code).path, parent_id=parent_id)
        said = " ".join(each.words.body for each in found.goes)
        assert (day in said, other in said) == (True, False)
        assert {each.on.strftime("%A") for each in found.sessions} == {day}
        assert "cancelled" not in {each.why for each in found.lines if isinstance(each, StaysHere)}


async def test_it_is_for_two_adults(house, amina):
    with pytest.raises(Refused, match=TWO):
        await give_own(house, signed_in_as(house, amina.staff_id), amina.parent_id, TUESDAY, STORY_TIME.time())


async def test_it_is_done_once(house, amina, mark):
    who = signed_in_as(house, amina.staff_id)
    await give_own(house, who, mark, TUESDAY, STORY_TIME.time())
    with pytest.raises(Refused, match=NONE_SHARED):
        await give_own(house, who, mark, TUESDAY, STORY_TIME.time())
    assert len(rows(house, Session)) == 6


async def test_a_day_on_which_the_school_is_shut_is_said_so(house, amina, mark):
    with pytest.raises(Refused, match="shut on that day"):
        await give_own(house, signed_in_as(house, amina.staff_id), mark, 6, STORY_TIME.time())
    assert len(rows(house, Session)) == 3
