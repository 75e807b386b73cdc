"""What leaves the house: judged at the moment of sending, once, in order, and honest about what is not known."""

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.app import make_pace
from bot.errors import AddressMoved, OutcomeUnknown, ProviderDown, SendError, Throttled, Unreachable
from bot.services.deliver import deliver
from bot.services.receive import receive
from bot.services.sweep import sweep
from storage.tables import Address, Outbound, Parent, Programme
from tests.bot.services.texts import begin_text
from tests.house import FakePhone, ImmediatePost
from tests.school import (
    SMS,
    TELEGRAM,
    a_family,
    add_address,
    at,
    change,
    from_,
    outbox,
    row,
    rows,
    said_to,
    says,
    send_waiting,
)


class HeldPost(ImmediatePost):
    """Keeps what was decided in the outbox."""

    async def send(self, ids):
        pass


@pytest.fixture
def slow_house(house):
    """A house whose post leaves everything in the outbox until a test sends it."""
    return replace(house, post=HeldPost(house.jobs))


# The gate, once more


async def test_a_text_decided_before_a_stop_does_not_go_after_it(house):
    amina = await a_family(house)
    ask = await begin_text(house, amina, "ask")
    await receive(house, from_(amina, "STOP", house))
    await deliver(house, [ask])
    assert outbox(house, id=ask) == [("suppressed", "stopped")]
    assert said_to(house, amina) == [
        "Done. No more texts from this number. Text START if you ever want to come back. Thank you."
    ]


async def test_a_stop_that_comes_while_a_text_waits_for_the_channel_still_counts(house):
    amina = await a_family(house)
    ask = await begin_text(house, amina, "ask")

    @asynccontextmanager
    async def stop_meanwhile(_channel, _is_reply):
        await receive(house, from_(amina, "STOP", house))
        yield

    await deliver(replace(house, pace=stop_meanwhile), [ask])
    assert outbox(house, id=ask) == [("suppressed", "stopped")]


async def test_at_night_a_text_waits_for_the_morning_and_says_why(house):
    amina = await a_family(house)
    house.clock.time = at(12, "23:00")
    hello = await begin_text(house, amina, "person", expires_at=at(13, "12:00"))
    await deliver(house, [hello])
    assert outbox(house) == [("queued", "outside_hours")]
    assert row(house, Outbound).not_before == at(13, "08:15")
    house.clock.time = at(13, "08:15")
    await send_waiting(house)
    assert outbox(house) == [("sent", None)]


async def test_what_makes_no_sense_any_more_is_left_out_with_that_reason(house):
    amina = await a_family(house)
    hello = await begin_text(house, amina, "hello", expires_at=at(12, "14:15"))
    house.clock.time = at(12, "14:15")
    await deliver(house, [hello])
    assert outbox(house) == [("suppressed", "expired")]


async def test_the_fourth_text_of_a_week_is_left_out_for_that_reason(house):
    amina = await a_family(house)
    for day in (11, 12, 13, 14):
        house.clock.time = at(day)
        await deliver(house, [await begin_text(house, amina, "celebration")])
    assert outbox(house) == [("sent", None)] * 3 + [("suppressed", "cap_full")]


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"paused_at": at(1)}, "paused"),
        ({"quiet_at": at(1)}, "quiet"),
        ({"not_safe_at": at(1)}, "not_safe"),
        ({"ticked_at": None}, "not_ticked"),
        ({"fewer_at": at(1)}, "fewer_chosen"),
    ],
)
async def test_what_a_parent_is_now_counts_not_what_they_were(house, columns, why):
    amina = await a_family(house)
    spark = await begin_text(house, amina, "spark")
    await change(house, Parent, amina.parent_id, **columns)
    await deliver(house, [spark])
    assert outbox(house) == [("suppressed", why)]


async def test_a_paused_programme_holds_its_texts_back(house):
    amina = await a_family(house)
    spark = await begin_text(house, amina, "spark")
    await change(house, Programme, amina.programme_id, paused_at=at(1))
    await deliver(house, [spark])
    assert outbox(house) == [("suppressed", "resting")]


async def test_a_new_number_may_be_proved_beside_one_that_is(house):
    amina = await a_family(house)
    await house.database.write(
        lambda uow: add_address(uow, house, amina.parent_id, SMS, "+447700900150", is_proved=False)
    )
    asked = await begin_text(house, amina, "proving", to="+447700900150")
    await deliver(house, [asked])
    assert outbox(house) == [("sent", None)]


async def test_nothing_goes_to_an_address_that_was_taken_off(house):
    amina = await a_family(house)
    spark = await begin_text(house, amina, "spark", to="+447700900199")
    await deliver(house, [spark])
    assert outbox(house) == [("suppressed", "unproved")]


# Once, and in order


async def test_delivering_twice_sends_once(house):
    amina = await a_family(house)
    ask = await begin_text(house, amina, "ask")
    await asyncio.gather(*(deliver(house, [ask]) for _ in range(6)))
    assert len(said_to(house, amina)) == 1


async def test_texts_to_one_parent_go_in_order(slow_house):
    amina = await a_family(slow_house)
    for words in ("yes", "what time is it", "LANG"):
        await receive(slow_house, from_(amina, words, slow_house))
    ids = [each.id for each in rows(slow_house, Outbound)]
    await deliver(slow_house, reversed(ids))
    assert said_to(slow_house, amina) == [each.body for each in rows(slow_house, Outbound)]


class SlowPhone(FakePhone):
    """Keeps every text of its own until it is let go."""

    def __init__(self, name):
        super().__init__(name)
        self.lets_go, self.holds = asyncio.Event(), asyncio.Event()
        self.held = 0

    async def send(self, sending):
        self.held += 1
        self.holds.set()
        await self.lets_go.wait()
        return await super().send(sending)


async def test_a_reply_waits_for_the_one_before_it_and_goes_right_after_whoever_sends(slow_house):
    phone = SlowPhone(SMS)
    slow_house = replace(slow_house, channels={SMS: phone})
    amina = await a_family(slow_house)
    for words in ("yes", "what time is it", "LANG"):
        await receive(slow_house, from_(amina, words, slow_house))
    first, second, third = [each.id for each in rows(slow_house, Outbound)]
    sending = asyncio.create_task(deliver(slow_house, [first]))
    async with asyncio.timeout(60):
        await phone.holds.wait()
        await deliver(slow_house, [third, second])
    assert outbox(slow_house) == [("sending", None), ("queued", None), ("queued", None)]
    phone.lets_go.set()
    await sending
    assert said_to(slow_house, amina) == [each.body for each in rows(slow_house, Outbound)]


async def test_a_later_reply_never_leaves_before_an_earlier_one(slow_house):
    amina = await a_family(slow_house)
    for words in ("yes", "what time is it"):
        await receive(slow_house, from_(amina, words, slow_house))
    first, second = [each.id for each in rows(slow_house, Outbound)]
    await deliver(slow_house, [second])
    assert said_to(slow_house, amina) == []
    await deliver(slow_house, [first])
    assert said_to(slow_house, amina) == [each.body for each in rows(slow_house, Outbound)]


async def test_a_reply_does_not_wait_for_another_parent(slow_house):
    amina, kasia = await a_family(slow_house), await a_family(slow_house, number="+447700900102")
    await receive(slow_house, from_(amina, "yes", slow_house))
    await receive(slow_house, from_(kasia, "yes", slow_house))
    await deliver(slow_house, [rows(slow_house, Outbound)[1].id])
    assert len(said_to(slow_house, kasia)) == 1


async def test_a_reply_goes_before_all_that_waits_for_the_channel():
    phone = FakePhone(SMS)
    phone.per_second = 500.0
    pace, went = make_pace({SMS: phone}), []

    async def goes(name, is_reply):
        async with pace(SMS, is_reply):
            went.append(name)

    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        for n in range(20):
            group.create_task(goes(f"bulk {n}", is_reply=False))
        await asyncio.sleep(0)
        group.create_task(goes("reply", is_reply=True))
    assert went.index("reply") <= 2
    assert len(went) == 21


async def test_many_texts_wait_for_the_channel_without_being_claimed(house):
    phone = SlowPhone(SMS)
    phone.at_once = 3
    house = replace(house, channels={SMS: phone}, pace=make_pace({SMS: phone}))
    families = [await a_family(house, number=f"+4477009003{n:02}", is_planned=False) for n in range(12)]
    ids = [await begin_text(house, each, "ask") for each in families]
    delivering = asyncio.create_task(deliver(house, ids))
    async with asyncio.timeout(60):
        while phone.held < 3:  # noqa: ASYNC110 - the first are on their way
            await asyncio.sleep(0)
        await asyncio.sleep(10 / phone.per_second)
    assert outbox(house) == [("sending", None)] * 3 + [("queued", None)] * 9
    phone.lets_go.set()
    await delivering
    assert outbox(house) == [("sent", None)] * 12


async def test_a_text_whose_waiting_is_broken_off_leaves_its_place_to_the_next():
    phone = FakePhone(SMS)
    phone.at_once = 1
    pace = make_pace({SMS: phone})

    async def goes():
        async with pace(SMS, True):
            pass

    async with asyncio.timeout(60):
        async with pace(SMS, False):
            waiting = asyncio.create_task(goes())
            await asyncio.sleep(10 / phone.per_second)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        await goes()


async def test_a_practice_run_sends_nothing_and_says_so(house):
    amina = await a_family(house)
    practice = replace(house, is_dry_run=True)
    await deliver(practice, [await begin_text(house, amina, "ask")])
    assert outbox(house) == [("suppressed", "practice")]
    assert house.channels[SMS].tries == 0


async def test_a_text_whose_channel_is_off_waits_for_it_until_it_has_expired(house):
    amina = await a_family(house)
    ask = await begin_text(house, amina, "ask", expires_at=at(12, "12:00"))
    without = replace(house, channels={})
    await deliver(without, [ask])
    assert outbox(house) == [("queued", None)]
    house.clock.time = at(12, "12:00")
    await deliver(without, [ask])
    assert outbox(house) == [("suppressed", "expired")]


# When it goes wrong


@pytest.mark.parametrize(
    ("error", "seconds"),
    [(ProviderDown("500"), 5), (Throttled("20429"), 120), (Throttled("429", 7.0), 7), (Unreachable("30003"), 120)],
)
async def test_a_failed_text_waits_as_long_as_its_error_says_and_goes(house, error, seconds):
    amina = await a_family(house)
    house.channels[SMS].faults.append(error)
    await deliver(house, [await begin_text(house, amina, "ask")])
    assert outbox(house) == [("queued", type(error).__name__)]
    house.clock.forward(seconds=seconds - 1)
    await send_waiting(house)
    assert said_to(house, amina) == []
    house.clock.forward(seconds=1)
    await send_waiting(house)
    assert outbox(house) == [("sent", None)]


async def test_pauses_grow_and_then_it_is_given_up_visibly(house):
    amina = await a_family(house)
    house.channels[SMS].fails_with = ProviderDown("500")
    text = await begin_text(house, amina, "ask", expires_at=at(12, "18:00"))
    for _ in range(6):
        await deliver(house, [text])
        house.clock.time = max(house.clock.time, row(house, Outbound).not_before)
    assert outbox(house) == [("failed", "ProviderDown")]
    assert house.channels[SMS].tries == 6
    assert house.clock.time - at(12) < at(12, "11:00") - at(12)


async def test_what_would_come_too_late_is_not_tried_again(house):
    amina = await a_family(house)
    house.channels[SMS].faults.append(Throttled("20429"))
    await deliver(house, [await begin_text(house, amina, "ask", expires_at=at(12, "10:01"))])
    assert outbox(house) == [("failed", "Throttled")]


async def test_a_lost_answer_is_looked_up_before_the_text_goes_again(house):
    amina = await a_family(house)
    house.channels[SMS].faults.append(OutcomeUnknown())
    await deliver(house, [await begin_text(house, amina, "ask")])
    assert outbox(house) == [("queued", "OutcomeUnknown")]
    house.clock.forward(minutes=1)
    await send_waiting(house)
    assert outbox(house) == [("sent", None)]
    assert house.channels[SMS].tries == 1


async def test_where_the_provider_can_be_asked_later_it_is_asked_later(house):
    amina = await a_family(house)
    phone = house.channels[SMS]
    phone.faults.append(OutcomeUnknown())
    phone.lookups.append(ProviderDown())
    await deliver(house, [await begin_text(house, amina, "ask")])
    for minutes in (1, 5):
        house.clock.forward(minutes=minutes)
        await send_waiting(house)
    assert outbox(house) == [("sent", None)]
    assert phone.tries == 1


async def test_where_nobody_can_say_staff_see_that_we_are_not_sure(house):
    amina = await a_family(house)
    phone = house.channels[SMS]
    phone.faults.append(OutcomeUnknown())
    phone.lookups.extend([ProviderDown()] * 2)
    await deliver(house, [await begin_text(house, amina, "ask")])
    for minutes in (1, 5):
        house.clock.forward(minutes=minutes)
        await send_waiting(house)
    assert outbox(house) == [("unsure", "unsure")]


async def test_on_telegram_a_lost_answer_costs_one_copy_at_most(house):
    kasia = await a_family(house, channel=TELEGRAM)
    house.channels[TELEGRAM].fails_with = OutcomeUnknown()
    await deliver(house, [await begin_text(house, kasia, "ask")])
    for minutes in (1, 5, 15):
        house.clock.forward(minutes=minutes)
        await send_waiting(house)
    assert outbox(house) == [("unsure", "unsure")]
    assert row(house, Outbound).tries == 3
    assert len(said_to(house, kasia)) == 2


async def test_the_same_words_sent_before_are_not_taken_for_a_lost_text(house):
    amina = await a_family(house)
    first = await begin_text(house, amina, "person")
    await deliver(house, [first])
    second = await begin_text(house, amina, "person")
    house.channels[SMS].faults.append(ProviderDown())
    await change(house, Outbound, second, state="sending", sending_at=at(12, "09:00"), tries=1)
    house.channels[SMS].faults.clear()
    await deliver(house, [second])
    assert [each.provider_id for each in rows(house, Outbound)] == [f"sms-{first}", f"sms-{second}"]


async def test_a_crash_in_the_middle_of_a_sending_is_looked_up_by_the_sweep(house):
    amina = await a_family(house)
    ask = await begin_text(house, amina, "ask")

    class Killed(BaseException):
        """The machine goes out."""

    house.channels[SMS].faults.append(Killed())
    with pytest.raises(Killed):
        await deliver(house, [ask])
    assert outbox(house) == [("sending", None)]
    house.clock.forward(seconds=30)
    await sweep(house)
    assert outbox(house) == [("sending", None)]
    house.clock.forward(seconds=31)
    await sweep(house)
    assert outbox(house) == [("sent", None)]
    assert len(said_to(house, amina)) == 1


async def test_a_text_that_a_crash_cut_off_and_that_came_too_late_is_unsure(house):
    amina = await a_family(house)
    ask = await begin_text(house, amina, "ask", expires_at=at(12, "11:00"))
    await change(house, Outbound, ask, state="sending", sending_at=at(12), tries=1)
    house.clock.time = at(12, "11:30")
    await sweep(house)
    assert outbox(house) == [("unsure", "unsure")]


async def test_the_sweep_finds_what_was_decided_and_never_handed_over(slow_house):
    amina = await a_family(slow_house)
    await receive(slow_house, from_(amina, "what time is it", slow_house))
    assert outbox(slow_house) == [("queued", None)]
    await sweep(slow_house)
    assert outbox(slow_house) == [("sent", None)]


async def test_a_chat_that_has_moved_is_followed(house):
    kasia = await a_family(house, channel=TELEGRAM)
    house.channels[TELEGRAM].faults.append(AddressMoved("-100777"))
    await deliver(house, [await begin_text(house, kasia, "ask")])
    await send_waiting(house)
    assert [each.to for each in house.channels[TELEGRAM].sent] == ["-100777"]
    assert row(house, Address).number == "-100777"
    assert await says(house, replace(kasia, number="-100777"), "tak")


async def test_an_answer_made_long_after_the_text_does_not_ring_at_night(house):
    amina = await a_family(house)
    house.clock.time = at(12, "22:20")
    assert await says(house, amina, "what time is it", received_at=at(12, "22:05")) == []
    assert outbox(house) == [("suppressed", "expired")]
    assert await says(house, amina, "what time is it", received_at=at(12, "22:15")) != []


async def test_an_answer_at_night_is_silent_on_telegram(house):
    kasia = await a_family(house, channel=TELEGRAM)
    house.clock.time = at(12, "22:00")
    await says(house, kasia, "tak")
    house.clock.time = at(13, "10:00")
    await says(house, kasia, "LANG")
    assert [each.is_silent for each in house.channels[TELEGRAM].sent] == [True, False]


async def test_an_unforeseen_error_of_one_sending_leaves_the_others_alone(house):
    amina, other = await a_family(house), await a_family(house, number="+447700900102")
    house.channels[SMS].faults.append(RuntimeError())
    ids = [await begin_text(house, each, "ask") for each in (amina, other)]
    with pytest.raises(RuntimeError):
        await deliver(house, ids)
    house.clock.forward(minutes=2)
    await sweep(house)
    assert outbox(house) == [("sent", None)] * 2


def test_every_send_error_says_when_to_try_again():
    assert all(error.retry in ("never", "soon", "later") for error in SendError.__subclasses__())
