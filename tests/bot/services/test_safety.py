"""Somebody may be at risk: fixed words, the family's texts stop, and a person is told until one picks it up."""

import asyncio

import pytest

from bot.services.alert import put_alert, raise_due
from flows.engine.text import Text
from storage.tables import Address, Family, Inbound, Outbound, Parent, Task
from tests.bot.services.texts import begin_text
from tests.school import ON_CALL, SMS, TELEGRAM, a_family, at, change, goes_on_to, outbox, row, rows, says

RISK = "i want to die"


def alerts(house):
    """Return the ids of the texts that each on-call mobile was sent, in order."""
    sent = [(each.to, each.texts) for each in rows(house, Outbound, kind="alert") if each.state == "sent"]
    return [(ON_CALL.index(to) + 1, texts) for to, texts in sent]


async def test_the_words_are_fixed_the_texts_stop_and_a_person_is_told(house):
    amina = await a_family(house)
    (answer,) = await says(house, amina, RISK)
    assert answer.startswith("Thank you for telling us. I am only a text helper, so Mrs Khan will ring you")
    assert row(house, Family).held_at is not None
    task = row(house, Task)
    assert (task.need, task.is_safety) == ("ring", True)
    assert row(house, Inbound).wants_reader


async def test_the_first_mobile_is_alerted_at_once_at_any_hour(house):
    amina = await a_family(house)
    house.clock.time = at(16, "03:00")
    (answer,) = await says(house, amina, RISK)
    assert "Samaritans" in answer
    assert alerts(house) == [(1, "SG-04")]


async def test_an_alert_says_who_to_ring_and_nothing_of_what_was_said(house):
    amina = await a_family(house)
    await says(house, amina, RISK)
    alert = row(house, Outbound, kind="alert")
    assert (
        alert.body == f"Please ring Amina today. Open the story helper to see the message. Ref {row(house, Task).ref}."
    )


async def test_the_next_mobile_is_alerted_when_nobody_picks_up_and_then_no_more(house):
    amina = await a_family(house)
    await says(house, amina, RISK)
    for minutes in (29, 1, 30, 30, 600):
        house.clock.forward(minutes=minutes)
        await raise_due(house)
    assert alerts(house) == [(1, "SG-04"), (2, "SG-05")]


async def test_nobody_more_is_alerted_once_a_person_has_picked_it_up(house):
    amina = await a_family(house)
    await says(house, amina, RISK)
    await change(house, Task, row(house, Task).id, picked_at=house.clock.now(), picked_by=amina.staff_id)
    house.clock.forward(minutes=31)
    await raise_due(house)
    assert alerts(house) == [(1, "SG-04")]


async def test_a_new_worry_after_that_is_told_to_the_first_mobile_again(house):
    amina = await a_family(house)
    await says(house, amina, RISK)
    await change(house, Task, row(house, Task).id, picked_at=house.clock.now(), picked_by=amina.staff_id)
    await says(house, amina, RISK)
    assert alerts(house) == [(1, "SG-04"), (1, "SG-04")]
    assert row(house, Task).picked_at is None


async def test_every_worry_alerts_somebody_however_many_there_are(house):
    amina = await a_family(house)
    for _ in range(4):
        await says(house, amina, RISK)
    assert [who for who, _text in alerts(house)] == [1, 2, 1, 2]


async def test_two_who_look_at_once_alert_once(house):
    amina = await a_family(house)
    await says(house, amina, RISK)
    house.clock.forward(minutes=30)
    await asyncio.gather(*(raise_due(house) for _ in range(6)))
    assert alerts(house) == [(1, "SG-04"), (2, "SG-05")]


async def test_a_second_worry_is_not_answered_again_while_a_person_is_to_ring(house):
    amina = await a_family(house)
    await says(house, amina, RISK)
    assert await says(house, amina, RISK) == []


async def test_the_other_adult_of_the_family_gets_nothing_automatic_either(house):
    amina = await a_family(house, is_planned=False)
    other = await a_family(house, number="+447700900102", is_planned=False)
    await change(house, Parent, other.parent_id, family_id=amina.family_id)
    text = await begin_text(house, other, "spark")
    await says(house, amina, RISK)
    await goes_on_to(house, at(12, "16:30"))
    assert outbox(house, id=text) == [("suppressed", "held")]


async def test_nothing_planned_goes_until_a_person_restarts(house):
    amina = await a_family(house)
    await says(house, amina, RISK)
    await goes_on_to(house, at(12, "16:30"))
    await goes_on_to(house, at(14, "08:30"))
    assert [each.texts for each in rows(house, Outbound, parent_id=amina.parent_id)] == ["SG-01"]


@pytest.mark.parametrize("address", [{"proved_at": None}, {"failed_at": at(1)}])
async def test_a_worry_is_heard_from_any_address(house, address):
    amina = await a_family(house)
    await change(house, Address, row(house, Address).id, **address)
    assert await says(house, amina, RISK)
    assert alerts(house) == [(1, "SG-04")]


async def test_a_stop_beside_a_worry_is_honoured_and_the_words_still_go(house):
    amina = await a_family(house)
    assert len(await says(house, amina, "stop texting me. i want to die")) == 1
    assert row(house, Parent).stopped_at is not None
    assert alerts(house) == [(1, "SG-04")]


async def test_a_worry_after_a_stop_alerts_somebody(house):
    amina = await a_family(house)
    await says(house, amina, "STOP")
    await says(house, amina, RISK)
    assert alerts(house) == [(1, "SG-04")]


async def test_without_an_on_call_mobile_the_card_waits_for_one(house):
    amina = await a_family(house, on_call=())
    await says(house, amina, RISK)
    assert alerts(house) == []
    assert row(house, Task).alert_due_at is not None


async def test_an_alert_that_cannot_be_sent_is_tried_again(house):
    amina = await a_family(house, channel=TELEGRAM)
    await says(house, amina, RISK)
    ids = await house.database.write(
        lambda uow: (put_alert(uow, house, amina.school_id, ON_CALL[1], Text("SG-TEST", "A test.")),)
    )
    await house.post.send(ids)
    assert [each.to for each in house.channels[SMS].sent] == list(ON_CALL)
