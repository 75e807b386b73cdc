"""What Twilio posts to us → a message, a delivery report, or a reason to leave it alone.

Fields: twilio.com/docs/messaging/guides/webhook-request and /track-outbound-message-status.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from starlette.datastructures import ImmutableMultiDict

from bot.channels.sms.statuses import STATES, outcome
from bot.errors import PayloadUnreadable
from bot.ports import CarrierWord, DeliveryReport, DeliveryState, MediaReference, Received
from flows.engine.kinds import ChannelName

Form = ImmutableMultiDict[str, str]
MOST_MEDIA = 10  # as many as Twilio lets through with one message
_SID = re.compile(r"[A-Za-z0-9_-]{1,64}")
# Without a plus at least ten digits: what is shorter is a short code, and nobody texts us from one.
_NUMBER = re.compile(r"\+[1-9][0-9]{7,14}|[1-9][0-9]{9,14}")
_ABOUT_US = frozenset({"receiving", "received"})


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something that is not for us, with the reason; it holds nothing personal."""

    why: str


def message(form: Form, now: datetime) -> Received | Ignored:
    """Read a text that somebody sent us; raise `PayloadUnreadable` where it is not one."""
    sid, sender = _sid(form), _one(form, "From").strip()
    if not sender:
        raise PayloadUnreadable
    if not _NUMBER.fullmatch(sender):
        return Ignored("its sender is a name, a short code or another service, so nobody could be answered")
    # No database and no phone takes a NUL.
    text = _one(form, "Body").replace("\0", "")
    number = "+" + sender.removeprefix("+")
    return Received(ChannelName.SMS, sid, number, text, now, media=_media(form), carrier=_carrier(form))


def report(form: Form) -> DeliveryReport | Ignored:
    """Read what became of a text of ours; raise `PayloadUnreadable` where it does not say."""
    sid, status = _sid(form), (_one(form, "MessageStatus") or _one(form, "SmsStatus")).lower()
    if status in _ABOUT_US:
        return Ignored("it is about a text to us")
    if status not in STATES:
        raise PayloadUnreadable
    state = STATES[status]
    if state is not DeliveryState.FAILED:
        return DeliveryReport(ChannelName.SMS, sid, state)
    return DeliveryReport(ChannelName.SMS, sid, state, outcome(_one(form, "ErrorCode")))


def _one(form: Form, name: str) -> str:
    """Return a field, "" where it is missing; what is said twice must be said the same."""
    values = set(form.getlist(name))
    if len(values) > 1:
        raise PayloadUnreadable
    return values.pop() if values else ""


def _sid(form: Form) -> str:
    sid = _one(form, "MessageSid") or _one(form, "SmsSid")
    if not _SID.fullmatch(sid):
        raise PayloadUnreadable
    return sid


def _media(form: Form) -> tuple[MediaReference, ...]:
    """List the files that came with it; NumMedia is not asked, because the addresses say it all."""
    named = ((_one(form, f"MediaUrl{n}"), _one(form, f"MediaContentType{n}")) for n in range(MOST_MEDIA))
    return tuple(MediaReference(url, kind or "application/octet-stream") for url, kind in named if url)


def _carrier(form: Form) -> CarrierWord | None:
    word = _one(form, "OptOutType").lower()
    return next((known for known in CarrierWord if known == word), None)
