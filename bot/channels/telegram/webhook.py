"""POST /webhooks/telegram: updates that Telegram brings to us, known by the secret that we gave it."""

import asyncio
import hmac
import json
import logging
from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.telegram.adapter import PATH, TelegramBot
from bot.channels.telegram.incoming import Block, Incoming, Receive
from bot.config import Settings
from storage.errors import DatabaseAway

HEADER = "X-Telegram-Bot-Api-Secret-Token"
AT_MOST_BYTES = 1024 * 1024  # the longest update, a text that answers another one, is about 100 KiB
READ_S = 10.0
log = logging.getLogger(__name__)


def routes(settings: Settings, receive: Receive, blocked: Block, channel: TelegramBot | None) -> list[Route]:
    """Return the webhook's route; without a channel or a secret it answers 404, as if there were none."""
    secret = settings.telegram_webhook_secret
    incoming = Incoming(channel, receive, blocked) if channel and secret else None
    return [Route(PATH, _Door(secret, incoming).post, methods=["POST"])]


@dataclass(frozen=True, slots=True)
class _Door:
    secret: str
    incoming: Incoming | None

    async def post(self, request: Request) -> Response:
        if self.incoming is None:
            return Response(status_code=404)
        if not hmac.compare_digest(request.headers.get(HEADER, "").encode(), self.secret.encode()):
            return Response(status_code=403)
        body = await _body(request)
        return body if isinstance(body, Response) else await self._take(self.incoming, body)

    async def _take(self, incoming: Incoming, body: bytes) -> Response:
        try:
            await incoming.take(json.loads(body))
        except (ValueError, RecursionError):
            # Any other answer than 200 would bring the same bytes again for a whole day.
            log.warning("A Telegram request was not JSON and was set aside")
        except DatabaseAway:
            return Response(status_code=503)
        return Response()


async def _body(request: Request) -> bytes | Response:
    """Read the body in pieces, so that nobody fills our memory or keeps us waiting."""
    body = bytearray()
    try:
        async with asyncio.timeout(READ_S):
            async for piece in request.stream():
                body += piece
                if len(body) > AT_MOST_BYTES:
                    return Response(status_code=413)
    except (ClientDisconnect, TimeoutError):
        return Response(status_code=408)
    return bytes(body)
