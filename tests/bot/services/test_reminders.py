"""Staff's own weekly reminder: its days, its words, whom it goes to, and what goes beside it."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.errors import Refused
from bot.services import closures, programmes, reminders
from bot.services.closures import Closing
from bot.services.kept_back import KeptBack
from bot.services.reminder_words import checked
from bot.services.reminders import Weekly
from storage.reports.going_out import going_out
from storage.tables import Moment, Reminder
from tests.school import STORY_TIME, a_family, at, goes_on_to, moments, row, rows, said_to, says

WORDING = "Story time is {day} at {time}, {place}. Come as you are."
CHOICES = "Reply 1 yes, 2 not this time, 3 maybe, 4 another time."
WEEKS = tuple(STORY_TIME + timedelta(weeks=n) for n in range(4))


@pytest.fixture
async def amina(house):
    return await a_family(house, story_times=WEEKS)


@pytest.fixture
def weekly(amina):
    return Weekly(amina.programme_id, frozenset({2}), time(9), WORDING)


async def test_the_reminder_goes_at_its_hour_with_day_time_and_place(house, khan, amina, weekly):
    await reminders.schedule(house, khan, weekly)
    await goes_on_to(house, at(13, "08:59"))
    assert said_to(house, amina) == []
    await goes_on_to(house, at(13, "09:00"))
    assert said_to(house, amina) == [f"Story time is Thursday 14 May at 2.15pm, Nest room. Come as you are. {CHOICES}"]


async def test_its_answer_is_understood(house, khan, amina, weekly):
    await reminders.schedule(house, khan, weekly)
    await goes_on_to(house, at(13, "09:00"))
    (said,) = await says(house, amina, "yh but 10 min late x")
    assert said.startswith("No rush.")


async def test_who_has_a_reminder_gets_no_ask_beside_it(house, khan, amina, weekly):
    await reminders.schedule(house, khan, weekly)
    assert rows(house, Moment, kind="ask", state="planned") == []
    assert rows(house, Moment, kind="reminder")


async def test_another_language_gets_the_checked_words(house, khan, amina, weekly):
    kasia = await a_family(house, parent="Kasia", child="Ola", language="pl", number="+447700900105")
    await reminders.schedule(house, khan, weekly)
    await goes_on_to(house, at(13, "09:00"))
    (said,) = said_to(house, kasia)
    assert "Come as you are" not in said


async def test_only_chosen_families_get_it_and_the_others_are_asked(house, khan, amina, weekly):
    rose = await a_family(house, parent="Rose", child="Sam", number="+447700900104", story_times=WEEKS)
    await reminders.schedule(house, khan, replace(weekly, families=frozenset({rose.family_id})))
    assert {each.parent_id for each in rows(house, Moment, kind="reminder")} == {rose.parent_id}
    assert {each.parent_id for each in rows(house, Moment, kind="ask")} == {amina.parent_id}


async def test_the_next_four_dates_step_over_closed_days(house, khan, amina, weekly):
    await closures.close_days(house, khan, Closing({date(2026, 5, 27): "Half-term"}))
    dates = await reminders.coming_dates(house, khan, weekly)
    assert [f"{each:%d %b %H:%M}" for each in dates] == ["13 May 09:00", "20 May 09:00", "03 Jun 09:00", "10 Jun 09:00"]


async def test_until_when_is_the_last_day(house, khan, amina, weekly):
    dates = await reminders.coming_dates(house, khan, replace(weekly, until_on=date(2026, 5, 20)))
    assert [each.day for each in dates] == [13, 20]


async def test_a_change_takes_the_old_days_away(house, khan, amina, weekly):
    made = await reminders.schedule(house, khan, weekly)
    await reminders.change(house, khan, made, replace(weekly, weekdays=frozenset({0}), at=time(15)))
    days = {each.due_at.weekday() for each in rows(house, Moment, kind="reminder", state="planned")}
    assert days == {0}
    assert row(house, Reminder).weekdays == "0"


async def test_a_change_to_an_hour_that_has_gone_by_sends_nothing_at_once(house, khan, amina, weekly):
    made = await reminders.schedule(house, khan, replace(weekly, at=time(16)))
    house.clock.time = at(13, "10:00")
    await reminders.change(house, khan, made, weekly)
    await goes_on_to(house, at(13, "10:01"))
    assert said_to(house, amina) == []


async def test_paused_nothing_goes_and_the_ask_is_back(house, khan, amina, weekly):
    made = await reminders.schedule(house, khan, weekly)
    await reminders.pause(house, khan, made)
    assert rows(house, Moment, kind="reminder") == []
    assert rows(house, Moment, kind="ask", state="planned")
    await reminders.restart(house, khan, made)
    assert rows(house, Moment, kind="reminder", state="planned")
    assert rows(house, Moment, kind="ask", state="planned") == []


async def test_deleted_it_leaves_what_went_in_the_thread(house, khan, amina, weekly):
    made = await reminders.schedule(house, khan, weekly)
    await goes_on_to(house, at(13, "09:00"))
    await reminders.delete(house, khan, made)
    assert rows(house, Reminder) == []
    assert moments(house, kind="reminder") == [("reminder", "done", None)]
    assert len(said_to(house, amina)) == 1


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"weekdays": frozenset()}, "weekdays", "at least one day"),
        ({"weekdays": frozenset({6})}, "weekdays", "school days only"),
        ({"at": time(7)}, "at", "between 8.15am and 6.30pm"),
        ({"at": time(20)}, "at", "between 8.15am and 6.30pm"),
        ({"until_on": date(2026, 5, 11)}, "until_on", "gone by"),
        ({"families": frozenset({99})}, "families", "families of this programme"),
        ({"wording": " "}, "wording", "write what"),
        ({"wording": "Come on {weekday}"}, "wording", "filled in by themselves"),
        ({"wording": "Come on {day"}, "wording", "filled in by themselves"),
        ({"wording": "Story time, see www.hazel.org"}, "wording", "links"),
        ({"wording": "Story time. " * 30}, "wording", "too long"),
        ({"wording": "JJ hit a child again today"}, "wording", "kept it back"),
        ({"wording": "You missed story time again"}, "wording", "kept it back"),
    ],
)
async def test_what_cannot_be_is_said_beside_its_field(house, khan, amina, weekly, wrong, field, sentence):
    with pytest.raises(Refused, match=sentence) as refused:
        await reminders.schedule(house, khan, replace(weekly, **wrong))
    assert refused.value.field == field
    assert rows(house, Reminder) == []


async def test_held_words_are_shown(house, khan, amina, weekly):
    with pytest.raises(KeptBack) as kept:
        await reminders.schedule(house, khan, replace(weekly, wording="JJ hit a child again today"))
    assert "hit" in kept.value.verdict.words


def test_places_may_be_typed_with_room_around_them():
    assert checked("Story time is { Day } at {time}.") == "Story time is {day} at {time}."


async def test_an_ended_programme_has_no_reminders(house, khan, amina, weekly):
    await programmes.end(house, khan, amina.programme_id)
    with pytest.raises(Refused, match="over"):
        await reminders.schedule(house, khan, weekly)


# An answer silences the rest


@pytest.fixture
def often(weekly):
    """Return a reminder of Monday, Tuesday and Wednesday."""
    return replace(weekly, weekdays=frozenset({0, 1, 2}))


async def test_an_answer_silences_the_rest_of_the_weeks_reminders(house, khan, amina, often):
    house.clock.time = at(11, "08:30")
    await reminders.schedule(house, khan, often)
    await goes_on_to(house, at(11, "09:00"))
    await says(house, amina, "not this time sorry")
    before = len(said_to(house, amina))
    await goes_on_to(house, at(12, "09:00"))
    await goes_on_to(house, at(13, "09:00"))
    assert len(said_to(house, amina)) == before
    assert ("reminder", "skipped", "already_answered") in moments(house, kind="reminder")


async def test_a_reply_of_any_kind_counts_and_the_next_week_begins_anew(house, khan, amina, often):
    house.clock.time = at(11, "08:30")
    await reminders.schedule(house, khan, often)
    await goes_on_to(house, at(11, "09:00"))
    await says(house, amina, "maybe, is there parking?")
    before = len(said_to(house, amina))
    await goes_on_to(house, at(12, "09:00"))
    assert len(said_to(house, amina)) == before
    await goes_on_to(house, at(18, "09:00"))
    assert "Thursday 21 May" in said_to(house, amina)[-1]


async def test_without_an_answer_the_reminders_go_on(house, khan, amina, often):
    house.clock.time = at(11, "08:30")
    await reminders.schedule(house, khan, often)
    for day in (11, 12):
        await goes_on_to(house, at(day, "09:00"))
    assert len(said_to(house, amina)) == 2


async def test_going_out_says_that_an_answer_silences_a_reminder(house, khan, amina, often):
    house.clock.time = at(11, "08:30")
    await reminders.schedule(house, khan, often)
    await goes_on_to(house, at(11, "09:00"))
    await says(house, amina, "1")
    found = house.database.read_now(
        lambda uow: going_out(uow, amina.school_id, khan.zone, house.clock.now(), at(14, "00:00"))
    )
    assert {each.skip for each in found.going if each.kind == "reminder"} == {"already_answered"}
