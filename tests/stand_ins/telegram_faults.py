"""What can go wrong between a bot and Telegram, for `TelegramServer.fail`."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens instead of a good answer; with status 200 the text arrives and only the answer suffers."""

    status: int
    description: str = ""
    parameters: dict = field(default_factory=dict)
    delay_s: float = 0.0
    is_cut: bool = False


BLOCKED = Fault(403, "Forbidden: bot was blocked by the user")
DEACTIVATED = Fault(403, "Forbidden: user is deactivated")
NO_CHAT = Fault(400, "Bad Request: chat not found")
BROKEN = Fault(500, "Internal Server Error")
REVOKED = Fault(401, "Unauthorized")
CONFLICT = Fault(409, "Conflict: terminated by other getUpdates request")
LOST_ANSWER = Fault(200, is_cut=True)
"""The text arrives, and the connection is cut before the answer."""
REFUSED_CONNECTION = Fault(0, is_cut=True)
"""Cut without the text having arrived; the caller cannot know."""


def flood(retry_after: int) -> Fault:
    return Fault(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


def moved(to: int) -> Fault:
    return Fault(400, "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": to})


def slow(seconds: float) -> Fault:
    return Fault(200, delay_s=seconds)
