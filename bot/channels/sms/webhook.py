"""POST /webhooks/sms and /webhooks/sms/status: what Twilio brings to us, known by its signature.

The answer is always empty: replies go through the outbox, never through the answer to a webhook.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.sms.adapter import STATUS_PATH
from bot.channels.sms.incoming import Form, Ignored, message, report
from bot.channels.sms.signature import is_genuine, is_signed
from bot.clock import RealClock
from bot.config import Settings
from bot.errors import PayloadUnreadable, SenderForged
from bot.ports import Clock, DeliveryReport, Received
from storage.errors import DatabaseAway

PATH = "/webhooks/sms"
EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'
AT_MOST_BYTES = 256 * 1024  # 1,600 characters at twelve bytes each and ten files are about 30 KiB
AT_MOST_FIELDS = 200
READ_S = 10.0
Receive = Callable[[Received], Awaitable[object]]
Report = Callable[[DeliveryReport], Awaitable[object]]
log = logging.getLogger(__name__)


def routes(settings: Settings, receive: Receive, report: Report, clock: Clock | None = None) -> list[Route]:
    """Return the two webhooks; while SMS is off they answer 404, as if there were none."""
    door = _Door(settings, receive, report, clock or RealClock())
    return [Route(PATH, door.message, methods=["POST"]), Route(STATUS_PATH, door.status, methods=["POST"])]


class _Unread(Exception):
    """The body was too long, too slow or broken off; `args` holds the HTTP status that says so."""


@dataclass(frozen=True, slots=True)
class _Door:
    settings: Settings
    receive: Receive
    report: Report
    clock: Clock

    async def message(self, request: Request) -> Response:
        """Take a text that somebody sent us."""
        return await self._answer(request, self._take_message)

    async def status(self, request: Request) -> Response:
        """Take what became of a text of ours."""
        return await self._answer(request, self._take_status)

    async def _take_message(self, form: Form) -> None:
        match message(form, self.clock.now()):
            case Received() as received:
                await self.receive(received)
            case Ignored(why):
                log.info("An SMS was left alone: %s", why)

    async def _take_status(self, form: Form) -> None:
        match report(form):
            case DeliveryReport() as known:
                await self.report(known)
            case Ignored(why):
                log.info("A delivery report was left alone: %s", why)

    async def _answer(self, request: Request, take: Callable[[Form], Awaitable[None]]) -> Response:
        if not self.settings.is_sms_on:
            return Response(status_code=404)
        try:
            await take(await self._genuine(request))
        except SenderForged:
            return Response(status_code=403)
        except PayloadUnreadable:
            log.warning("A request of Twilio's could not be read and was set aside")
            return Response(status_code=400)
        except DatabaseAway:
            return Response(status_code=503)
        except _Unread as unread:
            return Response(status_code=unread.args[0])
        return Response(EMPTY, media_type="text/xml")

    async def _genuine(self, request: Request) -> Form:
        """Return the form, or raise `SenderForged`: what cannot be parsed cannot have been signed either."""
        if not is_signed(request.headers):
            raise SenderForged
        form = _form(request.headers.get("content-type", ""), await _body(request))
        url = self.settings.origin + _path_and_query(request)
        if not is_genuine(self.settings.twilio_auth_token, url, form, request.headers):
            raise SenderForged
        return form


def _form(content_type: str, body: bytes) -> Form:
    """Read the form; another kind of body has no fields, and its signature covers the address alone."""
    if content_type and not content_type.lower().startswith("application/x-www-form-urlencoded"):
        return Form()
    try:
        text = body.decode(errors="replace")
        return Form(parse_qsl(text, keep_blank_values=True, errors="replace", max_num_fields=AT_MOST_FIELDS))
    except ValueError:
        raise SenderForged from None


def _path_and_query(request: Request) -> str:
    """Return what the caller asked for, as it stood in the request: the signature is over these very characters."""
    raw = request.scope.get("raw_path") or quote(request.url.path).encode()
    query = request.scope.get("query_string", b"")
    return (raw + b"?" + query if query else raw).decode("latin-1")


async def _body(request: Request) -> bytes:
    """Read the body in pieces, so that nobody fills our memory or keeps us waiting."""
    body = bytearray()
    try:
        async with asyncio.timeout(READ_S):
            async for piece in request.stream():
                body += piece
                if len(body) > AT_MOST_BYTES:
                    raise _Unread(413)
    except (ClientDisconnect, TimeoutError):
        raise _Unread(408) from None
    return bytes(body)
