import asyncio
import logging
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from bot import errors
from bot.app import make_pace
from bot.channels.sms import adapter, transport
from bot.channels.sms.adapter import TwilioSms
from bot.ports import DeliveryState, MediaReference, Sending
from tests.bot.channels.sms.rig import PUBLIC, settings
from tests.stand_ins import twilio_faults
from tests.stand_ins.twilio_server import TwilioServer

AMINA = "+447700900123"
HELLO = Sending(1, AMINA, "Hello")
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
async def twilio():
    async with TwilioServer() as server:
        yield server


@pytest.fixture
async def opened(twilio):
    """Return a function that opens an adapter with one setting or another changed."""
    made = []

    async def open_one(**more):
        sms = TwilioSms(settings(twilio, **more))
        made.append(sms)
        await sms.open()
        await twilio.until(lambda: sms.trouble is None)
        return sms

    yield open_one
    for sms in made:
        await sms.close()


@pytest.fixture
async def sms(opened):
    return await opened()


# What a text leaves with.


async def test_a_text_leaves_with_all_that_twilio_should_know(sms, twilio):
    await sms.send(Sending(1, AMINA, "Hello", valid_s=600))
    assert twilio.sent[0].given == {
        "To": AMINA,
        "From": twilio.number,
        "Body": "Hello",
        "ValidityPeriod": "600",
        "StatusCallback": f"{PUBLIC}/webhooks/sms/status",
    }


@pytest.mark.parametrize(("valid_s", "period"), [(-5, "1"), (0, "1"), (1, "1"), (36_000, "36000"), (90_000, "36000")])
async def test_the_validity_period_stays_within_twilios(sms, twilio, valid_s, period):
    await sms.send(Sending(1, AMINA, "Hello", valid_s=valid_s))
    assert twilio.sent[0].given["ValidityPeriod"] == period


async def test_a_messaging_service_chooses_the_number(opened, twilio):
    sms = await opened(twilio_from="MG" + "1" * 32)
    await sms.send(HELLO)
    assert twilio.sent[0].given["MessagingServiceSid"] == "MG" + "1" * 32
    assert "From" not in twilio.sent[0].given
    assert await sms.find(HELLO, LONG_AGO) is not None


def test_an_address_that_twilio_cannot_reach_is_not_given_for_reports(twilio):
    nowhere = TwilioSms(settings(twilio, public_url="", twilio_base_url=""))
    assert nowhere._callback() == {}
    local = TwilioSms(settings(twilio, public_url=""))
    assert local._callback() == {"status_callback": "http://127.0.0.1:8000/webhooks/sms/status"}


async def test_what_cannot_be_sent_becomes_a_question_mark(sms, twilio):
    await sms.send(Sending(1, AMINA, "lone \ud800 surrogate"))
    assert twilio.shown(AMINA) == ["lone ? surrogate"]


# What may go wrong.


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (twilio_faults.LANDLINE, errors.Landline),
        (twilio_faults.AWAY, errors.ProviderDown),
        (twilio_faults.GATEWAY_LOST, errors.OutcomeUnknown),
        (twilio_faults.NONSENSE, errors.OutcomeUnknown),
        (twilio_faults.Fault(201, body="{}"), errors.OutcomeUnknown),
        (twilio_faults.Fault(201, body="[]"), errors.OutcomeUnknown),
        (twilio_faults.Fault(302, headers={"Location": "/elsewhere"}), errors.Misconfigured),
        (twilio_faults.Fault(400, 99999), errors.Filtered),
        (twilio_faults.Fault(429, 20429, {"Retry-After": "soon"}), errors.Throttled),
    ],
)
async def test_what_twilio_answers_has_an_outcome(sms, twilio, fault, outcome):
    twilio.fail(fault)
    with pytest.raises(errors.SendError) as raised:
        await sms.send(HELLO)
    assert type(raised.value) is outcome
    assert raised.value.retry_after_s is None


async def test_a_slow_answer_is_not_waited_for(opened, twilio, monkeypatch):
    monkeypatch.setattr(transport, "READ_S", 0.05)
    sms = await opened()
    twilio.fail(twilio_faults.slow(1))
    with pytest.raises(errors.OutcomeUnknown):
        await sms.send(HELLO)
    assert twilio.shown(AMINA) == ["Hello"]


async def test_an_endless_answer_is_not_read(sms, twilio, monkeypatch):
    monkeypatch.setattr(transport, "ANSWER_BYTES", 1000)
    twilio.fail(twilio_faults.Fault(201, body="x" * 1001))
    with pytest.raises(errors.OutcomeUnknown):
        await sms.send(HELLO)


# Looking up.


async def test_a_text_that_still_waits_at_twilio_is_found(sms, twilio):
    """It has no DateSent yet, so a look-up by that date would have it sent twice."""
    sent = await sms.send(HELLO)
    assert twilio.sent[0].as_json()["date_sent"] is None
    assert await sms.find(HELLO, datetime.now(UTC)) == sent


@pytest.mark.parametrize(
    ("status", "state"),
    [("sent", DeliveryState.SENT), ("delivered", DeliveryState.DELIVERED), ("undelivered", DeliveryState.FAILED)],
)
async def test_what_is_found_says_how_far_it_came(sms, twilio, status, state):
    await sms.send(HELLO)
    twilio.sent[0].status = status
    assert (await sms.find(HELLO, LONG_AGO)).state is state


async def test_the_newest_of_two_alike_is_found(sms, twilio):
    await sms.send(HELLO)
    second = await sms.send(HELLO)
    assert await sms.find(HELLO, LONG_AGO) == second


async def test_an_older_text_alike_is_another_text(sms, twilio):
    await sms.send(HELLO)
    twilio.sent[0].created -= timedelta(minutes=5)
    assert await sms.find(HELLO, datetime.now(UTC) - timedelta(minutes=1)) is None


async def test_another_parents_text_is_not_found(sms):
    await sms.send(Sending(1, "+447700900124", "Hello"))
    assert await sms.find(HELLO, LONG_AGO) is None


async def test_what_a_trial_account_puts_before_a_text_does_not_hide_it(sms, twilio):
    await sms.send(HELLO)
    twilio.sent[0].body = adapter.TRIAL + "Hello"
    assert await sms.find(HELLO, LONG_AGO) is not None


async def test_while_twilio_cannot_be_asked_nothing_is_known(sms, twilio):
    twilio.token = "changed"
    with pytest.raises(errors.Misconfigured):
        await sms.find(HELLO, LONG_AGO)
    await twilio.stop()
    with pytest.raises(errors.ProviderDown):
        await sms.find(HELLO, LONG_AGO)


# Files.


async def test_our_account_goes_to_twilio_only_whatever_host_a_file_names(sms, twilio):
    kept = twilio.keep(b"picture").replace("https://api.twilio.com", "https://evil.example")
    assert await sms.fetch(MediaReference(kept, "image/jpeg"), 100) == b"picture"


@pytest.mark.parametrize(
    "reference", ["", "x", ".evil.example/a", "@evil.example/a", "//evil.example", "http://[", "https://api.twilio.com"]
)
async def test_an_address_of_nonsense_is_refused(sms, reference):
    with pytest.raises(errors.Refused, match="no address"):
        await sms.fetch(MediaReference(reference, "image/jpeg"), 100)


# Opening, closing, and what the operator should know.


async def test_it_opens_while_twilio_is_away_and_sees_it_come_back(twilio):
    port = twilio.port
    await twilio.stop()
    sms = TwilioSms(settings(twilio))
    await sms.open()
    await twilio.until(lambda: "not answering" in sms.trouble)
    async with TwilioServer() as back:
        back_again = TwilioServer()
        await back_again.start(port)
        await back.until(lambda: sms.trouble is None)
        await back_again.stop()
    await sms.close()


async def test_what_is_wrong_is_told_and_forgotten(sms, twilio):
    twilio.fail(twilio_faults.REVOKED, twilio_faults.STOPPED)
    with pytest.raises(errors.Misconfigured):
        await sms.send(HELLO)
    assert "20003" in sms.trouble
    with pytest.raises(errors.OptedOut):
        await sms.send(HELLO)
    assert "20003" in sms.trouble
    await sms.send(HELLO)
    assert sms.trouble is None


async def test_a_wrong_token_is_told_before_anything_is_sent(twilio):
    sms = TwilioSms(settings(twilio, twilio_auth_token="wrong"))
    assert sms.trouble == "We have not reached Twilio yet."
    await sms.open()
    await twilio.until(lambda: "refuses our account" in sms.trouble)
    await sms.close()
    await sms.close()


async def test_nothing_personal_and_no_secret_is_logged(sms, twilio, caplog):
    caplog.set_level(logging.DEBUG)
    twilio.fail(twilio_faults.INVALID)
    with pytest.raises(errors.AddressInvalid):
        await sms.send(Sending(1, AMINA, "my secret"))
    await sms.find(Sending(1, AMINA, "my secret"), LONG_AGO)
    assert not [word for word in ("secret", AMINA[1:], twilio.token) if word in caplog.text]


def test_receiving_alone_does_not_load_the_sending_half():
    """What it would cost is measured in the adapter's own comment."""
    script = "import sys, bot.channels.sms.adapter, bot.channels.sms.webhook; sys.exit('twilio.rest' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


# Many at once, and a provider that takes its time.


async def test_the_last_of_many_does_not_run_out_of_time_where_each_answer_is_slow(twilio, opened, monkeypatch):
    monkeypatch.setattr(transport, "CONNECT_S", 2.0)
    monkeypatch.setattr(adapter, "PER_SECOND", 1_000.0)
    twilio.latency_s = 0.8
    sms = await opened()
    pace = make_pace({sms.name: sms})

    async def goes(n):
        async with pace(sms.name, False):
            await sms.send(Sending(n, AMINA, f"Text {n}"))

    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        for n in range(60):
            group.create_task(goes(n))
    assert len(twilio.shown(AMINA)) == 60
