"""What would help to come: no steps, a quiet door, somebody at the gate, help to get here, help with language.

Starts when a parent says that coming is hard, or asks what help there is, anywhere and whatever was asked.
Ends when it is known what would help, when they know the way, or when nothing is needed; a person sees to the rest.
Records what would help, which the school sees beside the family.
"""

from flows.engine.context import Context
from flows.engine.events import HandedOver, HelpWished, Need
from flows.engine.steps import Again, Finish, Flow, Go, Outcome, Pass, Quiet, Step
from flows.engine.text import Say, Text
from flows.reading.meaning import Intent, Reading, Topic


def hear(_reading: Reading, _c: Context) -> Outcome:
    """Ask what would help."""
    return Finish("something would help", then="help_to_come.what")


# What would help?


def _what(_c: Context) -> Say:
    return (
        Text(
            "RS-17",
            "What would help you come? Reply 1 no steps, 2 a quiet door, 3 help to get here, 4 help with language, "
            "5 something else.",
        ),
    )


def _what_simpler(_c: Context) -> Say:
    return (
        Text(
            "RS-17.simpler",
            "What would help? Reply 1 no steps, 2 a quiet door, 3 a way here, 4 language, 5 something else.",
        ),
    )


def _take_what(reading: Reading, c: Context) -> Outcome:
    if reading.choice in WAYS:
        return _see_to(reading.choice, c)
    if reading.leading in ABOUT_COMING and c.session:
        return Pass("coming.settled")
    if reading.leading is Intent.NO:
        return Finish("nothing needed", (_fine(),))
    if reading.leading is Intent.THANKS:
        return Quiet("Thanks, and nothing more is needed.")
    is_told = reading.leading is Intent.UNCLEAR and reading.number is None and reading.text.strip()
    return _see_to("something_else", c) if is_told else Again()


def _see_to(way: str, c: Context) -> Outcome:
    wished = HelpWished(way)
    if way == "quiet_door":
        return Go("gate", events=(wished,))
    if way == "help_with_language":
        will_ask = Text("FM-08", "Thank you. {staff} will ask for someone who speaks your language.", staff=c.staff)
        return Finish("help wished", (will_ask,), (wished, HandedOver(Need.LANGUAGE)))
    will_see = Text(
        "RS-32", "Thank you. {staff} will see what we can do and tell you by {day}.", staff=c.staff, day=c.read_by
    )
    return Finish("help wished", (will_see,), (wished, HandedOver(Need.HELP_TO_COME)))


def _fine() -> Text:
    return Text("CT-24", "That is fine. Thank you.")


# Shall somebody meet you at the gate?


def _gate(c: Context) -> Say:
    return (
        Text(
            "RS-18",
            "{staff} can meet you at the gate and walk in with you. Reply 1 yes please, 2 I know the way.",
            staff=c.staff,
        ),
    )


def _gate_simpler(_c: Context) -> Say:
    return (Text("RS-18.simpler", "Shall we meet you at the gate? Reply 1 for yes, 2 for no."),)


def _take_gate(reading: Reading, c: Context) -> Outcome:
    if reading.leading is Intent.YES:
        will_look_out = Text("RS-33", "Lovely. {staff} will look out for you at the gate.", staff=c.staff)
        events = (HelpWished("met_at_the_gate"), HandedOver(Need.HELP_TO_COME))
        return Finish("met at the gate", (will_look_out,), events)
    if reading.leading in (Intent.NO, Intent.THANKS):
        return Finish("knows the way", (_fine(),))
    return Again()


WAYS = ("no_steps", "quiet_door", "help_getting_here", "help_with_language", "something_else")
ABOUT_COMING = (Intent.YES, Intent.MAYBE, Intent.LATE, Intent.ALTERNATIVE)

FLOW = Flow(
    "help_to_come",
    steps=(
        Step("what", _what, _what_simpler, _take_what, WAYS, Topic.REMINDER),
        Step("gate", _gate, _gate_simpler, _take_gate, ("yes", "no"), Topic.REMINDER),
    ),
    endings=("something would help", "help wished", "met at the gate", "knows the way", "nothing needed"),
)
