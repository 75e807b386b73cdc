"""Everything that goes out, with why it waits and what a person can do; any one can be left out."""

from datetime import timedelta

import pytest

from storage.tables import Moment, Parent
from tests.bot.web.conftest import signed_in
from tests.school import STORY_TIME, a_family, at, change, goes_on_to, row, said_to


@pytest.fixture
async def khan_later(house, web, amina):
    """Return Mrs Khan's browser after Tuesday's ask, which went to Kasia too."""
    await a_family(house, parent="Kasia", child="Ola", language="pl", number="+447700900105")
    await goes_on_to(house, at(12, "16:30"))
    return await signed_in(house, web, amina.staff_id)


async def test_what_is_planned_stands_there_with_when_and_whom(khan):
    page = khan.get("/going-out")
    assert page.status == 200
    assert "Tuesday 12 May 4.30pm Can you come? to Amina" in page.words


async def test_one_tap_leaves_a_text_out_and_one_puts_it_back(house, khan, amina):
    ask = row(house, Moment, kind="ask")
    assert khan.post(f"/going-out/{ask.id}/take-out").location == "/going-out?done=out"
    assert "You took this one out." in khan.get("/going-out").words
    assert khan.post(f"/going-out/{ask.id}/put-back").location == "/going-out?done=back"
    khan.post(f"/going-out/{ask.id}/take-out")
    await goes_on_to(house, at(12, "16:30"))
    assert said_to(house, amina) == []


def test_what_has_gone_is_not_taken_out_any_more(house, khan_later, amina):
    ask = row(house, Moment, kind="ask", parent_id=amina.parent_id)
    page = khan_later.post(f"/going-out/{ask.id}/take-out")
    assert page.status == 422
    assert "looked after already" in page.words


def test_what_went_stands_with_its_words_and_where_it_is(house, khan_later, amina):
    words = khan_later.get("/going-out").words
    assert f"Can you come? to Amina SMS · Sent {said_to(house, amina)[0]}" in words


@pytest.mark.parametrize(
    ("column", "said"), [("stopped_at", "They stopped the texts. Speak in person."), ("paused_at", "resting")]
)
async def test_why_a_text_stays_is_said_with_the_next_step(house, khan, amina, column, said):
    await change(house, Parent, amina.parent_id, **{column: house.clock.now()})
    words = khan.get("/going-out").words
    assert "What stays here as things are, and why" in words
    assert said in words


def test_another_language_stands_with_its_english(house, khan_later, amina):
    page = khan_later.get("/going-out")
    assert '<span lang="pl" dir="ltr">' in page.html
    assert said_to(house, amina)[0].replace("JJ", "Ola") in page.words


async def test_story_times_to_come_are_no_silence_yet(house, khan, amina):
    weeks = tuple(STORY_TIME + timedelta(weeks=n) for n in range(3))
    await a_family(house, parent="Rose", child="Sam", number="+447700900104", story_times=weeks)
    words = khan.get("/going-out").words
    assert "We kept the story safe to Rose" in words
    assert "Goes unless you tick that they came." in words
    assert "This goes once" not in words
    assert "in peace" not in words


def test_a_text_of_nobody_is_not_here(khan):
    assert khan.post("/going-out/999/take-out").status == 404
