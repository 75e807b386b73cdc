"""Why a text waits or does not go, and where it is: in the words that staff read, with the next human step."""

from datetime import datetime

from bot import errors
from bot.errors import SendError
from bot.ports import DeliveryState
from flows.gate import Why

WHY: dict[str, str] = {
    Why.NOT_SAFE: "It is not safe to text them. Do not text or ring. Speak in person.",
    Why.STOPPED: "They stopped the texts. Speak in person. They can come back with START.",
    Why.NOT_TICKED: "Nobody has ticked yet that this adult may be messaged.",
    Why.UNPROVED: "We do not know yet that this number is theirs. You can check it with them at the gate.",
    Why.ALREADY_PROVED: "They have told us already that this number is theirs.",
    Why.HELD: "A person has this family in hand, so the helper is quiet.",
    Why.PAUSED: "The texts are resting, as they or you asked.",
    Why.RESTING: "Everything automatic rests until you start it again.",
    Why.QUIET: "We leave this family in peace just now. A hello at the gate may help.",
    Why.EXPIRED: "It would have come too late to make sense.",
    Why.OUTSIDE_HOURS: "Texts go in school hours only.",
    Why.NOT_A_SCHOOL_DAY: "Texts go on school days only.",
    Why.QUIET_DAY: "This is a quiet day: nothing goes by itself.",
    Why.FEWER_CHOSEN: "They asked for fewer texts.",
    Why.CAP_FULL: "They have had as many texts as a week may hold.",
    Why.ONE_A_DAY: "One text a day is enough.",
    Why.SECOND_QUESTION: "They were asked something else today.",
    "book_not_ready": "The story book is not marked ready yet.",
    "wrong_number": "This number is somebody else's.",
    "not_here": "A colleague said: not here.",
    "colleague": "A colleague is asked to look at it first.",
}
FAILURES: dict[str, str] = {
    name: found.staff_words
    for name, found in vars(errors).items()
    if isinstance(found, type) and issubclass(found, SendError)
}
STATES: dict[str, str] = {
    DeliveryState.PLANNED: "Not sent yet",
    DeliveryState.QUEUED: "On its way",
    DeliveryState.SENDING: "On its way",
    DeliveryState.SENT: "Sent",
    DeliveryState.DELIVERED: "Arrived",
    DeliveryState.FAILED: "Not sent",
    DeliveryState.SUPPRESSED: "Not sent",
    DeliveryState.UNSURE: "We are not sure this one arrived",
}
PRACTISED = "Practice, not sent"


def why_words(why: str | None) -> str:
    """Return the reason as staff read it; nothing where there is none, or none that they could act on."""
    return (WHY.get(why) or FAILURES.get(why) or "") if why else ""


def state_words(state: str, why: str | None, *, is_later: bool) -> str:
    """Return where a message is; `is_later` where it waits for its hour."""
    if why == "practice":
        return PRACTISED
    if state == DeliveryState.QUEUED and is_later:
        return "Waiting"
    return STATES[state]


def is_later(not_before: datetime, now: datetime) -> bool:
    """Say whether a message waits for an hour that is still to come."""
    return not_before > now
