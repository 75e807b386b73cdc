"""How is story time on a line from 0 to 10, what makes it that much, and what one step up would look like.

Starts in week five in place of the thanks; it is the one question we begin that day, and the next ones are answers.
Ends when the parent has told as much as they like. Records their words as they are: no number is kept as a number,
so nothing can be added up, compared or drawn.
"""

import re
from typing import Final

from flows.engine.context import Context
from flows.engine.events import FeedbackTold, HandedOver, Need
from flows.engine.steps import Finish, Flow, Go, Outcome, Pass, Step
from flows.engine.text import Say, Text
from flows.engine.told import Told, told
from flows.reading.meaning import Reading, Topic

TOP: Final = 10
_AT_THE_HEAD: Final = re.compile(r"\W*(\d{1,2})(?!\d)")
_ANYWHERE: Final = re.compile(r"(?<![\d.:])(\d{1,2})(?!\d|[.:]\d)")

# A number


def _line(_c: Context) -> Say:
    return (
        Text(
            "FB-01",
            "Think of a line from 0 to 10. 10 is story time at its best for you. What number is it now? Text a number.",
        ),
    )


def _take_line(reading: Reading, c: Context) -> Outcome:
    came_to, at_the_head = told(reading, c), _number(_AT_THE_HEAD.match(reading.text))
    score = reading.number if reading.number is not None else at_the_head
    if score is None and came_to is Told.COMING:
        return Pass("coming.settled")
    score = score if score is not None else _number(_ANYWHERE.search(reading.text))
    return _end(came_to, reading) if score is None else _ask_why(score, reading)


def _number(found: re.Match[str] | None) -> int | None:
    number = int(found[1]) if found else None
    return number if number is not None and number <= TOP else None


def _ask_why(score: int, reading: Reading) -> Outcome:
    events = (FeedbackTold(reading.text.strip()),)
    if score == 0:
        return Go("help", events=events)
    why = Text("FB-02", "Thank you. What makes it {n} and not lower? One word is fine.", n=score)
    return Go("top" if score == TOP else "why", (why,), events)


# What makes it that much


def _nothing(_c: Context) -> Say:
    return ()


def _why_simpler(_c: Context) -> Say:
    return (Text("FB-02.simpler", "What is good about story time? One word is fine."),)


def _take_why(reading: Reading, c: Context) -> Outcome:
    came_to = told(reading, c)
    if came_to is Told.WORDS:
        return Go("step_up", events=(FeedbackTold(reading.text.strip()),))
    return _end(came_to, reading)


# What would help, and one step up


def _help(c: Context) -> Say:
    return (
        Text(
            "FB-03",
            "Thank you for being so open. What one small thing would help? {staff} will read it.",
            staff=c.staff,
        ),
    )


def _help_simpler(_c: Context) -> Say:
    return (Text("FB-03.simpler", "What one small thing would help? One word is fine."),)


def _take_help(reading: Reading, c: Context) -> Outcome:
    """Give it to a person, as was promised."""
    came_to = told(reading, c)
    events = (HandedOver(Need.READ),) if came_to is Told.WORDS else ()
    return _end(came_to, reading, *events)


def _step_up(_c: Context) -> Say:
    return (Text("FB-04", "And what would one step up look like? One word is fine, or skip it."),)


def _take_step_up(reading: Reading, c: Context) -> Outcome:
    return _end(told(reading, c), reading)


def _end(came_to: Told, reading: Reading, *events: HandedOver) -> Outcome:
    match came_to:
        case Told.COMING:
            return Pass("coming.settled")
        case Told.NOTHING:
            return Finish("left at that", (Text("CT-24", "That is fine. Thank you."),))
        case Told.WORDS:
            helps = Text("FB-08", "Thank you for telling us. That helps.")
            return Finish("told", (helps,), (FeedbackTold(reading.text.strip()), *events))


FLOW = Flow(
    "feedback",
    steps=(
        Step("line", _line, _line, _take_line, topic=Topic.ACTIVITY, takes_words=True, is_optional=True),
        Step("why", _nothing, _why_simpler, _take_why, topic=Topic.ACTIVITY, takes_words=True, is_optional=True),
        Step("top", _nothing, _why_simpler, _take_step_up, topic=Topic.ACTIVITY, takes_words=True, is_optional=True),
        Step("help", _help, _help_simpler, _take_help, topic=Topic.ACTIVITY, takes_words=True, is_optional=True),
        Step("step_up", _step_up, _step_up, _take_step_up, topic=Topic.ACTIVITY, takes_words=True, is_optional=True),
    ),
    endings=("told", "left at that"),
)
