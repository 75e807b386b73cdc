"""The stand-in, the webhooks behind a real socket and the adapter, all at once: how journeys use them."""

import asyncio
import socket

import pytest
import uvicorn
from starlette.applications import Starlette

from bot.channels.sms.adapter import TwilioSms
from bot.channels.sms.webhook import routes
from bot.errors import OptedOut
from bot.ports import CarrierWord, DeliveryState, Sending
from tests.bot.channels.sms.rig import settings
from tests.stand_ins.twilio_faults import STOPPED
from tests.stand_ins.twilio_server import TwilioServer

AMINA = "+447700900123"


class House:
    def __init__(self):
        self.received, self.reports = [], []

    async def receive(self, message):
        self.received.append(message)

    async def report(self, report):
        self.reports.append(report)


@pytest.fixture
async def house():
    return House()


@pytest.fixture
async def twilio(house):
    """Return a Twilio whose product is our webhooks, listening on a port of their own."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        async with TwilioServer(f"http://127.0.0.1:{door.getsockname()[1]}", reports=("sent", "delivered")) as server:
            app = Starlette(routes=routes(settings(server, public_url=server.product), house.receive, house.report))
            web = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
            running = asyncio.create_task(web.serve(sockets=[door]))
            yield server
            web.should_exit = True
            await running


@pytest.fixture
async def sms(twilio):
    sms = TwilioSms(settings(twilio, public_url=twilio.product))
    await sms.open()
    await twilio.until(lambda: sms.trouble is None)
    yield sms
    await sms.close()


async def test_a_text_comes_in_by_the_signed_webhook(twilio, house):
    assert await twilio.text(AMINA, "yeh but 10 min late 🙂 + more & x") == 200
    assert [received.text for received in house.received] == ["yeh but 10 min late 🙂 + more & x"]


async def test_a_text_goes_out_and_its_reports_come_back(twilio, house, sms):
    sent = await sms.send(Sending(1, AMINA, "Story time is today."))
    await twilio.until(lambda: len(house.reports) == 2)
    assert [report.state for report in house.reports] == [DeliveryState.SENT, DeliveryState.DELIVERED]
    assert {report.provider_id for report in house.reports} == {sent.provider_id}
    assert twilio.answers == [200, 200]


async def test_a_failed_delivery_is_reported_with_its_reason(twilio, house, sms):
    twilio.reports = ()
    await sms.send(Sending(1, AMINA, "Hello"))
    assert await twilio.report(twilio.sent[0], "undelivered", 21610) == 200
    assert isinstance(house.reports[0].error, OptedOut)


async def test_a_stop_at_the_carrier_comes_in_marked_and_closes_the_way_out(twilio, house, sms):
    assert await twilio.stop_word(AMINA) == 200
    assert house.received[0].carrier is CarrierWord.STOP
    twilio.fail(STOPPED)
    with pytest.raises(OptedOut):
        await sms.send(Sending(1, AMINA, "Hello"))


async def test_a_picture_is_listed_and_can_be_fetched(twilio, house, sms):
    assert await twilio.picture(AMINA, b"\xff\xd8jpeg") == 200
    (media,) = house.received[0].media
    assert await sms.fetch(media, 100) == b"\xff\xd8jpeg"


async def test_a_forged_text_is_turned_away(twilio, house):
    assert await twilio.bring("/webhooks/sms", twilio.inbound(AMINA, "yes"), token="guessed") == 403
    assert house.received == []


async def test_many_at_once_all_arrive(twilio, house, sms):
    await asyncio.gather(*(sms.send(Sending(n, AMINA, f"Text {n}")) for n in range(100)))
    assert len(set(twilio.shown(AMINA))) == 100
    await twilio.until(lambda: len(house.reports) == 200)
