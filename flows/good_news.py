"""Good news that a person saw: ready notes to pick, and the frame around a note in a person's own words.

Starts only when a member of staff writes or picks it; it carries that person's name and never an ask.
Ends there: no reply is needed. Records the note that was sent.
"""

from flows.engine.context import Context
from flows.engine.steps import Flow
from flows.engine.text import Text


def ready_notes(c: Context, staff: str) -> tuple[Text, ...]:
    """Return the ready-made notes, cleared in every language; `staff` is the person who picks one."""
    names = {"child": c.child, "staff": staff}
    return (
        Text("PN-01", "Good news: {child} was kind to a friend today and it made their day. "
             "I wanted you to know. From {staff}", **names),
        Text("PN-02", "Good news: {child} kept going with a long page today, right to the end. "
             "I wanted you to know. From {staff}", **names),
        Text("PN-03", "Good news: {child} read to me today in a big clear voice. It was a treat. From {staff}", **names),
        Text("PN-04", "Good news: {child} had a great story idea today. Ask {child} about it. From {staff}", **names),
        Text("PN-05", "Good news: {child} helped tidy up today and it was all {child}'s own idea. "
             "What a help. From {staff}", **names),
        Text("PN-06", "Good news: {child} shared with the table today and made it a nice place to be. "
             "From {staff}", **names),
        Text("PN-07", "Good news: {child} found just the right words today. I was so proud. From {staff}", **names),
        Text("PN-08", "Good news: {child} tried something new today and smiled after. From {staff}", **names),
        Text("PN-09", "Good news: {child} asked someone to join in a game today. It was lovely to see. "
             "From {staff}", **names),
        Text("PN-10", "Good news: {child} told a great joke in story time and we all laughed. From {staff}", **names),
        Text("PN-11", "Good news: {child} made something great today. Ask to see it. From {staff}", **names),
        Text("PN-12", "Thank you for the time you give to {child}'s stories. It shows. From {staff}", **names),
        Text("PN-13", "Just a note to say how glad I am to have {child} here. From {staff}", **names),
    )  # fmt: skip


def in_own_words(note: str, staff: str) -> Text:
    """Frame a note that a person wrote, in the words it was written in."""
    return Text("LD-03", "{goodnews} From {staff}", goodnews=note, staff=staff)


def cleared_line(c: Context) -> Text:
    """Say in the home language what the note beside it is, for a parent who reads another language."""
    return Text("LD-11", "This is good news about {child}.", child=c.child)


FLOW = Flow("good_news", steps=())
