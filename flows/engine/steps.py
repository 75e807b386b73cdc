"""How a flow is written: steps that hold their prompt, what they accept and where each answer leads."""

from collections.abc import Callable
from dataclasses import dataclass

from flows.engine.context import Context
from flows.engine.events import Event, Need
from flows.engine.text import Say
from flows.reading.meaning import Question, Reading, Topic


@dataclass(frozen=True, slots=True)
class Go:
    """On to another step of this flow, named; its prompt follows what is said here."""

    step: str
    say: Say = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Stay:
    """Something else was answered; the open question stays open."""

    say: Say = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Again:
    """We could not read it: the same question in simpler words, and the second time a person."""


@dataclass(frozen=True, slots=True)
class Finish:
    """The flow ends, in one of its named endings; `then` hands over to "flow.step" by name.

    Otherwise a question that this flow had interrupted is put again, unless `asks_again` is false.
    """

    ending: str
    say: Say = ()
    events: tuple[Event, ...] = ()
    then: str | None = None
    asks_again: bool = True


@dataclass(frozen=True, slots=True)
class HandOver:
    """A person takes it from here."""

    need: Need
    say: Say = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Pass:
    """Another step, "flow.step", answers this reply as if it had been its own question."""

    to: str


@dataclass(frozen=True, slots=True)
class Quiet:
    """Nothing is said, for a reason that staff can read."""

    why: str
    events: tuple[Event, ...] = ()


Outcome = Go | Stay | Again | Finish | HandOver | Pass | Quiet
Prompt = Callable[[Context], Say]
Hears = Callable[[Reading, Context], bool]
Respond = Callable[[Reading, Context], Outcome]


@dataclass(frozen=True, slots=True)
class Step:
    """One question: how it is put, in simpler words too, and what each answer leads to.

    `options` name what the digits mean, in order. A question about a session stays open until the session begins,
    any other for 72 hours. `after` is the "flow.step" asked when a digit comes after the session has begun.
    `is_optional` is for what may be answered but need not be: it is never put again after an interruption.
    `is_beside` is for what we ask beside an open question, which waits until this one is answered.
    """

    name: str
    prompt: Prompt
    simpler: Prompt
    answer: Respond
    options: tuple[str, ...] = ()
    topic: Topic = Topic.IDLE
    takes_words: bool = False
    is_about_session: bool = False
    after: str | None = None
    is_optional: bool = False
    is_beside: bool = False

    @property
    def question(self) -> Question:
        """Return what a reply to this step is read against."""
        return Question(self.topic, self.options, self.takes_words)

    @property
    def is_waited_for(self) -> bool:
        """Say whether somebody who is in the middle of a talk would answer it next."""
        return not self.is_beside and (self.takes_words or not self.is_optional)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something said that asks for nothing."""

    name: str
    prompt: Prompt


@dataclass(frozen=True, slots=True)
class Flow:
    """A kind of talk: its name, its steps from top to bottom, and the ways it can end."""

    name: str
    steps: tuple[Step | Notice, ...]
    endings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """Words that are heard anywhere: what must be in the reading, and what they lead to.

    `flow` is the flow whose words these are. `about` is what an aside is about: of several rows about one thing the
    first is meant; a row about nothing in particular counts only where no other is heard. `is_for_anyone` also answers somebody who has not proved the number:
    such an answer names no child.
    """

    flow: str
    is_heard: Hears
    answer: Respond
    about: str = ""
    is_for_anyone: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """Everything the machine needs: the flows, what is heard before them, and what is answered beside them.

    `anywhere` is in order of rank. `asides` are questions of the parent's that never move the conversation.
    `idle` answers what comes when nothing was asked; `lost` is said when a person has to read it, `rest` when part
    of a reply does.
    """

    flows: tuple[Flow, ...]
    anywhere: tuple[Heard, ...]
    asides: tuple[Heard, ...]
    idle: Respond
    lost: Prompt
    rest: Prompt
