"""From an outcome to the turn that it means: what is said, which question is open, which one waits beneath it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.engine.context import Context
from flows.engine.conversation import Conversation
from flows.engine.errors import UnknownFlow, UnknownStep
from flows.engine.events import HandedOver, Need
from flows.engine.steps import Again, Finish, Flow, Go, HandOver, Notice, Outcome, Pass, Quiet, Script, Stay, Step
from flows.engine.text import Say
from flows.engine.turn import Message, Place, Turn, said

QUESTION_STAYS_OPEN = timedelta(hours=72)


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


@dataclass(frozen=True, slots=True)
class Moves:
    """What an outcome does to the conversation, in one turn."""

    script: Script
    context: Context

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
        turn = Turn(resumed, said(outcome.say), outcome.events, ending=f"{flow}: {outcome.ending}")
        if outcome.then:
            return self.enter(outcome.then, turn, resumed)
        if resumed and outcome.asks_again:
            return self.put_again(turn, resumed)
        return turn if turn.messages else replace(turn, silence="Nothing more to say.")

    def put_again(self, turn: Turn, resumed: Conversation) -> Turn:
        """Put the question that was interrupted once more, in its simpler words, if it still waits for an answer."""
        step, session = find_question(self.script, f"{resumed.flow}.{resumed.step}"), self.context.session
        is_answered = step.is_about_session and (session is None or session.answer is not None)
        if step.is_optional or is_answered or not resumed.is_open(self.context.now):
            return turn
        return turn.then_say(putting(step, resumed, step.simpler(self.context)))

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
        keeps = _beneath(parked, flow, step.name, now)
        if session and step.is_about_session:
            closes_at = datetime.combine(session.on, session.at, now.tzinfo)
            return Conversation(flow, step.name, now, closes_at, session.id, parked=keeps)
        return Conversation(flow, step.name, now, now + QUESTION_STAYS_OPEN, parked=keeps)


def putting(step: Step, asked: Conversation, words: Say) -> Message:
    """Return the message that puts the question which was asked, in these words."""
    return Message(words, Place(asked.flow, asked.step, asked.session_id), step.options)


def _beneath(parked: Conversation | None, flow: str, step: str, now: datetime) -> Conversation | None:
    """Return what stays parked beneath a new question: open ones, and never the same twice."""
    if parked is None:
        return None
    deeper = _beneath(parked.parked, flow, step, now)
    if (parked.flow, parked.step) == (flow, step) or not parked.is_open(now):
        return deeper
    return replace(parked, parked=deeper)
