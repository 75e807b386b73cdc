"""Days when school is shut, on the programme page: a break is one line, and is opened again as one."""

from datetime import date

import pytest

from bot.web.pages.programme import _breaks
from storage.tables import ClosedDay
from tests.school import rows

HALF_TERM = [(date(2026, 5, day), "Half-term") for day in range(25, 30)]


def closed(house):
    return [each.on_date for each in rows(house, ClosedDay)]


@pytest.fixture
def half_term(khan):
    khan.post("/programme/closed-days", closed_days="25 May 2026 to 29 May 2026 Half-term\n6 July 2026 INSET")


def test_a_break_is_one_line(khan, half_term):
    words = khan.get("/programme").words
    assert "Mon 25 May to Fri 29 May Half-term" in words
    assert "Mon 6 Jul INSET" in words


def test_a_break_is_opened_as_one(house, khan, half_term):
    khan.post("/programme/closed-days/open", on="2026-05-25", last="2026-05-29")
    assert closed(house) == [date(2026, 7, 6)]


def test_one_day_is_opened_alone(house, khan, half_term):
    khan.post("/programme/closed-days/open", on="2026-07-06")
    assert len(closed(house)) == 5


@pytest.mark.parametrize(("on", "last"), [("", ""), ("2026-05-25", "soon"), ("yesterday", "2026-05-25")])
def test_a_day_that_cannot_be_read_opens_nothing(house, khan, half_term, on, last):
    assert khan.post("/programme/closed-days/open", on=on, last=last).status == 422
    assert len(closed(house)) == 6


def test_a_break_goes_on_over_the_weekend():
    later = [(date(2026, 6, day), "Half-term") for day in (1, 2)]
    assert _breaks([*HALF_TERM, *later]) == [(date(2026, 5, 25), date(2026, 6, 2), "Half-term")]


def test_days_with_names_of_their_own_stand_alone():
    assert len(_breaks([*HALF_TERM, (date(2026, 6, 1), "INSET")])) == 2
