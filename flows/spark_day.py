"""A family's story sparks come on Saturday mornings, or on school days again, as the parent likes.

Starts when a parent wishes for another day, in reply to a spark or in words that name it.
Ends with the day; one digit takes a Saturday back. Records the day.
"""

from flows.engine.context import Context
from flows.engine.events import Need, SparkDayWished
from flows.engine.steps import Again, Finish, Flow, Go, HandOver, Outcome, Step
from flows.engine.text import Say, Text
from flows.reading.meaning import Ask, Intent, Reading, Topic

RIGHT, NOT_RIGHT = 1, 2


def names_saturday(reading: Reading, c: Context) -> bool:
    """Say whether sparks are wished for on Saturdays, in words that leave no doubt what is to come then."""
    return c.is_proved and reading.has(Ask.THE_SPARK) and _wishes_saturday(reading, c)


def names_school_days(reading: Reading, c: Context) -> bool:
    """Say whether sparks are wished for on school days again, in words that leave no doubt."""
    return c.is_proved and reading.has(Ask.THE_SPARK) and _wishes_school_days(reading, c)


def _wishes_saturday(reading: Reading, c: Context) -> bool:
    return reading.has(Ask.SATURDAY) and not c.has_saturday_sparks


def _wishes_school_days(reading: Reading, c: Context) -> bool:
    return reading.has(Ask.SCHOOL_DAYS) and c.has_saturday_sparks


def on_saturdays(_reading: Reading, c: Context) -> Outcome:
    """Let the sparks come on Saturdays; in two homes the other's would move too, so a person decides."""
    if c.session and c.session.is_own:
        return HandOver(Need.READ, (_we_will_see(c),))
    return Go("saturday", events=(SparkDayWished(on_saturday=True),))


def on_school_days(_reading: Reading, _c: Context) -> Outcome:
    """Let the sparks come on school days again."""
    again = Text("HS-22", "Okay. Your story sparks will come on school days again.")
    return Finish("school days", (again,), (SparkDayWished(on_saturday=False),), asks_again=False)


def _we_will_see(c: Context) -> Text:
    return Text(
        "RS-32",
        "Thank you. {staff} will see what we can do and tell you by {day}.",
        staff=c.staff,
        day=c.read_by,
    )


def _saturday(c: Context) -> Say:
    return (*_simpler(c), Text("RS-25", "Not right? Reply 2."))


def _simpler(_c: Context) -> Say:
    return (Text("HS-23", "Okay. We will send story sparks on Saturdays from now on."),)


def _take(reading: Reading, c: Context) -> Outcome:
    """Take the wish itself, where a spark was answered with it, or what is said to the new day."""
    if _wishes_saturday(reading, c):
        return on_saturdays(reading, c)
    if not c.has_saturday_sparks:
        return Again()
    if _is_taken_back(reading) or _wishes_school_days(reading, c):
        return on_school_days(reading, c)
    is_fine = reading.number == RIGHT or reading.leading in (Intent.YES, Intent.THANKS)
    return Finish("Saturdays") if is_fine else Again()


def _is_taken_back(reading: Reading) -> bool:
    return reading.number == NOT_RIGHT or reading.leading is Intent.NO or reading.has(Ask.UNDO)


FLOW = Flow(
    "spark_day",
    steps=(Step("saturday", _saturday, _simpler, _take, topic=Topic.ACTIVITY, is_optional=True),),
    endings=("Saturdays", "school days"),
)
