"""Who comes along: someone the child feels close to, or the little ones.

Starts when a parent asks whether somebody else, or a baby, can come.
Ends when a guest is named, or when the little ones are counted. Staff check a guest first, and tell what came of it
in words that are the same whatever the reason.
Records the guest and how many little ones.
"""

from flows.engine.context import Context
from flows.engine.events import GuestNamed, HandedOver, LittleOnesTold, Need
from flows.engine.steps import Again, Finish, Flow, Notice, Outcome, Step
from flows.engine.text import Say, Text
from flows.reading.meaning import Intent, Reading, Topic

LONGEST_GUEST = 60


# Someone else


def _guest(c: Context) -> Say:
    return (
        Text(
            "RS-12",
            "Yes, someone {child} feels close to can come. Text their first name and who they are to {child}. "
            "{staff} will check and let you know.",
            child=c.child,
            staff=c.staff,
        ),
    )


def _guest_simpler(_c: Context) -> Say:
    return (Text("RS-12.simpler", "Who would come? Text a first name."),)


def _take_guest(reading: Reading, c: Context) -> Outcome:
    words = " ".join(reading.text.split())
    if reading.leading is Intent.NO:
        return Finish("nobody else", (Text("RS-31", "That is fine. Thank you for telling us."),))
    if c.session is None or reading.number is not None or not 0 < len(words) <= LONGEST_GUEST:
        return Again()
    will_check = Text("RS-23", "Thank you. {staff} will check and let you know.", staff=c.staff)
    events = (GuestNamed(c.session.id, words), HandedOver(Need.GUEST))
    return Finish("guest named", (will_check,), events, asks_again=False)


def _agreed(c: Context) -> Say:
    if c.session is None:
        return ()
    return (
        Text(
            "RS-13",
            "All good. {guest} is welcome on {day} at {time}. Please ask for {staff}.",
            guest=c.guest,
            day=c.session.on,
            time=c.session.at,
            staff=c.staff,
        ),
    )


def _ring(c: Context) -> Say:
    return (Text("RS-14", "Thank you. {staff} will ring you to sort that out.", staff=c.staff),)


# Little ones


def _little_ones(_c: Context) -> Say:
    return (Text("RS-15", "Little ones are welcome. We have toys and pens. Text how many are coming."),)


def _little_ones_simpler(_c: Context) -> Say:
    return (Text("RS-15.simpler", "How many little ones will come? Text a number, like 1 or 2."),)


def _count(reading: Reading, c: Context) -> Outcome:
    count = reading.little_ones if reading.number is None else reading.number
    if c.session and count is not None:
        ready = Text("RS-24", "Thank you. We will have toys ready.")
        return Finish("little ones counted", (ready,), (LittleOnesTold(c.session.id, count),))
    if reading.leading is Intent.NO:
        return Finish("nobody else", (Text("RS-31", "That is fine. Thank you for telling us."),))
    return Again()


FLOW = Flow(
    "company",
    steps=(
        Step(
            "guest", _guest, _guest_simpler, _take_guest, topic=Topic.REMINDER, takes_words=True, is_about_session=True
        ),
        Notice("agreed", _agreed),
        Notice("ring", _ring),
        Step(
            "little_ones",
            _little_ones,
            _little_ones_simpler,
            _count,
            topic=Topic.REMINDER,
            takes_words=True,
            is_about_session=True,
        ),
    ),
    endings=("guest named", "little ones counted", "nobody else"),
)
