"""The school year on its page: terms, bank holidays, closed and quiet days, and what a calendar file would add."""

from datetime import date

import pytest

from storage.reports.school_year import in_rows
from storage.tables import ClosedDay, MarkedDay, School, Session, Term
from tests.bot.services.test_calendar_file import calendar
from tests.bot.web.conftest import signed_in
from tests.school import at, goes_on_to, row, rows, said_to

HALF_TERM = [(date(2026, 5, day), "Half-term") for day in range(25, 30)]
TERMS = "13 April 2026 to 22 May 2026 Summer 1\n1 June 2026 to 17 July 2026 Summer 2"
SCHOOL_CALENDAR = calendar(
    "SUMMARY:INSET day\nDTSTART;VALUE=DATE:20260615",
    "SUMMARY:Parents' evening\nDTSTART;TZID=Europe/London:20260616T160000\nDTEND;TZID=Europe/London:20260616T190000",
    "SUMMARY:Sports day\nDTSTART;VALUE=DATE:20260617",
)


def closed(house):
    return [each.on_date for each in rows(house, ClosedDay)]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    return None if request.param == "sqlite" else request.getfixturevalue("migrated_postgres_url")


@pytest.fixture
def half_term(khan):
    khan.post("/school-year/closed-days", closed_days="25 May 2026 to 29 May 2026 Half-term\n6 July 2026 INSET")


# Closed days


def test_a_break_is_one_line(khan, half_term):
    words = khan.get("/school-year").words
    assert "Mon 25 May to Fri 29 May Half-term" in words
    assert "Mon 6 Jul INSET" in words


def test_a_break_is_opened_as_one_and_a_day_alone(house, khan, half_term):
    khan.post("/school-year/closed-days/open", on="2026-05-25", last="2026-05-29")
    assert closed(house) == [date(2026, 7, 6)]
    khan.post("/school-year/closed-days/open", on="2026-07-06")
    assert closed(house) == []


@pytest.mark.parametrize(("on", "last"), [("", ""), ("2026-05-25", "soon"), ("yesterday", "2026-05-25")])
def test_a_day_that_cannot_be_read_opens_nothing(house, khan, half_term, on, last):
    assert khan.post("/school-year/closed-days/open", on=on, last=last).status == 422
    assert len(closed(house)) == 6


async def test_a_training_day_shows_the_move_and_the_words_before_it_is_kept(house, web, amina):
    await goes_on_to(house, at(12, "16:30"))
    khan = await signed_in(house, web, amina.staff_id)
    typed = {"closed_days": "14 May 2026 INSET", "goes": "near", "training": "yes"}
    seen = khan.post("/school-year/closed-days", **typed)
    assert "JJ week 4 Thursday 14 May, 2.15pm → Friday 15 May, 2.15pm" in seen.words
    assert "School is shut on Thursday 14 May for staff training. Story time moves to Friday 15 May" in seen.words
    assert closed(house) == []
    assert len(said_to(house, amina)) == 1
    assert khan.confirm("/school-year/closed-days", **typed).location == "/school-year?done=closed"
    assert said_to(house, amina)[-1] in seen.words
    assert row(house, Session).on_date == date(2026, 5, 15)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "at least one day"),
        ("next week", "no date we can read"),
        ("31 June 2026", "no date we can read"),
        ("1 May 2026", "days to come"),
        ("29 May 2026 to 25 May 2026", "must come after"),
        ("1 May 2062", "more than a year"),
    ],
)
def test_days_that_cannot_be_read_or_closed(house, khan, typed, sentence):
    page = khan.post("/school-year/closed-days", closed_days=typed)
    assert page.status == 422
    assert sentence in page.beside["closed_days"]
    assert closed(house) == []
    assert sentence in khan.post("/school-year/marked-days", marked_days=typed, mark="quiet").beside["marked_days"]
    assert rows(house, MarkedDay) == []


def test_a_break_goes_on_over_the_weekend():
    later = [(date(2026, 6, day), "Half-term") for day in (1, 2)]
    assert in_rows((*HALF_TERM, *later)) == ((date(2026, 5, 25), date(2026, 6, 2), "Half-term"),)
    assert len(in_rows((*HALF_TERM, (date(2026, 6, 1), "INSET")))) == 2


# Terms and bank holidays


def test_terms_are_kept_and_can_be_typed_over(house, khan):
    assert khan.post("/school-year/terms", terms=TERMS).location == "/school-year?done=terms"
    assert [each.name for each in rows(house, Term)] == ["Summer 1", "Summer 2"]
    assert "2026-06-01 to 2026-07-17 Summer 2" in khan.get("/school-year").html
    assert khan.post("/school-year/terms", terms="").status == 303
    assert rows(house, Term) == []


def test_story_times_outside_of_the_terms_are_seen_first(house, khan):
    seen = khan.post("/school-year/terms", terms="1 June 2026 to 17 July 2026 Summer 2")
    assert "JJ week 4 Thursday 14 May, 2.15pm → Thursday 4 June, 2.15pm" in seen.words
    assert rows(house, Term) == []
    khan.confirm("/school-year/terms", terms="1 June 2026 to 17 July 2026 Summer 2")
    assert row(house, Session).on_date == date(2026, 6, 4)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1 June 2026 to 1 May 2026 Summer", "the last day must come after the first"),
        ("1 May 2026 to 29 May 2026 One\n25 May 2026 to 17 July 2026 Two", "“Two” begins before “One” ends"),
        ("Summer", "no date we can read"),
        ("1 June 2026 to 1 June 2027 All", "within 100 days"),
        ("1 June 2026 to 2 June 2026 Two days", "add the next term first"),
    ],
)
def test_terms_that_cannot_be_change_nothing(house, khan, typed, sentence):
    page = khan.confirm("/school-year/terms", terms=typed)
    assert page.status == 422
    assert sentence in page.words
    assert rows(house, Term) == []
    assert row(house, Session).on_date == date(2026, 5, 14)


def test_the_bank_holidays_of_one_nation_are_kept_and_change_with_it(house, khan):
    assert khan.post("/school-year/bank-holidays", nation="SCT").location == "/school-year?done=bank"
    assert date(2026, 11, 30) in closed(house)
    assert "Mon 30 Nov Saint Andrew's Day" in khan.get("/school-year").words
    khan.post("/school-year/bank-holidays", nation="ENG")
    assert date(2026, 11, 30) not in closed(house)
    assert date(2026, 8, 31) in closed(house)
    khan.post("/school-year/bank-holidays", nation="")
    assert closed(house) == []
    assert row(house, School).nation == ""


def test_a_day_that_was_typed_stays_when_the_bank_holidays_go(house, khan):
    khan.post("/school-year/closed-days", closed_days="25 May 2026 Half-term")
    khan.post("/school-year/bank-holidays", nation="ENG")
    khan.post("/school-year/bank-holidays", nation="")
    assert closed(house) == [date(2026, 5, 25)]


def test_there_is_no_fifth_nation(house, khan):
    assert "choose one of these" in khan.post("/school-year/bank-holidays", nation="FRA").beside["nation"]
    assert row(house, School).nation == ""


# Quiet days


def test_a_quiet_day_is_marked_and_cleared(house, khan):
    khan.post("/school-year/marked-days", marked_days="4 June 2026 Parents’ evening", mark="quiet")
    assert "Thu 4 Jun Parents' evening" in khan.get("/school-year").words
    khan.post("/school-year/marked-days/clear", on="2026-06-04", mark="quiet")
    assert rows(house, MarkedDay) == []


def test_a_mark_of_no_kind_is_refused(house, khan):
    assert khan.post("/school-year/marked-days", marked_days="4 June 2026", mark="loud").status == 422
    assert rows(house, MarkedDay) == []


# A calendar file


def choose(khan, content, name="school.ics"):
    return khan.choose("/school-year/file", file=(name, content))


def test_a_calendar_file_is_looked_at_added_and_taken_back(house, khan):
    seen = choose(khan, SCHOOL_CALENDAR)
    assert seen.status == 200
    assert "school.ics: nothing is kept yet" in seen.words
    assert seen.options("event") == [
        "closed|2026-06-15|2026-06-15|INSET day",
        "quiet|2026-06-16|2026-06-16|Parents' evening",
        "|2026-06-17|2026-06-17|Sports day",
    ]
    assert closed(house) == []
    typed = {"event": seen.options("event"), "name": "school.ics"}
    assert "no extra text goes out" in khan.post("/school-year/file/days", **typed, do="look").words
    assert khan.confirm("/school-year/file/days", **typed).location == "/school-year?done=file"
    assert closed(house) == [date(2026, 6, 15)]
    assert row(house, MarkedDay).name == "Parents' evening"
    assert "school.ics" in khan.get("/school-year").words
    khan.post("/school-year/file/undo", origin="file school.ics")
    assert (closed(house), rows(house, MarkedDay)) == ([], [])


def test_undoing_a_file_leaves_what_was_there_before(house, khan):
    khan.post("/school-year/closed-days", closed_days="15 June 2026 Our INSET")
    khan.confirm("/school-year/file/days", event=["closed|2026-06-15|2026-06-16|INSET"], name="a.ics")
    assert row(house, ClosedDay, on_date=date(2026, 6, 15)).name == "Our INSET"
    khan.post("/school-year/file/undo", origin="file a.ics")
    assert closed(house) == [date(2026, 6, 15)]
    assert khan.post("/school-year/file/undo", origin="bank").status == 422


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "choose a file"),
        (b"%PDF-1.7 no calendar", "no calendar file"),
        (SCHOOL_CALENDAR + b" " * 5_000_000, "larger than one megabyte"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "nothing for the coming year"),
    ],
)
def test_a_file_that_is_none_is_told_in_one_sentence(house, khan, content, sentence):
    page = choose(khan, content)
    assert page.status == 422
    assert sentence in page.beside["file"]
    assert closed(house) == []


@pytest.mark.parametrize(
    "event",
    ["closed|x|2026-06-15|A", "closed", "", "open|2026-06-15|2026-06-15|A", "closed|2026-06-15|2027-06-15|A",
     "closed|2026-06-15|2026-06-14|A", "closed|2026-05-01|2026-05-01|gone by"],
)  # fmt: skip
def test_a_choice_that_none_of_ours_made_adds_nothing(house, khan, event):
    assert khan.confirm("/school-year/file/days", event=[event], name="a.ics").status == 422
    assert closed(house) == []


def test_a_form_without_the_token_brings_no_file(khan):
    assert khan.choose("/school-year/file", csrf="none", file=("a.ics", SCHOOL_CALENDAR)).status == 403
    assert khan.client.post("/school-year/file", headers={"content-type": "multipart/form-data"}).status_code == 400


# What stands beside a story time


def test_a_festival_stands_beside_a_story_time_and_holds_nothing_back(house, khan, amina):
    moved = {"on": "2026-05-27", "at": "14:15", "place": "Nest room"}
    khan.confirm(f"/sessions/{amina.sessions[0]}/move", **moved)
    assert "Wed 27 May, 2.15pm Nest room Eid al-Adha, give or take a day" in khan.get("/programme").words
    assert row(house, Session).on_date == date(2026, 5, 27)


# Open after all


@pytest.fixture
async def told_it_is_off(house, web, amina):
    """Return Mrs Khan's browser after a told story time was called off."""
    await goes_on_to(house, at(12, "16:30"))
    khan = await signed_in(house, web, amina.staff_id)
    khan.confirm("/school-year/closed-days", closed_days="14 May 2026 Polling day")
    return khan


async def test_story_times_find_back_and_who_is_told_is_seen_first(house, told_it_is_off, amina):
    row_of_it = {"mark": "", "on": "2026-05-14", "last": "2026-05-14"}
    seen = told_it_is_off.post("/school-year/closed-days/open", **row_of_it)
    assert "Story time is on after all: Thursday 14 May at 2.15pm." in seen.words
    assert closed(house) == [date(2026, 5, 14)]
    assert told_it_is_off.confirm("/school-year/closed-days/open", **row_of_it).location.endswith("done=opened")
    assert row(house, Session, id=amina.sessions[0]).cancelled_at is None
    assert said_to(house, amina)[2:] == [text for text in said_to(house, amina) if "after all" in text]


async def test_they_may_stay_where_they_are(house, told_it_is_off, amina):
    page = told_it_is_off.post("/school-year/closed-days/open", on="2026-05-14", last="2026-05-14", stay="yes")
    assert page.location.endswith("done=opened")
    assert (closed(house), len(said_to(house, amina))) == ([], 2)
