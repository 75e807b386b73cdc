import pytest

from bot.services.alert import raise_due
from flows.engine.kinds import ChannelName
from storage.tables import Parent, Task
from tests.school import ON_CALL, change, row, says


@pytest.fixture
async def worry(house, amina):
    await says(house, amina, "i cant go on i want to die")
    return row(house, Task, is_safety=True).id


async def test_the_card_holds_whom_when_and_what_to_say_and_no_word_of_theirs(house, khan, worry):
    page = khan.get(f"/ring/{worry}")
    assert "07700 900101" in page.words
    assert "Best time now" in page.words
    assert "Hi Amina, it’s Mrs Khan from school. JJ is safe and well." in page.words
    assert "want to die" not in page.words
    assert "<textarea" not in page.html


async def test_who_rings_now_stops_the_chain(house, khan, lee, worry):
    khan.post(f"/ring/{worry}", do="now")
    house.clock.forward(minutes=45)
    await raise_due(house)
    alerts = [each for each in house.channels[ChannelName.SMS].sent if each.to in ON_CALL]
    assert len(alerts) == 1
    assert "Mrs Khan is ringing" in lee.get(f"/ring/{worry}").words
    assert lee.post(f"/ring/{worry}", do="now").status == 400


async def test_trying_again_later_alerts_the_next_mobile(house, khan, worry):
    khan.post(f"/ring/{worry}", do="now")
    khan.post(f"/ring/{worry}", do="later")
    house.clock.forward(minutes=31)
    await raise_due(house)
    alerts = [each.to for each in house.channels[ChannelName.SMS].sent if each.to in ON_CALL]
    assert alerts == list(ON_CALL)


async def test_a_call_is_ticked_once(house, khan, amina, worry):
    khan.post(f"/ring/{worry}", do="rang")
    done = row(house, Task, id=worry)
    assert (done.done_by, done.picked_by) == (amina.staff_id, amina.staff_id)
    assert "Somebody rang" in khan.get(f"/ring/{worry}").words
    assert khan.post(f"/ring/{worry}", do="rang").status == 400


def test_a_wish_of_staffs_own_makes_one_card(house, khan, amina):
    where = f"/families/{amina.family_id}/adults/{amina.parent_id}/ring"
    assert khan.post(where).location == khan.post(where).location
    assert house.channels[ChannelName.SMS].sent == []


async def test_whoever_is_not_safe_is_not_rung(house, khan, amina, worry):
    await change(house, Parent, amina.parent_id, not_safe_at=house.clock.now())
    page = khan.get(f"/ring/{worry}")
    assert "Do not text or ring" in page.words
    assert "07700" not in page.words


def test_what_is_not_there_is_not_found(khan, amina):
    assert khan.get("/ring/999").status == 404
    assert khan.post("/ring/999", do="rang").status == 404
    assert khan.post("/ring/999", do="report").status == 404
