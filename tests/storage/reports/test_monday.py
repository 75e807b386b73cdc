"""The Monday page's facts: few statements for many families, and who stands in which card."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from storage.reports.monday import MOST_NEWS, monday
from storage.tables import GoodNews, Parent, Session, Task
from tests.house import make_house
from tests.school import LONDON, STORY_TIME, a_family, at, change, goes_on_to, row, says

WEEKS = tuple(STORY_TIME + timedelta(weeks=n) for n in range(3))
FEW = 12


@pytest.fixture
def house(tmp_path):
    house = make_house(tmp_path)
    yield house
    house.database.close()


@pytest.fixture
async def amina(house):
    return await a_family(house, story_times=WEEKS)


def page(house):
    return house.database.read_now(lambda uow: monday(uow, 1, LONDON, house.clock.now()))


def statements(house, read):
    """Count the statements that a reading takes."""
    seen = []

    def work(uow):
        def keep(*execution):
            seen.append(execution[2])

        event.listen(uow.connection, "before_cursor_execute", keep)
        read(uow)

    house.database.read_now(work)
    return len(seen)


async def test_thirty_families_take_few_statements(house):
    for n in range(30):
        family = await a_family(house, parent=f"Parent {n}", number=f"+4477009001{n:02}", story_times=WEEKS)
        await says(house, family, "can someone ring me please" if n % 3 else "is it cold in the hall")
    now = house.clock.now()
    assert 0 < statements(house, lambda uow: monday(uow, 1, LONDON, now)) <= FEW
    assert len(page(house).lines) == 30


async def test_the_week_is_mondays_to_sundays(house, amina):
    assert [line.session.on for line in page(house).lines] == [STORY_TIME.date()]


@pytest.mark.parametrize("day", [16, 17])
async def test_at_the_weekend_it_is_the_week_to_come(house, amina, day):
    house.clock.time = at(day)
    assert [line.session.on for line in page(house).lines] == [WEEKS[1].date()]


async def test_a_wish_to_be_rung_stands_once_with_its_words(house, amina):
    await says(house, amina, "can someone ring me please")
    found = page(house)
    assert [(each.parent, each.words) for each in found.rings] == [("Amina", "can someone ring me please")]
    assert found.unread == ()


async def test_a_worry_is_to_be_rung_and_its_words_stand_nowhere_on_the_page(house, amina):
    await says(house, amina, "i cant go on i want to die")
    assert [each.words for each in page(house).rings] == [""]
    assert page(house).unread == ()


async def test_who_has_been_rung_stands_there_no_more(house, amina):
    await says(house, amina, "can someone ring me please")
    await change(house, Task, row(house, Task).id, done_at=house.clock.now())
    assert page(house).rings == ()


async def test_words_for_a_person_are_to_read(house, amina):
    await says(house, amina, "is it cold in the hall")
    (unread,) = page(house).unread
    assert (unread.body, unread.parent, unread.child) == ("is it cold in the hall", "Amina", "JJ")


async def test_what_was_said_of_a_session_stands_on_its_line(house, amina):
    await goes_on_to(house, at(12, "16:30"))
    await says(house, amina, "yh but 10 min late x")
    (line,) = page(house).lines
    ((_adult, answer),) = line.adults
    assert (answer.answer, answer.minutes_late) == ("late", 10)


async def test_a_session_nobody_spoke_of_is_asked_about_for_four_days(house, amina):
    house.clock.time = at(18)
    assert [line.session.on for line in page(house).blank] == [STORY_TIME.date()]
    house.clock.time = at(19)
    assert page(house).blank == ()


async def test_a_tick_answers_it(house, amina):
    await change(house, Session, amina.sessions[0], came_together_at=at(14, "15:00"))
    house.clock.time = at(18)
    assert page(house).blank == ()


async def test_who_was_quiet_twice_comes_first_for_good_news(house):
    long_ago = tuple(STORY_TIME - timedelta(weeks=n) for n in (2, 1, 0))
    await a_family(house, parent="Mark", child="Theo", week=2, number="+447700900105", story_times=long_ago)
    await a_family(house, parent="Dawn", child="Ellis", week=5, number="+447700900104")
    found = page(house).news
    assert [(each.child, each.why) for each in found] == [("Theo", "quiet"), ("Ellis", "first")]


async def test_good_news_is_asked_of_three_at_most_and_not_twice_a_week(house):
    families = [await a_family(house, number=f"+44770090010{n}") for n in range(5)]
    assert len(page(house).news) == MOST_NEWS
    await house.database.write(lambda uow: uow.orm.add_all(_note(each, house) for each in families))
    assert page(house).news == ()


def _note(family, house):
    return GoodNews(parent_id=family.parent_id, staff_id=family.staff_id, note="A fox", written_at=house.clock.now())


async def test_who_may_not_be_messaged_gets_none(house, amina):
    await change(house, Parent, amina.parent_id, ticked_at=None)
    assert page(house).news == ()
