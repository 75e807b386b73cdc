"""Without its database the house says so, and nothing is half written, half sent or forgotten."""

from contextlib import contextmanager, suppress

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.ports import DeliveryReport, DeliveryState
from bot.services.deliver import deliver
from bot.services.health import health
from bot.services.outcome import take_report
from bot.services.receive import receive
from bot.services.sweep import sweep
from bot.services.wake import wake
from flows.engine.kinds import ChannelName
from storage.errors import DatabaseAway
from storage.tables import Inbound, Moment, Outbound, Parent, Rsvp
from tests.bot.services.texts import begin_text
from tests.school import SMS, a_family, at, from_, goes_on_to, outbox, row, rows, said_to, send_waiting


@contextmanager
def away(house, *, after=0, only=""):
    """Let every statement of a write fail after the first so many that hold these words."""
    engine, count = house.database._engine, iter(range(10_000))

    def fail(_connection, _cursor, statement, *_):
        if only in statement and next(count) >= after:
            raise OperationalError(statement, {}, Exception("gone"))

    event.listen(engine, "before_cursor_execute", fail)
    yield
    event.remove(engine, "before_cursor_execute", fail)


@pytest.mark.parametrize("after", range(1, 11, 2))
async def test_a_message_is_kept_whole_or_not_at_all(house, after):
    amina = await a_family(house)
    await goes_on_to(house, at(12, "16:30"))
    message = from_(amina, "yes but 10 min late", house)
    before = row(house, Parent).conversation, len(rows(house, Outbound))
    with away(house, after=after), suppress(DatabaseAway):
        await receive(house, message)
    whole = len(rows(house, Inbound))
    assert len(rows(house, Rsvp)) == whole
    assert (row(house, Parent).conversation != before[0], len(rows(house, Outbound))) == (whole == 1, before[1] + whole)
    await receive(house, message)
    await sweep(house)
    assert [each.answer for each in rows(house, Rsvp)] == ["late"]


async def test_what_is_due_stays_due(house):
    amina = await a_family(house)
    house.clock.time = at(12, "16:30")
    with away(house, only="INSERT INTO outbox"), pytest.raises(DatabaseAway):
        await wake(house)
    assert row(house, Moment, kind="ask").state == "planned"
    await wake(house)
    assert len(said_to(house, amina)) == 1


async def test_a_text_that_cannot_be_claimed_is_not_sent(house):
    amina = await a_family(house)
    text = await begin_text(house, amina, "ask")
    with away(house, only="UPDATE outbox"), pytest.raises(DatabaseAway):
        await deliver(house, [text])
    assert house.channels[SMS].tries == 0
    assert outbox(house) == [("queued", None)]


async def test_a_text_whose_end_could_not_be_written_is_looked_up_later(house):
    amina = await a_family(house)
    text = await begin_text(house, amina, "ask")
    with away(house, only="UPDATE outbox", after=1), pytest.raises(DatabaseAway):
        await deliver(house, [text])
    assert outbox(house) == [("sending", None)]
    house.clock.forward(minutes=2)
    await sweep(house)
    assert outbox(house) == [("sent", None)]
    assert house.channels[SMS].tries == 1


async def test_a_report_that_could_not_be_kept_is_refused_so_that_it_comes_again(house):
    text = await begin_text(house, await a_family(house), "ask")
    await send_waiting(house)
    report = DeliveryReport(SMS, f"sms-{text}", DeliveryState.DELIVERED)
    with away(house), pytest.raises(DatabaseAway):
        await take_report(house, report)
    await take_report(house, report)
    assert outbox(house) == [("delivered", None)]


async def test_without_sms_nobody_can_be_alerted(house, amina):
    assert (await health(house)).alerts == "ok"
    del house.channels[ChannelName.SMS]
    assert (await health(house)).alerts == "Nobody can be alerted"


async def test_health_says_so_and_does_not_fail(house):
    engine = house.database._reader

    def fail(*_):
        raise OperationalError("select", {}, Exception("gone"))

    event.listen(engine, "before_cursor_execute", fail)
    found = await health(house)
    event.remove(engine, "before_cursor_execute", fail)
    assert (found.database, found.queue) == ("away", None)
    assert (await health(house)).database == "ok"
