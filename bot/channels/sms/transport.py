"""Carries requests to Twilio: another origin where tests want one, time-outs, a bound on what is read.

Twilio's own transport has no time-out, reads without a bound, and writes the number of every look-up into the log.
`SendError`s are raised right here, where the answer's headers are still known; a text that never left is told from one
whose answer was lost. Nothing of Twilio's library is needed for it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

import aiohttp

from bot.channels.sms.statuses import outcome
from bot.errors import FileTooBig, Misconfigured, OutcomeUnknown, ProviderDown, Refused, SendError

ORIGIN = "https://api.twilio.com"
SENDINGS = 12  # at once: ten a second, each answered within a second
CONNECTIONS = SENDINGS + 4  # the rest look up texts and fetch files
CONNECT_S = 5.0
READ_S = 10.0
ANSWER_BYTES = 1024 * 1024  # a page of fifty texts is about 100 KiB
# A connection that Twilio closes just as we use it again looks like a lost answer, so none is kept for long.
KEPT_OPEN_S = 5.0
CHUNK_BYTES = 64 * 1024
REDIRECTS = 3  # Twilio's media lie on another server of theirs
_NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)


class _TooLong(Exception):
    """More was coming than we wanted to read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What Twilio answered to a request that it took."""

    status: int
    text: str
    headers: Mapping[str, str]


class Transport:
    """Carries requests, whatever host they name, to one origin, each with our account; made in the running loop."""

    def __init__(self, account_sid: str, auth_token: str, origin: str = ORIGIN) -> None:
        """Open the pool of connections; `origin` replaces Twilio's own, for tests."""
        self._origin = origin
        self._account_path = f"/2010-04-01/Accounts/{account_sid}"
        self._account = {"Authorization": aiohttp.encode_basic_auth(account_sid, auth_token)}
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=KEPT_OPEN_S),
            timeout=aiohttp.ClientTimeout(total=CONNECT_S + 2 * READ_S, connect=CONNECT_S, sock_read=READ_S),
        )

    async def greet(self) -> None:
        """Ask for our account, to see that Twilio answers and knows us; raise a `SendError`."""
        try:
            await self.request("GET", f"{ORIGIN}{self._account_path}.json")
        except Misconfigured as unknown:
            if unknown.code != str(HTTPStatus.NOT_FOUND.value):
                raise

    async def close(self) -> None:
        """Close every connection."""
        await self._session.close()

    async def request(self, method: str, url: str, **options: object) -> Answer:
        """Send one request; return the answer, or raise a `SendError` for one that is no success."""
        query, form, headers = (options.get(name) for name in ("params", "data", "headers"))
        # A lone surrogate cannot be sent; a question mark in its place can.
        body = urlencode(form, doseq=True, errors="replace") if isinstance(form, Mapping) else ""
        asked = f"{self._here(url)}?{urlencode(query)}" if isinstance(query, Mapping) and query else self._here(url)
        try:
            async with self._session.request(
                method,
                asked,
                data=body.encode() or None,
                headers={**headers, **self._account} if isinstance(headers, Mapping) else self._account,
                allow_redirects=False,
            ) as response:
                text = (await _read(response, ANSWER_BYTES)).decode(errors="replace")
                return _checked(response, text)
        except _NEVER_LEFT:
            raise ProviderDown("no connection") from None
        except (aiohttp.ClientError, OSError, _TooLong):  # TimeoutError is an OSError
            raise (OutcomeUnknown if method == "POST" else ProviderDown)("lost answer") from None

    async def download(self, url: str, at_most: int) -> bytes:
        """Return what lies under the path of `url` at our origin, so that no other host ever sees our account."""
        try:
            async with self._session.get(self._here(url), headers=self._account, max_redirects=REDIRECTS) as response:
                if response.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
                    raise Refused("Twilio no longer has this file.")
                _checked(response, "")
                return await _read(response, at_most)
        except ValueError:  # InvalidURL is one too
            raise Refused("This file has no address at Twilio.") from None
        except _TooLong:
            raise FileTooBig from None
        except (aiohttp.ClientError, OSError):
            raise ProviderDown("no file now") from None

    def _here(self, url: str) -> str:
        """Return the same path and query at our origin; raise `ValueError` where that would name another host."""
        parts = urlsplit(url)
        if not parts.path.startswith("/"):
            raise ValueError("no path")
        return self._origin + parts._replace(scheme="", netloc="", fragment="").geturl()


def _checked(response: aiohttp.ClientResponse, text: str) -> Answer:
    if response.status >= HTTPStatus.MULTIPLE_CHOICES:
        raise _refusal(response, text)
    return Answer(response.status, text, response.headers)


def _refusal(response: aiohttp.ClientResponse, text: str) -> SendError:
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        answer = None
    code = str(answer.get("code", "")) if isinstance(answer, dict) else ""
    wait = response.headers.get("Retry-After", "")
    retry_after_s = float(wait) if wait.isascii() and wait.isdigit() else None
    return outcome(code, response.status, retry_after_s)


async def _read(response: aiohttp.ClientResponse, at_most: int) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK_BYTES):
        body += chunk
        if len(body) > at_most:
            raise _TooLong
    return bytes(body)
