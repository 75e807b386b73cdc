"""One story time on its page: moved, cancelled, and what that says first."""

from datetime import date, time

import pytest

from storage.tables import Session
from tests.bot.web.conftest import signed_in
from tests.school import at, goes_on_to, row, said_to

TO = {"on": "2026-05-15", "at": "09:00", "place": "Library"}


@pytest.fixture
async def asked(house, amina):
    """Return the family after Tuesday's ask; a browser signs in after that."""
    await goes_on_to(house, at(12, "16:30"))
    return amina


@pytest.fixture
async def khan_later(house, web, asked):
    return await signed_in(house, web, asked.staff_id)


def test_it_says_whom_a_change_reaches(khan, amina):
    page = khan.get(f"/sessions/{amina.sessions[0]}")
    assert "JJ, week 4" in page.words
    assert "Nobody has been told of it yet" in page.words


async def test_it_shows_the_exact_text_to_those_who_know(khan_later, asked):
    page = khan_later.get(f"/sessions/{asked.sessions[0]}")
    assert "Amina knows of it" in page.words
    assert "“A change from us, sorry. Story time moves to" in page.words


async def test_a_move_goes_out_once(house, khan_later, asked):
    moved = khan_later.post(f"/sessions/{asked.sessions[0]}/move", **TO)
    assert moved.location == f"/sessions/{asked.sessions[0]}?done=moved"
    session = row(house, Session, id=asked.sessions[0])
    assert (session.on_date, session.at_time, session.place) == (date(2026, 5, 15), time(9), "Library")
    assert len(said_to(house, asked)) == 2


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("on", "", "a date"),
        ("on", "friday", "a date"),
        ("on", "2026-05-08", "gone by"),
        ("on", "2026-05-16", "shut on Saturday 16 May"),
        ("at", "x", "a time"),
        ("at", "20:00", "begins after"),
        ("place", "The big hall upstairs", "16 characters"),
        ("place", "", "a name"),
    ],
)
def test_bad_input_comes_back_with_a_sentence_and_everything_typed(house, khan, amina, field, typed, sentence):
    page = khan.post(f"/sessions/{amina.sessions[0]}/move", **{**TO, field: typed})
    assert page.status == 422
    assert sentence in page.beside[field]
    for name in TO:
        assert page.value(name) == {**TO, field: typed}[name]
    assert row(house, Session, id=amina.sessions[0]).place == "Nest room"


def test_a_cancellation_needs_a_tick(house, khan, amina):
    page = khan.post(f"/sessions/{amina.sessions[0]}/cancel")
    assert page.status == 422
    assert "Please tick" in page.words
    assert page.value("place") == "Nest room"
    cancelled = khan.post(f"/sessions/{amina.sessions[0]}/cancel", sure="yes")
    assert cancelled.status == 303
    assert row(house, Session, id=amina.sessions[0]).cancelled_at == house.clock.now()
    assert khan.post(f"/sessions/{amina.sessions[0]}/cancel", sure="yes").status == 422


async def test_what_has_been_is_not_open_any_more(house, web, amina):
    house.clock.time = at(14, "15:00")
    khan = await signed_in(house, web, amina.staff_id)
    assert "Move story time" not in khan.get(f"/sessions/{amina.sessions[0]}").words


def test_a_story_time_of_nobody_is_not_here(khan):
    assert khan.get("/sessions/999").status == 404
    assert khan.post("/sessions/999/move", **TO).status == 404
