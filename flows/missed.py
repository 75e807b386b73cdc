"""A session went by without them: the story was kept safe, and another time is one digit away.

Starts on the next school day, once, and only if nobody saw them come. No count, no blame, no second text.
Any answer is taken by `coming`. Records nothing by itself.
"""

from flows.engine.context import Context
from flows.engine.steps import Flow, Notice, Outcome, Pass, Step
from flows.engine.text import Say, Text
from flows.reading.meaning import Reading, Topic


def _kept_safe(c: Context) -> Say:
    if c.session is None:
        return (Text("LD-09", "We kept the story safe for you both. No need to reply."),)
    kept = Text(
        "LD-01",
        "We kept the story safe for you both. Your next story time is {day} at {time}. No need to reply.",
        day=c.session.on,
        time=c.session.at,
    )
    return (kept, Text("LD-08", "Reply 4 if another time is better."))


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


def _take(_reading: Reading, _c: Context) -> Outcome:
    return Pass("coming.settled")


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
        Step("kept_safe", _kept_safe, _simpler, _take, ALL_FOUR, Topic.REMINDER, is_about_session=True),
        Notice("quiet", _quiet),
    ),
)
