"""The weekly ask whether they can come to story time, and the news that it moves or is on after all.

Starts two school days before a session, at half past four, unless the place is kept; or when a session is moved or brought back.
Ends as `coming` ends: any answer is taken there, and what it records is recorded there.
"""

from flows.engine.context import Context, Session
from flows.engine.steps import Flow, Outcome, Pass, Prompt, Step
from flows.engine.text import Say, Text
from flows.reading.meaning import Reading, Topic


def _first_ask(c: Context) -> Say:
    if c.session is None:
        return ()
    return (
        Text(
            "RS-01",
            "Your first story time with {child} is {day} at {time}, {place}. Can you come? "
            "Reply 1 yes, 2 not this time, 3 maybe.",
            child=c.child,
            day=c.session.on,
            time=c.session.at,
            place=c.session.place,
        ),
    )


def _ask(c: Context) -> Say:
    if c.session is None:
        return ()
    if c.is_plain:
        return (_plain_ask(c.session),)
    if c.session.is_own:
        return (_own_ask(c, c.session),)
    return (
        Text(
            "RS-02",
            "Story time is {day} at {time}. Can you come? Reply 1 yes, 2 not this time, 3 maybe, 4 another time.",
            day=c.session.on,
            time=c.session.at,
        ),
    )


def _plain_ask(session: Session) -> Text:
    return Text("CT-17", "Story time is {day} at {time}. Reply 1 yes, 2 no, 3 maybe.", day=session.on, time=session.at)


def _own_ask(c: Context, session: Session) -> Text:
    """In two homes each adult has sessions of their own; nothing tells of the other's."""
    return Text(
        "FM-02",
        "Your story time with {child} is {day} at {time}. This one is for you two. Can you come? "
        "Reply 1 yes, 2 no, 3 maybe.",
        child=c.child,
        day=session.on,
        time=session.at,
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


def _take(_reading: Reading, _c: Context) -> Outcome:
    return Pass("coming.settled")


def _moved(c: Context) -> Say:
    if c.session is None:
        return ()
    return (
        Text(
            "RS-21",
            "A change from us, sorry. Story time moves to {day} at {time}. Reply 1 if that works, 4 for another time.",
            day=c.session.on,
            time=c.session.at,
        ),
    )


def _on_after_all(c: Context) -> Say:
    """Take back that a story time was off: school is open after all."""
    if c.session is None:
        return ()
    return (
        Text(
            "RS-34",
            "Story time is on after all: {day} at {time}. Reply 1 yes, 2 not this time, 3 maybe, 4 another time.",
            day=c.session.on,
            time=c.session.at,
        ),
    )


def _moved_for_training(c: Context) -> Say:
    """Name the day on which school is shut, where it is known."""
    if c.session is None or c.closed_on is None:
        return _moved(c)
    return (
        Text(
            "RM-06",
            "School is shut on {day} for staff training. Story time moves to {day2} at {time}. "
            "Reply 1 if that works, 4 for another time.",
            day=c.closed_on,
            day2=c.session.on,
            time=c.session.at,
        ),
    )


def _about_session(name: str, prompt: Prompt, options: tuple[str, ...], topic: Topic) -> Step:
    return Step(name, prompt, _simpler, _take, options, topic, is_about_session=True, after="coming.keep_chair")


ALL_FOUR = ("yes", "no", "maybe", "another_time")

FLOW = Flow(
    "invitation",
    steps=(
        _about_session("first_ask", _first_ask, ALL_FOUR[:3], Topic.INVITATION),
        _about_session("ask", _ask, ALL_FOUR, Topic.INVITATION),
        _about_session("moved", _moved, ALL_FOUR, Topic.REMINDER),
        _about_session("on_after_all", _on_after_all, ALL_FOUR, Topic.REMINDER),
        _about_session("moved_for_training", _moved_for_training, ALL_FOUR, Topic.REMINDER),
    ),
)
