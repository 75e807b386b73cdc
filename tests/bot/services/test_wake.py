"""What falls due is begun once, put off, or left out with a reason; also after the machine was off."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.services import wake as waking
from bot.services.plan import next_dates, plan_family
from bot.services.wake import wake
from storage.tables import ClosedDay, Moment, Outbound, Parent, Programme, Reminder, Rsvp, Session
from tests.bot.services.texts import ask
from tests.school import (
    LONDON,
    STORY_TIME,
    a_family,
    at,
    change,
    goes_on_to,
    moments,
    row,
    rows,
    said_to,
    says,
)

WEEKS = [STORY_TIME.replace(day=day) for day in (7, 14, 21)]


async def a_reminder(house, family, **more):
    values = {
        "weekdays": "2",
        "at_time": time(16, 0),
        "wording": "Story time is on Thursday.",
        "made_by": family.staff_id,
    }
    values |= {
        "school_id": family.school_id,
        "programme_id": family.programme_id,
        "created_at": house.clock.now(),
    } | more

    def work(uow):
        reminder = Reminder(**values)
        uow.orm.add(reminder)
        uow.orm.flush()
        return reminder.id

    return await house.database.write(work)


async def came(house, session):
    await change(house, Session, session, came_together_at=house.clock.now())


# Each kind


async def test_the_ask_goes_two_school_days_before_at_half_past_four(house):
    amina = await a_family(house)
    await goes_on_to(house, at(12, "16:29"))
    assert said_to(house, amina) == []
    await goes_on_to(house, at(12, "16:30"))
    assert said_to(house, amina)[0].startswith("Your first story time with JJ is Thursday 14 May at 2.15pm")


async def test_the_hello_greets_who_comes_and_opens_the_door_to_who_did_not_say(house):
    amina, other = await a_family(house), await a_family(house, number="+447700900102")
    await goes_on_to(house, at(12, "16:30"))
    await says(house, amina, "yes")
    await goes_on_to(house, at(14, "08:30"))
    assert said_to(house, amina)[-1].startswith("Today is story day")
    assert said_to(house, other)[-1].startswith("Story time is today at 2.15pm. The door is open")


async def test_who_does_not_come_gets_no_hello(house):
    amina = await a_family(house)
    await goes_on_to(house, at(12, "16:30"))
    await says(house, amina, "no")
    before = said_to(house, amina)
    await goes_on_to(house, at(14, "08:30"))
    assert said_to(house, amina) == before
    assert ("hello", "skipped", "not_coming") in moments(house)


async def test_thanks_go_when_they_came_also_when_the_tick_comes_late(house):
    amina = await a_family(house, is_planned=True)
    await goes_on_to(house, at(14, "16:30"))
    assert row(house, Moment, kind="thanks").state == "planned"
    house.clock.time = at(14, "17:10")
    await came(house, amina.sessions[0])
    await goes_on_to(house, at(14, "17:11"))
    assert said_to(house, amina)[-1].startswith("Thank you for today.")


async def test_blank_means_nothing_that_day_and_the_story_kept_safe_the_next(house):
    amina = await a_family(house, story_times=WEEKS[1:])
    for moment in (at(12, "16:30"), at(14, "08:30"), at(14, "16:30")):
        await goes_on_to(house, moment)
    assert len(said_to(house, amina)) == 2
    await goes_on_to(house, at(15, "16:30"))
    assert said_to(house, amina)[-1].startswith("We kept the story safe for you both.")
    assert ("thanks", "skipped", "not_needed") in moments(house)


async def test_the_spark_goes_to_who_was_there(house):
    amina = await a_family(house, standing_place_at=at(1))
    await goes_on_to(house, at(14, "08:30"))
    await came(house, amina.sessions[0])
    await goes_on_to(house, at(14, "16:30"))
    await goes_on_to(house, at(19, "16:30"))
    assert said_to(house, amina)[-1].startswith("Story spark:")


async def test_an_ask_goes_also_to_who_wrote_about_something_else_this_week(house):
    amina = await a_family(house)
    house.clock.time = at(12, "09:00")
    await says(house, amina, "what time is it")
    await goes_on_to(house, at(12, "16:30"))
    assert "Can you come?" in said_to(house, amina)[-1]


async def test_who_has_answered_before_the_ask_is_not_asked(house):
    amina = await a_family(house)
    await says(house, amina, "yes we will come on thursday")
    await goes_on_to(house, at(12, "16:30"))
    assert ("ask", "skipped", "already_answered") in moments(house)


async def test_a_session_after_the_summer_is_not_the_first(house):
    amina = await a_family(house, week=5, story_times=[STORY_TIME, STORY_TIME.replace(month=7, day=2)])
    await came(house, amina.sessions[0])
    await goes_on_to(house, at(date(2026, 6, 30), "16:30"))
    assert said_to(house, amina)[-1].startswith("Story time is Thursday 2 July")


async def test_from_the_third_silent_week_on_nothing_automatic_goes(house):
    times = [datetime(2026, month, day, 14, 15, tzinfo=LONDON) for month, day in ((4, 23), (4, 30), (5, 7), (5, 14))]
    house.clock.time = at(date(2026, 4, 20))
    amina = await a_family(house, week=1, story_times=times)
    for days in range(26):
        for clock in ("08:30", "16:30"):
            await goes_on_to(house, at(date(2026, 4, 20), clock) + (at(2) - at(1)) * days)
    sent = [each.texts.split()[0] for each in rows(house, Outbound)]
    assert sent == ["RS-01", "RM-03", "LD-01", "RS-02", "RM-03"]
    assert ("ask", "skipped", "not_needed") in moments(house)
    assert said_to(house, amina)


async def test_no_row_keeps_who_was_not_there_or_did_not_answer(house):
    await a_family(house, story_times=WEEKS[1:])
    for day in (12, 14, 15, 19, 21, 22):
        for clock in ("08:30", "16:30"):
            await goes_on_to(house, at(day, clock))
    assert {why for _kind, state, why in moments(house) if state == "skipped"} <= {"not_needed", "cap_full", "expired"}


# In the middle of a talk


async def settling_in(house):
    """Bring a parent to the question how to call the child, on the afternoon of the ask; it is theirs to answer."""
    amina = await a_family(house, is_proved=False)
    house.clock.time = at(12, "16:20")
    await ask(house, amina, "welcome.prove")
    await says(house, amina, "1")
    assert "What name shall we use" in "".join(await says(house, amina, "1"))
    return amina


async def test_the_ask_lets_a_talk_come_to_its_end(house):
    amina = await settling_in(house)
    await goes_on_to(house, at(12, "16:30"))
    assert row(house, Moment, kind="ask").why == "talking"
    assert "Which language" in "".join(await says(house, amina, "Jojo"))
    assert "All set." in "".join(await says(house, amina, "ok"))
    await goes_on_to(house, at(12, "16:35"))
    assert said_to(house, amina)[-1].startswith("Your first story time with Jojo is Thursday")


async def test_who_leaves_a_talk_is_asked_a_quarter_of_an_hour_later(house):
    amina = await settling_in(house)
    for clock, is_asked in (("16:30", False), ("16:34", False), ("16:35", True)):
        await goes_on_to(house, at(12, clock))
        assert ("Can you come?" in said_to(house, amina)[-1]) is is_asked


async def test_what_would_come_too_late_waits_for_no_talk(house):
    amina = await settling_in(house)
    await change(house, Moment, row(house, Moment, kind="ask").id, expires_at=at(12, "16:35"))
    await goes_on_to(house, at(12, "16:30"))
    assert "Can you come?" in said_to(house, amina)[-1]


async def test_near_the_end_of_the_day_nothing_waits_for_a_talk(house):
    amina = await settling_in(house)
    house.clock.time = at(12, "18:29")
    await says(house, amina, "what do you mean?")
    await goes_on_to(house, at(12, "18:30"))
    assert "Can you come?" in said_to(house, amina)[-1]


async def test_a_standing_answer_is_no_talk_to_wait_for(house):
    amina = await a_family(house)
    await goes_on_to(house, at(12, "16:30"))
    house.clock.time = at(14, "08:29")
    await says(house, amina, "yes")
    await goes_on_to(house, at(14, "08:30"))
    assert said_to(house, amina)[-1].startswith("Today is story day")


# Once


async def test_two_who_wake_at_once_begin_nothing_twice(house):
    families = [await a_family(house, number=f"+4477009003{n:02}") for n in range(6)]
    house.clock.time = at(12, "16:30")
    await asyncio.gather(*(wake(house) for _ in range(4)))
    assert [len(said_to(house, each)) for each in families] == [1] * 6


async def test_more_than_a_handful_are_all_begun(house, monkeypatch):
    monkeypatch.setattr(waking, "AT_ONCE", 4)
    families = [await a_family(house, number=f"+4477009003{n:02}") for n in range(11)]
    await goes_on_to(house, at(12, "16:30"))
    assert [len(said_to(house, each)) for each in families] == [1] * 11


async def test_one_broken_moment_keeps_nobody_else_waiting(house):
    amina, other = await a_family(house), await a_family(house, number="+447700900102")
    await change(house, Parent, amina.parent_id, conversation="{broken")
    await goes_on_to(house, at(12, "16:30"))
    assert len(said_to(house, other)) == 1
    assert row(house, Moment, parent_id=amina.parent_id, kind="ask").state == "planned"


# The machine was off


async def test_what_still_makes_sense_goes_late(house):
    amina = await a_family(house)
    await goes_on_to(house, at(13, "09:00"))
    assert "Can you come?" in said_to(house, amina)[-1]


async def test_what_makes_no_sense_any_more_is_left_out_with_its_reason(house):
    amina = await a_family(house)
    await goes_on_to(house, at(14, "15:00"))
    assert said_to(house, amina) == []
    assert [each for each in moments(house) if each[0] in ("ask", "hello")] == [
        ("ask", "skipped", "expired"),
        ("hello", "skipped", "expired"),
    ]


async def test_planning_again_does_not_hide_what_was_missed(house):
    amina = await a_family(house)
    house.clock.time = at(14, "15:00")
    await house.database.write(lambda uow: plan_family(uow, amina.family_id, house.clock.now()))
    await wake(house)
    assert ("ask", "skipped", "expired") in moments(house)


async def test_at_night_what_is_due_waits_and_says_why(house):
    await a_family(house)
    await goes_on_to(house, at(12, "23:00"))
    ask = row(house, Moment, kind="ask")
    assert (ask.state, ask.why, ask.due_at) == ("planned", "outside_hours", at(13, "08:15"))


# Changes


@pytest.mark.parametrize(
    ("week", "hello"),
    [
        (datetime(2026, 3, 26, 14, 15, tzinfo=LONDON), "2026-03-26T08:30:00+00:00"),
        (datetime(2026, 4, 2, 14, 15, tzinfo=LONDON), "2026-04-02T07:30:00+00:00"),
        (datetime(2026, 10, 29, 14, 15, tzinfo=LONDON), "2026-10-29T08:30:00+00:00"),
    ],
)
async def test_the_hour_on_the_wall_stays_when_the_clocks_change(house, week, hello):
    house.clock.time = week.replace(hour=8) - (at(8) - at(1))
    await a_family(house, story_times=[week])
    assert row(house, Moment, kind="hello").due_at.isoformat() == hello


async def test_a_moved_session_takes_its_moments_along(house):
    amina = await a_family(house)
    await change(house, Session, amina.sessions[0], on_date=date(2026, 5, 15))
    await house.database.write(lambda uow: plan_family(uow, amina.family_id, house.clock.now()))
    await goes_on_to(house, at(14, "08:30"))
    assert [text for text in said_to(house, amina) if "today" in text.lower()] == []
    await goes_on_to(house, at(15, "08:30"))
    assert said_to(house, amina)[-1].startswith("Story time is today")


async def test_a_cancelled_session_has_no_moments(house):
    amina = await a_family(house)
    await change(house, Session, amina.sessions[0], cancelled_at=at(12))
    await goes_on_to(house, at(14, "08:30"))
    assert said_to(house, amina) == []
    assert ("hello", "skipped", "cancelled") in moments(house)


async def test_a_day_that_is_closed_after_all_gets_no_text(house):
    amina = await a_family(house)
    await house.database.write(lambda uow: uow.orm.add(ClosedDay(school_id=amina.school_id, on_date=date(2026, 5, 12))))
    await goes_on_to(house, at(12, "16:30"))
    assert said_to(house, amina) == []
    assert row(house, Moment, kind="ask").why == "not_a_school_day"


async def test_a_paused_programme_sends_nothing(house):
    amina = await a_family(house)
    await change(house, Programme, amina.programme_id, paused_at=at(12))
    await goes_on_to(house, at(12, "16:30"))
    assert said_to(house, amina) == []
    assert ("ask", "skipped", "resting") in moments(house)


async def test_who_says_who_they_are_after_the_hour_of_the_ask_is_asked_all_the_same(house):
    amina = await a_family(house, is_proved=False)
    await ask(house, amina, "welcome.prove")
    await goes_on_to(house, at(12, "16:30"))
    assert row(house, Moment, kind="ask").state == "planned"
    house.clock.time = at(13, "10:00")
    for words in ("1", "1", "Rosie", "ok"):
        await says(house, amina, words)
    await goes_on_to(house, at(13, "10:16"))
    assert "Your first story time with Rosie is" in said_to(house, amina)[-1]


async def test_who_never_says_who_they_are_is_not_asked_and_the_reason_stands_there(house):
    amina = await a_family(house, is_proved=False)
    for moment in (at(12, "16:30"), at(14, "00:01")):
        await goes_on_to(house, moment)
    assert said_to(house, amina) == []
    assert ("ask", "skipped", "unproved") in moments(house)


# Staff's own weekly reminder


async def test_staffs_own_reminder_takes_the_place_of_the_ask(house):
    amina = await a_family(house)
    reminder = await a_reminder(house, amina)
    await house.database.write(lambda uow: plan_family(uow, amina.family_id, house.clock.now()))
    await goes_on_to(house, at(13, "16:00"))
    assert len(said_to(house, amina)) == 1
    assert rows(house, Moment, kind="ask") == []
    assert {each.reminder_id for each in rows(house, Moment, kind="reminder")} == {reminder}


async def test_a_reminder_is_planned_once_however_often_we_wake(house):
    amina = await a_family(house)
    await a_reminder(house, amina)
    for _ in range(3):
        await wake(house)
    assert [each.due_at for each in rows(house, Moment, kind="reminder")] == [at(13, "16:00"), at(20, "16:00")]


async def test_a_reminder_missed_while_the_machine_was_off_is_left_out_with_its_reason(house):
    amina = await a_family(house)
    await a_reminder(house, amina)
    await wake(house)
    await goes_on_to(house, at(15, "10:00"))
    assert ("reminder", "skipped", "expired") in moments(house)


async def test_its_next_dates_are_shown_until_it_ends(house):
    amina = await a_family(house)
    await a_reminder(house, amina, until_on=date(2026, 5, 27))
    reminder = row(house, Reminder)
    dates = next_dates(house, reminder, "Europe/London", house.clock.now())
    assert [f"{each:%d %H:%M}" for each in dates] == ["13 16:00", "20 16:00", "27 16:00"]


async def test_where_two_homes_share_a_child_each_adult_has_moments_of_their_own(house):
    amina = await a_family(house)
    other = await a_family(house, number="+447700900102", is_planned=False)
    await change(house, Parent, other.parent_id, family_id=amina.family_id)
    await house.database.write(lambda uow: plan_family(uow, amina.family_id, house.clock.now()))
    await goes_on_to(house, at(12, "16:30"))
    await says(house, amina, "yes")
    assert len(said_to(house, replace(other, family_id=amina.family_id))) == 1
    assert [each.parent_id for each in rows(house, Rsvp)] == [amina.parent_id]


async def test_whoever_is_back_after_some_weeks_is_thanked_for_coming(house):
    times = [STORY_TIME - timedelta(weeks=n) for n in (2, 1, 0)]
    amina = await a_family(house, week=2, story_times=times)
    house.clock.time = at(14, "15:00")
    await change(house, Session, amina.sessions[2], came_together_at=house.clock.now())
    await goes_on_to(house, at(14, "16:30"))
    assert said_to(house, amina)[-1] == "It was so good to see you today. Thank you for coming."
