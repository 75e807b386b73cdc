"""A child leaves the school: the stories go along, and the book is theirs.

Starts when a member of staff chooses to say so; no text ever says why a child leaves.
Ends when it is known where the book goes. Records that a person is to send it.
"""

from flows.engine.context import Context
from flows.engine.events import HandedOver, Need
from flows.engine.steps import Again, Finish, Flow, Outcome, Quiet, Step
from flows.engine.text import Say, Text
from flows.reading.meaning import Ask, Intent, Reading


def _book(c: Context) -> Say:
    return (
        Text(
            "FM-05",
            "The stories go with {child}. The book is yours to keep. Shall we send it home? "
            "1 yes, 2 keep it at school for now. Thank you for it all.",
            child=c.child,
        ),
    )


def _book_simpler(_c: Context) -> Say:
    return (Text("CE-04.simpler", "Your story book: reply 1 to have it sent home, 2 to have it kept here for you."),)


def _take_way_home(reading: Reading, _c: Context) -> Outcome:
    if reading.choice == "keep" or reading.has(Ask.KEEP) or reading.leading is Intent.NO:
        waits = Text("CE-09", "That is fine. The story book waits here for you. You are always welcome.")
        return Finish("book kept", (waits,))
    if reading.choice == "send" or reading.leading is Intent.YES:
        on_its_way = Text("CE-08", "Lovely. The story book will come home to you. You are always welcome here.")
        return Finish("book sent home", (on_its_way,), (HandedOver(Need.READ),))
    return Quiet("Thanks, and the book may wait.") if reading.leading is Intent.THANKS else Again()


FLOW = Flow(
    "leaving",
    steps=(Step("book", _book, _book_simpler, _take_way_home, ("send", "keep"), is_optional=True),),
    endings=("book sent home", "book kept"),
)
