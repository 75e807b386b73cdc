"""The machine: one reply, or one moment that has come, in; one turn out.

Pure: the same script, conversation, reading and context give the same turn, byte for byte.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.engine.context import Context
from flows.engine.conversation import Conversation
from flows.engine.errors import UnknownFlow, UnknownStep
from flows.engine.events import HandedOver, Need
from flows.engine.steps import (
    Again,
    Finish,
    Flow,
    Go,
    HandOver,
    Heard,
    Notice,
    Outcome,
    Pass,
    Quiet,
    Respond,
    Script,
    Stay,
    Step,
)
from flows.engine.turn import Message, Place, Turn, said, together
from flows.reading.meaning import Intent, Reading

QUESTION_STAYS_OPEN = timedelta(hours=72)
SIMPLER_ONCE_IN = timedelta(hours=24)


def find_flow(script: Script, name: str) -> Flow:
    """Return the flow of this name, or raise `UnknownFlow`."""
    for flow in script.flows:
        if flow.name == name:
            return flow
    raise UnknownFlow(name)


def find_step(script: Script, place: str) -> Step | Notice:
    """Return the step at "flow.step", or raise `UnknownFlow` or `UnknownStep`."""
    flow, _, name = place.partition(".")
    for step in find_flow(script, flow).steps:
        if step.name == name:
            return step
    raise UnknownStep(place)


def find_question(script: Script, place: str) -> Step:
    """Return the question at "flow.step", or raise `UnknownFlow` or `UnknownStep`."""
    step = find_step(script, place)
    if isinstance(step, Notice):
        raise UnknownStep(place)
    return step


def begin(script: Script, place: str, conversation: Conversation | None, context: Context) -> Turn:
    """Begin a talk of our own at "flow.step". A question takes the place of an open one; a notice leaves it open."""
    return _Talk(script, context).enter(place, Turn(conversation), parked=None)


def respond(script: Script, conversation: Conversation | None, reading: Reading, context: Context) -> Turn:
    """Answer one reply. Never raises, whatever the parent typed."""
    return _Talk(script, context).hear(reading, conversation)


@dataclass(frozen=True, slots=True)
class _Talk:
    """One turn in the making. `before` is always the conversation as it stood when the reply came."""

    script: Script
    context: Context

    def hear(self, reading: Reading, before: Conversation | None) -> Turn:
        """Rank what was heard: words heard anywhere, then the open question, then what stands beside it."""
        if heard := self.first(self.script.anywhere, reading):
            turn = self.follow(heard.answer(reading, self.context), before, heard.flow)
            return replace(turn, conversation=before) if turn.silence else replace(turn, conversation=None)
        if before is None:
            return self.hear_unasked(reading, None)
        step = find_question(self.script, f"{before.flow}.{before.step}")
        if not before.is_open(self.context.now):
            return self.hear_afterwards(step, reading, before)
        return self.hear_answer(step, reading, before)

    def hear_answer(self, step: Step, reading: Reading, before: Conversation) -> Turn:
        """Take the reply as an answer to the open question, and what else it holds beside it."""
        if _reads_as_more_than_words(step, reading) and (beside := self.beside(reading, before)):
            return beside
        flow, outcome = self.resolve(before.flow, step.answer, reading)
        if isinstance(outcome, Again):
            return self.beside(reading, before) or self.ask_again(step, before)
        return self.with_more(self.follow(outcome, before, flow, is_answer=True), reading)

    def hear_afterwards(self, step: Step, reading: Reading, before: Conversation) -> Turn:
        """Take a reply to a question that has closed: within three days of it a digit still means something."""
        is_recent = self.context.now - before.opened_at < QUESTION_STAYS_OPEN
        if step.after and is_recent and self.context.session and (reading.choice or reading.has(Intent.YES, Intent.NO)):
            return self.enter(step.after, Turn(), None)
        return self.hear_unasked(reading, before.parked)

    def hear_unasked(self, reading: Reading, before: Conversation | None) -> Turn:
        """Take what came when nothing was asked."""
        flow, outcome = self.resolve("idle", self.script.idle, reading)
        if isinstance(outcome, Again):
            return self.beside(reading, before) or self.lose(before)
        return self.with_more(self.follow(outcome, before, flow), reading)

    def with_more(self, turn: Turn, reading: Reading) -> Turn:
        """Add what else the reply wants to the answer that leads."""
        more = self.beside(reading, turn.conversation)
        return together(turn, more, self.script.rest(self.context)) if more else turn

    def first(self, table: tuple[Heard, ...], reading: Reading) -> Heard | None:
        """Return the row of highest rank that is heard in this reading."""
        return next((heard for heard in table if heard.is_heard(reading, self.context)), None)

    def beside(self, reading: Reading, before: Conversation | None) -> Turn | None:
        """Answer what the parent wants besides; an unproved number hears nothing that tells of a child."""
        table = tuple(row for row in self.script.asides if row.is_for_anyone or self.context.is_proved)
        heard = self.first(table, reading)
        return self.follow(heard.answer(reading, self.context), before, heard.flow) if heard else None

    def resolve(self, flow: str, answer: Respond, reading: Reading) -> tuple[str, Outcome]:
        """Follow `Pass` to the step that answers for this one; return its flow and its outcome."""
        outcome = answer(reading, self.context)
        if not isinstance(outcome, Pass):
            return flow, outcome
        return self.resolve(outcome.to.partition(".")[0], find_question(self.script, outcome.to).answer, reading)

    def ask_again(self, step: Step, before: Conversation) -> Turn:
        """Put the same question in simpler words, once in a day; then it is for a person."""
        now = self.context.now
        if self.context.has_person_coming or (before.simpler_at and now - before.simpler_at < SIMPLER_ONCE_IN):
            return self.lose(before)
        place = Place(before.flow, step.name, before.session_id)
        message = Message(step.simpler(self.context), place, step.options)
        return Turn(replace(before, simpler_at=now), (message,))

    def lose(self, before: Conversation | None) -> Turn:
        """Give it to a person and say so once; then wait in silence until that person has answered."""
        if self.context.has_person_coming:
            return Turn(before, events=(HandedOver(Need.READ),), silence="A person will read this and answer.")
        return self.follow(HandOver(Need.READ, self.script.lost(self.context)), before, "idle")

    def follow(self, outcome: Outcome, before: Conversation | None, flow: str, *, is_answer: bool = False) -> Turn:
        """Turn an outcome into the turn it means; `is_answer` where it answers the question that was open."""
        resumed = before.parked if before and is_answer else before
        match outcome:
            case Go(step, say, events):
                return self.enter(f"{flow}.{step}", Turn(resumed, said(say), events), resumed)
            case Stay(say, events):
                return Turn(before, said(say), events)
            case Finish():
                return self.finish(outcome, resumed, flow)
            case HandOver(need, say, events):
                silence = None if say else "A person has it from here."
                return Turn(before, said(say), (*events, HandedOver(need)), silence)
            case Quiet(why, events):
                return Turn(before, (), events, why)
            case Again() | Pass():
                return self.lose(before)

    def finish(self, outcome: Finish, resumed: Conversation | None, flow: str) -> Turn:
        """End the flow, and go on where it hands over to or where it had interrupted."""
        ending = f"{flow}: {outcome.ending}"
        if outcome.then:
            return self.enter(outcome.then, Turn(resumed, said(outcome.say), outcome.events, ending=ending), resumed)
        silence = None if outcome.say else "Nothing more to say."
        return Turn(resumed, said(outcome.say), outcome.events, silence, ending)

    def enter(self, place: str, so_far: Turn, parked: Conversation | None) -> Turn:
        """Put the question at "flow.step" after what has been said, or say its notice."""
        step = find_step(self.script, place)
        prompt = step.prompt(self.context)
        if isinstance(step, Notice):
            return so_far.then_say(Message(prompt))
        opened = self.opened(place, step, parked)
        asking = Message(prompt, Place(opened.flow, opened.step, opened.session_id), step.options)
        return replace(so_far.then_say(asking), conversation=opened)

    def opened(self, place: str, step: Step, parked: Conversation | None) -> Conversation:
        """Return the conversation in which this question is open."""
        flow, now, session = place.partition(".")[0], self.context.now, self.context.session
        keeps = replace(parked, parked=None) if parked and parked.flow != flow else None
        if session and step.is_about_session:
            closes_at = datetime.combine(session.on, session.at, now.tzinfo)
            return Conversation(flow, step.name, now, closes_at, session.id, parked=keeps)
        return Conversation(flow, step.name, now, now + QUESTION_STAYS_OPEN, parked=keeps)


def _reads_as_more_than_words(step: Step, reading: Reading) -> bool:
    """Say whether a reply to a question that takes any words is clearly something else than those words."""
    answers_it = reading.choice is not None or reading.number is not None or reading.leading is Intent.STORY
    return step.takes_words and not answers_it
