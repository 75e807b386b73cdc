import re
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused
from bot.services.closed_days import closed_days_as_typed, read_closed_days

HALF_TERM = {date(2026, 5, day): "Half-term" for day in range(25, 30)}


@pytest.mark.parametrize(
    "typed",
    [
        "25 May 2026 to 29 May 2026 Half-term",
        "25th May 2026 - 29th May 2026, Half-term",
        "2026-05-25 to 2026-05-29 Half-term",
        "25/5/2026 – 29/5/2026: Half-term",
        "25.05.2026 until 29.05.2026 Half-term",
        "25 Mai 2026 hyd 29 Mai 2026 Half-term",
        "\n  25 may 2026 to 29 may 2026   Half-term  \n\n",
    ],
)
def test_a_break_is_read_however_it_is_typed(typed):
    assert read_closed_days(typed) == HALF_TERM


WELSH = "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr"


@pytest.mark.parametrize(("month", "name"), [*enumerate(WELSH.split(), 1)])
def test_months_are_read_in_welsh_too(month, name):
    assert read_closed_days(f"4 {name} 2026") == {date(2026, month, 4): ""}


def test_a_single_day_needs_no_name():
    assert read_closed_days("4 May 2026") == {date(2026, 5, 4): ""}
    assert read_closed_days("") == {}


@pytest.mark.parametrize(
    "typed", ["Half-term", "31 February 2026", "25 May", "1 Smarch 2026", "2026-13-01", "9999999999", "x" * 500]
)
def test_what_is_no_date_is_named(typed):
    with pytest.raises(Refused, match=re.escape(typed[:20])) as refused:
        read_closed_days(typed)
    assert refused.value.field == "closed_days"


@pytest.mark.parametrize("typed", ["29 May 2026 to 25 May 2026", "1 Jan 2026 to 31 Dec 2026"])
def test_a_break_has_an_order_and_an_end(typed):
    with pytest.raises(Refused, match="within 100 days"):
        read_closed_days(typed)


@given(
    st.dictionaries(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.sampled_from(["", "INSET", "Eid"]), max_size=20)
)
def test_what_is_shown_can_be_typed_again(days):
    assert read_closed_days(closed_days_as_typed(days)) == days


@given(st.text(max_size=200))
def test_nothing_typed_breaks_it(typed):
    with suppress(Refused):
        read_closed_days(typed)
