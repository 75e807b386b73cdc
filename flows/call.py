"""A parent wants to talk to a person: the best time is asked once, and someone rings.

Starts with CALL in any language, or when only a person should answer.
Ends when a time is picked; without one the person rings all the same. Records that a ring is wished, and when.
"""

from flows.engine.context import Context
from flows.engine.events import RingWished
from flows.engine.steps import Again, Finish, Flow, Outcome, Step
from flows.engine.text import Say, Text
from flows.reading.meaning import Intent, Reading


def _when(c: Context) -> Say:
    return (
        Text(
            "CT-08",
            "Of course. {staff} will ring you. When is best? 1 morning, 2 lunch, 3 after school. "
            "In a hurry? Ring {phone}.",
            staff=c.staff,
            phone=c.phone,
        ),
    )


def _when_behaviour(c: Context) -> Say:
    return (
        Text(
            "CT-13",
            "That is a good one for a person. {staff} will ring you. When is best? 1 morning, 2 lunch, 3 after school.",
            staff=c.staff,
        ),
    )


def _simpler(_c: Context) -> Say:
    return (Text("CT-08.simpler", "When shall we ring? Reply 1 morning, 2 lunch, 3 after school."),)


def _take_time(reading: Reading, c: Context) -> Outcome:
    will_ring = Text("CT-09", "Thank you. {staff} will ring you on {day}.", staff=c.staff, day=c.read_by)
    if reading.choice in PARTS_OF_THE_DAY:
        return Finish("time picked", (will_ring,), (RingWished(reading.choice),))
    if reading.leading in (Intent.YES, Intent.THANKS):
        return Finish("any time", (will_ring,))
    if reading.leading is Intent.NO:
        return Finish("no particular time", (Text("CT-24", "That is fine. Thank you."),))
    return Again()


PARTS_OF_THE_DAY = ("morning", "lunch", "after_school")

FLOW = Flow(
    "call",
    steps=(
        Step("when", _when, _simpler, _take_time, PARTS_OF_THE_DAY),
        Step("when_behaviour", _when_behaviour, _simpler, _take_time, PARTS_OF_THE_DAY),
    ),
    endings=("time picked", "any time", "no particular time"),
)
