"""The letter home, on paper: what story time is, and how to say yes with one press or none.

Starts when staff print it; handed over or put into the book bag, in the home language and in English.
Ends there: whoever texts STORY or comes to the gate begins the talk. Records nothing.
"""

from dataclasses import dataclass

from flows.engine.steps import Flow
from flows.engine.text import Say, Text


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands on one side of the sheet, from top to bottom.

    `easy` are the sentences of Easy Read, one for each picture. `scan` and `dial` belong to the number for texts,
    `join` to Telegram; `ring_big` stands over the school's own number where there is none for texts.
    """

    hello: Text
    title: Text
    sentences: Say
    easy: Say
    scan: Text
    dial: Text
    join: Text
    ring: Text
    ring_big: Text
    stop: Text
    wishes: Text

    @property
    def texts(self) -> Say:
        """Return everything that may stand there: a language must have it all."""
        rest = (self.scan, self.dial, self.join, self.ring, self.ring_big, self.stop, self.wishes)
        return (self.hello, self.title, *self.sentences, *self.easy, *rest)


def letter(parent: str, child: str, staff: str, phone: str) -> Letter:
    """Return the letter to this adult; names may stand in it, as it is handed to a person."""
    return Letter(
        hello=Text("LT-01", "Hello {parent}.", parent=parent),
        title=Text("LT-02", "Come and make up a story with {child}.", child=child),
        sentences=(
            Text("LT-03", "It is half an hour a week, here at school, for ten weeks."),
            Text("LT-04", "You, {child} and {staff} make up a new story. We type it up and you keep it.",
                 child=child, staff=staff),
            Text("LT-05", "No reading or writing needed. Come as you are."),
        ),
        easy=(
            Text("LT-06", "You and {child} make up a story.", child=child),
            Text("LT-07", "It takes half an hour a week."),
            Text("LT-08", "You keep the story."),
            Text("LT-09", "You do not have to read or write."),
        ),
        scan=Text("LT-10", "Point your phone's camera at this square. It opens a text with the word STORY. Press send."),
        dial=Text("LT-11", "Or text the word STORY to this number:"),
        join=Text("LT-12", "Do you use Telegram? Then point at this square. It works once, and just for you."),
        ring=Text("LT-13", "Or tell us at the gate. You can ring us, too: {phone}", phone=phone),
        ring_big=Text("LT-14", "Tell us at the gate, or ring us:"),
        stop=Text("LT-15", "You can end the texts at any time with the word STOP."),
        wishes=Text("LT-16", "With warm wishes,"),
    )  # fmt: skip


FLOW = Flow("letter", steps=())
