"""When a rule comes round, through both changes of the clock."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as some

from bot.jobs.occurrences import occurrences
from bot.ports import Occurrences, Repeat

LONDON = "Europe/London"
EVERY_DAY = frozenset(range(7))


def at(year, month, day, hour=0, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(LONDON))


def texts(rule, from_, until):
    return [moment.isoformat() for moment in occurrences(rule, from_, until)]


def test_it_is_the_port():
    port: Occurrences = occurrences
    assert port(Repeat(EVERY_DAY, 9, 0, LONDON), at(2026, 5, 12), at(2026, 5, 12)) == ()


def test_only_the_weekdays_of_the_rule():
    rule = Repeat(frozenset({1, 3}), 16, 30, LONDON)
    assert texts(rule, at(2026, 5, 11), at(2026, 5, 18)) == ["2026-05-12T16:30:00+01:00", "2026-05-14T16:30:00+01:00"]


def test_both_ends_count():
    rule = Repeat(EVERY_DAY, 16, 30, LONDON)
    assert len(occurrences(rule, at(2026, 5, 12, 16, 30), at(2026, 5, 13, 16, 30))) == 2


def test_from_may_stand_in_another_zone():
    rule = Repeat(EVERY_DAY, 16, 30, LONDON)
    from_ = datetime(2026, 5, 12, 15, 31, tzinfo=UTC)
    assert texts(rule, from_, from_ + timedelta(days=1)) == ["2026-05-13T16:30:00+01:00"]


def test_no_weekday_no_occurrence():
    assert occurrences(Repeat(frozenset(), 9, 0, LONDON), at(2026, 1, 1), at(2026, 12, 31)) == ()


def test_until_before_from_is_no_occurrence():
    assert occurrences(Repeat(EVERY_DAY, 9, 0, LONDON), at(2026, 5, 12), at(2026, 5, 1)) == ()


def test_the_hour_on_the_wall_stays_when_summer_time_begins():
    rule = Repeat(EVERY_DAY, 16, 30, LONDON)
    assert texts(rule, at(2026, 3, 28), at(2026, 3, 30)) == ["2026-03-28T16:30:00+00:00", "2026-03-29T16:30:00+01:00"]


def test_the_hour_on_the_wall_stays_when_summer_time_ends():
    rule = Repeat(EVERY_DAY, 16, 30, LONDON)
    assert texts(rule, at(2026, 10, 24), at(2026, 10, 26)) == ["2026-10-24T16:30:00+01:00", "2026-10-25T16:30:00+00:00"]


def test_an_hour_that_comes_twice_counts_once():
    rule = Repeat(EVERY_DAY, 1, 30, LONDON)
    assert texts(rule, at(2026, 10, 25), at(2026, 10, 26)) == ["2026-10-25T01:30:00+01:00"]


def test_a_search_from_within_the_doubled_hour_leaves_nothing_out():
    rule = Repeat(EVERY_DAY, 16, 30, LONDON)
    from_ = at(2026, 10, 25, 1, 10).replace(fold=1)
    assert texts(rule, from_, at(2026, 10, 26)) == ["2026-10-25T16:30:00+00:00"]


def test_an_hour_that_does_not_come_is_moved_by_an_hour():
    rule = Repeat(EVERY_DAY, 1, 30, LONDON)
    assert texts(rule, at(2026, 3, 29), at(2026, 3, 30)) == ["2026-03-29T02:30:00+01:00"]


@given(
    weekdays=some.frozensets(some.integers(0, 6), min_size=1),
    hour=some.integers(3, 23),
    minute=some.integers(0, 59),
    from_=some.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=some.just(ZoneInfo(LONDON))),
    days=some.integers(0, 60),
)
def test_every_occurrence_keeps_the_rule_and_none_is_left_out(weekdays, hour, minute, from_, days):
    until = from_ + timedelta(days=days)
    found = occurrences(Repeat(weekdays, hour, minute, LONDON), from_, until)
    wall = [moment.replace(tzinfo=None) for moment in found]
    assert all((one.hour, one.minute) == (hour, minute) and one.weekday() in weekdays for one in wall)
    assert all(from_ <= moment <= until for moment in found)
    assert all(one < other for one, other in pairwise(found))
    days_between = (from_.date() + timedelta(days=day) for day in range(days + 1))
    expected = [day for day in days_between if day.weekday() in weekdays and from_ <= _on(day, hour, minute) <= until]
    assert [one.date() for one in wall] == expected


def _on(day, hour, minute):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(LONDON))
