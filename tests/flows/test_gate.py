"""The gate: who may get a text, when, and what gives way when a week or a day is full."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from flows.calendar import SchoolCalendar
from flows.engine.kinds import MessageKind as Kind
from flows.gate import BEGUN, Candidate, Drop, DueText, Send, SentText, Standing, Wait, Why, may_send
from flows.gate.tables import RANK

HALF_TERM = frozenset(date(2026, 5, 25) + timedelta(days=n) for n in range(5))
CALENDAR = SchoolCalendar(ZoneInfo("Europe/London"), closed=HALF_TERM)
WELL = Standing(may_be_messaged=True, is_proved=True)
UNKNOWN = Standing(may_be_messaged=False, is_proved=False)
AUTOMATIC = (Kind.ASK, Kind.HELLO, Kind.CELEBRATION, Kind.THANKS, Kind.MISSED, Kind.SPARK, Kind.REMINDER)
ALL_BEGUN = sorted(BEGUN - {Kind.PROVING})


def at(day, hour, minute=0, month=5, year=2026):
    return CALENDAR.at(date(year, month, day), time(hour, minute))


TUESDAY = at(12, 16, 30)
FULL = tuple(SentText(kind, at(11, 9)) for kind in (Kind.ASK, Kind.GOOD_NEWS, Kind.SCHOOL_CHANGE))


def rule(kind, now=TUESDAY, adult=WELL, sent=(), to_come=(), cap=3, **candidate):
    return may_send(Candidate(kind, **candidate), adult, CALENDAR, tuple(sent), now, cap, tuple(to_come))


def answer(now=TUESDAY, adult=WELL, after=timedelta(minutes=2), **candidate):
    return rule(Kind.REPLY, now, adult, answers_at=now - after, **candidate)


# Who


@pytest.mark.parametrize("kind", ALL_BEGUN)
@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"not_safe": True}, Why.NOT_SAFE),
        ({"is_stopped": True}, Why.STOPPED),
        ({"may_be_messaged": False}, Why.NOT_TICKED),
        ({"is_proved": False}, Why.UNPROVED),
        ({"is_held": True}, Why.HELD),
        ({"is_paused": True}, Why.PAUSED),
    ],
)
def test_nothing_that_we_begin_passes_a_bar(kind, changed, why):
    assert rule(kind, adult=replace(WELL, **changed)) == Drop(why)


@pytest.mark.parametrize("kind", [*AUTOMATIC, Kind.SCHOOL_CHANGE, Kind.CLOSURE])
def test_a_quiet_family_hears_nothing_automatic(kind):
    assert rule(kind, adult=replace(WELL, is_quiet=True)) == Drop(Why.QUIET)


@pytest.mark.parametrize("kind", [Kind.GOOD_NEWS, Kind.PERSON])
def test_a_quiet_family_still_hears_from_a_person(kind):
    assert rule(kind, adult=replace(WELL, is_quiet=True)) == Send()


def test_stop_is_named_before_every_other_bar_but_not_safe():
    bars = Standing(may_be_messaged=False, is_proved=False, is_stopped=True, is_paused=True, is_held=True)
    assert rule(Kind.ASK, adult=bars) == Drop(Why.STOPPED)
    assert rule(Kind.ASK, adult=replace(bars, not_safe=True)) == Drop(Why.NOT_SAFE)


def test_a_person_may_write_to_a_family_in_hand_but_not_to_a_paused_one():
    assert rule(Kind.PERSON, adult=replace(WELL, is_held=True)) == Send()
    assert rule(Kind.PERSON, adult=replace(WELL, is_paused=True)) == Drop(Why.PAUSED)


def test_an_answer_reaches_the_paused_the_held_the_quiet_and_the_unproved():
    adult = Standing(may_be_messaged=True, is_proved=False, is_paused=True, is_held=True, is_quiet=True)
    assert answer(adult=adult) == Send()


@pytest.mark.parametrize(("flag", "why"), [("is_stopped", Why.STOPPED), ("not_safe", Why.NOT_SAFE)])
def test_after_stop_only_the_farewell_goes(flag, why):
    gone = replace(WELL, **{flag: True})
    assert answer(adult=gone) == Drop(why)
    assert answer(adult=gone, is_farewell=True) == Send()


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in {Kind.REPLY, Kind.ALERT}])
def test_only_an_answer_can_be_a_farewell(kind):
    assert rule(kind, adult=replace(WELL, is_stopped=True), is_farewell=True) == Drop(Why.STOPPED)


def test_the_first_text_goes_to_a_ticked_adult_who_is_not_proved_yet():
    assert rule(Kind.PROVING, adult=replace(WELL, is_proved=False)) == Send()
    assert rule(Kind.PROVING) == Drop(Why.ALREADY_PROVED)
    assert rule(Kind.PROVING, adult=UNKNOWN) == Drop(Why.NOT_TICKED)


def test_somebody_unknown_gets_one_neutral_answer_a_day():
    assert rule(Kind.NEUTRAL, at(16, 23), UNKNOWN) == Send()
    sent = [SentText(Kind.NEUTRAL, at(16, 0, 5))]
    assert rule(Kind.NEUTRAL, at(16, 23), UNKNOWN, sent) == Drop(Why.ONE_A_DAY)
    assert rule(Kind.NEUTRAL, at(17, 0, 1), UNKNOWN, sent) == Send()


def test_an_alert_to_staff_always_goes():
    everything = Standing(False, False, True, True, True, True, True, True, True, True)
    assert rule(Kind.ALERT, at(17, 3), everything, FULL, expires=at(1, 9)) == Send()


# When


@pytest.mark.parametrize("kind", [*AUTOMATIC, Kind.GOOD_NEWS, Kind.SCHOOL_CHANGE, Kind.PERSON])
@pytest.mark.parametrize(
    ("now", "ruling"),
    [
        (at(12, 8, 14), Wait(at(12, 8, 15), Why.OUTSIDE_HOURS)),
        (at(12, 8, 15), Send()),
        (at(12, 18, 30), Send()),
        (at(12, 18, 31), Wait(at(13, 8, 15), Why.OUTSIDE_HOURS)),
        (at(15, 20), Wait(at(18, 8, 15), Why.OUTSIDE_HOURS)),
        (at(16, 10), Wait(at(18, 8, 15), Why.NOT_A_SCHOOL_DAY)),
        (at(23, 10), Wait(at(1, 8, 15, month=6), Why.NOT_A_SCHOOL_DAY)),
    ],
)
def test_what_we_begin_waits_for_the_allowed_hours_of_a_school_day(kind, now, ruling):
    assert rule(kind, now) == ruling


@pytest.mark.parametrize("now", [at(12, 3), at(16, 23), at(27, 12)])
def test_an_answer_goes_at_any_hour(now):
    assert answer(now) == Send()


def test_an_answer_is_too_late_after_half_an_hour():
    assert answer(after=timedelta(minutes=29, seconds=59)) == Send()
    assert answer(after=timedelta(minutes=30)) == Drop(Why.EXPIRED)
    assert answer(after=timedelta(minutes=30), is_farewell=True) == Drop(Why.EXPIRED)
    assert answer(expires=TUESDAY) == Drop(Why.EXPIRED)


def test_an_answer_to_nothing_is_refused():
    assert rule(Kind.REPLY) == Drop(Why.EXPIRED)


def test_half_an_hour_is_half_an_hour_on_the_nights_of_the_clock_changes():
    wrote = datetime(2026, 3, 29, 0, 50, tzinfo=UTC)
    for wrote in (datetime(2026, 3, 29, 0, 50, tzinfo=UTC), datetime(2026, 10, 25, 0, 50, tzinfo=UTC)):
        here = [CALENDAR.local(wrote + timedelta(minutes=n)) for n in (0, 20, 40)]
        assert rule(Kind.REPLY, here[1], answers_at=here[0]) == Send()
        assert rule(Kind.REPLY, here[2], answers_at=here[0]) == Drop(Why.EXPIRED)


@pytest.mark.parametrize(
    ("now", "ruling"),
    [
        (at(16, 6, 59), Wait(at(16, 7), Why.OUTSIDE_HOURS)),
        (at(16, 7), Send()),
        (at(27, 20), Send()),
        (at(27, 20, 1), Wait(at(28, 7), Why.OUTSIDE_HOURS)),
    ],
)
def test_a_closure_goes_from_seven_to_eight_on_any_day(now, ruling):
    assert rule(Kind.CLOSURE, now) == ruling


@pytest.mark.parametrize(
    ("now", "ruling"),
    [
        (at(16, 9, 29), Wait(at(16, 9, 30), Why.OUTSIDE_HOURS)),
        (at(16, 9, 30), Send()),
        (at(16, 11, 30), Send()),
        (at(16, 11, 31), Wait(at(18, 8, 15), Why.OUTSIDE_HOURS)),
        (at(17, 10), Wait(at(18, 8, 15), Why.NOT_A_SCHOOL_DAY)),
        (at(23, 10), Wait(at(1, 8, 15, month=6), Why.NOT_A_SCHOOL_DAY)),  # the holidays have begun
        (at(15, 19), Wait(at(16, 9, 30), Why.OUTSIDE_HOURS)),
    ],
)
def test_a_family_that_chose_saturday_gets_its_spark_then_and_only_in_term(now, ruling):
    assert rule(Kind.SPARK, now, is_saturday_choice=True) == ruling


def test_saturday_is_for_the_spark_alone():
    assert rule(Kind.HELLO, at(16, 10), is_saturday_choice=True) == Wait(at(18, 8, 15), Why.NOT_A_SCHOOL_DAY)


def test_what_makes_no_sense_any_more_is_dropped():
    assert rule(Kind.HELLO, expires=TUESDAY) == Drop(Why.EXPIRED)
    assert rule(Kind.HELLO, expires=TUESDAY + timedelta(seconds=1)) == Send()


def test_what_would_wait_beyond_its_end_is_dropped_at_once():
    assert rule(Kind.SPARK, at(16, 12), expires=at(18, 8, 15)) == Drop(Why.EXPIRED)
    assert rule(Kind.SPARK, at(16, 12), expires=at(18, 8, 16)) == Wait(at(18, 8, 15), Why.NOT_A_SCHOOL_DAY)


def test_a_school_that_never_opens_sends_nothing_and_says_so():
    shut = SchoolCalendar(CALENDAR.zone, weekdays=frozenset())
    assert may_send(Candidate(Kind.ASK), WELL, shut, (), TUESDAY) == Drop(Why.NOT_A_SCHOOL_DAY)


def test_opening_hours_that_the_clocks_skip_or_repeat_break_nothing():
    calendar = SchoolCalendar(CALENDAR.zone, weekdays=frozenset(range(7)), opens=time(1, 15), closes=time(1, 45))
    skipped = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    assert may_send(Candidate(Kind.ASK), WELL, calendar, (), skipped) == Wait(
        calendar.at(date(2026, 3, 30), time(1, 15)), Why.OUTSIDE_HOURS
    )
    between_the_two = datetime(2026, 10, 25, 1, 5, tzinfo=UTC)
    assert may_send(Candidate(Kind.ASK), WELL, calendar, (), between_the_two) == Wait(
        calendar.at(date(2026, 10, 25), time(1, 15), fold=1), Why.OUTSIDE_HOURS
    )


# A full week


@pytest.mark.parametrize("kind", AUTOMATIC)
def test_the_fourth_text_of_a_week_is_left_out(kind):
    assert rule(kind, sent=FULL[:2]) == Send()
    assert rule(kind, sent=FULL) == Drop(Why.CAP_FULL)


def test_the_cap_can_be_set_lower():
    assert rule(Kind.ASK, sent=FULL[:2], cap=2) == Drop(Why.CAP_FULL)


def test_good_news_waits_for_monday_when_the_week_is_full():
    assert rule(Kind.GOOD_NEWS, sent=FULL) == Wait(at(18, 8, 15), Why.CAP_FULL)
    assert rule(Kind.GOOD_NEWS, sent=FULL, expires=at(13, 0)) == Drop(Why.EXPIRED)


@pytest.mark.parametrize("kind", [Kind.SCHOOL_CHANGE, Kind.CLOSURE, Kind.PERSON])
def test_changes_by_the_school_and_a_persons_answer_go_in_a_full_week(kind):
    assert rule(kind, sent=FULL) == Send()


def test_the_break_text_that_we_plan_ourselves_has_no_leave_to_go_above():
    assert rule(Kind.SCHOOL_CHANGE, sent=FULL, is_before_break=True) == Drop(Why.CAP_FULL)
    asked = [SentText(Kind.ASK, at(12, 9))]
    assert rule(Kind.SCHOOL_CHANGE, sent=asked, is_before_break=True, expires=at(13, 0)) == Drop(Why.EXPIRED)
    assert rule(Kind.SCHOOL_CHANGE, sent=[SentText(Kind.HELLO, at(12, 9))], is_before_break=True) == Send()


def test_answers_do_not_count():
    chat = [SentText(kind, at(11, 9)) for kind in (Kind.REPLY, Kind.REPLY, Kind.PERSON, Kind.NEUTRAL)]
    assert rule(Kind.ASK, sent=chat) == Send()


def test_weeks_run_from_monday_to_sunday_on_the_schools_own_clock():
    sunday_night = [SentText(Kind.CLOSURE, datetime(2026, 5, 10, 22, 59, tzinfo=UTC))] * 3
    monday = [SentText(Kind.CLOSURE, datetime(2026, 5, 10, 23, 0, tzinfo=UTC))] * 3
    assert rule(Kind.ASK, sent=sunday_night) == Send()
    assert rule(Kind.ASK, sent=monday) == Drop(Why.CAP_FULL)


def test_better_texts_still_to_come_keep_their_places():
    to_come = [DueText(Kind.HELLO, at(14, 8, 30)), DueText(Kind.THANKS, at(14, 16, 30))]
    assert rule(Kind.SPARK, sent=FULL[:1], to_come=to_come) == Drop(Why.CAP_FULL)
    assert rule(Kind.SPARK, to_come=to_come) == Send()


def test_lower_texts_and_those_of_next_week_keep_no_places():
    to_come = [DueText(Kind.SPARK, at(13, 16, 30)), DueText(Kind.HELLO, at(21, 8, 30))]
    assert rule(Kind.THANKS, sent=FULL[:2], to_come=to_come) == Send()


def test_a_missed_text_and_the_thanks_that_it_stands_in_for_keep_one_place():
    to_come = [DueText(kind, at(14, 8, 30)) for kind in (Kind.HELLO, Kind.THANKS, Kind.MISSED)]
    assert rule(Kind.SPARK, to_come=to_come) == Send()


def test_good_news_takes_the_place_of_a_lower_text_but_not_of_the_hello():
    spark, hello = DueText(Kind.SPARK, at(13, 16, 30)), DueText(Kind.HELLO, at(14, 8, 30))
    assert rule(Kind.GOOD_NEWS, sent=FULL[:2], to_come=[spark]) == Send()
    assert rule(Kind.GOOD_NEWS, sent=FULL[:2], to_come=[hello]) == Wait(at(18, 8, 15), Why.CAP_FULL)


def test_the_order_of_a_full_week_is_the_decided_one():
    order = [Kind.SCHOOL_CHANGE, Kind.ASK, Kind.HELLO, Kind.GOOD_NEWS, Kind.CELEBRATION, Kind.THANKS, Kind.SPARK]
    assert sorted(order, key=RANK.__getitem__) == order
    assert set(RANK) == BEGUN


# LESS


def test_less_keeps_the_ask_or_with_a_standing_place_the_hello():
    fewer = replace(WELL, wants_fewer=True)
    assert [kind for kind in AUTOMATIC if rule(kind, adult=fewer) == Send()] == [Kind.ASK]
    kept = replace(fewer, has_standing_place=True)
    assert [kind for kind in AUTOMATIC if rule(kind, adult=kept) == Send()] == [Kind.HELLO]


def test_less_is_one_text_a_week():
    fewer = replace(WELL, wants_fewer=True)
    assert rule(Kind.ASK, adult=fewer, sent=FULL[:1]) == Drop(Why.FEWER_CHOSEN)
    assert rule(Kind.GOOD_NEWS, adult=fewer, sent=FULL[:1]) == Wait(at(18, 8, 15), Why.FEWER_CHOSEN)
    assert rule(Kind.GOOD_NEWS, adult=fewer) == Send()


def test_under_less_good_news_leaves_the_one_place_to_the_ask():
    to_come = [DueText(Kind.ASK, at(13, 16, 30)), DueText(Kind.HELLO, at(15, 8, 30))]
    fewer = replace(WELL, wants_fewer=True)
    assert rule(Kind.GOOD_NEWS, adult=fewer, to_come=to_come) == Wait(at(18, 8, 15), Why.FEWER_CHOSEN)
    assert rule(Kind.GOOD_NEWS, adult=fewer, to_come=to_come[1:]) == Send()


# A full day


@pytest.mark.parametrize("second", AUTOMATIC)
@pytest.mark.parametrize("first", AUTOMATIC)
def test_on_one_day_only_hello_and_thanks_go_together(first, second):
    ruling = rule(second, sent=[SentText(first, at(12, 8, 30))])
    is_pair = first is Kind.HELLO and second in {Kind.THANKS, Kind.CELEBRATION}
    assert ruling == (Send() if is_pair else Wait(at(13, 16, 30), Why.ONE_A_DAY))


def test_a_third_automatic_text_waits_even_on_the_sessions_day():
    sent = [SentText(Kind.HELLO, at(12, 8, 30)), SentText(Kind.THANKS, at(12, 16, 30))]
    assert rule(Kind.CELEBRATION, sent=sent) == Wait(at(13, 16, 30), Why.ONE_A_DAY)


def test_a_persons_good_news_is_no_automatic_text():
    assert rule(Kind.GOOD_NEWS, sent=[SentText(Kind.ASK, at(12, 9))]) == Send()
    assert rule(Kind.ASK, sent=[SentText(Kind.GOOD_NEWS, at(12, 9))]) == Send()


def test_a_better_text_later_today_has_the_day():
    assert rule(Kind.SPARK, at(12, 9), to_come=[DueText(Kind.ASK, TUESDAY)]) == Wait(at(13, 9), Why.ONE_A_DAY)
    assert rule(Kind.ASK, at(12, 9), to_come=[DueText(Kind.REMINDER, TUESDAY)]) == Send()
    assert rule(Kind.HELLO, at(12, 9), to_come=[DueText(Kind.SCHOOL_CHANGE, TUESDAY)]) == Send()


@pytest.mark.parametrize("kind", [Kind.ASK, Kind.SPARK, Kind.MISSED, Kind.REMINDER])
def test_no_second_question_follows_a_change_on_the_same_day(kind):
    change = [SentText(Kind.SCHOOL_CHANGE, at(12, 9))]
    assert rule(kind, sent=change) == Wait(at(13, 16, 30), Why.SECOND_QUESTION)


def test_waiting_keeps_the_hour_unless_that_day_does_not_have_it():
    change = [SentText(Kind.ASK, at(15, 9))]
    assert rule(Kind.SPARK, at(15, 16, 30), sent=change, is_saturday_choice=True) == Wait(at(16, 9, 30), Why.ONE_A_DAY)


# Quiet days, and a school that rests


def on_a_quiet_tuesday(kind, **candidate):
    quiet = replace(CALENDAR, quiet=frozenset({date(2026, 5, 12)}))
    return may_send(Candidate(kind, **candidate), WELL, quiet, (), TUESDAY, 3)


@pytest.mark.parametrize("kind", AUTOMATIC)
def test_on_a_quiet_day_nothing_goes_by_itself(kind):
    assert on_a_quiet_tuesday(kind) == Wait(at(13, 8, 15), Why.QUIET_DAY)
    assert on_a_quiet_tuesday(kind, expires=at(13, 0)) == Drop(Why.EXPIRED)


@pytest.mark.parametrize("kind", [Kind.PROVING, Kind.GOOD_NEWS, Kind.PERSON, Kind.SCHOOL_CHANGE, Kind.CLOSURE])
def test_on_a_quiet_day_a_person_and_the_school_may_speak(kind):
    adult = replace(WELL, is_proved=kind is not Kind.PROVING)
    quiet = replace(CALENDAR, quiet=frozenset({date(2026, 5, 12)}))
    assert may_send(Candidate(kind), adult, quiet, (), TUESDAY, 3) == Send()


def test_the_goodbye_before_a_break_is_no_news_and_keeps_a_quiet_day():
    assert on_a_quiet_tuesday(Kind.SCHOOL_CHANGE, is_before_break=True) == Wait(at(13, 8, 15), Why.QUIET_DAY)


@pytest.mark.parametrize("kind", AUTOMATIC)
def test_while_the_school_rests_nothing_goes_by_itself(kind):
    assert rule(kind, adult=replace(WELL, is_resting=True)) == Drop(Why.RESTING)


def test_while_the_school_rests_it_may_still_say_so():
    resting = replace(WELL, is_resting=True)
    assert rule(Kind.CLOSURE, adult=resting) == Send()
    assert rule(Kind.SCHOOL_CHANGE, adult=resting, is_before_break=True) == Drop(Why.RESTING)
