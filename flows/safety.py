"""Someone may be in distress or at risk: fixed words, a person is told to ring, and the helper falls silent.

Starts with any word of risk, anywhere, in any state; kind words to a family with bad news a person may start too. Wide on purpose, never scored, never shown as a label.
Ends at once: automation stops for the family until a person restarts it. Records that a person is to ring.
"""

from flows.engine.context import Context
from flows.engine.events import Event, FamilyPaused, HandedOver, Need, NotSafeTold, OptedOut, RingWished, SafetyRaised
from flows.engine.steps import Finish, Flow, Notice, Outcome, Quiet
from flows.engine.text import Say, Text
from flows.reading.meaning import Ask, Intent, Reading


def hears_not_safe(reading: Reading, c: Context) -> bool:
    """Say whether texting this phone has just been called unsafe, or is known to be."""
    return reading.has(Ask.NOT_SAFE) or (c.is_not_safe and reading.has(Intent.STOP))


def leave_unsaid(_reading: Reading, c: Context) -> Outcome:
    """Answer with the one word that needs no explaining, then never text again."""
    if c.is_not_safe:
        return Quiet("It is not safe to text them.", (OptedOut(), HandedOver(Need.LEAVE_IN_PEACE)))
    events = (OptedOut(), NotSafeTold(), HandedOver(Need.LEAVE_IN_PEACE))
    return Finish("not safe to text", (Text("CT-18", "OK."),), events)


def hears_loss(reading: Reading, _c: Context) -> bool:
    """Say whether the parent tells of a death in the family, and of nothing that is a danger besides."""
    return reading.has(Ask.BEREAVED) and not _tells_of_danger(reading)


def _tells_of_danger(reading: Reading) -> bool:
    return any(piece.meaning is Intent.DISTRESS for piece in reading.evidence)


def be_sorry(reading: Reading, c: Context) -> Outcome:
    """Stop the texts, say so kindly, and tell a person."""
    return Finish("bereaved", _so_sorry(c), (FamilyPaused(), HandedOver(Need.RING), *_stopped_too(reading)))


def _so_sorry(c: Context) -> Say:
    return (
        Text(
            "CT-14",
            "We are so sorry. We have stopped the texts for now. You do not need to do a thing. "
            "{staff} is here if you want to talk.",
            staff=c.staff,
        ),
    )


def hears_anger(reading: Reading, _c: Context) -> bool:
    """Say whether the parent is upset with the school, and tells of nothing that is a danger besides."""
    return reading.has(Ask.ANGRY) and not _tells_of_danger(reading)


def listen(reading: Reading, c: Context) -> Outcome:
    """Hear it, and let a person ring and listen; with a person on the way say no more."""
    if c.is_alerted:
        return Quiet("A person is to ring them.", (HandedOver(Need.READ), *_stopped_too(reading)))
    heard = Text(
        "CT-12", "I can hear this is hard. I am only a text helper, so {staff} will ring you and listen.", staff=c.staff
    )
    return Finish("a person listens", (heard,), (RingWished(), SafetyRaised(), *_stopped_too(reading)))


def hears_risk(reading: Reading, _c: Context) -> bool:
    """Say whether anything in the reply may mean that someone is at risk."""
    return reading.has(Intent.DISTRESS)


def stand_by(reading: Reading, c: Context) -> Outcome:
    """Say plainly, once, what happens next; the alert goes to a person every time."""
    if c.is_not_safe:
        return Quiet("It is not safe to text them.", (SafetyRaised(), *_stopped_too(reading)))
    if c.is_alerted:
        return Quiet("They know that a person is to ring.", (SafetyRaised(), *_stopped_too(reading)))
    return Finish("a person rings", (_what_happens(c),), (SafetyRaised(), *_stopped_too(reading)))


def _stopped_too(reading: Reading) -> tuple[Event, ...]:
    """Honour a stop beside a worry all the same."""
    return (OptedOut(),) if reading.has(Intent.STOP) else ()


def _what_happens(c: Context) -> Text:
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


# To the on-call mobiles of the school: no content, no reason


def please_ring(parent: str, ref: str) -> Text:
    """Return what the first on-call mobile is told."""
    return Text(
        "SG-04",
        "Please ring {parent} today. Open the story helper to see the message. Ref {ref}.",
        parent=parent,
        ref=ref,
    )


def still_waiting(ref: str) -> Text:
    """Return what the next one is told when nobody has picked it up."""
    return Text(
        "SG-05",
        "A family is waiting for a call and no one has picked it up yet. Please open ref {ref} now.",
        ref=ref,
    )


FLOW = Flow(
    "safety",
    steps=(Notice("so_sorry", _so_sorry),),
    endings=("a person rings", "a person listens", "bereaved", "not safe to text"),
)
