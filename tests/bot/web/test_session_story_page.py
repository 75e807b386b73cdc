"""The story of a session on its page, and "stories to type" on Monday."""

import pytest

from storage.tables import Session, Story
from tests.bot.web.conftest import signed_in
from tests.school import at, change, row, said_to

WORDS = {"title": "The fox", "words": "One day a fox went out."}


@pytest.fixture
async def made(house, amina):
    """Return the family after they made a story; a browser signs in after that."""
    house.clock.time = at(14, "15:00")
    await change(house, Session, amina.sessions[0], came_together_at=house.clock.now())
    return amina


@pytest.fixture
async def khan_later(house, web, made):
    return await signed_in(house, web, made.staff_id)


def test_monday_leads_to_it_with_one_tap_until_it_is_in_the_bag(house, khan_later, made):
    path = f"/sessions/{made.sessions[0]}"
    assert f'href="{path}/story"' in khan_later.get("/").html
    assert khan_later.post(f"{path}/story", **WORDS).location == f"{path}/story?done=kept"
    assert f'action="{path}/bag"' in khan_later.get("/").html
    assert khan_later.post(f"{path}/bag").location == "/?done=bag"
    assert len(said_to(house, made)) == 1
    assert "Stories to type" not in khan_later.get("/").words


def test_what_was_typed_stands_there_again(khan_later, made):
    path = f"/sessions/{made.sessions[0]}/story"
    khan_later.post(path, **WORDS, bag="yes")
    page = khan_later.get(path)
    assert page.value("title") == "The fox"
    assert "One day a fox went out." in page.html
    assert "in the book bag already" in page.words


def test_what_is_kept_back_is_not_lost(house, khan_later, made):
    page = khan_later.post(f"/sessions/{made.sessions[0]}/story", title="JJ threw a chair", words=WORDS["words"])
    assert page.status == 422
    assert page.value("title") == "JJ threw a chair"
    assert WORDS["words"] in page.html
    assert house.database.read_now(lambda uow: uow.orm.query(Story).count()) == 0


def test_markup_is_only_words(khan_later, made):
    path = f"/sessions/{made.sessions[0]}/story"
    khan_later.post(path, title="The fox", words="A fox <script>alert(1)</script> {{ 7 * 7 }}")
    assert "<script>alert" not in khan_later.get(path).html
    assert row(khan_later.house, Story).words == "A fox <script>alert(1)</script> {{ 7 * 7 }}"


def test_a_bag_without_a_story_is_refused(khan_later, made):
    assert khan_later.post(f"/sessions/{made.sessions[0]}/bag").status == 400
    assert khan_later.post("/sessions/999/bag").status == 404
