"""A parent is welcomed: the number proved, the invitation given, the promise made.

Starts when staff invite a parent whose number is not yet proved, and again with STORY after a "not now" or once nobody wrote from it for six months. The first text names neither child nor programme.
Ends when they are in, when they say not now, when they would rather talk, or when the number is somebody else's.
Records the proof and the yes. What to call the child, and in which language, is asked by `settling_in`.
"""

from dataclasses import replace

from flows.engine.context import Context
from flows.engine.events import (
    HandedOver,
    InviteAccepted,
    InviteLeftOpen,
    Need,
    NumberDisowned,
    NumberProved,
    OptedIn,
    RingWished,
)
from flows.engine.steps import Again, Finish, Flow, Go, Outcome, Pass, Stay, Step
from flows.engine.text import Say, Text
from flows.reading.meaning import Ask, Intent, Reading, Topic

# Is this you?


def _is_this_you(c: Context) -> Say:
    return (
        Text(
            "ON-01",
            "Hello {parent}. This is the story helper at {school}. {staff} has a nice invite. "
            "Is this {parent}? Reply 1 yes, 2 no. STOP to end.",
            parent=c.parent,
            school=c.school,
            staff=c.staff,
        ),
    )


def _is_this_you_too(c: Context) -> Say:
    """Ask another adult of a family that knows us already; nobody else is told of."""
    return (
        Text(
            "FM-01",
            "Hello {parent}. This is the story helper at {school}. {staff} has an invite for you. "
            "Is this you? Reply 1 yes, 2 no. STOP to end.",
            parent=c.parent,
            school=c.school,
            staff=c.staff,
        ),
    )


def _is_this_you_simpler(c: Context) -> Say:
    return (Text("ON-01.simpler", "Is this {parent}? Reply 1 for yes, 2 for no.", parent=c.parent),)


def _prove(reading: Reading, c: Context) -> Outcome:
    if reading.choice == "yes":
        return Go("invite", events=(NumberProved(),))
    if reading.choice == "no":
        sorry = Text(
            "CT-05",
            "Sorry about that, and thank you for telling us. We have taken your number off. "
            "You will not hear from us again.",
        )
        return Finish("wrong number", (sorry,), (NumberDisowned(), HandedOver(Need.WRONG_NUMBER)))
    return _who_asks(reading, c)


def _prove_again(reading: Reading, c: Context) -> Outcome:
    """Take up where things were: whoever was in before the long silence is not invited a second time."""
    if reading.choice == "yes":
        here = Text("CT-34", "Thank you. Story texts will come to this number from now on.")
        return Finish("in again", (here,), (NumberProved(),))
    return Pass("welcome.prove")


def _who_asks(reading: Reading, c: Context) -> Outcome:
    if reading.has(Intent.QUESTION):
        who = Text("ON-21", "We are {school}. It is good news. Reply 1 if this is {parent}, 2 if not.",
                   school=c.school, parent=c.parent)  # fmt: skip
        return Stay((who,))
    return Again()


# Would you like to hear more?


def _invite(c: Context) -> Say:
    return (_invite_carer(c),) if c.is_carer else (_invite_parent(c),)


def _invite_carer(c: Context) -> Text:
    """Say that all has been checked; what was checked, and why, is nobody's business on a phone."""
    return Text(
        "FM-04",
        "Hello {parent}. {school} would love you to make stories with {child}. {staff} has checked all is in place. "
        "Reply 1 to hear more.",
        parent=c.parent,
        school=c.school,
        child=c.child,
        staff=c.staff,
    )


def _invite_parent(c: Context) -> Text:
    return Text(
        "ON-02",
        "Thank you. You and {child} are invited to Story Links: making stories together at {school} with {staff}. "
        "Reply 1 to hear more, 2 not now.",
        child=c.child,
        school=c.school,
        staff=c.staff,
    )


def _invite_simpler(_c: Context) -> Say:
    return (Text("ON-02.simpler", "Shall we tell you more about story time? Reply 1 for yes, 2 for not now."),)


def _hear_more(reading: Reading, c: Context) -> Outcome:
    if reading.has(Ask.UNSURE) or reading.leading is Intent.MAYBE:
        return Go("unsure")
    if reading.choice == "yes":
        return _in(c)
    if reading.choice == "not_now" or reading.leading is Intent.NO:
        return _not_now()
    return Again()


def _in(c: Context) -> Finish:
    return Finish("in", (_how_it_goes(c), _promise()), (InviteAccepted(),), then="settling_in.name")


def _how_it_goes(c: Context) -> Text:
    if c.session is None:
        return Text(
            "ON-22",
            "Each week you make up a story. No writing needed. We type it up and {child} reads it to you at home.",
            child=c.child,
        )
    return Text(
        "ON-03",
        "Each week you make up a story. No writing needed. We type it up and {child} reads it to you at home. "
        "Half an hour, {day} at {time}.",
        child=c.child,
        day=c.session.on,
        time=c.session.at,
    )


def _promise() -> Text:
    return Text(
        "ON-04",
        "This number is for story news and good news. That is all. "
        "If there is more to talk about, a person will ring you.",
    )


def _not_now() -> Finish:
    fine = Text("ON-17", "That is fine. Thank you for telling us. The offer stays open. Text STORY any time.")
    return Finish("not now", (fine,), (InviteLeftOpen(),))


def hears_yes_after_all(reading: Reading, c: Context) -> bool:
    """Say whether a parent who had said "not now" takes the invitation up."""
    return reading.has(Intent.START) and c.is_paused and c.is_proved and not (c.is_in or c.is_stopped)


def accept(_reading: Reading, c: Context) -> Outcome:
    """Go on with the welcome where it was left."""
    into = _in(c)
    return replace(into, events=(OptedIn(), *into.events))


# Not sure yet?


def _unsure(c: Context) -> Say:
    return (
        Text(
            "ON-18",
            "It is fine to be unsure. You can try one and see. Reply 1 to try one, 2 to talk to {staff}, 3 not now.",
            staff=c.staff,
        ),
    )


def _unsure_simpler(_c: Context) -> Say:
    return (Text("ON-18.simpler", "Reply 1 to try one story, 2 to talk to a person, 3 for not now."),)


def _try_one(reading: Reading, c: Context) -> Outcome:
    if reading.choice == "talk":
        return Finish("would rather talk", events=(RingWished(),), then="call.when")
    if reading.choice == "not_now" or reading.leading is Intent.NO:
        return _not_now()
    if reading.choice == "try_one" or reading.leading is Intent.YES:
        return _in(c)
    return Again()


YES_NO = ("yes", "no")

FLOW = Flow(
    "welcome",
    steps=(
        Step("prove", _is_this_you, _is_this_you_simpler, _prove, YES_NO, Topic.INVITATION),
        Step("prove_too", _is_this_you_too, _is_this_you_simpler, _prove, YES_NO, Topic.INVITATION),
        Step("prove_again", _is_this_you, _is_this_you_simpler, _prove_again, YES_NO, Topic.INVITATION),
        Step("invite", _invite, _invite_simpler, _hear_more, ("yes", "not_now"), Topic.INVITATION),
        Step("unsure", _unsure, _unsure_simpler, _try_one, ("try_one", "talk", "not_now"), Topic.INVITATION),
    ),
    endings=("in", "in again", "not now", "would rather talk", "wrong number"),
)
