"""When texts go: the rhythm of a programme, what a family has of its own, and Saturdays at one press."""

from datetime import time

import pytest

from storage.tables import Family, Moment, Parent, Programme
from tests.bot.web.conftest import signed_in
from tests.school import at, change, goes_on_to, row, rows, said_to

HOURS = {"ask_at": "17:00", "hello_at": "09:10", "thanks_at": "15:30", "spark_at": "12:00"}


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    return None if request.param == "sqlite" else request.getfixturevalue("migrated_postgres_url")


def due(house, kind):
    return {each.due_at for each in rows(house, Moment, kind=kind, state="planned")}


def test_the_page_shows_what_is_usual_and_the_next_of_each(khan, amina):
    page = khan.get(f"/programme/{amina.programme_id}/rhythm")
    assert "two school days, as usual" in page.words
    assert "tomorrow, 4.30pm can you come?" in page.words
    assert "Thursday, 8.30am hello" in page.words


def test_a_programmes_rhythm_moves_everything_still_to_come(house, khan, amina):
    kept = khan.post(f"/programme/{amina.programme_id}/rhythm", **HOURS, ask_days_before="1", spark_day="2")
    assert kept.location == f"/programme/{amina.programme_id}/rhythm?done=kept"
    assert due(house, "ask") == {at(13, "17:00")}
    assert due(house, "hello") == {at(14, "09:10")}
    assert due(house, "thanks") == {at(14, "15:30")}
    assert due(house, "spark") == {at(18, "12:00")}
    page = khan.get(kept.location)
    assert page.value("hello_at") == "09:10"
    assert "Wednesday, 5pm can you come?" in page.words


def test_a_family_has_hours_of_its_own_and_follows_its_programme_in_the_rest(house, khan, amina):
    khan.post(f"/programme/{amina.programme_id}/rhythm", ask_at="17:00")
    khan.post(f"/families/{amina.family_id}/rhythm", hello_at="08:20")
    assert due(house, "ask") == {at(12, "17:00")}
    assert due(house, "hello") == {at(14, "08:20")}
    page = khan.get(f"/families/{amina.family_id}/rhythm")
    assert "Empty: 5pm, as the programme" in page.words
    assert page.value("ask_at") == ""
    khan.post(f"/families/{amina.family_id}/rhythm")
    assert due(house, "hello") == {at(14, "08:30")}
    assert row(house, Family).hello_at is None


async def test_saturday_at_ten_is_one_press_and_so_is_the_way_back(house, khan, amina):
    press = f"/families/{amina.family_id}/rhythm/saturday"
    assert khan.post(press, saturday="yes").location == f"/families/{amina.family_id}/rhythm?done=kept"
    assert due(house, "spark") == {at(16, "10:00")}
    khan.post(press, saturday="no")
    assert due(house, "spark") == {at(19, "16:30")}


async def test_a_spark_on_saturday_really_goes_then(house, khan, amina):
    khan.post(f"/families/{amina.family_id}/rhythm", spark_day="sat", saturday_at="09:45")
    await change(house, Parent, amina.parent_id, standing_place_at=at(11))
    await goes_on_to(house, at(16, "09:44"))
    before = said_to(house, amina)
    await goes_on_to(house, at(16, "09:45"))
    assert len(said_to(house, amina)) == len(before) + 1


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("ask_at", "08:00", "from 8.15am to 6.30pm"),
        ("hello_at", "19:00", "from 8.15am to 6.30pm"),
        ("thanks_at", "late", "a time"),
        ("spark_at", "25:00", "a time"),
        ("saturday_at", "14:00", "from 9.30am to 11.30am"),
        ("ask_days_before", "9", "choose one"),
        ("ask_days_before", "x", "choose one"),
        ("spark_day", "sunday", "choose one"),
    ],
)
@pytest.mark.parametrize("whose", ["programme", "families"])
def test_what_cannot_be_is_told_beside_its_field_and_keeps_nothing(house, khan, amina, whose, field, typed, sentence):
    number = amina.programme_id if whose == "programme" else amina.family_id
    page = khan.post(f"/{whose}/{number}/rhythm", **{**HOURS, field: typed})
    assert page.status == 422
    assert sentence in page.beside[field]
    assert (row(house, Programme).ask_at, row(house, Family).ask_at) == (None, None)
    assert due(house, "hello") == {at(14, "08:30")}


def test_a_rhythm_of_nobody_is_not_here(khan):
    assert khan.get("/families/999/rhythm").status == 404
    assert khan.post("/programme/999/rhythm").status == 404


def test_everything_rests_and_starts_again_on_the_programme_page(house, khan, amina):
    seen = khan.post("/programme/rest-all", tell="yes")
    assert "JJ week 4 Thursday 14 May, 2.15pm: off" in seen.words
    assert row(house, Programme).paused_at is None
    assert khan.confirm("/programme/rest-all", tell="yes").location == "/programme?done=rest"
    assert row(house, Programme).paused_at == house.clock.now()
    assert "rests already" in khan.post("/programme/rest-all").words
    assert "Start everything again" in khan.get("/programme").words
    assert khan.post("/programme/start-all", to_end="yes").location == "/programme?done=restart"
    assert row(house, Programme).paused_at is None
    assert row(house, Programme).at_time == time(14, 15)


async def test_that_everything_rests_may_be_said_gently(house, web, amina):
    await goes_on_to(house, at(12, "16:30"))
    khan = await signed_in(house, web, amina.staff_id)
    seen = khan.post("/programme/rest-all", tell="yes", said="gently")
    assert "Story time is resting for now. There is none on Thursday 14 May." in seen.words
    khan.confirm("/programme/rest-all", tell="yes", said="gently")
    assert said_to(house, amina)[-1].startswith("Story time is resting for now.")
