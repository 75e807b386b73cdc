"""Twilio's official client on our transport; loaded with the first text, since it brings 8 MB along."""

import logging
from typing import Any

from twilio.http import AsyncHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from bot.channels.sms.transport import Transport


class _Carried(AsyncHttpClient):
    """The client's requests, carried by our transport."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(logging.getLogger(__name__), is_async=True)
        self._transport = transport

    async def request(self, method: str, url: str, **options: object) -> Response:
        answer = await self._transport.request(method, url, **options)
        return Response(answer.status, answer.text, answer.headers)


def messages_of(account_sid: str, auth_token: str, transport: Transport) -> Any:
    """Return the client's list of messages, which sends texts and looks them up; the library ships no types."""
    return Client(account_sid, auth_token, http_client=_Carried(transport)).messages
