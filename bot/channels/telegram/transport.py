"""Carries python-telegram-bot's requests with aiohttp, each with a time-out and a bound on what is read.

The library's own transport slows down with every connection (httpcore counts its idle ones at every event) and cannot
tell "never sent" from "the answer was lost". This one can: `NetworkError` means that nothing left, `TimedOut` that it
may have. No error holds the address that was asked, because the token stands in it.
"""

import json
from http import HTTPStatus

import aiohttp
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

SENDINGS = 32  # at once: 30 a second, each answered within a second
CONNECTIONS = SENDINGS + 4  # the rest ask for updates and fetch files
CONNECT_S = 5.0
READ_S = 10.0
ANSWER_BYTES = 8 * 1024 * 1024  # a hundred updates of the longest kind are about one MiB
CHUNK_BYTES = 64 * 1024
_NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)
_FORM = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": BaseRequest.USER_AGENT}


class TooLong(TelegramError):
    """More was coming than we wanted to read."""


class Transport(BaseRequest):
    """One pool of connections to Telegram; made anywhere, opened inside the running loop."""

    __slots__ = ("_session",)

    def __init__(self) -> None:
        """Make it; nothing is opened yet."""
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Return how long an answer may take, in seconds."""
        return READ_S

    async def initialize(self) -> None:
        """Open the pool; a second time changes nothing."""
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CONNECTIONS))

    async def shutdown(self) -> None:
        """Close every connection."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: object, **timeouts: object
    ) -> tuple[int, bytes]:
        """Send one request; return the HTTP status and the body, or raise `NetworkError` or `TimedOut`.

        Of the library's four time-outs only `read_timeout` differs from call to call, in seconds.
        """
        read_timeout = timeouts.get("read_timeout")
        # A lone surrogate cannot be sent; a question mark in its place can.
        form = request_data.url_encoded_parameters({"errors": "replace"}) if request_data else ""
        patience_s = float(read_timeout) if isinstance(read_timeout, int | float) else READ_S
        status, body = await self._ask(method, url, form.encode(), patience_s, ANSWER_BYTES)
        if status == HTTPStatus.GATEWAY_TIMEOUT:
            raise TimedOut("The gateway lost the answer")
        return status, body

    async def download(self, url: str | None, at_most: int) -> bytes:
        """Return a file of at most so many bytes; raise `TooLong`, or `BadRequest` where it is not there.

        Telegram names no place at all for a file that it will not hand out.
        """
        if url is None:
            raise BadRequest("No place")
        status, body = await self._ask("GET", url, b"", READ_S, at_most)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise NetworkError("No file now")
        if status != HTTPStatus.OK:
            raise BadRequest("No such file")
        return body

    async def _ask(self, method: str, url: str, form: bytes, read_s: float, at_most: int) -> tuple[int, bytes]:
        if self._session is None:
            raise NetworkError("Not open")
        timeout = aiohttp.ClientTimeout(total=CONNECT_S + 2 * read_s, connect=CONNECT_S, sock_read=read_s)
        try:
            async with self._session.request(
                method, url, data=form or None, headers=_FORM, timeout=timeout, allow_redirects=False
            ) as response:
                return response.status, await _read(response, at_most)
        except _NEVER_LEFT:
            raise NetworkError("No connection") from None
        except (aiohttp.ClientError, OSError):  # TimeoutError is an OSError
            raise TimedOut("The answer was lost") from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, object]:
        """Return the answer's JSON object; unlike the library's own, never log what could not be read."""
        try:
            answer = json.loads(payload)
        except (ValueError, RecursionError):
            raise TelegramError("Unreadable answer") from None
        if not isinstance(answer, dict):
            raise TelegramError("Unreadable answer")
        return answer


async def _read(response: aiohttp.ClientResponse, at_most: int) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK_BYTES):
        body += chunk
        if len(body) > at_most:
            raise TooLong("Too long")
    return bytes(body)
