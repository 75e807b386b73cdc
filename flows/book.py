"""The story book: what stands in it, what the family reads before it is printed, and the text that leads them there.

Starts when staff show a family their book. The family sees it first, and takes out what they like.
Ends when they say that it is good like this, with a press or in person. Records what is out, and that they have seen it.
"""

from flows.engine.steps import Flow
from flows.engine.text import Say, Text

TITLE = Text("BK-01", "A book of stories")
MADE_BY = Text("BK-02", "Made up by")
AT_HOME = Text("BK-03", "Made at home")
OWN_PAGE = Text("BK-04", "A page for your own story")
OWN_PAGE_HOW = Text("BK-05", "Draw it, write it, or just tell it.")
THANKS = Text("BK-06", "Thank you for every story in this book. It is yours to keep.")
IDEAS = Text("BK-07", "What comes next?")
FIRST_PAGE = Text("BK-08", "The first page")
A_DRAWING = Text("BK-09", "A drawing")

ON_PAPER = (TITLE, MADE_BY, AT_HOME, OWN_PAGE, OWN_PAGE_HOW, THANKS, IDEAS)

# What the family reads on a phone.
NEARLY_DONE = Text("BK-10", "Your story book is nearly done.")
OPEN_IT = Text("BK-11", "Open the book")
LOOK_FIRST = Text("BK-12", "Please look through it first. Take out what you like. You can put it back.")
TAKE_OUT = Text("BK-13", "Take it out")
PUT_BACK = Text("BK-14", "Put it back")
IS_OUT = Text("BK-15", "This is out. It will not be printed.")
IS_GOOD = Text("BK-16", "It is good like this. Print it.")
WE_PRINT = Text("BK-17", "Thank you. We will print it for you.")
RUN_OUT = Text("BK-18", "This link has run out. Please ask us for a new one.")
IN_BOTH = Text("BK-19", "Some children have two books. May your pages be in both?")
YES_BOTH = Text("BK-20", "Yes, in both")
JUST_THIS = Text("BK-21", "No, just in this one")
EMPTY = Text("BK-22", "There are no stories in it yet. It has ideas, and pages to fill.")

ON_PHONE = (
    TITLE, AT_HOME, FIRST_PAGE, A_DRAWING, NEARLY_DONE, OPEN_IT, LOOK_FIRST, TAKE_OUT, PUT_BACK, IS_OUT, IS_GOOD,
    WE_PRINT, IN_BOTH, YES_BOTH, JUST_THIS, EMPTY,
)  # fmt: skip


def week(number: int) -> Text:
    """Say in which week a story was made."""
    return Text("BK-23", "Week {n}", n=number)


def look_first(link: str) -> Say:
    """Lead the family to their book before anybody prints it; no name stands in the text."""
    return (
        Text(
            "BK-24", "Your story book is nearly done. Have a look first, and take out what you like: {link}", link=link
        ),
    )


FLOW = Flow("book", steps=())
