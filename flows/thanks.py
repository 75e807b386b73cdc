"""After a session: thank you, one small step at home, and once the offer to keep the place every week.

Starts at half past four on a day on which staff saw that they came; in some weeks it asks for the best bit instead.
Ends when the place is kept or left as it is, and with a best bit or without. Records the standing place and the bit.
"""

from flows.engine.context import Context
from flows.engine.events import BestMomentTold, StandingPlaceTaken
from flows.engine.steps import Again, Finish, Flow, Notice, Outcome, Pass, Quiet, Step
from flows.engine.text import Say, Text
from flows.engine.told import Told, told
from flows.reading.meaning import Intent, Reading, Topic


def _thank_you(c: Context) -> Say:
    return (
        Text(
            "TY-01",
            "Thank you for today. The new story comes home soon. Ask {child} to read it to you, "
            "then ask: what comes next?",
            child=c.child,
        ),
    )


def _thank_you_and_place(c: Context) -> Say:
    keep = Text("RS-04", "Shall we keep your place each week? Reply 1 and we will just send a quick hello on the day.")
    return (*_thank_you(c), keep)


def _place_simpler(_c: Context) -> Say:
    return (Text("RS-04.simpler", "Shall we keep your place each week? Reply 1 for yes, 2 for no."),)


def _take_place(reading: Reading, _c: Context) -> Outcome:
    if reading.leading is Intent.YES:
        kept = Text("RS-27", "Lovely. Your place is kept each week.")
        return Finish("place kept", (kept,), (StandingPlaceTaken(),))
    if reading.leading in (Intent.NO, Intent.MAYBE):
        return Finish("asked each week", (Text("RS-28", "That is fine. We will ask each week."),))
    return Quiet("Thanks, and the place may wait.") if reading.leading is Intent.THANKS else Again()


def _best_moment(_c: Context) -> Say:
    return (Text("TY-03", "What was the best bit today? Text one word, or send a smile. Only if you want to."),)


def _take_best_moment(reading: Reading, c: Context) -> Outcome:
    match told(reading, c):
        case Told.COMING:
            return Pass("coming.settled")
        case Told.NOTHING:
            return Finish("no best bit", (Text("CT-24", "That is fine. Thank you."),))
        case Told.WORDS:
            thanks = Text("TY-06", "Thank you for telling us. That means a lot.")
            return Finish("best bit", (thanks,), (BestMomentTold(reading.text.strip()),))


def _in_the_bag(_c: Context) -> Say:
    return (Text("TY-02", "The new story is in the book bag today. A good time: tea, bath or bed. "
                 "Five minutes is plenty."),)  # fmt: skip


def _by_phone(_c: Context) -> Say:
    return (Text("TY-04", "Thank you for the story call today. You made it work. The story is on its way home."),)


def _with_guest(c: Context) -> Say:
    return (
        Text(
            "TY-05",
            "{guest} and {child} made a story today. It comes home soon. Ask {child} to read it to you.",
            guest=c.guest,
            child=c.child,
        ),
    )


def _first_back(_c: Context) -> Say:
    return (Text("LD-07", "It was so good to see you today. Thank you for coming."),)


FLOW = Flow(
    "thanks",
    steps=(
        Notice("thank_you", _thank_you),
        Step("thank_you_and_place", _thank_you_and_place, _place_simpler, _take_place, ("yes", "no"), Topic.INVITATION,
             is_optional=True),
        Step("best_moment", _best_moment, _best_moment, _take_best_moment, topic=Topic.ACTIVITY, takes_words=True,
             is_optional=True),
        Notice("in_the_bag", _in_the_bag),
        Notice("by_phone", _by_phone),
        Notice("with_guest", _with_guest),
        Notice("first_back", _first_back),
    ),
    endings=("place kept", "asked each week", "best bit", "no best bit"),
)  # fmt: skip
