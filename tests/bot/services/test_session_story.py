"""The story of a session: kept as it was told, and said once to be in the bag, through the gate."""

from datetime import timedelta

import pytest

from bot.errors import Refused
from bot.services import session_story
from bot.services.kept_back import KeptBack
from bot.services.session_story import LONGEST_STORY, Typed
from storage.tables import Outbound, Parent, Session, Story
from tests.bot.services.people import signed_in_as
from tests.school import a_family, at, change, outbox, row, rows, said_to, send_waiting

IN_THE_BAG = "The new story is in the book bag today."
FOX = Typed("The fox who lost a shoe", "One day a fox went out.\n\nAn owl had the shoe.", is_in_bag=True)
DRAGON = "There was a dragon called Ember. He was so cross that he kicked the door and hit the wall. Then he had tea."


@pytest.fixture
async def amina(house):
    family = await a_family(house, is_planned=False)
    house.clock.time = at(14, "15:00")
    return family


@pytest.fixture
def khan(house, amina):
    return signed_in_as(house, amina.staff_id)


async def test_a_story_is_kept_and_the_parent_told_once(house, khan, amina):
    assert await session_story.keep_story(house, khan, amina.sessions[0], FOX) == 1
    assert [each for each in said_to(house, amina) if each.startswith(IN_THE_BAG)] == said_to(house, amina)
    again = Typed("The fox", "One day.", is_in_bag=True)
    assert await session_story.keep_story(house, khan, amina.sessions[0], again) == 0
    assert len(said_to(house, amina)) == 1
    story = row(house, Story)
    assert (story.title, story.words, story.session_id) == ("The fox", "One day.", amina.sessions[0])


async def test_without_the_tick_nothing_is_said_until_one_tap(house, khan, amina):
    await session_story.keep_story(house, khan, amina.sessions[0], Typed(FOX.title, FOX.words, is_in_bag=False))
    assert said_to(house, amina) == []
    for _tap in range(2):
        await session_story.put_in_bag(house, khan, amina.sessions[0])
    assert len(said_to(house, amina)) == 1


async def test_in_a_full_week_the_story_is_kept_and_the_text_is_shown_as_not_sent(house, khan, amina):
    await full_week(house, amina)
    await session_story.keep_story(house, khan, amina.sessions[0], FOX)
    assert said_to(house, amina) == []
    assert outbox(house, texts="TY-02") == [("suppressed", "cap_full")]
    assert row(house, Story).bagged_at == house.clock.now()


async def test_in_the_evening_it_does_not_ring_and_tomorrow_it_is_not_today(house, khan, amina):
    house.clock.time = at(14, "20:00")
    await session_story.keep_story(house, khan, amina.sessions[0], FOX)
    house.clock.time = at(15, "09:00")
    await send_waiting(house)
    assert said_to(house, amina) == []


@pytest.mark.parametrize("ruled_out", ["stopped_at", "not_safe_at", "ticked_at"])
async def test_who_is_ruled_out_gets_no_text(house, khan, amina, ruled_out):
    await change(house, Parent, amina.parent_id, **{ruled_out: None if ruled_out == "ticked_at" else house.clock.now()})
    await session_story.keep_story(house, khan, amina.sessions[0], FOX)
    assert rows(house, Outbound) == []
    assert row(house, Story).title == FOX.title


async def test_in_two_homes_only_the_adult_whose_session_it_was_is_told(house, khan, amina):
    tom = await a_family(house, parent="Tom", number="+447700900109", is_planned=False)
    await change(house, Parent, tom.parent_id, family_id=amina.family_id)
    await change(house, Session, amina.sessions[0], parent_id=amina.parent_id)
    await session_story.keep_story(house, khan, amina.sessions[0], FOX)
    assert len(said_to(house, amina)) == 1
    assert said_to(house, tom) == []


async def test_a_dragon_may_be_cross(house, khan, amina):
    await session_story.keep_story(house, khan, amina.sessions[0], Typed("The cross dragon", DRAGON, is_in_bag=False))
    assert row(house, Story).words == DRAGON


@pytest.mark.parametrize(
    ("title", "words", "field"),
    [
        ("JJ threw a chair", FOX.words, "title"),
        (FOX.title, "A fox went out. JJ kicked a chair and hit a boy.", "words"),
        (FOX.title, "A fox went out. He threw a chair in class and was rude to his teacher.", "words"),
        (FOX.title, "Your son was excluded.", "words"),
        (FOX.title, "A fox went out. The End. PS he hit three children today", "words"),
        (FOX.title, "A fox went out. The End. He was rude all day and hit a boy", "words"),
    ],
)
async def test_a_report_does_not_go_home_as_a_story(house, khan, amina, title, words, field):
    with pytest.raises(KeptBack) as kept_back:
        await session_story.keep_story(house, khan, amina.sessions[0], Typed(title, words, is_in_bag=True))
    assert kept_back.value.field == field
    assert rows(house, Story) == rows(house, Outbound) == []


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (Typed(" ", "x", is_in_bag=True), "title"),
        (Typed("x" * 61, "x", is_in_bag=True), "title"),
        (Typed("x", " \n", is_in_bag=True), "words"),
        (Typed("x", "x" * (LONGEST_STORY + 1), is_in_bag=True), "words"),
    ],
)
async def test_what_is_no_story_is_refused_beside_its_field(house, khan, amina, typed, field):
    with pytest.raises(Refused) as refused:
        await session_story.keep_story(house, khan, amina.sessions[0], typed)
    assert refused.value.field == field
    assert rows(house, Story) == []


async def test_a_story_time_to_come_or_off_has_no_story(house, khan, amina):
    house.clock.time = at(13)
    with pytest.raises(Refused, match="still to come"):
        await session_story.keep_story(house, khan, amina.sessions[0], FOX)
    await change(house, Session, amina.sessions[0], cancelled_at=house.clock.now())
    with pytest.raises(Refused, match="off"):
        await session_story.keep_story(house, khan, amina.sessions[0], FOX)


async def full_week(house, amina):
    """Let three texts of ours have gone this week."""
    now = house.clock.now()

    def work(uow):
        for kind, days in (("ask", 2), ("good_news", 1), ("spark", 1)):
            went = now - timedelta(days=days)
            values = {"kind": kind, "texts": "", "body": "x", "state": "sent", "sent_at": went, "created_at": went}
            head = {"school_id": amina.school_id, "parent_id": amina.parent_id, "channel": "sms", "to": amina.number}
            uow.orm.add(Outbound(**head, **values, not_before=went, expires_at=now))

    await house.database.write(work)
