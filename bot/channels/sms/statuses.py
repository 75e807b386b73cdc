"""What Twilio's statuses and error codes mean for a text: one table each.

Each row of `CODES` is cited by its own page, `Row.source`. Twilio's name for the code stands there; what we make of it
is our judgement, and Twilio warns that codes are split and refined over time, so an unknown one must never be a crash.
"""

from dataclasses import dataclass
from http import HTTPStatus

from bot.errors import (
    AddressInvalid,
    Filtered,
    Landline,
    Misconfigured,
    OptedOut,
    OutcomeUnknown,
    ProviderDown,
    SendError,
    Throttled,
    TooLate,
    Unreachable,
)
from bot.ports import DeliveryState

STATES = {
    "accepted": DeliveryState.SENT,
    "scheduled": DeliveryState.SENT,
    "queued": DeliveryState.SENT,
    "sending": DeliveryState.SENT,
    "sent": DeliveryState.SENT,
    "partially_delivered": DeliveryState.SENT,
    "undelivered": DeliveryState.FAILED,
    "failed": DeliveryState.FAILED,
    "canceled": DeliveryState.FAILED,
    "delivered": DeliveryState.DELIVERED,
    "read": DeliveryState.DELIVERED,
}
"""Twilio's status (twilio.com/docs/messaging/api/message-resource) → ours, in the order of a text's life.

Reports overtake each other: one that stands earlier here than what is known is old news. A delivery outranks a failure,
because the phone itself reported it. `receiving` and `received` are not here: they are about texts to us.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One error code, what it means for the text, and why."""

    code: int
    outcome: type[SendError]
    why: str

    @property
    def source(self) -> str:
        """Return the page where Twilio explains the code."""
        return f"https://www.twilio.com/docs/api/errors/{self.code}"


CODES = (
    # The parent or the phone.
    Row(21610, OptedOut, "they replied STOP to this sender or service"),
    Row(21211, AddressInvalid, "no number can look like this"),
    Row(21604, AddressInvalid, "no number was given"),
    Row(21612, AddressInvalid, "no route from this sender to this number"),
    Row(30005, AddressInvalid, "the number is unknown or no longer in service"),
    Row(30014, AddressInvalid, "the number's attributes are invalid"),
    Row(21614, Landline, "not a mobile number; before 2024 also said of landlines"),
    Row(21635, Landline, "a landline, refused before sending"),
    Row(30006, Landline, "a landline, or a carrier that takes no texts"),
    Row(30003, Unreachable, "the phone is off or out of signal"),
    # The pace.
    Row(20429, Throttled, "too many requests at once; this one was not taken"),
    Row(14107, Throttled, "too many replies to one number"),
    Row(21611, Throttled, "this sender's queue is full"),
    Row(30001, Throttled, "the queue overflowed"),
    Row(30017, Throttled, "the carrier's network is congested"),
    Row(30450, Throttled, "blocked for 15 to 30 minutes by the protection against pumped texts"),
    Row(30036, TooLate, "our own validity period passed while it waited"),
    # The content.
    Row(21602, Filtered, "an empty text"),
    Row(21617, Filtered, "longer than 1,600 characters; the same text would fail again"),
    Row(21619, Filtered, "an empty or unreadable text"),
    Row(30004, Filtered, "the carrier blocks texts to this number"),
    Row(30007, Filtered, "the carrier took it for spam"),
    Row(30019, Filtered, "too big for the carrier"),
    # Twilio.
    Row(20500, ProviderDown, "an error inside Twilio; the request was not carried out"),
    Row(20503, ProviderDown, "Twilio is not available for the moment"),
    Row(30020, ProviderDown, "an error inside Twilio's scheduling"),
    Row(30021, ProviderDown, "an error inside Twilio's messaging services"),
    Row(30008, OutcomeUnknown, "the carrier gave no reason; some of these texts arrive"),
    Row(30410, OutcomeUnknown, "the carrier's answer did not come in time"),
    # Our account and settings.
    Row(10001, Misconfigured, "the account is not active"),
    Row(20003, Misconfigured, "wrong account or token, or the account is suspended"),
    Row(20005, Misconfigured, "the account is not active"),
    Row(20006, Misconfigured, "no access"),
    Row(20404, Misconfigured, "no such account, or the base URL is not Twilio's"),
    Row(21212, Misconfigured, "TWILIO_FROM is no number"),
    Row(21219, Misconfigured, "a trial account may only text numbers it has verified"),
    Row(21408, Misconfigured, "the account may not text this country"),
    Row(21603, Misconfigured, "no sender was given"),
    Row(21606, Misconfigured, "TWILIO_FROM cannot text this number"),
    Row(21608, Misconfigured, "a trial account may only text numbers it has verified"),
    Row(21609, Misconfigured, "the address for reports, from PUBLIC_URL, is invalid"),
    Row(21701, Misconfigured, "no such messaging service"),
    Row(21702, Misconfigured, "the messaging service takes no new texts"),
    Row(21703, Misconfigured, "the messaging service has no number for this one"),
    Row(21704, Misconfigured, "the messaging service has no numbers"),
    Row(21705, Misconfigured, "the messaging service is invalid"),
    Row(30002, Misconfigured, "the account is suspended"),
    Row(30010, Misconfigured, "dearer than the account's highest price"),
    Row(30018, Misconfigured, "the carrier wants the sender registered first"),
    Row(30024, Misconfigured, "the sender is not set up at the carrier"),
    Row(90007, Misconfigured, "an invalid validity period"),
    Row(90010, Misconfigured, "the account is not active"),
)

_BY_CODE = {str(row.code): row.outcome for row in CODES}
_BY_STATUS: dict[int, type[SendError]] = {
    # Twilio's API sends nobody elsewhere: the base URL is another's.
    HTTPStatus.MOVED_PERMANENTLY: Misconfigured,
    HTTPStatus.FOUND: Misconfigured,
    HTTPStatus.TEMPORARY_REDIRECT: Misconfigured,
    HTTPStatus.PERMANENT_REDIRECT: Misconfigured,
    HTTPStatus.UNAUTHORIZED: Misconfigured,
    HTTPStatus.FORBIDDEN: Misconfigured,
    HTTPStatus.NOT_FOUND: Misconfigured,
    HTTPStatus.TOO_MANY_REQUESTS: Throttled,
    HTTPStatus.INTERNAL_SERVER_ERROR: ProviderDown,
    HTTPStatus.SERVICE_UNAVAILABLE: ProviderDown,
    # A gateway that got no answer cannot know what happened behind it.
    HTTPStatus.BAD_GATEWAY: OutcomeUnknown,
    HTTPStatus.GATEWAY_TIMEOUT: OutcomeUnknown,
}


def outcome(code: str, status: int | None = None, retry_after_s: float | None = None) -> SendError:
    """Return what a code means for the text, or else what the HTTP status does; `retry_after_s` in seconds.

    Of a code and a status that we do not know it says `Filtered`: this text will not go, and the log keeps the code.
    """
    meaning = _BY_CODE.get(code) or _BY_STATUS.get(status or 0, Filtered)
    # Only digits are kept: whatever else stands there is not a code, and this goes into the log.
    return meaning(code if code.isdecimal() else str(status or ""), retry_after_s)
