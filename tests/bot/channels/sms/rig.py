"""SMS in the contract tests."""

from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.channels.sms.adapter import TwilioSms
from bot.channels.sms.webhook import routes
from bot.config import Settings
from bot.ports import MediaReference
from storage.errors import DatabaseAway
from tests.stand_ins import twilio_faults as twilio
from tests.stand_ins.twilio_server import TwilioServer

FAULTS = {
    "throttled": twilio.BUSY,
    "down": twilio.BROKEN,
    "opted_out": twilio.STOPPED,
    "invalid": twilio.INVALID,
    "misconfigured": twilio.REVOKED,
    "lost_answer": twilio.LOST_ANSWER,
}
PUBLIC = "https://stories.school.example"


def settings(server, **more):
    """Return settings that name this stand-in."""
    ours = {"twilio_account_sid": server.sid, "twilio_auth_token": server.token, "twilio_from": server.number}
    return Settings(**{"_env_file": None, "twilio_base_url": server.url, "public_url": PUBLIC, **ours, **more})


class SmsRig:
    address = "+447700900123"

    def __init__(self, server):
        self._server, self._settings = server, settings(server)
        self.channel = TwilioSms(self._settings)
        self.received = []

    async def sent(self):
        return [(text.to, text.body) for text in self._server.sent]

    async def fail_next(self, kind):
        if kind == "unreachable":
            # Opened afresh, because a connection that is kept alive would be cut in the middle of the sending.
            await self._server.stop()
            await self.channel.close()
            await self.channel.open()
        else:
            self._server.fail(FAULTS[kind])

    async def keep(self, content):
        return MediaReference(self._server.keep(content), "image/jpeg")

    async def bring(self, words, key="1", *, is_genuine=True, is_database_away=False):
        async def receive(message):
            if is_database_away:
                raise DatabaseAway
            self.received.append(message)

        self._server.product = PUBLIC
        form = self._server.inbound(self.address, words, sid=f"SM{key}")
        signature = self._server.signature("/webhooks/sms", list(form.items()), None if is_genuine else "another token")
        app = Starlette(routes=routes(self._settings, receive, receive))
        answer = TestClient(app).post("/webhooks/sms", data=form, headers={"X-Twilio-Signature": signature})
        return answer.status_code


@asynccontextmanager
async def rig():
    async with TwilioServer() as server:
        opened = SmsRig(server)
        await opened.channel.open()
        await server.until(lambda: opened.channel.trouble is None)
        try:
            yield opened
        finally:
            await opened.channel.close()
