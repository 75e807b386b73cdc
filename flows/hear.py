"""Hear it: the week's story spark, spoken, for a parent who would rather listen than read.

Starts when a parent asks to hear it, or says that reading is hard. Ends there.
Records nothing: a page that is opened knows nobody.
"""

from flows.engine.context import Context
from flows.engine.steps import Flow, Outcome, Stay
from flows.engine.text import Text
from flows.reading.meaning import Reading

TITLE = Text("HE-01", "Hear the story spark")
LISTEN = Text("HE-02", "Hear it")


def offer(_reading: Reading, c: Context) -> Outcome:
    """Lead to the page that speaks, once there has been a spark."""
    if c.spark_link is None:
        return Stay((Text("HS-21", "There is no story spark yet. The first one comes after your first story time."),))
    return Stay((Text("HS-13", "Want to hear this week's spark? Tap to listen: {link}", link=c.spark_link),))


FLOW = Flow("hear", steps=())
