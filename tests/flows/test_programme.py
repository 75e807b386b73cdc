"""The planner: ten dates, each week's moments, and which conversation a moment begins."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from flows.calendar import SchoolCalendar
from flows.engine.context import Answer
from flows.engine.kinds import MessageKind as Kind
from flows.gate.tables import RANK
from flows.programme import (
    Facts,
    Moment,
    Open,
    Rhythm,
    SessionPlan,
    Skip,
    SkipWhy,
    lay_out,
    opening,
    plan,
    plan_reminder,
    with_weeks,
)

LONDON = ZoneInfo("Europe/London")
HALF_TERM = frozenset(date(2026, 5, 25) + timedelta(days=n) for n in range(5))
CALENDAR = SchoolCalendar(LONDON, closed=HALF_TERM | {date(2026, 5, 4)})
THURSDAY, QUARTER_PAST_TWO = 3, time(14, 15)


def thursdays(calendar=CALENDAR, start=date(2026, 4, 27), weekday=THURSDAY, at=QUARTER_PAST_TWO):
    days = lay_out(start, weekday, at, calendar)
    return tuple(SessionPlan(number, day.week, day.on, day.at) for number, day in enumerate(days, start=1))


def planned(sessions=None, rhythm=Rhythm(), calendar=CALENDAR, **chosen):  # noqa: B008 - a Rhythm cannot change
    return plan(thursdays() if sessions is None else sessions, rhythm, calendar, **chosen)


def by_key(moments):
    return {moment.key: moment for moment in moments}


def due_on(moments, day):
    return [moment for moment in moments if moment.due.date() == day]


def said(moment):
    return f"{moment.due:%a %d %b %H:%M} {moment.kind}" + (f" {moment.text_hint}" if moment.text_hint else "")


# Dates


def test_ten_dates_are_laid_out_around_the_closed_days():
    days = lay_out(date(2026, 4, 27), THURSDAY, QUARTER_PAST_TWO, CALENDAR)
    assert [day.on.day for day in days] == [30, 7, 14, 21, 4, 11, 18, 25, 2, 9]
    assert [day.week for day in days] == list(range(1, 11))


def test_the_first_date_may_be_the_start_itself():
    assert lay_out(date(2026, 4, 30), THURSDAY, QUARTER_PAST_TWO, CALENDAR, count=1)[0].on == date(2026, 4, 30)


def test_a_weekday_on_which_school_is_never_open_gives_no_dates():
    assert lay_out(date(2026, 4, 27), 6, QUARTER_PAST_TWO, CALENDAR) == ()


def test_a_cancelled_session_leaves_its_week_number_to_the_next():
    sessions = thursdays()[:4]
    cancelled = with_weeks((sessions[0], replace(sessions[1], is_cancelled=True), *sessions[2:]))
    assert [session.week for session in cancelled] == [1, 2, 2, 3]


def test_weeks_follow_the_dates_when_a_session_moves():
    first, second = thursdays()[:2]
    moved = with_weeks((replace(first, on=date(2026, 5, 8)), second))
    assert [(session.id, session.week) for session in moved] == [(2, 1), (1, 2)]


# One week


def test_a_week_of_a_family_that_is_asked():
    week = [moment for moment in planned() if date(2026, 5, 12) <= moment.due.date() <= date(2026, 5, 20)]
    assert [said(moment) for moment in week] == [
        "Tue 12 May 16:30 ask",
        "Wed 13 May 16:30 spark",
        "Thu 14 May 08:30 hello",
        "Thu 14 May 16:30 thanks TY-03",
        "Fri 15 May 16:30 missed",
        "Tue 19 May 16:30 ask",
    ]


def test_a_family_with_a_standing_place_is_not_asked_and_gets_its_spark_on_the_third_school_day():
    week = [moment for moment in planned(has_standing_place=True) if 12 <= moment.due.day <= 15]
    may = [said(moment) for moment in week if moment.due.month == 5]
    assert may == [
        "Tue 12 May 16:30 spark",
        "Thu 14 May 08:30 hello",
        "Thu 14 May 16:30 thanks TY-03",
        "Fri 15 May 16:30 missed",
    ]


def test_the_ask_goes_two_school_days_before_across_a_weekend_and_a_bank_holiday():
    (session,) = thursdays(weekday=1, start=date(2026, 5, 5))[:1]
    ask = by_key(planned([session]))["ask:1"]
    assert ask.due == CALENDAR.at(date(2026, 4, 30), time(16, 30))


def test_moments_end_when_they_make_no_sense_any_more():
    moments = by_key(planned())
    ends = {key: f"{moments[key].expires:%a %d %b %H:%M}" for key in
            ("ask:2", "hello:2:2026-05-07", "thanks:2:2026-05-07", "missed:2:2026-05-07", "spark:2")}  # fmt: skip
    assert ends == {
        "ask:2": "Thu 07 May 00:00",  # on the day itself the hello says it
        "hello:2:2026-05-07": "Thu 07 May 14:15",
        "thanks:2:2026-05-07": "Fri 08 May 00:00",  # it says "today"
        "missed:2:2026-05-07": "Tue 12 May 00:00",
        "spark:2": "Thu 14 May 00:00",
    }


def test_the_rhythm_can_be_edited():
    rhythm = Rhythm(ask_days_before=1, ask_at=time(9), hello_at=time(10), thanks_at=time(17), spark_after=1)
    moments = by_key(planned(thursdays()[:1], rhythm))
    assert [said(each) for each in moments.values()] == [
        "Wed 29 Apr 09:00 ask",
        "Thu 30 Apr 10:00 hello",
        "Thu 30 Apr 17:00 thanks",
        "Fri 01 May 17:00 missed",
        "Tue 05 May 16:30 spark",
    ]


def test_an_early_session_gets_its_hello_as_the_hours_open():
    hello = by_key(planned(thursdays(at=time(8, 20))[:1]))["hello:1:2026-04-30"]
    assert f"{hello.due:%H:%M}" == "08:15"


def test_a_session_before_the_allowed_hours_has_no_hello():
    assert "hello:1:2026-04-30" not in by_key(planned(thursdays(at=time(8))[:1]))


def test_thanks_for_a_late_session_wait_until_it_is_over():
    thanks = by_key(planned(thursdays(at=time(17))[:1]))["thanks:1:2026-04-30"]
    assert f"{thanks.due:%H:%M}" == "17:45"


def test_a_cancelled_session_plans_nothing():
    first, second = thursdays()[:2]
    moments = planned([replace(first, is_cancelled=True), second])
    assert {moment.session_id for moment in moments} == {2}


def test_no_sessions_plan_nothing():
    assert planned([]) == ()


# The special weeks


def test_the_special_weeks_say_something_else():
    hints = {(moment.week, moment.key.split(":", maxsplit=1)[0]): moment.text_hint for moment in planned()}
    assert {where: hint for where, hint in hints.items() if hint} == {
        (3, "thanks"): "TY-03",
        (5, "ask"): "RM-05",
        (5, "break"): "RM-04",
        (5, "thanks"): "FB-01",
        (6, "thanks"): "TY-03",
        (9, "thanks"): "CE-01",
        (9, "spark"): "CE-02",
        (10, "hello"): "CE-03",
        (10, "thanks"): "CE-05",
        (10, "missed"): "CE-04",
    }


def test_the_last_week_has_no_spark_because_the_texts_stop():
    assert "spark:9" in by_key(planned())
    assert "spark:10" not in by_key(planned())


# Breaks


def test_the_goodbye_has_a_place_in_a_full_last_week():
    """Asked, greeted and seen off, there is no room for the line of the first page: that can be asked in person."""
    kinds = {each.text_hint: each.kind for each in planned() if each.text_hint}
    assert RANK[kinds["CE-05"]] < RANK[kinds["CE-02"]]


def test_before_a_break_the_last_school_day_says_so_and_that_weeks_spark_is_left_out():
    moments = planned()
    assert [said(moment) for moment in due_on(moments, date(2026, 5, 22))] == ["Fri 22 May 16:30 school_change RM-04"]
    assert by_key(moments)["break:2026-05-22"].session_id == 5
    week = {date(2026, 5, 18) + timedelta(days=n) for n in range(7)}
    assert not [moment for moment in moments if moment.kind is Kind.SPARK and moment.due.date() in week]


def test_a_bank_holiday_is_no_break():
    assert [moment.key for moment in planned() if moment.key.startswith("break")] == ["break:2026-05-22"]


def test_after_a_break_a_standing_place_is_welcomed_back_once():
    asks = [said(moment) for moment in planned(has_standing_place=True) if moment.kind is Kind.ASK]
    assert asks == ["Tue 02 Jun 16:30 ask RM-05"]


def test_nobody_is_welcomed_back_before_the_break():
    mondays = thursdays(weekday=0)
    asks = by_key(planned(mondays))
    assert said(asks["ask:4"]) == "Thu 21 May 16:30 ask"
    assert not [moment for moment in planned(mondays, has_standing_place=True) if moment.kind is Kind.ASK]


def test_an_ask_gives_way_to_the_break_text_and_goes_on_the_next_school_day():
    tuesdays = thursdays(weekday=1)
    moments = planned(tuesdays)
    assert [moment.kind for moment in due_on(moments, date(2026, 5, 22))] == [Kind.SCHOOL_CHANGE]
    assert "Mon 01 Jun 16:30 ask RM-05" in [said(moment) for moment in moments]


def test_on_a_session_day_before_a_break_the_break_text_stands_in_for_the_thanks():
    fridays = thursdays(weekday=4)
    assert [moment.kind for moment in due_on(planned(fridays), date(2026, 5, 22))] == [Kind.HELLO, Kind.SCHOOL_CHANGE]


# Saturdays


SATURDAY = Rhythm(saturday_spark=True)


def test_a_saturday_family_gets_its_spark_on_the_saturday_after():
    spark = by_key(planned(rhythm=SATURDAY))["spark:2"]
    assert said(spark) == "Sat 09 May 10:00 spark"
    assert f"{spark.expires:%a %d %b %H:%M}" == "Tue 12 May 10:00"


def test_a_saturday_in_the_holidays_has_no_spark():
    assert "spark:4" not in by_key(planned(rhythm=SATURDAY))


def test_a_saturday_of_a_long_weekend_is_in_term():
    assert by_key(planned(rhythm=SATURDAY))["spark:1"].due.date() == date(2026, 5, 2)


# Days


@pytest.mark.parametrize("weekday", range(5))
@pytest.mark.parametrize("has_standing_place", [True, False])
def test_on_a_sessions_day_hello_and_thanks_on_any_other_one_text(weekday, has_standing_place):
    sessions = thursdays(weekday=weekday)
    moments = planned(sessions, has_standing_place=has_standing_place)
    for day in {moment.due.date() for moment in moments}:
        slots = [moment.key.split(":")[0] for moment in due_on(moments, day)]
        assert len(slots) == 1 or slots in (["hello", "thanks"], ["hello", "break"])


def test_moments_are_in_order_and_no_key_comes_twice():
    moments = planned()
    assert all(one.due <= other.due for one, other in pairwise(moments))
    assert len(by_key(moments)) == len(moments)


def test_the_order_in_which_sessions_are_given_does_not_matter():
    assert planned(thursdays()[::-1]) == planned()


def test_sessions_of_two_children_on_one_day_share_their_moments():
    first, other = thursdays()[0], replace(thursdays()[0], id=50, at=time(15, 30))
    assert planned([other, first]) == planned([first])


def test_two_sessions_in_one_week_are_asked_on_different_days():
    wednesday = replace(thursdays()[1], id=40, on=date(2026, 5, 13))
    thursday = replace(thursdays()[1], id=41, on=date(2026, 5, 14))
    friday = replace(thursdays()[1], id=42, on=date(2026, 5, 15))
    asks = [said(moment) for moment in planned([wednesday, thursday, friday]) if moment.kind is Kind.ASK]
    assert asks == ["Mon 11 May 16:30 ask", "Tue 12 May 16:30 ask"]  # Friday's two days are both story days


def test_when_a_session_moves_everything_follows_but_the_ask_is_not_said_twice():
    before, (first, *_) = by_key(planned()), thursdays()
    after = by_key(planned([replace(first, on=date(2026, 5, 1))]))
    assert "ask:1" in before.keys() & after.keys()
    assert after["hello:1:2026-05-01"].due.date() == date(2026, 5, 1)
    assert "hello:1:2026-04-30" not in after


@pytest.mark.parametrize("zone", ["Europe/London", "Australia/Lord_Howe", "America/St_Johns", "Africa/Cairo"])
def test_wall_clock_hours_stay_through_the_clock_changes_of_a_year(zone):
    calendar = SchoolCalendar(ZoneInfo(zone))
    sessions = [SessionPlan(n, 1, date(2026, 1, 8) + timedelta(weeks=n), QUARTER_PAST_TWO) for n in range(52)]
    moments = plan(sessions, Rhythm(), calendar)
    assert {moment.due.time() for moment in moments} == {time(8, 30), time(16, 30)}
    assert len({moment.due.utcoffset() for moment in moments}) == 2


# Staff's own reminder


def test_staffs_own_reminder_becomes_one_moment_a_day():
    times = [datetime(2026, 5, day, 9, tzinfo=LONDON) for day in (21, 14, 14)]
    first, second = plan_reminder(5, times, timedelta(hours=8))
    assert (first.key, second.key) == ("reminder:5:2026-05-14", "reminder:5:2026-05-21")
    assert (first.kind, first.session_id, first.expires) == (Kind.REMINDER, None, times[1] + timedelta(hours=8))


def test_a_reminders_life_is_counted_in_real_hours():
    night = datetime(2026, 3, 28, 23, tzinfo=LONDON)
    (moment,) = plan_reminder(5, [night], timedelta(hours=3))
    assert moment.expires.astimezone(UTC) - night.astimezone(UTC) == timedelta(hours=3)


# Openings


def moment(kind, hint=None):
    due = CALENDAR.at(date(2026, 5, 12), time(16, 30))
    return Moment(f"{kind}:1", kind, 1, 2, due, due + timedelta(days=1), hint)


def opened(kind, hint=None, **facts):
    return opening(moment(kind, hint), Facts(**facts))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, Open("invitation", "ask")),
        ({"is_first_session": True}, Open("invitation", "first_ask")),
        ({"rsvp": "yes"}, Skip(SkipWhy.ALREADY_ANSWERED)),
        ({"has_answered_since_ask": True}, Skip(SkipWhy.ALREADY_ANSWERED)),
        ({"has_standing_place": True}, Skip(SkipWhy.STANDING_PLACE)),
        ({"has_standing_place": True, "had_break": True}, Open("reminder", "back_after_break")),
        ({"had_break": True}, Open("invitation", "ask")),
        ({"silent_sessions": 1}, Open("invitation", "ask")),
        ({"silent_sessions": 2}, Skip(SkipWhy.SILENT)),
        ({"wants_fewer": True}, Open("invitation", "ask")),
        ({"wants_fewer": True, "has_standing_place": True}, Skip(SkipWhy.FEWER_CHOSEN)),
    ],
)
def test_the_ask_goes_to_those_who_have_not_answered(facts, expected):
    assert opened(Kind.ASK, **facts) == expected


def test_the_planners_own_mark_welcomes_a_standing_place_back():
    assert opened(Kind.ASK, "RM-05", has_standing_place=True) == Open("reminder", "back_after_break")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, Open("reminder", "door_open")),
        *(({"rsvp": answer}, Open("reminder", "hello")) for answer in ("yes", "maybe", "late")),
        *(({"rsvp": answer}, Skip(SkipWhy.NOT_COMING)) for answer in ("no", "another_time")),
        ({"has_standing_place": True}, Open("reminder", "hello")),
        ({"has_standing_place": True, "rsvp": "no"}, Skip(SkipWhy.NOT_COMING)),
        ({"silent_sessions": 2}, Skip(SkipWhy.SILENT)),
        ({"silent_sessions": 2, "rsvp": "yes"}, Open("reminder", "hello")),
        ({"wants_fewer": True}, Skip(SkipWhy.FEWER_CHOSEN)),
        ({"wants_fewer": True, "has_standing_place": True}, Open("reminder", "hello")),
    ],
)
def test_the_hello_goes_to_all_but_those_who_said_no(facts, expected):
    assert opened(Kind.HELLO, **facts) == expected


def test_the_last_hello_is_about_the_book():
    assert opened(Kind.HELLO, "CE-03", rsvp="yes") == Open("celebration", "book_ready")
    assert opened(Kind.HELLO, "CE-03") == Open("reminder", "door_open")


@pytest.mark.parametrize(
    ("kind", "hint", "expected"),
    [
        (Kind.THANKS, None, Open("thanks", "thank_you")),
        (Kind.THANKS, "TY-03", Open("thanks", "best_moment")),
        (Kind.THANKS, "FB-01", Open("feedback", "line")),
        (Kind.CELEBRATION, "CE-01", Open("celebration", "cheer")),
        (Kind.CELEBRATION, "CE-05", Open("celebration", "goodbye")),
    ],
)
def test_thanks_go_once_staff_saw_that_they_came_and_not_before(kind, hint, expected):
    assert opened(kind, hint, came_together=True) == expected
    assert opened(kind, hint, came_together=True, silent_sessions=5) == expected
    assert opened(kind, hint).is_final is False
    assert opened(kind, hint, silent_sessions=5).is_final is False


def test_the_first_thanks_offers_to_keep_the_place():
    came = {"came_together": True, "is_first_session": True}
    assert opened(Kind.THANKS, **came) == Open("thanks", "thank_you_and_place")
    assert opened(Kind.THANKS, **came, has_standing_place=True) == Open("thanks", "thank_you")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, Open("missed", "kept_safe")),
        ({"rsvp": "yes"}, Open("missed", "kept_safe")),
        ({"came_together": True}, Skip(SkipWhy.CAME)),
        ({"rsvp": "no"}, Skip(SkipWhy.NOT_COMING)),
        ({"rsvp": "another_time"}, Skip(SkipWhy.NOT_COMING)),
        ({"silent_sessions": 1}, Skip(SkipWhy.LADDER)),
        ({"rsvp": "yes", "missed_last_time": True}, Skip(SkipWhy.LADDER)),
        ({"silent_sessions": 2}, Skip(SkipWhy.SILENT)),
    ],
)
def test_only_the_first_missed_session_in_a_row_gets_a_text(facts, expected):
    assert opened(Kind.MISSED, **facts) == expected


def test_after_the_last_session_there_is_only_the_book_to_speak_of():
    assert opened(Kind.MISSED, "CE-04") == Open("celebration", "book_home")


def test_no_text_says_that_a_book_is_ready_before_it_is():
    assert opened(Kind.HELLO, "CE-03", rsvp="yes", is_book_ready=False) == Open("reminder", "hello")
    assert opened(Kind.MISSED, "CE-04", is_book_ready=False) == Skip("book_not_ready", is_final=False)


@pytest.mark.parametrize(("kind", "hint", "expected"), [
    (Kind.SPARK, None, Open("home_story", "spark")),
    (Kind.SPARK, "CE-02", Open("celebration", "first_page")),
])  # fmt: skip
def test_the_spark_follows_a_sign_that_they_are_with_us(kind, hint, expected):
    signs = [{"rsvp": answer} for answer in ("yes", "late", "maybe")]
    signs += [{"has_standing_place": True}, {"came_together": True}, {"came_together": True, "rsvp": "no"}]
    assert [opened(kind, hint, **sign) for sign in signs] == [expected] * len(signs)
    assert opened(kind, hint) == Skip(SkipWhy.NO_SIGN)


def test_who_could_not_come_gets_the_spark_at_home():
    assert opened(Kind.SPARK, rsvp="no") == Open("home_story", "spark")
    assert opened(Kind.SPARK, "CE-02", rsvp="no") == Skip(SkipWhy.NO_SIGN)


def test_reminders_and_the_break_text_open_their_own():
    assert opened(Kind.REMINDER) == Open("reminder", "weekly")
    assert opened(Kind.SCHOOL_CHANGE, "RM-04") == Open("reminder", "before_break")
    assert opened(Kind.SCHOOL_CHANGE) == Skip(SkipWhy.NOT_PLANNED)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in {Kind.THANKS, Kind.CELEBRATION}])
def test_from_the_third_silent_session_on_nothing_automatic_goes(kind):
    assert isinstance(opened(kind, silent_sessions=2), Skip)
    assert isinstance(opened(kind, silent_sessions=2, has_standing_place=True), Skip)


def test_the_words_of_an_answer_are_the_engines():
    assert opened(Kind.HELLO, rsvp=Answer.ANOTHER_TIME) == opened(Kind.HELLO, rsvp="another_time")


# Quiet days


def on_quiet(*days, **chosen):
    quiet = replace(CALENDAR, quiet=frozenset(date(2026, 5, day) for day in days))
    return planned(thursdays()[2:4], calendar=quiet, **chosen)


def test_the_ask_steps_over_a_quiet_day():
    assert next(said(each) for each in on_quiet(12) if each.session_id == 3) == "Wed 13 May 16:30 ask"
    assert next(said(each) for each in on_quiet(12, 13) if each.session_id == 3) == "Mon 11 May 16:30 ask"


def test_a_session_on_a_quiet_day_has_no_texts_of_its_own():
    assert due_on(on_quiet(14), date(2026, 5, 14)) == []


def test_the_spark_moves_on_from_a_quiet_day():
    sparks = [said(each) for each in on_quiet(19, has_standing_place=True) if each.kind is Kind.SPARK]
    assert sparks[0] == "Wed 20 May 16:30 spark"


def test_a_quiet_saturday_has_no_spark():
    saturday = on_quiet(16, rhythm=SATURDAY)
    assert due_on(saturday, date(2026, 5, 16)) == []


def test_the_last_day_before_a_break_may_be_quiet_too():
    before, after = thursdays()[3:5]
    quiet = replace(CALENDAR, quiet=frozenset({date(2026, 5, 22)}))
    assert [each for each in planned((before, after), calendar=quiet) if each.key.startswith("break")] == []
