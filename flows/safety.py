"""Someone may be in distress or at risk: fixed words, a person is told to ring, and the helper falls silent.

Starts with any word of risk, anywhere, in any state. Wide on purpose, never scored, never shown as a label.
Ends at once: automation stops for the family until a person restarts it. Records that a person is to ring.
"""

from flows.engine.context import Context
from flows.engine.events import HandedOver, Need, NotSafeTold, Paused, SafetyRaised
from flows.engine.steps import Finish, Flow, Outcome
from flows.engine.text import Text
from flows.reading.meaning import Ask, Intent, Reading


def hears_not_safe(reading: Reading, c: Context) -> bool:
    """Say whether texting this phone has just been called unsafe."""
    return reading.has(Ask.NOT_SAFE) or (c.is_not_safe and reading.has(Intent.STOP))


def leave_unsaid(_reading: Reading, _c: Context) -> Outcome:
    """Answer with the one word that needs no explaining, then never text again."""
    return Finish("not safe to text", (Text("CT-18", "OK."),), (NotSafeTold(), HandedOver(Need.LEAVE_IN_PEACE)))


def hears_loss(reading: Reading, _c: Context) -> bool:
    """Say whether the parent tells of a death in the family."""
    return reading.has(Ask.BEREAVED)


def be_sorry(_reading: Reading, c: Context) -> Outcome:
    """Stop the texts, say so kindly, and tell a person."""
    sorry = Text(
        "CT-14",
        "We are so sorry. We have stopped the texts for now. You do not need to do a thing. "
        "{staff} is here if you want to talk.",
        staff=c.staff,
    )
    return Finish("bereaved", (sorry,), (Paused(), HandedOver(Need.RING)))


def hears_risk(reading: Reading, _c: Context) -> bool:
    """Say whether anything in the reply may mean that someone is at risk."""
    return reading.has(Intent.DISTRESS)


def stand_by(_reading: Reading, c: Context) -> Outcome:
    """Say plainly what happens next; the alert goes to a person."""
    return Finish("a person rings", (_what_happens(c),), (SafetyRaised(),))


def _what_happens(c: Context) -> Text:
    if c.is_not_safe:
        return Text("CT-18", "OK.")
    if c.is_staffed:
        return Text(
            "SG-01",
            "Thank you for telling us. I am only a text helper, so {staff} will ring you as soon as they can. "
            "If anyone is in danger now, call 999.",
            staff=c.staff,
        )
    return Text(
        "SG-02",
        "Thank you for telling us. School is shut, so it may be {day} before a person reads this. "
        "In danger now? Call 999. To talk now, Samaritans are free on 116 123.",
        day=c.read_by,
    )


FLOW = Flow("safety", steps=(), endings=("a person rings", "bereaved", "not safe to text"))
