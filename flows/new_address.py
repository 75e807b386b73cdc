"""A parent is reached another way: a new number, or a Telegram chat that opened our link; first we ask who it is.

Starts when staff have checked a new number, or when a chat comes with a good link. No text here names the child.
Ends when it is the parent's, or somebody else's; a parent on Telegram is asked once more by SMS, and may turn it off.
Records the proof, and that Telegram was refused.
"""

from flows.engine.context import Context
from flows.engine.events import HandedOver, Need, NumberProved, TelegramRefused
from flows.engine.kinds import ChannelName
from flows.engine.steps import Again, Finish, Flow, Notice, Outcome, Pass, Step
from flows.engine.text import Say, Text
from flows.reading.meaning import Intent, Reading, Topic


def _new_number(c: Context) -> Say:
    return (
        Text(
            "CT-07",
            "Hello {parent}. It is the story helper at {school}. We have your new number now. "
            "Reply 1 if this is you, 2 if not.",
            parent=c.parent,
            school=c.school,
        ),
    )


def _take_new_number(reading: Reading, _c: Context) -> Outcome:
    if reading.choice == "yes":
        here = Text("CT-34", "Thank you. Story texts will come to this number from now on.")
        return Finish("number proved", (here,), (NumberProved(),))
    return Pass("welcome.prove")


def _telegram(c: Context) -> Say:
    return (
        Text(
            "ON-09",
            "Hello! This is the story helper at {school}. Is this {parent}?",
            school=c.school,
            parent=c.parent,
        ),
    )


def _take_telegram(reading: Reading, _c: Context) -> Outcome:
    if reading.choice == "yes":
        set_up = Text("ON-10", "You are all set. I will write to you here now. Send SMS any time to go back to texts.")
        return Finish("on Telegram", (set_up,), (NumberProved(),))
    return Pass("welcome.prove")


def _simpler(c: Context) -> Say:
    return (Text("ON-01.simpler", "Is this {parent}? Reply 1 for yes, 2 for no.", parent=c.parent),)


def _new_link(c: Context) -> Say:
    if c.telegram_link is None:
        return ()
    return (
        Text(
            "ON-12",
            "That link has run out. Here is a new one: {link} It works for 7 days and for you only.",
            link=c.telegram_link,
        ),
    )


# Was it you? Asked by SMS, for whoever has the phone


def _check(_c: Context) -> Say:
    return (Text("ON-11", "Your story texts now come on Telegram. Not you? Reply NO and we will turn it off."),)


def _check_simpler(c: Context) -> Say:
    if c.channel is not ChannelName.SMS:
        return ()
    return (Text("ON-11.simpler", "Do our texts come to you on Telegram now? Reply 1 for yes, 2 for no."),)


def _take_check(reading: Reading, c: Context) -> Outcome:
    """Turn Telegram off at any no by SMS; a person reads it too. On Telegram nobody answers this question."""
    if c.channel is not ChannelName.SMS:
        is_about_coming = reading.number is None and reading.leading in ABOUT_COMING and c.session
        return Pass("coming.settled") if is_about_coming else Again()
    if reading.leading is Intent.NO:
        off = Text("ON-24", "Okay. Telegram is off. We will text you here.")
        return Finish("Telegram refused", (off,), (TelegramRefused(), HandedOver(Need.READ)), asks_again=False)
    if reading.leading in (Intent.LATE, Intent.MAYBE, Intent.ALTERNATIVE) and c.session:
        return Pass("coming.settled")
    if reading.leading in (Intent.YES, Intent.THANKS):
        is_more = len(reading.text.split()) > MERELY_YES
        events = (HandedOver(Need.READ),) if is_more else ()
        return Finish("Telegram stays", events=events, asks_again=False)
    return Again()


YES_NO = ("yes", "no")
ABOUT_COMING = (Intent.YES, Intent.NO, Intent.MAYBE, Intent.LATE, Intent.ALTERNATIVE)
MERELY_YES = 3
"""Words in a yes that says no more than that it was them; what is longer a person reads."""

FLOW = Flow(
    "new_address",
    steps=(
        Step("number", _new_number, _simpler, _take_new_number, YES_NO, Topic.INVITATION),
        Step("telegram", _telegram, _simpler, _take_telegram, YES_NO, Topic.INVITATION),
        Step("check", _check, _check_simpler, _take_check, YES_NO, Topic.INVITATION, is_optional=True, is_beside=True),
        Notice("new_link", _new_link),
    ),
    endings=("number proved", "on Telegram", "Telegram refused", "Telegram stays"),
)
