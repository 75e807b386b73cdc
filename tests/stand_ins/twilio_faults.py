"""What can go wrong at Twilio, for `TwilioServer.fail`."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens instead of a good answer; with status 201 the text arrives and only the answer suffers."""

    status: int
    code: int | None = None
    headers: dict = field(default_factory=dict)
    delay_s: float = 0.0
    is_cut: bool = False
    body: str | None = None


STOPPED = Fault(400, 21610)
INVALID = Fault(400, 21211)
LANDLINE = Fault(400, 21635)
BUSY = Fault(429, 20429, {"Retry-After": "2"})
BROKEN = Fault(500, 20500)
AWAY = Fault(503)
GATEWAY_LOST = Fault(504)
REVOKED = Fault(401, 20003)
LOST_ANSWER = Fault(201, is_cut=True)
"""The text arrives, and the connection is cut before the answer."""
NONSENSE = Fault(201, body="<html>")
"""The text arrives, and the answer cannot be read."""


def slow(seconds: float) -> Fault:
    return Fault(201, delay_s=seconds)
