"""This time does not suit: another one is offered, wished for, found by staff and booked.

Starts when a parent cannot come, asks for another time, or when staff have found one.
Ends when none is wanted, when a wish has gone to staff, or when the offered time is booked.
Records the wish and the booking.
"""

from flows.engine.context import Answer, Context
from flows.engine.events import HandedOver, Need, OtherTimeTaken, OtherTimeWished, RsvpGiven
from flows.engine.steps import Again, Finish, Flow, Go, Notice, Outcome, Pass, Quiet, Step
from flows.engine.text import Say, Text
from flows.reading.meaning import Ask, Intent, Reading, Topic

PARTS_OF_THE_DAY = ("after_drop_off", "lunch", "before_home_time", "after_school", "phone")
STAYS_OPEN = "coming.settled"


# Would another time suit you?


def _offer(_c: Context) -> Say:
    return (
        Text(
            "RS-05",
            "Thanks for telling us. That is fine. Would another time suit you? Reply 1 yes, 2 no. "
            "The story will be here next week.",
        ),
    )


def _offer_simpler(_c: Context) -> Say:
    return (Text("RS-05.simpler", "Would a new time be better? Reply 1 for yes, 2 for no."),)


def _take_offer(reading: Reading, _c: Context) -> Outcome:
    if reading.leading in (Intent.LATE, Intent.MAYBE):
        return Pass(STAYS_OPEN)
    if reading.leading is Intent.YES:
        return Go("which")
    if reading.leading is Intent.ALTERNATIVE:
        return Pass("another_time.which")
    if reading.leading is Intent.NO:
        return _leave_it()
    return _hear_undo_or_thanks(reading)


def _leave_it() -> Outcome:
    return Finish("none wanted", (Text("RS-22", "That is fine. See you another week."),), then=STAYS_OPEN)


def _hear_undo_or_thanks(reading: Reading) -> Outcome:
    if reading.has(Ask.UNDO):
        return Pass(STAYS_OPEN)
    return Quiet("Thanks, and another time is not needed.") if reading.leading is Intent.THANKS else Again()


# Which time?


def _which(_c: Context) -> Say:
    return (
        Text(
            "RS-08",
            "What time suits you? Reply 1 after drop-off, 2 lunch, 3 before home time, 4 after school, 5 on the phone.",
        ),
    )


def _which_simpler(_c: Context) -> Say:
    return (
        Text("RS-08.simpler", "Reply 1 for early, 2 for lunch, 3 for home time, 4 for after school, 5 for the phone."),
    )


def _take_which(reading: Reading, c: Context) -> Outcome:
    if reading.choice in PARTS_OF_THE_DAY or reading.leading is Intent.ALTERNATIVE:
        return _wish(_named(reading, c) or reading.choice or "something_else", c)
    if reading.leading is Intent.NO:
        return _leave_it()
    return Pass(STAYS_OPEN) if reading.leading in (Intent.YES, Intent.LATE) else _hear_undo_or_thanks(reading)


def _named(reading: Reading, c: Context) -> str | None:
    """Return the day and hour that the words name; a digit names none but its option."""
    return str(reading.when.said_on(c.now.date())) if reading.when and reading.number is None else None


def _wish(choice: str, c: Context) -> Outcome:
    if c.session is None:
        return Again()
    received = Text("RS-09", "Thank you. {staff} will look and text you back by {day}.", staff=c.staff, day=c.read_by)
    given = RsvpGiven(c.session.id, Answer.ANOTHER_TIME)
    events = (OtherTimeWished(c.session.id, choice), HandedOver(Need.OTHER_TIME))
    is_new = c.session.answer is not Answer.ANOTHER_TIME
    return Finish("wished", (received,), (given, *events) if is_new else events, then=STAYS_OPEN)


# Staff found a time


def _found(c: Context) -> Say:
    if c.offer is None:
        return ()
    return (
        Text(
            "RS-10",
            "{staff} can do {day} at {time}. Reply 1 to book it, 2 to try again.",
            staff=c.staff,
            day=c.offer.on,
            time=c.offer.at,
        ),
    )


def _found_simpler(c: Context) -> Say:
    if c.offer is None:
        return ()
    return (
        Text(
            "RS-10.simpler",
            "Is {day} at {time} good for you? Reply 1 for yes, 2 for no.",
            day=c.offer.on,
            time=c.offer.at,
        ),
    )


def _take_found(reading: Reading, c: Context) -> Outcome:
    if c.session is None or c.offer is None:
        return Again()
    if reading.leading in (Intent.YES, Intent.LATE):
        lovely = Text("RS-03", "Lovely. See you {day} at {time}. Thank you.", day=c.offer.on, time=c.offer.at)
        answer = Answer.LATE if reading.leading is Intent.LATE else Answer.YES
        events = (
            OtherTimeTaken(c.session.id, c.offer.on, c.offer.at),
            RsvpGiven(c.session.id, answer, reading.minutes_late),
        )
        return Finish("booked", (lovely,), events, then=STAYS_OPEN)
    if reading.leading in (Intent.NO, Intent.ALTERNATIVE):
        return Go("which")
    return Again()


def _not_found(c: Context) -> Say:
    if c.session is None:
        return ()
    return (
        Text(
            "RS-11",
            "We have not found that slot yet. {day} at {time} is still yours. "
            "Or reply CALL and {staff} will work it out with you.",
            day=c.session.on,
            time=c.session.at,
            staff=c.staff,
        ),
    )


YES_NO = ("yes", "no")
AFTERWARDS = "coming.keep_chair"

FLOW = Flow(
    "another_time",
    steps=(
        Step("offer", _offer, _offer_simpler, _take_offer, YES_NO, Topic.REMINDER, is_about_session=True,
             after=AFTERWARDS, is_optional=True),
        Step("which", _which, _which_simpler, _take_which, PARTS_OF_THE_DAY, Topic.REMINDER, is_about_session=True),
        Step("found", _found, _found_simpler, _take_found, YES_NO, Topic.REMINDER, is_about_session=True),
        Notice("not_found", _not_found),
    ),
    endings=("none wanted", "wished", "booked"),
)  # fmt: skip
