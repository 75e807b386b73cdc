from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.datastructures import ImmutableMultiDict
from starlette.testclient import TestClient
from twilio.request_validator import RequestValidator

from bot.channels.sms.webhook import routes
from bot.config import Settings

PUBLIC = "https://stories.school.example"
ON = {"twilio_account_sid": "AC1", "twilio_auth_token": "t0ken", "twilio_from": "+447700900999"}
FORM = "application/x-www-form-urlencoded"


class Webhooks:
    """The two routes, and what they handed on; `post` signs as Twilio would."""

    def __init__(self, **more):
        self.settings = Settings(**{"_env_file": None, "public_url": PUBLIC, **ON, **more})
        self.received, self.reports, self.raises = [], [], None
        self.client = TestClient(Starlette(routes=routes(self.settings, self._receive, self._report)))

    async def _receive(self, message):
        self._fail()
        self.received.append(message)

    async def _report(self, report):
        self._fail()
        self.reports.append(report)

    def _fail(self):
        if self.raises:
            raise self.raises

    def text(self, path="/webhooks/sms", **fields):
        """Post a text of one field or another more than Twilio's least; return the answer."""
        return self.post({"MessageSid": "SM1", "From": "+447700900123", "Body": "yes", **fields}, path)

    def status(self, **fields):
        return self.post({"MessageSid": "SM1", "MessageStatus": "delivered", **fields}, "/webhooks/sms/status")

    def post(self, fields, path="/webhooks/sms", **headers):
        pairs = list(fields.items()) if isinstance(fields, dict) else fields
        return self.raw(urlencode(pairs).encode(), path, **{"X-Twilio-Signature": sign(PUBLIC + path, pairs)} | headers)

    def raw(self, body, path="/webhooks/sms", **headers):
        """Post bytes as they are; `None` leaves a header out."""
        given = {"Content-Type": FORM, **headers}
        present = {name: value for name, value in given.items() if value is not None}
        return self.client.post(path, content=body, headers=present)

    @property
    def nothing_came(self):
        return not self.received and not self.reports


def sign(url, pairs=(), token=ON["twilio_auth_token"], algorithm=None):
    return RequestValidator(token).compute_signature(url, ImmutableMultiDict(pairs), algorithm)


@pytest.fixture
def webhooks():
    return Webhooks()
