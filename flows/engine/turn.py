"""What one input caused: what is said, what happened, which question is open now."""

from dataclasses import dataclass, replace

from flows.engine.conversation import Conversation
from flows.engine.events import Event, HandedOver, Need
from flows.engine.text import Say

TEXTS_IN_ONE_MESSAGE = 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands, so that a button can carry its own question with it."""

    flow: str
    step: str
    session_id: int | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message to the parent: whole Texts, and the question it puts, if any, with its options in order."""

    texts: Say
    place: Place | None = None
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """What one input caused. A turn says something, or hands over, or states why it is silent.

    `ending` is "flow: ending" where a flow ended.
    """

    conversation: Conversation | None = None
    messages: tuple[Message, ...] = ()
    events: tuple[Event, ...] = ()
    silence: str | None = None
    ending: str | None = None

    @property
    def texts(self) -> Say:
        """Return everything said, in order."""
        return tuple(text for message in self.messages for text in message.texts)

    @property
    def asks(self) -> bool:
        """Say whether this turn puts a question."""
        return any(message.place for message in self.messages)

    def then_say(self, message: Message) -> "Turn":
        """Add a message; a short one before it becomes one text with it."""
        if not message.texts:
            return self
        last = self.messages[-1] if self.messages else Message(())
        together = last.texts + message.texts
        if last.place or len(together) > TEXTS_IN_ONE_MESSAGE:
            return replace(self, messages=(*self.messages, message))
        return replace(self, messages=(*self.messages[:-1], replace(message, texts=together)))

    def add_aside(self, rest: Say) -> "Turn":
        """Add a remark that asks nothing, in the same text where there is room; else a question stays the last."""
        *before, last = self.messages
        if len(last.texts) + len(rest) <= TEXTS_IN_ONE_MESSAGE:
            return replace(self, messages=(*before, replace(last, texts=last.texts + rest)))
        two = (Message(rest), last) if last.place else (last, Message(rest))
        return replace(self, messages=(*before, *two))


def said(say: Say) -> tuple[Message, ...]:
    """Return what is said as messages of two Texts at most, or nothing."""
    starts = range(0, len(say), TEXTS_IN_ONE_MESSAGE)
    return tuple(Message(say[start : start + TEXTS_IN_ONE_MESSAGE]) for start in starts)


def together(first: Turn, second: Turn, rest: Say) -> Turn:
    """Let the first turn lead and the second follow in the same text: two Texts and one question at most.

    What does not fit goes to a person, and `rest` says so.
    """
    events = first.events + second.events
    if not second.messages or not first.messages:
        kept = second if second.messages else first
        return replace(kept, conversation=second.conversation, events=events)
    if len(first.texts) + len(second.texts) > TEXTS_IN_ONE_MESSAGE or (first.asks and second.asks):
        return replace(first.add_aside(rest), events=(*events, HandedOver(Need.READ)))
    asking = next((message for message in (*second.messages, *first.messages) if message.place), Message(()))
    message = replace(asking, texts=first.texts + second.texts)
    return replace(second, messages=(message,), events=events, ending=second.ending or first.ending)
