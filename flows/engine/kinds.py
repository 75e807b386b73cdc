"""The kinds of message that leave the house; the gate ranks and judges by them."""

from enum import StrEnum


class MessageKind(StrEnum):
    """What a message is for. Kinds below `ASK` … `REMINDER` are texts that we begin; the rest have own rules."""

    REPLY = "reply"
    """Answers something a parent just wrote."""
    NEUTRAL = "neutral"
    """The one reply a day to somebody we do not know."""
    PROVING = "proving"
    """Asks whether a number is the parent's (ON-01, FM-01, CT-07)."""
    CLOSURE = "closure"
    """The school announces that it is shut."""
    ALERT = "alert"
    """To the staff's on-call number; carries no content."""
    SCHOOL_CHANGE = "school_change"
    """A session was moved or cancelled, or a break begins."""
    ASK = "ask"
    HELLO = "hello"
    GOOD_NEWS = "good_news"
    """Written or picked by a person."""
    CELEBRATION = "celebration"
    THANKS = "thanks"
    MISSED = "missed"
    SPARK = "spark"
    REMINDER = "reminder"
    """Staff's own weekly reminder."""
    PERSON = "person"
    """An answer typed by a member of staff in the reply box."""


class ChannelName(StrEnum):
    """A way to reach a parent."""

    SMS = "sms"
    TELEGRAM = "telegram"
