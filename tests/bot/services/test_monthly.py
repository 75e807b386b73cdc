"""One spark a month after the last session: offered only by a school that does, and sent only on a yes."""

from datetime import date, datetime

import pytest

from storage.tables import Moment, Parent, Programme, School, Session
from tests.school import LONDON, a_family, at, change, goes_on_to, row, rows, said_to, says

QUESTION = "Would you like one story spark a month?"
LAST_ONE = datetime(2026, 5, 14, 14, 15, tzinfo=LONDON)


@pytest.fixture
async def amina(house):
    """Return a family in the last week, at a school that offers it."""
    await a_family(house, parent="First", number="+447700900199", is_planned=False)
    await change(house, School, 1, offers_monthly=True)
    return await a_family(house, week=10, story_times=(LAST_ONE,))


async def until_the_day_after(house, family, *, came=True):
    await goes_on_to(house, at(14, "15:00"))
    if came:
        await change(house, Session, family.sessions[0], came_together_at=house.clock.now())
    await goes_on_to(house, at(14, "16:30"))
    await goes_on_to(house, at(15, "16:30"))


async def test_it_is_asked_once_the_day_after_the_last_story(house, amina):
    await until_the_day_after(house, amina)
    assert said_to(house, amina)[-1].startswith(QUESTION)


async def test_a_school_that_does_not_offer_it_never_asks(house, amina):
    await change(house, School, 1, offers_monthly=False)
    other = await a_family(house, number="+447700900198", week=10, story_times=(LAST_ONE,))
    await until_the_day_after(house, other)
    assert not any(said.startswith(QUESTION) for said in said_to(house, other))


async def test_without_a_yes_nothing_more_goes(house, amina):
    await until_the_day_after(house, amina)
    before = len(said_to(house, amina))
    for month in (6, 7, 9):
        await goes_on_to(house, at(date(2026, month, 22), "16:30"))
    assert len(said_to(house, amina)) == before


async def test_on_a_yes_one_spark_goes_each_month_also_when_the_programme_is_over(house, amina):
    await until_the_day_after(house, amina)
    await says(house, amina, "1")
    await change(house, Programme, amina.programme_id, ended_at=house.clock.now())
    await goes_on_to(house, at(date(2026, 6, 15), "16:30"))
    await goes_on_to(house, at(date(2026, 7, 15), "16:30"))
    assert [said[:30] for said in said_to(house, amina)[-2:]] == [
        "Story spark: make up an animal",
        "Story spark: your animal can d",
    ]
    assert row(house, Parent, id=amina.parent_id).monthly_at is not None


async def test_stop_ends_it(house, amina):
    await until_the_day_after(house, amina)
    await says(house, amina, "1")
    await says(house, amina, "STOP")
    before = len(said_to(house, amina))
    await goes_on_to(house, at(date(2026, 6, 15), "16:30"))
    assert len(said_to(house, amina)) == before


async def test_the_sparks_are_as_many_as_there_are(house, amina):
    await until_the_day_after(house, amina)
    await says(house, amina, "1")
    monthly = [each for each in rows(house, Moment, parent_id=amina.parent_id) if each.hint and "monthly" in each.hint]
    assert len(monthly) == 10
