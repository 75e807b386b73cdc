"""A parent is reached another way: a new number, or a Telegram chat that opened our link; first we ask who it is.

Starts when staff have checked a new number, or when a chat comes with a good link. No text here names the child.
Ends when it is the parent's, or when it is somebody else's. Records the proof.
"""

from flows.engine.context import Context
from flows.engine.events import NumberProved
from flows.engine.steps import Finish, Flow, Outcome, Pass, Step
from flows.engine.text import Say, Text
from flows.reading.meaning import Reading, Topic


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


YES_NO = ("yes", "no")

FLOW = Flow(
    "new_address",
    steps=(
        Step("number", _new_number, _simpler, _take_new_number, YES_NO, Topic.INVITATION),
        Step("telegram", _telegram, _simpler, _take_telegram, YES_NO, Topic.INVITATION),
    ),
    endings=("number proved", "on Telegram"),
)
