"""Why a text waits or does not go, and where it is: in the words that staff read, with the next human step."""

from datetime import datetime

from bot import errors
from bot.errors import SendError
from bot.ports import DeliveryState
from bot.sentences import _
from flows.gate import Why

WHY: dict[str, str] = {
    Why.NOT_SAFE: _("It is not safe to text them. Do not text or ring. Speak in person."),
    Why.STOPPED: _("They stopped the texts. Speak in person. They can come back with START."),
    Why.NOT_TICKED: _("Nobody has ticked yet that this adult may be messaged."),
    Why.UNPROVED: _("We do not know yet that this number is theirs. You can check it with them at the gate."),
    Why.ALREADY_PROVED: _("They have told us already that this number is theirs."),
    Why.HELD: _("A person has this family in hand, so the helper is quiet."),
    Why.PAUSED: _("The texts are resting, as they or you asked."),
    Why.RESTING: _("Everything automatic rests until you start it again."),
    Why.QUIET: _("We leave this family in peace just now. A hello at the gate may help."),
    Why.EXPIRED: _("It would have come too late to make sense."),
    Why.OUTSIDE_HOURS: _("Texts go in school hours only."),
    Why.NOT_A_SCHOOL_DAY: _("Texts go on school days only."),
    Why.QUIET_DAY: _("This is a quiet day: nothing goes by itself."),
    Why.FEWER_CHOSEN: _("They asked for fewer texts."),
    Why.CAP_FULL: _("They have had as many texts as a week may hold."),
    Why.ONE_A_DAY: _("One text a day is enough."),
    Why.SECOND_QUESTION: _("They were asked something else today."),
    Why.TALKING: _("They are just answering another question."),
    "book_not_ready": _("The story book is not marked ready yet."),
    "wrong_number": _("This number is somebody else's."),
    "not_here": _("A colleague said: not here."),
    "colleague": _("A colleague is asked to look at it first."),
}
FAILURES: dict[str, str] = {
    name: _(found.staff_words)
    for name, found in vars(errors).items()
    if isinstance(found, type) and issubclass(found, SendError)
}
STATES: dict[str, str] = {
    DeliveryState.PLANNED: _("Not sent yet"),
    DeliveryState.QUEUED: _("On its way"),
    DeliveryState.SENDING: _("On its way"),
    DeliveryState.SENT: _("Sent"),
    DeliveryState.DELIVERED: _("Arrived"),
    DeliveryState.FAILED: _("Not sent"),
    DeliveryState.SUPPRESSED: _("Not sent"),
    DeliveryState.UNSURE: _("We are not sure this one arrived"),
}
PRACTISED = _("Practice, not sent")


def why_words(why: str | None) -> str:
    """Return the reason as staff read it; nothing where there is none, or none that they could act on."""
    return (WHY.get(why) or FAILURES.get(why) or "") if why else ""


def state_words(state: str, why: str | None, *, is_later: bool) -> str:
    """Return where a message is; `is_later` where it waits for its hour."""
    if why == "practice":
        return PRACTISED
    if state == DeliveryState.QUEUED and is_later:
        return _("Waiting")
    return STATES[state]


def is_later(not_before: datetime, now: datetime) -> bool:
    """Say whether a message waits for an hour that is still to come."""
    return not_before > now
