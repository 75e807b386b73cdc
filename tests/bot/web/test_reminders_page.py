"""A weekly reminder in three minutes: a form that holds sensible words, four dates, and off it goes."""

import pytest

from storage.tables import Moment, Reminder
from tests.school import at, goes_on_to, row, rows, said_to

TYPED = {
    "programme": "1",
    "weekdays": "2",
    "at": "09:00",
    "wording": "Story time is {day} at {time}, {place}. Come as you are.",
    "who": "all",
    "until_on": "",
}
FORM = ("at", "until_on")


def test_the_form_holds_words_that_may_go(khan):
    form = khan.get("/reminders/new")
    assert form.status == 200
    wording = form.html.partition('id="wording"')[2].partition(">")[2].partition("<")[0]
    assert khan.post("/reminders/new", **{**TYPED, "wording": wording}, do="look").status == 200


def test_the_next_four_dates_are_seen_before_it_is_kept(house, khan):
    seen = khan.post("/reminders/new", **TYPED, do="look")
    assert "Wednesday 13 May, 9am Wednesday 20 May, 9am Wednesday 27 May, 9am Wednesday 3 June, 9am" in seen.words
    assert rows(house, Reminder) == []


async def test_it_is_kept_shown_and_goes(house, khan, amina):
    assert khan.post("/reminders/new", **TYPED, do="save").location == "/reminders?done=made"
    page = khan.get("/reminders")
    assert "Summer: Wednesday at 9am" in page.words
    assert "To all families" in page.words
    assert "Wednesday 13 May, 9am" in page.words
    await goes_on_to(house, at(13, "09:00"))
    assert said_to(house, amina)[0].startswith("Story time is Thursday 14 May at 2.15pm, Nest room.")


def test_only_some_families(house, khan, amina):
    khan.post("/reminders/new", **{**TYPED, "who": "some"}, families=str(amina.family_id), do="save")
    assert row(house, Reminder).families == str(amina.family_id)
    assert "To JJ" in khan.get("/reminders").words


def test_it_is_changed_paused_started_again_and_deleted(house, khan):
    khan.post("/reminders/new", **TYPED, do="save")
    made = row(house, Reminder).id
    form = khan.get(f"/reminders/{made}")
    assert form.value("at") == "09:00"
    assert TYPED["wording"] in form.html
    assert khan.post(f"/reminders/{made}", **{**TYPED, "at": "15:30"}, do="save").location == "/reminders?done=changed"
    assert f"{row(house, Reminder).at_time:%H:%M}" == "15:30"
    assert khan.post(f"/reminders/{made}/pause").location == "/reminders?done=pause"
    assert "It rests." in khan.get("/reminders").words
    assert rows(house, Moment, kind="reminder") == []
    assert khan.post(f"/reminders/{made}/restart").location == "/reminders?done=restart"
    assert rows(house, Moment, kind="reminder")
    assert khan.post(f"/reminders/{made}/delete").location == "/reminders?done=delete"
    assert rows(house, Reminder) == []
    assert khan.get(f"/reminders/{made}").status == 404


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("programme", "x", "choose one"),
        ("weekdays", "", "at least one day"),
        ("weekdays", "6", "school days only"),
        ("at", "", "a time"),
        ("at", "07:00", "between 8.15am and 6.30pm"),
        ("until_on", "then", "a date"),
        ("until_on", "2026-05-01", "gone by"),
        ("who", "some", "at least one family"),
        ("wording", "", "write what"),
        ("wording", "Come on {weekday}", "filled in by themselves"),
        ("wording", "Story time. " * 34, "too long"),
        ("wording", "See https://hazel.example", "links"),
    ],
)
@pytest.mark.parametrize("do", ["look", "save"])
def test_bad_input_comes_back_with_a_sentence_and_everything_typed(house, khan, field, typed, sentence, do):
    page = khan.post("/reminders/new", **{**TYPED, field: typed}, do=do)
    assert page.status == 422
    assert sentence in page.words
    for name in FORM:
        assert page.value(name) == {**TYPED, field: typed}[name]
    assert rows(house, Reminder) == []


@pytest.mark.parametrize("do", ["look", "save"])
def test_held_words_are_shown_and_not_kept(house, khan, do):
    page = khan.post("/reminders/new", **{**TYPED, "wording": "JJ hit a child again today"}, do=do)
    assert page.status == 422
    assert "<mark>hit" in page.html
    assert "JJ hit a child again today" in page.html
    assert rows(house, Reminder) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [("Story time is {day}.", "This may go."), ("JJ hit a child", "hit"), ("{room}", "filled in by themselves")],
)
def test_words_are_looked_at_while_they_are_typed(khan, typed, said):
    assert said in khan.post("/reminders/check", wording=typed).words


def test_a_family_of_nobody_is_refused(house, khan):
    page = khan.post("/reminders/new", **{**TYPED, "who": "some"}, families="99", do="save")
    assert page.status == 422
    assert "families of this programme" in page.words


def test_there_is_no_other_verb_and_no_other_reminder(khan):
    assert khan.post("/reminders/99/explode").status == 404
    assert khan.post("/reminders/99/pause").status == 404


@pytest.mark.parametrize("typed", ["\x00", "\u202e", "x" * 2000, "0" * 5000, b"\xff\xfe"])
@pytest.mark.parametrize("field", [*TYPED, "families"])
def test_strange_input_breaks_nothing(khan, field, typed):
    assert khan.post("/reminders/new", **{**TYPED, field: typed}, do="save").status in (303, 404, 422)
