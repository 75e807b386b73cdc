"""The last weeks: who shall cheer, a line for the first page, the book, and goodbye.

Starts in week nine when staff saw that they came, then with the spark and around the last session.
Ends with a line or without one, and when it is known where the book goes. After the goodbye the texts stop,
unless the school offers a spark a month and they say yes. Records the line and that yes; a guest as `company` does, and what is said about coming as `coming` does.
"""

from flows.engine.context import Context
from flows.engine.events import FirstLineTold, HandedOver, MonthlyWished, Need
from flows.engine.steps import Again, Finish, Flow, Notice, Outcome, Pass, Quiet, Step
from flows.engine.text import Say, Text
from flows.engine.told import Told, told
from flows.reading.meaning import Ask, Intent, Reading, Topic

# Who shall be there to cheer?


def _cheer(c: Context) -> Say:
    return (
        Text(
            "CE-01",
            "Next week is the last story. Time to cheer! Who would {child} like to be there? Text back or tell {staff}.",
            child=c.child,
            staff=c.staff,
        ),
    )


def _cheer_simpler(_c: Context) -> Say:
    return (Text("CE-01.simpler", "Who would you like to be there? A first name is fine."),)


def _take_guest(reading: Reading, _c: Context) -> Outcome:
    if reading.leading in (Intent.MAYBE, Intent.THANKS) or reading.has(Ask.KEEP, Ask.UNSURE):
        return Finish("nobody named", (_fine(),))
    return Pass("company.guest")


def _fine() -> Text:
    return Text("CT-24", "That is fine. Thank you.")


# The first page of the book


def _first_page(_c: Context) -> Say:
    return (
        Text(
            "CE-02",
            "Every book needs a first page. Text a line for the front of the story book, "
            "like: For my star, love from Mum.",
        ),
    )


def _take_line(reading: Reading, c: Context) -> Outcome:
    match told(reading, c):
        case Told.COMING:
            return Pass("coming.settled")
        case Told.NOTHING:
            return Finish("no line", (_fine(),))
        case Told.WORDS:
            kept = Text("CE-07", "That is lovely. It will be on the first page of the story book.")
            return Finish("first page", (kept,), (FirstLineTold(reading.text.strip()),))


# The book


def _book_ready(c: Context) -> Say:
    if c.session is None:
        return ()
    return (
        Text(
            "CE-03",
            "The story book is ready, made by you and {child}. It is yours to keep. See you {day} at {time}.",
            child=c.child,
            day=c.session.on,
            time=c.session.at,
        ),
    )


def _can_you_come(c: Context) -> Say:
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


def _take_coming(reading: Reading, _c: Context) -> Outcome:
    return Quiet("Thanks, and nothing was asked.") if reading.leading is Intent.THANKS else Pass("coming.settled")


def _book_home(_c: Context) -> Say:
    return (
        Text(
            "CE-04",
            "The story book is ready and it is yours to keep. Shall we send it home or keep it for you? "
            "1 send, 2 keep.",
        ),
    )


def _book_home_simpler(_c: Context) -> Say:
    return (Text("CE-04.simpler", "Your story book: reply 1 to have it sent home, 2 to have it kept here for you."),)


def _take_way_home(reading: Reading, _c: Context) -> Outcome:
    if reading.choice == "send":
        on_its_way = Text("CE-08", "Lovely. The story book will come home to you. You are always welcome here.")
        return Finish("book sent home", (on_its_way,), (HandedOver(Need.READ),))
    if reading.choice == "keep" or reading.has(Ask.KEEP):
        waits = Text("CE-09", "That is fine. The story book waits here for you. You are always welcome.")
        return Finish("book kept", (waits,))
    return Quiet("Thanks, and the book may wait.") if reading.leading is Intent.THANKS else Again()


# Goodbye


def _goodbye(c: Context) -> Say:
    return (
        Text(
            "CE-05",
            "You and {child} made a book of stories. Thank you for all you gave. These texts stop now. "
            "You are always welcome here.",
            child=c.child,
        ),
    )


# One spark a month, only if they would like it


def _monthly(_c: Context) -> Say:
    return (
        Text(
            "CE-06",
            "Would you like one story spark a month? Reply 1 yes please. If not, no need to reply and we will stop.",
        ),
    )


def _monthly_simpler(_c: Context) -> Say:
    return (Text("CE-06.simpler", "One story spark a month? Reply 1 for yes, 2 for no."),)


def _take_monthly(reading: Reading, _c: Context) -> Outcome:
    if reading.leading is Intent.YES:
        lovely = Text("CE-10", "Lovely. One story spark a month, and nothing else. Text STOP any time to end.")
        return Finish("a spark a month", (lovely,), (MonthlyWished(),))
    if reading.leading in (Intent.NO, Intent.MAYBE):
        return Finish("no more texts", (_fine(),))
    return Quiet("Thanks, and nothing more goes.") if reading.leading is Intent.THANKS else Again()


ALL_FOUR = ("yes", "no", "maybe", "another_time")

FLOW = Flow(
    "celebration",
    steps=(
        Step("cheer", _cheer, _cheer_simpler, _take_guest, topic=Topic.REMINDER, takes_words=True, is_optional=True),
        Step("first_page", _first_page, _first_page, _take_line, topic=Topic.ACTIVITY, takes_words=True,
             is_optional=True),
        Step("book_ready", _book_ready, _can_you_come, _take_coming, ALL_FOUR, Topic.REMINDER,
             is_about_session=True, after="coming.keep_chair", is_optional=True),
        Step("book_home", _book_home, _book_home_simpler, _take_way_home, ("send", "keep"), is_optional=True),
        Notice("goodbye", _goodbye),
        Step("monthly", _monthly, _monthly_simpler, _take_monthly, ("yes", "no"), Topic.INVITATION, is_optional=True),
    ),
    endings=("nobody named", "first page", "no line", "book sent home", "book kept", "a spark a month",
             "no more texts"),
)  # fmt: skip
