"""One story time on its page: moved, cancelled, and what that says first."""

from datetime import date, datetime, time

import pytest

from storage.tables import Session
from tests.bot.web.conftest import signed_in
from tests.school import LONDON, a_family, at, goes_on_to, row, rows, said_to

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


async def test_a_move_is_seen_word_for_word_and_then_goes_out_once(house, khan_later, asked):
    move = f"/sessions/{asked.sessions[0]}/move"
    assert "Amina knows of it" in khan_later.get(f"/sessions/{asked.sessions[0]}").words
    seen = khan_later.post(move, **TO)
    assert seen.status == 200
    assert "Thursday 14 May, 2.15pm → Friday 15 May, 9am" in seen.words
    assert len(said_to(house, asked)) == 1
    assert row(house, Session, id=asked.sessions[0]).place == "Nest room"
    assert khan_later.confirm(move, **TO).location == f"/sessions/{asked.sessions[0]}?done=moved"
    session = row(house, Session, id=asked.sessions[0])
    assert (session.on_date, session.at_time, session.place) == (date(2026, 5, 15), time(9), "Library")
    assert said_to(house, asked)[1:] == [
        "A change from us, sorry. Story time moves to Friday 15 May at 9am. Reply 1 if that works, 4 for another time."
    ]
    assert said_to(house, asked)[-1] in seen.words


async def test_what_was_not_looked_at_is_not_kept(house, khan_later, asked):
    move = f"/sessions/{asked.sessions[0]}/move"
    seen = khan_later.post(move, **TO).value("seen")
    other = khan_later.post(move, **{**TO, "at": "10:00"}, do="save", seen=seen)
    assert "Friday 15 May, 10am" in other.words
    assert khan_later.post(move, **TO, do="save").status == 200
    assert len(said_to(house, asked)) == 1
    assert row(house, Session, id=asked.sessions[0]).on_date == date(2026, 5, 14)


def test_other_days_of_the_week_are_one_tap_away_with_what_stands_beside_them(khan, amina):
    khan.post("/school-year/marked-days", marked_days="15 May 2026 Fair", mark="note")
    page = khan.get(f"/sessions/{amina.sessions[0]}")
    assert "Same time on Fri 15 May (Fair) Wed 13 May Tue 12 May" in page.words
    near = {"on": "2026-05-15", "at": "14:15", "place": "Nest room"}
    assert "→ Friday 15 May, 2.15pm" in khan.post(f"/sessions/{amina.sessions[0]}/move", **near).words


# A festival


EID = datetime(2026, 5, 28, 14, 15, tzinfo=LONDON)
ON_FRIDAY = "A change from us, sorry. Story time moves to Friday 29 May at 2.15pm."


@pytest.fixture
async def on_eid(house, amina):
    """Return two families whose story time falls on a festival; Amina has been told of hers."""
    place = {"story_times": (EID,), "week": 6}
    told = await a_family(house, number="+447700900105", standing_place_at=house.clock.now(), **place)
    return told, await a_family(house, parent="Rose", child="Sam", number="+447700900104", **place)


def same_time(**more):
    return {"on": "2026-05-29", "at": "14:15", "place": "Nest room", **more}


async def test_on_a_festival_another_day_is_one_tap_away(house, khan, on_eid):
    told, _rose = on_eid
    path = f"/sessions/{told.sessions[0]}"
    assert f'href="{path}#another-day"' in khan.get("/programme").html
    page = khan.get(path)
    assert "Eid al-Adha, give or take a day Offer another day?" in page.words
    assert "For JJ Fri 29 May" in page.words
    khan.confirm(f"{path}/move", **same_time())
    assert said_to(house, told)[-1].startswith(ON_FRIDAY)
    assert [each.on_date.day for each in rows(house, Session, week=6)] == [29, 28]


async def test_it_may_be_offered_to_everybody_of_that_day(house, khan, on_eid):
    told, rose = on_eid
    path = f"/sessions/{rose.sessions[0]}"
    assert "For JJ, Sam Fri 29 May" in khan.get(path).words
    seen = khan.post(f"{path}/move-day", was="2026-05-28", on="2026-05-29")
    assert ON_FRIDAY in seen.words
    assert "Sam week 6 Thursday 28 May, 2.15pm → Friday 29 May, 2.15pm" in seen.words
    assert rows(house, Session, week=6)[0].on_date.day == 28
    assert khan.confirm(f"{path}/move-day", was="2026-05-28", on="2026-05-29").location == f"{path}?done=all-moved"
    assert [each.on_date.day for each in rows(house, Session, week=6)] == [29, 29]
    assert (len(said_to(house, told)), said_to(house, rose)) == (1, [])


async def test_who_has_a_story_time_on_the_new_day_keeps_both(house, khan, on_eid):
    friday = EID.replace(day=29)
    both = await a_family(house, parent="Tom", child="Max", number="+447700900106", story_times=(EID, friday), week=6)
    khan.confirm(f"/sessions/{on_eid[0].sessions[0]}/move-day", was="2026-05-28", on="2026-05-29")
    assert [row(house, Session, id=each).on_date.day for each in both.sessions] == [28, 29]


@pytest.mark.parametrize(
    ("was", "on", "sentence"),
    [
        ("2026-05-28", "2026-05-30", "shut on Saturday 30 May"),
        ("2026-05-28", "2026-05-04", "gone by"),
        ("2026-05-27", "2026-05-29", "No story time of this day"),
        ("x", "2026-05-29", "a date"),
    ],
)
def test_a_day_that_cannot_be_offered_changes_nothing(house, khan, on_eid, was, on, sentence):
    page = khan.post(f"/sessions/{on_eid[0].sessions[0]}/move-day", was=was, on=on)
    assert (page.status, sentence in page.words) == (422, True)
    assert [each.on_date.day for each in rows(house, Session, week=6)] == [28, 28]


def test_what_stands_beside_its_day_is_said(khan, amina):
    khan.post("/school-year/marked-days", marked_days="14 May 2026 Parents’ evening", mark="quiet")
    assert "A quiet day (Parents' evening): no texts go" in khan.get(f"/sessions/{amina.sessions[0]}").words


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
        ("place", "", "a room, or a corner"),
    ],
)
def test_bad_input_comes_back_with_a_sentence_and_everything_typed(house, khan, amina, field, typed, sentence):
    page = khan.post(f"/sessions/{amina.sessions[0]}/move", **{**TO, field: typed})
    assert page.status == 422
    assert sentence in page.beside[field]
    for name in TO:
        assert page.value(name) == {**TO, field: typed}[name]
    assert row(house, Session, id=amina.sessions[0]).place == "Nest room"


def test_a_cancellation_is_looked_at_first(house, khan, amina):
    cancel = f"/sessions/{amina.sessions[0]}/cancel"
    seen = khan.post(cancel)
    assert "Thursday 14 May, 2.15pm: off" in seen.words
    assert "Nobody has been told of these yet" in seen.words
    assert seen.value("place") == "Nest room"
    assert row(house, Session).cancelled_at is None
    assert khan.confirm(cancel).status == 303
    assert row(house, Session, id=amina.sessions[0]).cancelled_at == house.clock.now()
    assert khan.confirm(cancel).status == 422


async def test_what_has_been_is_not_open_any_more(house, web, amina):
    house.clock.time = at(14, "15:00")
    khan = await signed_in(house, web, amina.staff_id)
    assert "Move story time" not in khan.get(f"/sessions/{amina.sessions[0]}").words


def test_a_story_time_of_nobody_is_not_here(khan):
    assert khan.get("/sessions/999").status == 404
    assert khan.post("/sessions/999/move", **TO).status == 404
