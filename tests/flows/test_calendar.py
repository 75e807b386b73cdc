"""The school's calendar: school days, breaks, and hours that survive the clock changes of any zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from flows.calendar import SchoolCalendar, monday_of

LONDON = ZoneInfo("Europe/London")
HALF_TERM = frozenset(date(2026, 5, 25) + timedelta(days=n) for n in range(5))
CALENDAR = SchoolCalendar(LONDON, closed=HALF_TERM | {date(2026, 5, 4), date(2026, 6, 13)})


def test_weekends_and_closed_days_are_no_school_days():
    week = [date(2026, 5, 4) + timedelta(days=n) for n in range(7)]
    assert [CALENDAR.is_school_day(day) for day in week] == [False, True, True, True, True, False, False]


def test_the_allowed_hours_include_both_of_their_ends():
    open_at = [CALENDAR.is_open_at(CALENDAR.at(date(2026, 5, 5), time(*clock))) for clock in
               ((8, 14), (8, 15), (18, 30), (18, 31))]  # fmt: skip
    assert open_at == [False, True, True, False]


def test_school_days_are_counted_across_a_break_and_a_bank_holiday():
    after = CALENDAR.school_days_after(date(2026, 5, 21))
    assert [next(after), next(after)] == [date(2026, 5, 22), date(2026, 6, 1)]
    before = CALENDAR.school_days_before(date(2026, 5, 6))
    assert [next(before), next(before)] == [date(2026, 5, 5), date(2026, 5, 1)]


def test_a_school_that_never_opens_has_no_next_day_and_does_not_search_for_ever():
    never = SchoolCalendar(LONDON, weekdays=frozenset())
    assert list(never.school_days_after(date(2026, 5, 5))) == []
    assert list(never.school_days_before(date(2026, 5, 5))) == []
    assert not never.is_in_break(date(2026, 5, 5))


@pytest.mark.parametrize(
    ("day", "is_in_break"),
    [
        (date(2026, 5, 22), False),  # the Friday before
        (date(2026, 5, 23), True),  # the Saturday before
        (date(2026, 5, 27), True),
        (date(2026, 5, 31), True),  # the Sunday after
        (date(2026, 6, 1), False),
        (date(2026, 5, 2), False),  # a bank holiday makes a long weekend, not a break
        (date(2026, 5, 4), False),
    ],
)
def test_a_break_is_four_closed_weekdays_in_a_row_with_its_weekends(day, is_in_break):
    assert CALENDAR.is_in_break(day) is is_in_break


def test_a_saturday_is_in_term_unless_it_is_in_a_break_or_a_day_off_itself():
    saturdays = (date(2026, 5, 2), date(2026, 5, 23), date(2026, 5, 30), date(2026, 6, 13))
    assert [CALENDAR.is_in_term(day) for day in saturdays] == [True, False, False, False]


def test_half_past_four_stays_half_past_four_when_the_clocks_change():
    winter, summer = CALENDAR.at(date(2026, 3, 27), time(16, 30)), CALENDAR.at(date(2026, 3, 30), time(16, 30))
    assert (winter.astimezone(UTC).hour, summer.astimezone(UTC).hour) == (16, 15)
    assert winter.time() == summer.time() == time(16, 30)


def test_a_time_that_the_clocks_skip_is_moved_on():
    assert CALENDAR.at(date(2026, 3, 29), time(1, 30)).time() == time(2, 30)


def test_of_a_repeated_time_the_first_is_meant_unless_told_otherwise():
    first, second = (CALENDAR.at(date(2026, 10, 25), time(1, 30), fold=fold) for fold in (0, 1))
    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)


def test_a_day_that_a_zone_skipped_altogether_becomes_the_next():
    samoa = SchoolCalendar(ZoneInfo("Pacific/Apia"))
    assert samoa.day_of(samoa.at(date(2011, 12, 30), time(9))) == date(2011, 12, 31)


def test_the_day_is_the_schools_own_day():
    late = datetime(2026, 5, 11, 23, 30, tzinfo=UTC)
    assert CALENDAR.day_of(late) == date(2026, 5, 12)


def test_weeks_begin_on_monday():
    assert monday_of(date(2026, 5, 17)) == monday_of(date(2026, 5, 11)) == date(2026, 5, 11)


# Terms and quiet days

AUTUMN = (date(2026, 9, 3), date(2026, 10, 23))
WINTER = (date(2026, 11, 2), date(2026, 12, 18))
IN_TERMS = SchoolCalendar(LONDON, terms=(AUTUMN, WINTER), quiet=frozenset({date(2026, 11, 5)}))


def test_outside_of_the_terms_that_are_kept_the_school_is_shut():
    days = (date(2026, 9, 2), AUTUMN[0], AUTUMN[1], date(2026, 10, 26), WINTER[0], date(2027, 1, 5))
    assert [IN_TERMS.is_school_day(day) for day in days] == [False, True, True, False, True, False]


def test_between_two_terms_is_a_break():
    assert IN_TERMS.is_in_break(date(2026, 10, 28))
    assert not IN_TERMS.is_in_term(date(2026, 10, 24))


def test_a_quiet_day_is_a_school_day_and_no_day_for_stories():
    assert IN_TERMS.is_school_day(date(2026, 11, 5))
    assert [IN_TERMS.is_story_day(date(2026, 11, day)) for day in (4, 5, 7)] == [True, False, False]
