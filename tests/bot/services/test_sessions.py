"""One session is ticked, moved or cancelled, a time is offered, a guest answered: and whoever was told hears of it."""

from datetime import date, time

import pytest

from bot.errors import Refused
from bot.services import guests, offers, sessions
from bot.services.programmes import school_calendar
from bot.services.sessions import Slot
from storage.errors import Missing
from storage.tables import Moment, Outbound, Rsvp, Session, Task
from tests.school import at, change, goes_on_to, outbox, row, rows, said_to, says, send_waiting

FRIDAY = Slot(date(2026, 5, 15), time(9), "Library")


# Came together


async def test_came_together_is_one_tap_and_one_tap_back(house, khan, amina):
    house.clock.time = at(14, "15:00")
    await sessions.came_together(house, khan, amina.sessions[0], came=True)
    assert row(house, Session, id=amina.sessions[0]).came_together_at == house.clock.now()
    await sessions.came_together(house, khan, amina.sessions[0], came=False)
    assert row(house, Session, id=amina.sessions[0]).came_together_at is None


async def test_a_story_time_still_to_come_is_not_ticked(house, khan, amina):
    with pytest.raises(Refused, match="still to come"):
        await sessions.came_together(house, khan, amina.sessions[0], came=True)


async def test_a_tick_brings_thanks_and_a_blank_nothing_that_day(house, khan, asked):
    house.clock.time = at(14, "15:00")
    await sessions.came_together(house, khan, asked.sessions[0], came=True)
    await goes_on_to(house, at(14, "16:30"))
    assert "Thank" in said_to(house, asked)[-1]


# Move


async def test_whoever_was_told_hears_of_a_move_exactly_once(house, khan, asked):
    assert await sessions.move(house, khan, asked.sessions[0], FRIDAY) == 1
    assert said_to(house, asked)[1:] == [
        "A change from us, sorry. Story time moves to Friday 15 May at 9am. Reply 1 if that works, 4 for another time."
    ]
    moved = row(house, Session, id=asked.sessions[0])
    assert (moved.on_date, moved.at_time, moved.place) == (FRIDAY.on, FRIDAY.at, FRIDAY.place)
    assert row(house, Outbound, texts="RS-21").kind == "school_change"


async def test_the_answer_to_a_move_is_understood(house, khan, asked):
    await sessions.move(house, khan, asked.sessions[0], FRIDAY)
    await says(house, asked, "1")
    assert row(house, Rsvp, session_id=asked.sessions[0]).answer == "yes"


async def test_nobody_is_told_of_a_move_who_was_not_told_of_the_session(house, khan, amina):
    assert await sessions.move(house, khan, amina.sessions[1], Slot(date(2026, 5, 22), time(9), "Library")) == 0
    assert said_to(house, amina) == []


async def test_an_answer_alone_means_that_they_were_told(house, khan, amina):
    await says(house, amina, "yes see you thursday")
    before = len(said_to(house, amina))
    assert await sessions.move(house, khan, amina.sessions[0], FRIDAY) == 1
    assert len(said_to(house, amina)) == before + 1
    assert row(house, Rsvp, session_id=amina.sessions[0]).answer is None


async def test_who_asked_for_the_dates_was_told(house, khan, amina):
    assert "14 May" in (await says(house, amina, "DATES"))[0]
    assert await sessions.move(house, khan, amina.sessions[0], FRIDAY) == 1


async def test_the_day_on_which_a_person_reads_tells_of_no_story_time(house, khan, amina):
    house.clock.time = at(13, "20:00")
    assert "Thursday 14 May" in (await says(house, amina, "blibber blabber"))[0]
    assert await sessions.move(house, khan, amina.sessions[0], FRIDAY) == 0


async def test_everything_planned_moves_with_the_session(house, khan, amina):
    await sessions.move(house, khan, amina.sessions[0], FRIDAY)
    hello = row(house, Moment, session_id=amina.sessions[0], kind="hello")
    assert hello.due_at == at(15, "08:30")


async def test_another_place_alone_tells_nobody(house, khan, asked):
    assert await sessions.move(house, khan, asked.sessions[0], Slot(date(2026, 5, 14), time(14, 15), "Library")) == 0
    assert row(house, Session, id=asked.sessions[0]).place == "Library"


async def test_of_two_moves_before_the_first_has_left_only_the_last_is_told(house, khan, asked):
    house.clock.time = at(12, "19:00")
    await sessions.move(house, khan, asked.sessions[0], FRIDAY)
    await sessions.move(house, khan, asked.sessions[0], Slot(date(2026, 5, 15), time(14), "Library"))
    house.clock.time = at(13, "08:15")
    await send_waiting(house)
    assert said_to(house, asked)[1:] == [
        "A change from us, sorry. Story time moves to Friday 15 May at 2pm. Reply 1 if that works, 4 for another time."
    ]


@pytest.mark.parametrize(
    ("to", "field", "sentence"),
    [
        (Slot(date(2026, 5, 11), time(14), "Nest room"), "on", "gone by"),
        (Slot(date(2026, 5, 12), time(9), "Nest room"), "on", "gone by"),
        (Slot(date(2028, 5, 11), time(14), "Nest room"), "on", "more than a year"),
        (Slot(date(2026, 5, 16), time(14), "Nest room"), "on", "shut on Saturday 16 May"),
        (Slot(date(2026, 5, 21), time(10), "Nest room"), "on", "on that day already"),
        (Slot(date(2026, 5, 15), time(7, 30), "Nest room"), "at", "begins after"),
        (Slot(date(2026, 5, 15), time(21), "Nest room"), "at", "begins after"),
        (Slot(date(2026, 5, 15), time(14), "The big hall upstairs"), "place", "16 characters"),
        (Slot(date(2026, 5, 15), time(14), " "), "place", "a room, or a corner"),
    ],
)
async def test_a_move_that_cannot_be_changes_nothing(house, khan, asked, to, field, sentence):
    with pytest.raises(Refused, match=sentence) as refused:
        await sessions.move(house, khan, asked.sessions[0], to)
    assert refused.value.field == field
    assert row(house, Session, id=asked.sessions[0]).on_date == date(2026, 5, 14)
    assert len(said_to(house, asked)) == 1


async def test_a_session_that_has_been_is_not_moved(house, khan, amina):
    house.clock.time = at(14, "14:15")
    with pytest.raises(Refused, match="has been"):
        await sessions.move(house, khan, amina.sessions[0], FRIDAY)


async def test_a_session_of_nobody_knows_where_is_not_found(house, khan, amina):
    with pytest.raises(Missing):
        await sessions.move(house, khan, 999, FRIDAY)


# Cancel


async def test_a_cancelled_session_gives_its_week_to_the_next_and_one_is_added(house, khan, asked):
    assert await sessions.cancel(house, khan, asked.sessions[0]) == 1
    assert said_to(house, asked)[1:] == [
        "A change from us, sorry. There is no story time on Thursday 14 May. We will text a new day soon."
    ]
    held = [each for each in rows(house, Session) if each.cancelled_at is None]
    assert [(each.week, each.on_date) for each in held] == [
        (4, date(2026, 5, 21)),
        (5, date(2026, 5, 28)),
        (6, date(2026, 6, 4)),
    ]
    assert rows(house, Moment, session_id=asked.sessions[0], state="planned") == []


async def test_a_cancelled_session_is_off_for_good(house, khan, amina):
    assert await sessions.cancel(house, khan, amina.sessions[0]) == 0
    for verb in (
        sessions.cancel(house, khan, amina.sessions[0]),
        sessions.move(house, khan, amina.sessions[0], FRIDAY),
    ):
        with pytest.raises(Refused, match="off already"):
            await verb
    house.clock.time = at(14, "15:00")
    with pytest.raises(Refused, match="off already"):
        await sessions.came_together(house, khan, amina.sessions[0], came=True)


# Another time


async def test_another_time_is_offered_in_one_tap_and_booked_by_one_digit(house, khan, asked):
    await says(house, asked, "could we do another time?")
    await says(house, asked, "1")
    assert row(house, Task, need="other_time").done_at is None
    house.clock.time = at(13, "09:00")
    await offers.offer(house, khan, asked.parent_id, asked.sessions[0], date(2026, 5, 15), time(9))
    assert said_to(house, asked)[-1] == "Mrs Khan can do Friday 15 May at 9am. Reply 1 to book it, 2 to try again."
    assert row(house, Task, need="other_time").done_by == asked.staff_id
    assert row(house, Outbound, texts="RS-10").kind == "person"
    await says(house, asked, "1")
    booked = row(house, Session, id=asked.sessions[0])
    assert (booked.on_date, booked.at_time) == (date(2026, 5, 15), time(9))


@pytest.mark.parametrize(
    ("on", "clock", "field"),
    [
        (date(2026, 5, 11), time(9), "on"),
        (date(2026, 5, 16), time(9), "on"),
        (date(2026, 5, 15), time(6), "at"),
    ],
)
async def test_a_time_that_cannot_be_is_not_offered(house, khan, asked, on, clock, field):
    with pytest.raises(Refused) as refused:
        await offers.offer(house, khan, asked.parent_id, asked.sessions[0], on, clock)
    assert refused.value.field == field
    assert len(said_to(house, asked)) == 1


async def test_a_time_is_suggested_at_the_hour_wished_for_near_the_session(house, khan, asked):

    now = house.clock.now()
    calendar = house.database.read_now(lambda uow: school_calendar(uow, asked.school_id, now))
    session = (date(2026, 5, 14), time(14, 15))
    assert offers.suggested(calendar, now, session, "lunch") == (
        (date(2026, 5, 14), time(12, 15)),
        (date(2026, 5, 13), time(12, 15)),
        (date(2026, 5, 15), time(12, 15)),
    )


async def test_the_day_and_hour_that_a_parent_named_come_first(house, khan, asked):
    now = house.clock.now()
    calendar = house.database.read_now(lambda uow: school_calendar(uow, asked.school_id, now))
    session = (date(2026, 5, 14), time(14, 15))
    first, second, _ = offers.suggested(calendar, now, session, "fri after 15:00")
    assert first == (date(2026, 5, 15), time(15))
    assert second == (date(2026, 5, 22), time(15))


# Guests


@pytest.fixture
async def with_nan(house, asked):
    """Return the family after the parent asked for Nan to come."""
    await says(house, asked, "can my mum come instead?")
    await says(house, asked, "Rose, his nan")
    await change(house, Rsvp, row(house, Rsvp, parent_id=asked.parent_id).id, guest="Rose, his nan")
    return asked


async def test_a_guest_who_was_checked_is_welcomed(house, khan, with_nan):
    await guests.welcome(house, khan, with_nan.parent_id, with_nan.sessions[0], "Rose")
    assert said_to(house, with_nan)[-1] == (
        "All good. Rose is welcome on Thursday 14 May at 2.15pm. Please ask for Mrs Khan."
    )
    assert row(house, Rsvp, parent_id=with_nan.parent_id).guest_agreed_at == house.clock.now()
    assert row(house, Task, need="guest").done_at == house.clock.now()


async def test_ringing_about_a_guest_says_the_same_whatever_the_reason(house, khan, with_nan):
    card = await guests.ring_instead(house, khan, with_nan.parent_id, with_nan.sessions[0])
    assert said_to(house, with_nan)[-1] == "Thank you. Mrs Khan will ring you to sort that out."
    assert row(house, Task, id=card).need == "ring"
    assert row(house, Rsvp, parent_id=with_nan.parent_id).guest is None


async def test_nobody_is_welcomed_who_was_not_named(house, khan, asked):
    with pytest.raises(Refused, match="Nobody is named"):
        await guests.welcome(house, khan, asked.parent_id, asked.sessions[0], "Rose")
    assert outbox(house)[1:] == []
