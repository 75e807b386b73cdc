"""One planned message is taken out by staff, and put back while its time has not come."""

import pytest

from bot.errors import Refused
from bot.services import skip
from bot.services.plan import plan_family
from storage.errors import Missing
from storage.tables import Moment
from tests.bot.services.people import signed_in_as
from tests.school import a_family, at, goes_on_to, row, said_to


@pytest.fixture
async def amina(house):
    return await a_family(house)


@pytest.fixture
async def khan(house, amina):
    return signed_in_as(house, amina.staff_id)


def ask(house):
    return row(house, Moment, kind="ask")


async def test_what_is_taken_out_does_not_go(house, khan, amina):
    await skip.take_out(house, khan, ask(house).id)
    await goes_on_to(house, at(12, "16:30"))
    assert said_to(house, amina) == []
    assert (ask(house).state, ask(house).why) == ("skipped", "staff")


async def test_planning_again_does_not_bring_it_back(house, khan, amina):
    await skip.take_out(house, khan, ask(house).id)
    await house.database.write(lambda uow: plan_family(uow, amina.family_id, house.clock.now()))
    assert ask(house).state == "skipped"


async def test_put_back_it_goes_at_its_time(house, khan, amina):
    await skip.take_out(house, khan, ask(house).id)
    await skip.put_back(house, khan, ask(house).id)
    await goes_on_to(house, at(12, "16:30"))
    assert len(said_to(house, amina)) == 1


async def test_what_has_gone_cannot_be_taken_out(house, khan, amina):
    await goes_on_to(house, at(12, "16:30"))
    with pytest.raises(Refused, match="looked after already"):
        await skip.take_out(house, khan, ask(house).id)


async def test_what_was_left_out_for_another_reason_is_not_put_back(house, khan, amina):
    await goes_on_to(house, at(14, "14:16"))
    hello = row(house, Moment, kind="hello")
    assert hello.state == "skipped"
    with pytest.raises(Refused, match="looked after already"):
        await skip.put_back(house, khan, hello.id)


async def test_what_makes_no_sense_any_more_is_not_put_back(house, khan, amina):
    taken = ask(house).id
    await skip.take_out(house, khan, taken)
    house.clock.time = at(15)
    with pytest.raises(Refused, match="looked after already"):
        await skip.put_back(house, khan, taken)


async def test_nobody_takes_out_what_is_not_there(house, khan, amina):
    with pytest.raises(Missing):
        await skip.take_out(house, khan, 9_999)
