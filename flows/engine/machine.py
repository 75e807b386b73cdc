"""The machine: one reply, or one moment that has come, in; one turn out.

Pure: the same script, conversation, reading and context give the same turn, byte for byte.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.engine.context import Context
from flows.engine.conversation import Conversation
from flows.engine.events import HandedOver, Need
from flows.engine.moves import QUESTION_STAYS_OPEN, Moves, find_question, find_step, putting
from flows.engine.steps import Again, Finish, Heard, Outcome, Pass, Respond, Script, Stay, Step
from flows.engine.turn import TEXTS_IN_ONE_MESSAGE, Place, Turn, together
from flows.reading.meaning import Ask, Intent, Question, Reading

SIMPLER_ONCE_IN = timedelta(hours=24)


def listening(script: Script, conversation: Conversation | None, now: datetime) -> Question:
    """Return the question that a reply is read against now; nothing asked gives the idle question."""
    standing = _standing(conversation, now)
    if standing and (standing.is_open(now) or _is_recent(standing, now)):
        return find_question(script, f"{standing.flow}.{standing.step}").question
    return Question()


def begin(script: Script, place: str, conversation: Conversation | None, context: Context) -> Turn:
    """Begin a talk of our own at "flow.step". A question takes the place of an open one; a notice leaves it open."""
    step = find_step(script, place)
    parked = conversation if isinstance(step, Step) and step.is_beside else None
    turn = Moves(script, context).enter(place, Turn(conversation), parked)
    return turn if turn.messages else Turn(conversation, silence="There is nothing to say just now.")


def respond(script: Script, conversation: Conversation | None, reading: Reading, context: Context) -> Turn:
    """Answer one reply. Never raises, whatever the parent typed."""
    return _Talk(script, context).hear(reading, conversation)


@dataclass(frozen=True, slots=True)
class _Talk:
    """One turn in the making. `before` is always the conversation as it stood when the reply came."""

    script: Script
    context: Context

    @property
    def moves(self) -> Moves:
        """Return what turns outcomes into turns."""
        return Moves(self.script, self.context)

    def hear(self, reading: Reading, before: Conversation | None) -> Turn:
        """Rank what was heard: words heard anywhere, then the open question, then what stands beside it."""
        if heard := self.first(self.script.anywhere, reading):
            return self.hear_anywhere(heard, reading, before)
        standing = _standing(before, self.context.now)
        if standing is None:
            return self.hear_unasked(reading, None)
        step = find_question(self.script, f"{standing.flow}.{standing.step}")
        if not standing.is_open(self.context.now):
            return self.hear_afterwards(step, reading, standing)
        return self.hear_answer(step, reading, standing)

    def hear_anywhere(self, heard: Heard, reading: Reading, before: Conversation | None) -> Turn:
        """Act on words that come before any question: they end what was open, or put a question of their own."""
        outcome = heard.answer(reading, self.context)
        is_end = isinstance(outcome, Finish) and outcome.then is None
        return self.moves.follow(outcome, None if is_end else before, heard.flow)

    def hear_answer(self, step: Step, reading: Reading, before: Conversation) -> Turn:
        """Take the reply as an answer to the open question, and what else it holds beside it."""
        beside = self.beside(reading, before) if _reads_as_more_than_words(step, reading) else None
        if beside and not _asks_the_same(beside, before):
            return beside
        flow, outcome = self.resolve(before.flow, step.answer, reading)
        if isinstance(outcome, Again):
            return self.beside(reading, before) or self.ask_again(step, before)
        turn = self.moves.follow(outcome, before, flow, is_answer=True)
        return turn if isinstance(outcome, Stay) else self.with_more(turn, reading, before)

    def hear_afterwards(self, step: Step, reading: Reading, before: Conversation) -> Turn:
        """Take a reply to a question that has closed: within three days of it a digit still means something."""
        is_recent = _is_recent(before, self.context.now)
        if step.after and is_recent and self.context.session and _is_digit_or_word(reading):
            return self.moves.enter(step.after, Turn(), None)
        return self.hear_unasked(reading, None)

    def hear_unasked(self, reading: Reading, before: Conversation | None) -> Turn:
        """Take what came when nothing was asked."""
        flow, outcome = self.resolve("idle", self.script.idle, reading)
        if isinstance(outcome, Again):
            return self.beside(reading, before) or self.moves.lose(before)
        return self.with_more(self.moves.follow(outcome, before, flow), reading)

    def with_more(self, turn: Turn, reading: Reading, answered: Conversation | None = None) -> Turn:
        """Add what else the reply wants to the answer that leads; more than one thing besides is for a person."""
        rows = self.heard_beside(_besides_the_answer(reading))
        if not rows:
            return turn
        more = self.moves.follow(rows[0].answer(reading, self.context), turn.conversation, rows[0].flow)
        if answered and _asks_the_same(more, answered):
            return turn
        return together(turn, more, self.script.rest(self.context)) if len(rows) == 1 else self.leave_rest(turn)

    def beside(self, reading: Reading, before: Conversation | None) -> Turn | None:
        """Answer what the parent wants besides: one thing, or two where they fit; the rest is for a person."""
        turns: list[Turn] = []
        for row in self.heard_beside(reading):
            so_far = turns[-1].conversation if turns else before
            turns.append(self.moves.follow(row.answer(reading, self.context), so_far, row.flow))
        if len(turns) == TEXTS_IN_ONE_MESSAGE:
            return together(turns[0], turns[1], self.script.rest(self.context))
        if len(turns) > TEXTS_IN_ONE_MESSAGE:
            return self.leave_rest(turns[0])
        return turns[0] if turns else None

    def leave_rest(self, turn: Turn) -> Turn:
        """Leave to a person what is more than one text can answer, and say so."""
        handed = replace(turn, events=(*turn.events, HandedOver(Need.READ)))
        return handed.add_aside(self.script.rest(self.context)) if turn.messages else handed

    def heard_beside(self, reading: Reading) -> list[Heard]:
        """Return the asides heard, one about each thing; an unproved number hears nothing that tells of a child."""
        rows: dict[str, Heard] = {}
        for row in self.script.asides:
            if (row.is_for_anyone or self.context.is_proved) and row.is_heard(reading, self.context):
                rows.setdefault(row.about, row)
        general = rows.pop("", None)
        return list(rows.values()) or ([general] if general else [])

    def first(self, table: tuple[Heard, ...], reading: Reading) -> Heard | None:
        """Return the row of highest rank that is heard in this reading."""
        return next((heard for heard in table if heard.is_heard(reading, self.context)), None)

    def resolve(self, flow: str, answer: Respond, reading: Reading) -> tuple[str, Outcome]:
        """Follow `Pass` to the step that answers for this one; return its flow and its outcome."""
        outcome = answer(reading, self.context)
        if not isinstance(outcome, Pass):
            return flow, outcome
        return self.resolve(outcome.to.partition(".")[0], find_question(self.script, outcome.to).answer, reading)

    def ask_again(self, step: Step, before: Conversation) -> Turn:
        """Put the same question in simpler words, once in a day; then it is for a person."""
        now, words = self.context.now, step.simpler(self.context)
        was_simpler = before.simpler_at and now - before.simpler_at < SIMPLER_ONCE_IN
        if self.context.has_person_coming or was_simpler or not words:
            return self.moves.lose(before)
        return Turn(before.asked_simpler(now), (putting(step, before, words),))


def _standing(conversation: Conversation | None, now: datetime) -> Conversation | None:
    """Return the newest question that is open, else the newest of all, in case a late digit still means something."""
    asked = conversation
    while asked and not asked.is_open(now):
        asked = asked.parked
    return asked or conversation


def _is_recent(asked: Conversation, now: datetime) -> bool:
    return now - asked.opened_at < QUESTION_STAYS_OPEN


def _asks_the_same(turn: Turn, before: Conversation) -> bool:
    place = Place(before.flow, before.step, before.session_id)
    return any(message.place == place for message in turn.messages)


def _reads_as_more_than_words(step: Step, reading: Reading) -> bool:
    """Say whether a reply to a question that takes any words is clearly something else than those words."""
    answers_it = reading.choice is not None or reading.number is not None or reading.leading is Intent.STORY
    return step.takes_words and not step.options and not answers_it


def _is_digit_or_word(reading: Reading) -> bool:
    return reading.number is not None or reading.leading in (Intent.YES, Intent.NO)


def _besides_the_answer(reading: Reading) -> Reading:
    """Return the reading without the intent that has just been answered; a sorry beside an answer is politeness."""
    rest = reading.intents[1:] or (Intent.UNCLEAR,)
    return replace(reading, intents=rest, asks=reading.asks - {Ask.SORRY})
