"""A school's calendar file: what it closes, what wants quiet, and what is no calendar at all."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.errors import Refused
from bot.services.calendar_file import AT_MOST_BYTES, guess, read_calendar

LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 5, 12)


def calendar(*events, before=""):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//a school//EN"]
    for n, event in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{n}@school", *event.strip().splitlines(), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def found(*events, zone=LONDON, today=TODAY):
    return [(each.first, each.last, each.name) for each in read_calendar(calendar(*events), zone, today)]


def day(month, on, year=2026):
    return date(year, month, on)


# One event


def test_an_all_day_event_ends_before_its_end():
    half_term = "SUMMARY:Half-term\nDTSTART;VALUE=DATE:20260525\nDTEND;VALUE=DATE:20260530"
    assert found(half_term) == [(day(5, 25), day(5, 29), "Half-term")]


def test_a_day_without_an_end_is_one_day():
    assert found("SUMMARY:INSET\nDTSTART;VALUE=DATE:20260615") == [(day(6, 15), day(6, 15), "INSET")]


def test_an_event_until_midnight_does_not_touch_the_next_day():
    assert found("SUMMARY:Play\nDTSTART:20260615T170000\nDTEND:20260616T000000") == [(day(6, 15), day(6, 15), "Play")]


def test_times_are_seen_on_the_schools_clock():
    late = "SUMMARY:Call\nDTSTART;TZID=America/New_York:20260615T200000\nDURATION:PT1H"
    assert found(late) == [(day(6, 16), day(6, 16), "Call")]
    assert found("SUMMARY:Call\nDTSTART:20260615T233000Z\nDURATION:PT5M") == [(day(6, 16), day(6, 16), "Call")]


def test_what_is_over_is_left_out_and_what_goes_on_begins_tomorrow():
    over = "SUMMARY:Easter holidays\nDTSTART;VALUE=DATE:20260330\nDTEND;VALUE=DATE:20260411"
    on = "SUMMARY:SATs\nDTSTART;VALUE=DATE:20260511\nDTEND;VALUE=DATE:20260515"
    far = "SUMMARY:INSET\nDTSTART;VALUE=DATE:20280615"
    assert found(over, on, far) == [(day(5, 13), day(5, 14), "SATs")]


def test_an_event_that_is_off_is_left_out():
    kept = "SUMMARY:INSET\nDTSTART;VALUE=DATE:20260615"
    assert found("SUMMARY:Fair\nSTATUS:CANCELLED\nDTSTART;VALUE=DATE:20260616", kept) == found(kept)


# Events that repeat


def test_a_repeating_event_is_laid_out_with_its_exceptions():
    weekly = (
        "SUMMARY:Closed\nDTSTART;VALUE=DATE:20260601\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;VALUE=DATE:20260608\n"
        "RDATE;VALUE=DATE:20260703"
    )
    assert [first for first, _last, _name in found(weekly)] == [day(6, 1), day(6, 15), day(6, 22), day(7, 3)]


def test_one_time_of_a_repeating_event_may_be_moved():
    weekly = (
        "UID:club\nSUMMARY:Club\nDTSTART;TZID=Europe/London:20260601T090000\nRRULE:FREQ=WEEKLY;UNTIL=20260615T080000Z"
    )
    moved = "UID:club\nSUMMARY:Club\nRECURRENCE-ID;TZID=Europe/London:20260608T090000\nDTSTART:20260609T090000"
    plain = calendar(weekly, moved).replace(b"UID:0@school\r\n", b"").replace(b"UID:1@school\r\n", b"")
    days = [each.first for each in read_calendar(plain, LONDON, TODAY)]
    assert days == [day(6, 1), day(6, 9), day(6, 15)]


def test_a_yearly_day_is_found_in_this_year():
    assert found("SUMMARY:Founders\nDTSTART;VALUE=DATE:20200615\nRRULE:FREQ=YEARLY") == [
        (day(6, 15), day(6, 15), "Founders"), (day(6, 15, 2027), day(6, 15, 2027), "Founders"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=YEARLY;COUNT=99999999999",
        "FREQ=NEVER",
        "nonsense",
    ],
)
def test_no_rule_runs_on_for_ever(rule):
    assert found(f"SUMMARY:INSET\nDTSTART;VALUE=DATE:20260615\nRRULE:{rule}", "SUMMARY:A\nDTSTART;VALUE=DATE:20260616")


def test_a_rule_that_begins_in_another_age_is_not_followed():
    old = "SUMMARY:A\nDTSTART;VALUE=DATE:00010101\nRRULE:FREQ=DAILY"
    assert found(old, "SUMMARY:B\nDTSTART;VALUE=DATE:20260615") == [(day(6, 15), day(6, 15), "B")]


# What is refused


@pytest.mark.parametrize(
    "content",
    [
        b"", b"JFIF", b"\x00" * 500, b"BEGIN:VCALENDAR", b"Dear parents, BEGIN:VCALENDAR", b"%PDF-1.7",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"\xff\xfe" * 80, b"BEGIN:VCALENDAR\r\nno colon here\r\n",
    ],
)  # fmt: skip
def test_what_is_no_calendar_is_told_in_one_sentence(content):
    with pytest.raises(Refused, match=r"This .*\.") as refused:
        read_calendar(content, LONDON, TODAY)
    assert refused.value.field == "file"


def test_a_file_that_is_too_large_is_not_even_read():
    with pytest.raises(Refused, match="larger than one megabyte"):
        read_calendar(calendar("SUMMARY:A\nDTSTART;VALUE=DATE:20260615") + b" " * AT_MOST_BYTES, LONDON, TODAY)


def test_too_many_events_are_refused():
    daily = "SUMMARY:Club\nDTSTART;VALUE=DATE:20260513\nRRULE:FREQ=DAILY"
    with pytest.raises(Refused, match="more than 300"):
        found(daily)


def test_a_calendar_without_anything_to_come_says_so():
    with pytest.raises(Refused, match="nothing for the coming year"):
        found("SUMMARY:Old\nDTSTART;VALUE=DATE:20200101")


def test_one_broken_event_does_not_take_the_others_along():
    assert found("SUMMARY:Bad\nDTSTART:soon", "DTSTART;VALUE=DATE:20260615") == [(day(6, 15), day(6, 15), "No name")]


# What an event is taken for


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("INSET day", "closed"), ("Half term", "closed"), ("Staff training (school closed)", "closed"),
        ("Spring bank holiday", "closed"), ("Polling day", "closed"), ("Christmas holidays", "closed"),
        ("Parents' evening", "quiet"), ("Parents’ evening Y3", "quiet"), ("Year 6 SATs", "quiet"),
        ("Christmas concert", ""), ("Sports day", ""), ("School re-opens after half term", ""), ("Christmas lunch", ""),
    ],
)  # fmt: skip
def test_a_name_says_what_it_most_likely_is(name, expected):
    assert guess(name) == expected
