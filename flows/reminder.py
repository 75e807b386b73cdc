"""The hello on the morning, the door left open, the days around a break, and staff's own weekly reminder.

Starts when its moment comes.
Ends as `coming` ends: whatever a parent answers is taken and recorded there. Records nothing by itself.
"""

from flows.engine.context import Context
from flows.engine.steps import Flow, Notice, Outcome, Pass, Prompt, Quiet, Step
from flows.engine.text import Say, Text
from flows.reading.meaning import Intent, Reading, Topic


def _hello(c: Context) -> Say:
    if c.session is None:
        return ()
    return (
        Text(
            "RM-02",
            "Today is story day: {time}, {place}. We look forward to seeing you. Late is fine.",
            time=c.session.at,
            place=c.session.place,
        ),
    )


def _door_open(c: Context) -> Say:
    if c.session is None:
        return ()
    return (
        Text(
            "RM-03",
            "Story time is today at {time}. The door is open if you can pop in. No need to reply.",
            time=c.session.at,
        ),
    )


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


def _weekly(c: Context) -> Say:
    """Staff's own words where they are in the parent's language, else the checked wording."""
    if c.session is None:
        return (Text("RM-09", "{wording}", wording=c.wording),) if c.wording else ()
    if c.wording:
        return (Text("RM-08", "{wording} Reply 1 yes, 2 not this time, 3 maybe, 4 another time.", wording=c.wording),)
    return (
        Text(
            "RS-02",
            "Story time is {day} at {time}. Can you come? Reply 1 yes, 2 not this time, 3 maybe, 4 another time.",
            day=c.session.on,
            time=c.session.at,
        ),
    )


def _before_break(c: Context) -> Say:
    if c.session is None:
        return ()
    return (
        Text(
            "RM-04",
            "School is off now, so no story texts. Have a good break. Story time is back on {day} at {time}.",
            day=c.session.on,
            time=c.session.at,
        ),
    )


def _after_break(c: Context) -> Say:
    if c.session is None:
        return ()
    return (
        Text(
            "RM-05",
            "Welcome back. Story time starts again {day} at {time}. Your stories are safe and ready.",
            day=c.session.on,
            time=c.session.at,
        ),
    )


def _closed(_c: Context) -> Say:
    return (Text("RM-07", "School is closed today, so no story time. Stay warm. We will text a new day soon."),)


def _cancelled(c: Context) -> Say:
    if c.session is None:
        return ()
    return (
        Text(
            "RM-10",
            "A change from us, sorry. There is no story time on {day}. We will text a new day soon.",
            day=c.session.on,
        ),
    )


def _resting(c: Context) -> Say:
    """Say gently, without a reason, that story time rests: after a death, or when snow lies for days."""
    if c.session is None:
        return ()
    return (
        Text(
            "RM-11",
            "Story time is resting for now. There is none on {day}. Your place is safe. "
            "We will text you when it starts again.",
            day=c.session.on,
        ),
    )


def _take(_reading: Reading, _c: Context) -> Outcome:
    return Pass("coming.settled")


def _take_or_rest(reading: Reading, _c: Context) -> Outcome:
    return Quiet("Thanks, and nothing was asked.") if reading.leading is Intent.THANKS else Pass("coming.settled")


def _telling(name: str, prompt: Prompt) -> Step:
    """Return a step that asks for nothing, and yet takes an answer."""
    return Step(name, prompt, _simpler, _take_or_rest, ALL_FOUR, Topic.REMINDER,
                is_about_session=True, after="coming.keep_chair", is_optional=True)  # fmt: skip


ALL_FOUR = ("yes", "no", "maybe", "another_time")

FLOW = Flow(
    "reminder",
    steps=(
        _telling("hello", _hello),
        _telling("door_open", _door_open),
        _telling("back_after_break", _after_break),
        Step("weekly", _weekly, _simpler, _take, ALL_FOUR, Topic.REMINDER,
             is_about_session=True, after="coming.keep_chair"),
        Notice("before_break", _before_break),
        Notice("closed", _closed),
        Notice("cancelled", _cancelled),
        Notice("resting", _resting),
    ),
)  # fmt: skip
