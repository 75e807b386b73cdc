"""A session went by without them: the story was kept safe, and another time is one digit away.

Starts on the next school day, once, and only if nobody saw them come. No count, no blame, no second text.
Ends as `coming` ends, which takes any answer about the next one, or goes on to what would help them come.
Records nothing by itself.
"""

from flows.engine.context import Context
from flows.engine.steps import Again, Flow, Notice, Outcome, Pass, Quiet, Stay, Step
from flows.engine.text import Say, Text
from flows.reading.meaning import Ask, Intent, Reading, Topic


def _kept_safe(c: Context) -> Say:
    if c.session is None:
        return (Text("LD-09", "We kept the story safe for you both. No need to reply."),)
    kept = Text(
        "LD-01",
        "We kept the story safe for you both. Your next story time is {day} at {time}. No need to reply.",
        day=c.session.on,
        time=c.session.at,
    )
    return (kept, Text("LD-08", "If another time is better, just reply 4."))


def _simpler(c: Context) -> Say:
    if c.session is None:
        return ()
    return (
        Text(
            "RM-01",
            "Story time is {day} at {time}. Reply 1 if you can come, 2 if not. Both are fine.",
            day=c.session.on,
            time=c.session.at,
        ),
    )


def _take(reading: Reading, c: Context) -> Outcome:
    """Take a reason or a sorry as about the week that went by, never as a no to the next one."""
    if reading.number is None and reading.leading in (Intent.NO, Intent.THANKS):
        if reading.has(Ask.HELP_TO_COME):
            return Again()  # what would help is asked beside
        if reading.has(Ask.REASON):
            return Stay((_sounds_like_a_lot(c),))
        return Stay((_no_sorry(c),)) if reading.has(Ask.SORRY) else _rest_or_pass(reading)
    return Pass("coming.settled")


def _rest_or_pass(reading: Reading) -> Outcome:
    return Quiet("Thanks, and nothing was asked.") if reading.leading is Intent.THANKS else Pass("coming.settled")


def _sounds_like_a_lot(c: Context) -> Text:
    return Text(
        "LD-06",
        "Thank you for telling us. That sounds like a lot. {staff} can help find a way. Reply CALL, "
        "or just come when you can.",
        staff=c.staff,
    )


def _no_sorry(c: Context) -> Text:
    if c.session is None:
        return Text("LD-10", "No need to say sorry. It is good to hear from you.")
    return Text(
        "LD-05",
        "No need to say sorry. It is good to hear from you. Your next one is {day} at {time}.",
        day=c.session.on,
        time=c.session.at,
    )


def _quiet(c: Context) -> Say:
    return (
        Text(
            "LD-04",
            "No need to reply. Your place at story time is here when it suits you. Text STORY any time. "
            "Warm wishes from {school}.",
            school=c.school,
        ),
    )


ALL_FOUR = ("yes", "no", "maybe", "another_time")

FLOW = Flow(
    "missed",
    steps=(
        Step("kept_safe", _kept_safe, _simpler, _take, ALL_FOUR, Topic.REMINDER,
             is_about_session=True, after="coming.keep_chair", is_optional=True),
        Notice("quiet", _quiet),
    ),
)  # fmt: skip
