"""A small Twilio: plays its API on a free loopback port, remembers what was sent, and fails on request.

async with TwilioServer(product="http://127.0.0.1:8000") as twilio:
    # settings: TWILIO_ACCOUNT_SID=twilio.sid, TWILIO_AUTH_TOKEN=twilio.token, TWILIO_FROM=twilio.number,
    #           TWILIO_BASE_URL=twilio.url, PUBLIC_URL=twilio.product
    await twilio.text("+447700900123", "yes")    # signed, to the product's webhook; returns the HTTP status
    twilio.fail(STOPPED)                         # the next sending; faults are in twilio_faults
    twilio.sent[-1].body                         # what the phone shows
    await twilio.report(twilio.sent[-1], "delivered")

With `reports=("sent", "delivered")` every text is reported by itself, behind the answer, as Twilio does.
"""

import asyncio
import base64
import time
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Self
from urllib.parse import parse_qsl, urlencode, urlsplit

from aiohttp import ClientError, ClientSession, web
from starlette.datastructures import ImmutableMultiDict
from twilio.request_validator import RequestValidator

from tests.stand_ins.twilio_faults import REVOKED, Fault

SID = "AC" + "0" * 32
TOKEN = "stand-in"
NUMBER = "+447700900999"
FORM = "application/x-www-form-urlencoded"


@dataclass(slots=True)
class Shown:
    """A text as it arrived at Twilio, and what it was asked for with."""

    sid: str
    to: str
    body: str
    given: dict
    created: datetime
    status: str = "queued"
    error_code: int | None = None

    def as_json(self) -> dict:
        return {
            "sid": self.sid,
            "to": self.to,
            "from": self.given.get("From"),
            "messaging_service_sid": self.given.get("MessagingServiceSid"),
            "body": self.body,
            "status": self.status,
            "error_code": self.error_code,
            "direction": "outbound-api",
            "date_created": format_datetime(self.created),
            "date_updated": format_datetime(self.created),
            # A text that still waits in the queue was not sent yet.
            "date_sent": None if self.status == "queued" else format_datetime(self.created),
        }


class TwilioServer:
    """One account's Twilio. `sent`, `calls` and `answers` (statuses that the product gave) are there to be looked at."""

    def __init__(self, product: str = "", reports: tuple[str, ...] = (), latency_s: float = 0.0) -> None:
        self.sid, self.token, self.number = SID, TOKEN, NUMBER
        self.product, self.reports, self.latency_s = product, reports, latency_s
        self.sent: list[Shown] = []
        self.calls: list[tuple[str, str]] = []
        self.answers: list[int] = []
        self.files: dict[str, tuple[bytes, str]] = {}
        self._faults: deque[Fault] = deque()
        self._behind: set[asyncio.Task] = set()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self, port: int = 0) -> None:
        app = web.Application(client_max_size=2**20)
        account = "/2010-04-01/Accounts/{account}"
        app.router.add_get(f"{account}.json", self._account)
        app.router.add_post(f"{account}/Messages.json", self._create)
        app.router.add_get(f"{account}/Messages.json", self._list)
        app.router.add_get(f"{account}/Messages/{{message}}/Media/{{file}}", self._file)
        app.router.add_get("/elsewhere/{file}", self._file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._client = ClientSession()

    async def stop(self) -> None:
        """Stop answering; a second time changes nothing."""
        for task in self._behind:
            task.cancel()
        await asyncio.gather(*self._behind, return_exceptions=True)
        await self._client.close()
        await self._runner.cleanup()

    # What a parent's phone does.

    async def text(self, from_: str, body: str, sid: str | None = None, **more: str) -> int:
        """Bring a text to the product, signed; the same `sid` again is the same text again."""
        return await self.bring("/webhooks/sms", self.inbound(from_, body, sid, **more))

    async def stop_word(self, from_: str, word: str = "STOP") -> int:
        """Text a word that Twilio itself acted on and answered."""
        return await self.text(from_, word, OptOutType=word.upper())

    async def picture(self, from_: str, content: bytes, kind: str = "image/jpeg", body: str = "") -> int:
        return await self.text(from_, body, NumMedia="1", MediaUrl0=self.keep(content, kind), MediaContentType0=kind)

    async def report(self, text: Shown, status: str, error_code: int | None = None) -> int:
        """Tell the product what became of a text, at the address it gave with it."""
        text.status, text.error_code = status, error_code
        fields = {"MessageSid": text.sid, "SmsSid": text.sid, "MessageStatus": status, "SmsStatus": status}
        fields |= {"To": text.to, "From": text.given.get("From", self.number), "AccountSid": self.sid}
        fields |= {"ErrorCode": str(error_code)} if error_code else {}
        callback = text.given.get("StatusCallback")
        return await self.bring(urlsplit(callback).path, fields) if callback else 0

    def inbound(self, from_: str, body: str, sid: str | None = None, **more: str) -> dict:
        """Return the fields that Twilio posts for a text."""
        sid = sid or _sid("SM")
        return {
            "ToCountry": "GB", "ToState": "", "SmsMessageSid": sid, "NumMedia": "0", "ToCity": "", "FromZip": "",
            "SmsSid": sid, "FromState": "", "SmsStatus": "received", "FromCity": "", "Body": body,
            "FromCountry": "GB", "To": self.number, "ToZip": "", "NumSegments": "1", "MessageSid": sid,
            "AccountSid": self.sid, "From": from_, "ApiVersion": "2010-04-01",
        } | more  # fmt: skip

    async def bring(self, path: str, fields: dict | list, token: str | None = None) -> int:
        """Post fields to the product once, whatever it answers; a real Twilio would try again."""
        pairs = list(fields.items()) if isinstance(fields, dict) else fields
        return await self.post(path, urlencode(pairs).encode(), self.signature(path, pairs, token))

    async def post(self, path: str, body: bytes, signature: str) -> int:
        headers = {"Content-Type": FORM, "X-Twilio-Signature": signature}
        async with self._client.post(self.product + path, data=body, headers=headers) as answer:
            self.answers.append(answer.status)
            return answer.status

    def signature(self, path: str, pairs: list, token: str | None = None) -> str:
        form = ImmutableMultiDict(pairs)
        return RequestValidator(token or self.token).compute_signature(self.product + path, form)

    def keep(self, content: bytes, kind: str = "image/jpeg") -> str:
        """Keep a file that came with a text; return its address, which names Twilio's own host."""
        name = _sid("ME")
        self.files[name] = (content, kind)
        return f"https://api.twilio.com/2010-04-01/Accounts/{self.sid}/Messages/{_sid('MM')}/Media/{name}"

    def fail(self, *faults: Fault) -> None:
        """Let the next sendings go wrong, one after the other."""
        self._faults.extend(faults)

    async def until(self, holds: Callable[[], object], within_s: float = 30.0) -> None:
        """Wait until something holds, such as `lambda: twilio.sent`."""
        deadline = time.monotonic() + within_s
        while not holds():
            assert time.monotonic() < deadline, "It never came"
            await asyncio.sleep(0.005)

    def shown(self, to: str) -> list[str]:
        return [text.body for text in self.sent if text.to == to]

    # What the product does.

    async def _account(self, request: web.Request) -> web.Response:
        return self._refusal(request) or web.json_response({"sid": self.sid, "status": "active"})

    async def _create(self, request: web.Request) -> web.StreamResponse:
        given = dict(parse_qsl((await request.read()).decode(), keep_blank_values=True))
        await asyncio.sleep(self.latency_s)
        if refusal := self._refusal(request):
            return refusal
        fault = self._faults.popleft() if self._faults else Fault(201)
        if fault.status != 201:
            return _error(fault)
        text = Shown(_sid("SM"), given["To"], given.get("Body", ""), given, datetime.now(UTC))
        self.sent.append(text)
        await asyncio.sleep(fault.delay_s)
        if fault.is_cut:
            request.transport.abort()
        self._report_later(text)
        if fault.body is not None:
            return web.Response(text=fault.body, status=201)
        return web.json_response(text.as_json(), status=201)

    async def _list(self, request: web.Request) -> web.Response:
        if refusal := self._refusal(request):
            return refusal
        asked = request.query
        found = [text.as_json() for text in reversed(self.sent) if text.to == asked.get("To", text.to)]
        found = [text for text in found if text["from"] == asked.get("From", text["from"])]
        size = int(asked.get("PageSize", 50))
        return web.json_response({"messages": found[:size], "page": 0, "page_size": size, "next_page_uri": None})

    async def _file(self, request: web.Request) -> web.Response:
        """Like Twilio, send who has the right to it on to another place, where no account is asked for."""
        name = request.match_info["file"]
        if name not in self.files:
            return web.Response(status=404)
        if not request.path.startswith("/elsewhere/"):
            return self._refusal(request) or web.Response(status=307, headers={"Location": f"/elsewhere/{name}"})
        content, kind = self.files[name]
        return web.Response(body=content, content_type=kind)

    def _refusal(self, request: web.Request) -> web.Response | None:
        self.calls.append((request.method, request.path))
        right = "Basic " + base64.b64encode(f"{self.sid}:{self.token}".encode()).decode()
        is_known = request.headers.get("Authorization") == right and request.match_info["account"] == self.sid
        return None if is_known else _error(REVOKED)

    def _report_later(self, text: Shown) -> None:
        if self.reports and self.product:
            task = asyncio.get_running_loop().create_task(self._report_all(text))
            self._behind.add(task)
            task.add_done_callback(self._behind.discard)

    async def _report_all(self, text: Shown) -> None:
        try:
            for status in self.reports:
                await self.report(text, status)
        except ClientError:
            return  # the product is gone; a real Twilio would shrug as well


def _error(fault: Fault) -> web.Response:
    if fault.code is None:
        return web.Response(status=fault.status, headers=fault.headers, text="<html>")
    more = f"https://www.twilio.com/docs/errors/{fault.code}"
    body = {"code": fault.code, "message": "As told", "more_info": more, "status": fault.status}
    return web.json_response(body, status=fault.status, headers=fault.headers)


def _sid(kind: str) -> str:
    """Unlike any other, also when the stand-in starts again beside a product that remembers."""
    return kind + uuid.uuid4().hex
