"""How a sending ended: what is put right, and that no late report takes anything back."""

import pytest

from bot.errors import AddressInvalid, Filtered, Landline, OptedOut, OutcomeUnknown, ProviderDown, Unreachable
from bot.ports import Blocked, DeliveryReport, DeliveryState
from bot.services import outcome
from bot.services.deliver import deliver
from bot.services.outcome import take_block, take_report
from storage.tables import Address, Moment, Outbound, Parent, Stop, Task
from tests.bot.services.texts import begin_text
from tests.school import (
    KASIA,
    SMS,
    TELEGRAM,
    a_family,
    add_address,
    at,
    goes_on_to,
    outbox,
    row,
    rows,
    said_to,
    says,
    send_waiting,
)

SENT, DELIVERED, FAILED = DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.FAILED


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(outcome, "REPORT_WAITS_S", (0.0,))


async def reported(house, message_id, state, error=None, channel=SMS):
    name = f"{channel}-{message_id}"
    await take_report(house, DeliveryReport(channel, name, state, error))


async def both_ways(house):
    """Make a family whose parent has proved Telegram beside SMS, and prefers SMS."""
    amina = await a_family(house)
    more = {"is_preferred": False}
    await house.database.write(lambda uow: add_address(uow, house, amina.parent_id, TELEGRAM, KASIA, **more))
    return amina


async def sent(house, family, kind="ask", **more):
    text = await begin_text(house, family, kind, **more)
    await deliver(house, [text])
    return text


# Reports


async def test_a_report_moves_the_text_on(house):
    text = await sent(house, await a_family(house))
    house.clock.forward(seconds=5)
    await reported(house, text, DELIVERED)
    assert outbox(house) == [("delivered", None)]
    assert row(house, Outbound).delivered_at == house.clock.now()


@pytest.mark.parametrize("late", [(SENT, None), (FAILED, Unreachable()), (FAILED, Filtered())])
async def test_what_has_arrived_has_arrived(house, late):
    text = await sent(house, await a_family(house))
    await reported(house, text, DELIVERED)
    await reported(house, text, *late)
    assert outbox(house) == [("delivered", None)]


async def test_a_delivery_outranks_a_failure_told_before_it(house):
    text = await sent(house, await a_family(house))
    await reported(house, text, FAILED, Filtered())
    await reported(house, text, DELIVERED)
    assert outbox(house)[0] == ("delivered", None)


async def test_a_report_about_somebody_elses_text_changes_nothing(house):
    await sent(house, await a_family(house))
    await reported(house, 4711, DELIVERED)
    assert outbox(house) == [("sent", None)]


async def test_a_phone_that_was_off_is_tried_again_and_really_sent_to(house):
    amina = await a_family(house)
    text = await sent(house, amina)
    await reported(house, text, FAILED, Unreachable())
    await reported(house, text, FAILED, Unreachable())
    assert outbox(house) == [("queued", "Unreachable")]
    house.clock.forward(minutes=15)
    await send_waiting(house)
    assert outbox(house) == [("sent", None)]
    assert len(said_to(house, amina)) == 2


async def test_a_report_that_nobody_knows_leaves_the_text_unsure(house):
    text = await sent(house, await a_family(house))
    await reported(house, text, FAILED, OutcomeUnknown())
    assert outbox(house) == [("unsure", "unsure")]
    await reported(house, text, DELIVERED)
    assert outbox(house)[0][0] == "delivered"


# Stops, and addresses that do not work


@pytest.mark.parametrize("is_reported", [False, True])
async def test_a_stop_at_the_carrier_is_kept_as_if_the_parent_had_told_us(house, is_reported):
    amina = await a_family(house)
    other = await begin_text(house, amina, "thanks")
    if is_reported:
        await reported(house, await sent(house, amina), FAILED, OptedOut("21610"))
    else:
        house.channels[SMS].faults.append(OptedOut("21610"))
        await sent(house, amina)
    assert outbox(house, id=other) == [("suppressed", "stopped")]
    assert row(house, Stop).by_carrier
    assert row(house, Parent).stopped_at is not None
    assert rows(house, Task) == []


async def test_after_a_stop_at_the_carrier_only_start_brings_texts_back(house):
    amina = await a_family(house)
    house.channels[SMS].faults.append(OptedOut("21610"))
    await sent(house, amina)
    assert await says(house, amina, "STORY") == []
    assert [each.need for each in rows(house, Task)] == ["coming_back"]
    assert row(house, Parent).stopped_at is not None


@pytest.mark.parametrize("error", [AddressInvalid(), Landline()])
async def test_a_number_that_does_not_work_is_left_alone_and_staff_are_told(house, error):
    amina = await a_family(house)
    house.channels[SMS].faults.append(error)
    await sent(house, amina)
    assert outbox(house) == [("failed", type(error).__name__)]
    assert row(house, Address).failure == type(error).__name__
    assert [each.need for each in rows(house, Task)] == ["new_number"]
    await goes_on_to(house, at(12, "16:30"))
    assert row(house, Moment, kind="ask").why == "no_address"
    assert said_to(house, amina) == []


async def test_a_number_that_writes_works_after_all(house):
    amina = await a_family(house)
    house.channels[SMS].faults.append(AddressInvalid())
    await sent(house, amina)
    assert await says(house, amina, "what time is it")
    assert row(house, Address).failed_at is None


# The other channel


async def test_a_text_that_cannot_go_one_way_goes_the_other_once(house):
    amina = await both_ways(house)
    house.channels[SMS].faults.append(AddressInvalid())
    await sent(house, amina, body="Story time is Thursday.", english="Story time is Thursday.")
    await send_waiting(house)
    assert [each.body for each in house.channels[TELEGRAM].sent] == ["Story time is Thursday."]
    assert [each.english for each in rows(house, Outbound)] == ["Story time is Thursday."] * 2
    assert outbox(house) == [("failed", "AddressInvalid"), ("sent", None)]


async def test_it_does_not_come_back_from_there(house):
    amina = await both_ways(house)
    for channel in (SMS, TELEGRAM):
        house.channels[channel].fails_with = Filtered()
    await sent(house, amina)
    await send_waiting(house)
    await send_waiting(house)
    assert outbox(house) == [("failed", "Filtered")] * 2


async def test_what_came_too_late_goes_nowhere(house):
    amina = await both_ways(house)
    house.channels[SMS].faults.append(ProviderDown())
    text = await begin_text(house, amina, "ask", expires_at=at(12, "10:00"), tries=5)
    await deliver(house, [text])
    assert house.channels[TELEGRAM].sent == []


async def test_a_stop_on_one_channel_keeps_texts_from_the_other(house):
    amina = await both_ways(house)
    house.channels[SMS].faults.append(OptedOut("21610"))
    await sent(house, amina)
    await send_waiting(house)
    assert house.channels[TELEGRAM].sent == []


async def test_texts_do_not_go_by_telegram_when_the_parent_chose_sms(house):
    amina = await both_ways(house)
    await says(house, amina, "SMS", channel=TELEGRAM, sender=KASIA)
    house.channels[TELEGRAM].sent.clear()
    house.channels[SMS].faults.append(Filtered())
    await sent(house, amina)
    await send_waiting(house)
    assert house.channels[TELEGRAM].sent == []


# Blocked, and unblocked


async def test_a_blocked_bot_stops_telegram_and_not_sms(house):
    amina = await both_ways(house)
    await says(house, amina, "", channel=TELEGRAM, sender=KASIA)
    await take_block(house, Blocked(TELEGRAM, "1", KASIA, is_blocked=True))
    assert row(house, Address, channel=TELEGRAM).failure == "OptedOut"
    await goes_on_to(house, at(12, "16:30"))
    assert len(said_to(house, amina)) == 1
    assert rows(house, Stop) == []


async def test_a_bot_found_blocked_at_sending_sends_the_text_by_sms(house):
    kasia = await a_family(house, channel=TELEGRAM)
    await house.database.write(
        lambda uow: add_address(uow, house, kasia.parent_id, SMS, "+447700900111", is_preferred=False)
    )
    house.channels[TELEGRAM].fails_with = OptedOut("403")
    await goes_on_to(house, at(12, "16:30"))
    await send_waiting(house)
    assert [each.to for each in house.channels[SMS].sent] == ["+447700900111"]


async def test_an_unblocked_bot_writes_again(house):
    kasia = await a_family(house, channel=TELEGRAM)
    await take_block(house, Blocked(TELEGRAM, "1", KASIA, is_blocked=True))
    await take_block(house, Blocked(TELEGRAM, "2", KASIA, is_blocked=False))
    await goes_on_to(house, at(12, "16:30"))
    assert len(said_to(house, kasia)) == 1


async def test_being_blocked_by_somebody_we_do_not_know_changes_nothing(house):
    await take_block(house, Blocked(TELEGRAM, "1", "999", is_blocked=True))
    assert rows(house, Address) == []
