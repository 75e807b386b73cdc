"""Programmes on their page: made after a look at the ten dates, joined, rested, ended."""

from datetime import date

import pytest

from storage.tables import Family, Programme, Session
from tests.school import a_family, change, row, rows

TYPED = {
    "name": "Autumn stories",
    "starts_on": "2026-05-18",
    "weekday": "3",
    "at": "14:15",
    "place": "Nest room",
    "lead": "1",
}


@pytest.fixture
async def rose(house, amina):
    """Return a family that is on no programme yet."""
    family = await a_family(house, parent="Rose", child="Sam", number="+447700900104", story_times=())
    await change(house, Family, family.family_id, programme_id=None)
    return family


def test_the_page_shows_each_family_with_its_next_story_time(khan):
    page = khan.get("/programme")
    assert page.status == 200
    assert "Thursdays, 2.15pm, Nest room" in page.words
    assert "JJ week 4 next: Thu 14 May, 2.15pm" in page.words


def test_the_ten_dates_are_seen_before_anything_is_kept(house, khan):
    khan.post("/school-year/closed-days", closed_days="28 May 2026 Half-term")
    seen = khan.post("/programme/new", **TYPED, do="look")
    assert seen.status == 200
    assert "Thursday 21 May, 2.15pm" in seen.words
    assert "Thursday 28 May is Half-term: that week is stepped over." in seen.words
    assert len(rows(house, Programme)) == 1


def laid_out(page, **changed):
    """Return the ten dates as the page shows them, some of them changed."""
    dates = {f"on_{n}": page.value(f"on_{n}") for n in range(1, 11)}
    return {**TYPED, **dates, "laid_for": page.value("laid_for"), **changed}


def test_each_of_the_ten_dates_can_be_changed_before_they_are_kept(house, khan, rose):
    seen = khan.post("/programme/new", **TYPED, do="look")
    changed = laid_out(seen, on_3="2026-06-05", families=str(rose.family_id))
    again = khan.post("/programme/new", **changed, do="look")
    assert "Week 3: Friday 5 June, 2.15pm" in again.words
    khan.post("/programme/new", **laid_out(again, families=str(rose.family_id)), do="save")
    kept = [each.on_date for each in rows(house, Session, family_id=rose.family_id)]
    assert kept[1:4] == [date(2026, 5, 28), date(2026, 6, 5), date(2026, 6, 11)]


def test_a_date_on_a_quiet_day_is_said_and_moved_at_a_press(khan):
    khan.post("/school-year/marked-days", marked_days="21 May 2026 Parents' evening", mark="quiet")
    seen = khan.post("/programme/new", **TYPED, do="look")
    assert "A quiet day (Parents' evening): no texts go by themselves Fri 22 May instead" in seen.words
    moved = khan.post("/programme/new", **laid_out(seen, swap="1 2026-05-22"))
    assert "Week 1: Friday 22 May, 2.15pm" in moved.words
    assert moved.value("on_1") == "2026-05-22"


def test_the_weeks_between_two_terms_are_stepped_over_and_named(khan):
    terms = (
        "13 April 2026 to 22 May 2026 One\n1 June 2026 to 17 July 2026 Two\n1 September 2026 to 23 October 2026 Three"
    )
    khan.post("/school-year/terms", terms=terms)
    seen = khan.post("/programme/new", **TYPED, do="look")
    assert "Thursday 28 May is outside of the terms: that week is stepped over." in seen.words
    assert "Week 2: Thursday 4 June" in seen.words


def test_with_another_weekday_the_dates_are_laid_out_anew(khan):
    seen = khan.post("/programme/new", **TYPED, do="look")
    anew = khan.post("/programme/new", **laid_out(seen, weekday="1", on_1="2026-05-22"), do="look")
    assert "Week 1: Tuesday 19 May, 2.15pm" in anew.words


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("", "a date"), ("soon", "a date"), ("2026-05-01", "gone by"), ("2026-05-23", "shut on Saturday 23 May"),
        ("2026-06-04", "Two story times"), ("2062-05-22", "more than a year"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("do", ["look", "save"])
def test_a_changed_date_that_cannot_be_is_told_beside_it(house, khan, day, sentence, do):
    typed = laid_out(khan.post("/programme/new", **TYPED, do="look"), on_4=day)
    page = khan.post("/programme/new", **typed, do=do)
    assert page.status == 422
    assert sentence in page.words
    assert page.value("on_4") == day
    assert len(rows(house, Programme)) == 1


def test_a_programme_is_made_with_the_families_who_join(house, khan, rose):
    made = khan.post("/programme/new", **TYPED, do="save", families=str(rose.family_id))
    assert made.location == "/programme?done=made"
    programme = rows(house, Programme)[-1]
    assert (programme.name, programme.weekday, programme.place) == ("Autumn stories", 3, "Nest room")
    assert len(rows(house, Session, family_id=rose.family_id)) == 10
    assert "Autumn stories" in khan.get(made.location).words


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "a name"),
        ("name", "x" * 61, "60 characters"),
        ("starts_on", "", "a date"),
        ("starts_on", "soon", "a date"),
        ("starts_on", "2026-02-30", "a date"),
        ("starts_on", "2026-05-01", "gone by"),
        ("starts_on", "2062-05-01", "more than a year"),
        ("weekday", "6", "shut on that day"),
        ("weekday", "x", "choose one"),
        ("at", "half two", "a time"),
        ("at", "25:00", "a time"),
        ("at", "06:00", "begins after"),
        ("at", "22:00", "begins after"),
        ("place", "", "a room, or a corner"),
        ("place", "The big hall upstairs", "16 characters"),
        ("place", "<b>Nest</b>", "letters only"),
        ("lead", "99", "who leads"),
    ],
)
@pytest.mark.parametrize("do", ["look", "save"])
def test_bad_input_comes_back_with_a_sentence_and_everything_typed(house, khan, field, typed, sentence, do):
    page = khan.post("/programme/new", **{**TYPED, field: typed}, do=do)
    assert page.status == 422
    assert sentence in page.beside[field]
    for name in ("name", "starts_on", "at", "place"):
        assert page.value(name) == {**TYPED, field: typed}[name]
    assert len(rows(house, Programme)) == 1


def test_a_family_unknown_or_taken_is_said(house, khan, amina):
    page = khan.post("/programme/new", **TYPED, do="save", families="99")
    assert page.status == 422
    assert "on a programme already" in page.words
    page = khan.post(f"/programme/{amina.programme_id}/families", families=str(amina.family_id))
    assert page.status == 422


def test_a_family_joins_later(house, khan, amina, rose):
    joined = khan.post(f"/programme/{amina.programme_id}/families", families=str(rose.family_id))
    assert joined.location == "/programme?done=joined"
    assert rows(house, Session, family_id=rose.family_id)[0].on_date == date(2026, 5, 14)


def test_everything_rests_and_goes_on(house, khan, amina):
    assert khan.post(f"/programme/{amina.programme_id}/rest").location == "/programme?done=rest"
    assert "resting" in khan.get("/programme").words
    assert khan.post(f"/programme/{amina.programme_id}/restart").location == "/programme?done=restart"
    assert row(house, Programme).paused_at is None


def test_a_programme_ends_only_with_a_tick(house, khan, amina):
    assert khan.post(f"/programme/{amina.programme_id}/end").status == 422
    assert row(house, Programme).ended_at is None
    assert khan.post(f"/programme/{amina.programme_id}/end", sure="yes").location == "/programme?done=end"
    assert row(house, Programme).ended_at == house.clock.now()
    assert khan.post(f"/programme/{amina.programme_id}/rest").status == 422


def test_there_is_no_other_verb_and_no_other_programme(khan, amina):
    assert khan.post(f"/programme/{amina.programme_id}/explode").status == 404
    assert khan.post("/programme/99/rest").status == 404


@pytest.mark.parametrize("typed", ["\x00", "\u202e", "x" * 2000, "0" * 5000, b"\xff\xfe"])
@pytest.mark.parametrize("field", [*TYPED, "families"])
def test_strange_input_breaks_nothing(khan, field, typed):
    assert khan.post("/programme/new", **{**TYPED, field: typed}, do="save").status in (303, 422)
