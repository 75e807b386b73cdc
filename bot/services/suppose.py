"""One adult's weeks to come, supposed instead of stored: what a turn would have kept is kept here, and nowhere else."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from bot.i18n import OwnWords
from bot.services.context import Occasion, context_of, conversation_of
from bot.services.house import House
from bot.services.join_telegram import SAMPLE_TOKEN, is_link_offered
from bot.services.judge import Fate, judge
from bot.services.plan import moments_of, row_of
from flows import SCRIPT
from flows.calendar import SchoolCalendar
from flows.engine import events as e
from flows.engine.context import Answer
from flows.engine.conversation import Conversation
from flows.engine.kinds import MessageKind
from flows.engine.machine import listening, respond
from flows.engine.turn import Turn
from flows.gate import DueText, SentText
from flows.reading import Question, Reading
from storage.repositories.plans import DueMoment, FamilyPlan
from storage.repositories.talks import SessionFacts, TalkFacts

WEEK = timedelta(days=8)
WELCOMES = {
    "welcome.prove": "1",
    "welcome.prove_too": "1",
    "welcome.invite": "1",
    "settling_in.name": "OK",
    "settling_in.language": "OK",
}
ASKS = frozenset({"invitation.first_ask", "invitation.ask", "invitation.moved", "reminder.weekly"})
PLACE_OFFER = "thanks.thank_you_and_place"
FOR_A_PERSON = frozenset({e.Need.READ, e.Need.RING})


class Says(StrEnum):
    """What a parent is supposed to answer when asked whether they come."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"
    NOTHING = "nothing"


DIGITS = {Says.YES: "1", Says.NO: "2", Says.MAYBE: "3"}


@dataclass(frozen=True, slots=True)
class Path:
    """How one adult is supposed to answer, and whether they come; `weeks` says it otherwise for single weeks.

    With `keeps_place` they say yes when the place is offered, or have said so already where that offer has been.
    """

    says: Says = Says.YES
    comes: bool = True
    keeps_place: bool = False
    weeks: Mapping[int, tuple[Says, bool]] = field(default_factory=lambda: MappingProxyType({}))

    def reply(self, place: str, week: int | None) -> str | None:
        """Return what is typed when asked at "flow.step", or None where nothing is."""
        if place in WELCOMES:
            return None if self.says is Says.NOTHING else WELCOMES[place]
        if place == PLACE_OFFER:
            return "1" if self.keeps_place else None
        return DIGITS.get(self._of(week)[0]) if place in ASKS else None

    def comes_in(self, week: int) -> bool:
        """Say whether they come in this week of the programme."""
        return self._of(week)[1]

    def _of(self, week: int | None) -> tuple[Says, bool]:
        return self.weeks.get(week or 0, (self.says, self.comes))


@dataclass(slots=True)
class Supposed:
    """One adult at a supposed moment `now`; changes as things are supposed to happen."""

    house: House
    talk: TalkFacts
    calendar: SchoolCalendar
    plan: FamilyPlan | None
    plan_calendar: SchoolCalendar
    now: datetime
    planned: dict[str, DueMoment]
    settled: set[str]
    asked: dict[int, datetime]
    gone: list[SentText]
    wordings: Mapping[int, str]
    own: OwnWords
    has_telegram: bool
    has_book: bool
    read_before: dict[tuple[str, Question], Reading] = field(default_factory=dict)

    # What is known around a due moment

    def asked_at(self, session_id: int) -> datetime | None:
        """Return when the ask about this session went, None before that."""
        return self.asked.get(session_id)

    def sent(self) -> tuple[SentText, ...]:
        """Return what went in the last days."""
        since = self.now - WEEK
        return tuple(each for each in self.gone if each.at >= since)

    def to_come(self) -> tuple[DueText, ...]:
        """Return what is planned for the next days."""
        until = self.now + WEEK
        coming = (each for each in self.planned.values() if self.now < each.due_at <= until)
        return tuple(DueText(MessageKind(each.kind), each.due_at) for each in coming)

    def wording(self, reminder_id: int) -> str:
        """Return staff's own words of this reminder."""
        return self.wordings.get(reminder_id, "")

    def is_book_ready(self) -> bool:
        """Say whether the story book lies ready; that it will one day is not taken for granted."""
        return self.has_book

    # What happens

    def due(self) -> list[DueMoment]:
        """Return what has fallen due, the earliest first."""
        fallen = (each for each in self.planned.values() if each.due_at <= self.now)
        return sorted(fallen, key=lambda each: (each.due_at, each.id))

    def next_due(self) -> datetime | None:
        """Return when the next moment falls due."""
        return min((each.due_at for each in self.planned.values() if each.due_at > self.now), default=None)

    def judge(self, due: DueMoment) -> Fate:
        """Say what comes of a moment that has come."""
        return judge(self.house, self.talk, self.calendar, due, self.now, self)

    def settle(self, due: DueMoment, *, is_begun: bool) -> None:
        """Let the moment be over."""
        del self.planned[due.key]
        self.settled.add(due.key)
        if is_begun and due.kind == MessageKind.ASK and due.session_id:
            self.asked[due.session_id] = self.now

    def put_off(self, due: DueMoment, until: datetime) -> None:
        """Let the moment wait."""
        self.planned[due.key] = replace(due, due_at=until)

    def came(self, session_id: int) -> None:
        """Let staff tick that they came together."""
        self._change(session_id, lambda one: one._replace(came_together=True))

    def hearing(self, now: datetime) -> Callable[[str], Turn]:
        """Return what answers words at this moment, without letting it happen."""
        conversation = conversation_of(self.talk)
        question = listening(SCRIPT, conversation, now)
        occasion = Occasion(conversation, telegram_link=self._link(conversation))
        context = context_of(self.house, self.talk, self.calendar, now, occasion)
        return lambda words: respond(SCRIPT, conversation, self._read(words, question), context)

    def hears(self, words: str) -> Turn:
        """Let the parent write, and return the turn that it caused."""
        turn = self.hearing(self.now)(words)
        self.talk = replace(self.talk, last_heard_at=self.now)
        self.keep(turn)
        return turn

    def keep(self, turn: Turn) -> None:
        """Suppose what would be kept of a turn."""
        kept = json.dumps(turn.conversation.to_json()) if turn.conversation else None
        self.talk = replace(self.talk, conversation=kept)
        for event in turn.events:
            self._suppose(event)

    def plan_again(self) -> None:
        """Plan again what is still to come, as after a change that moves it; what is settled stays so."""
        found = self.moments()
        named = {each.key for each in found}
        self.planned = {k: v for k, v in self.planned.items() if v.reminder_id or k in named}
        to_come = (each for each in found if each.expires_at > self.now and each.key not in self.settled)
        self.planned |= {each.key: each for each in to_come}

    def moments(self) -> tuple[DueMoment, ...]:
        """Return everything that is planned around the sessions, by the one planner."""
        if self.plan is None:
            return ()
        is_kept, has_own = self.talk.has_standing_place, bool(self.wordings)
        found = moments_of(self.plan, self.plan_calendar, has_standing_place=is_kept, has_own_reminder=has_own)
        return due_moments(row_of(self.plan.school_id, self.talk.parent_id, each) for each in found)

    def _suppose(self, event: e.Event) -> None:
        match event:
            case e.NumberProved():
                self.talk = replace(self.talk, is_proved=True)
            case e.InviteAccepted():
                self.talk = replace(self.talk, is_in=True, is_paused=False)
            case e.RsvpGiven(session_id, answer, minutes):
                self._change(session_id, lambda one: one._replace(answer=answer, minutes_late=minutes))
            case e.OtherTimeWished(session_id):
                self._change(session_id, lambda one: one._replace(answer=Answer.ANOTHER_TIME))
            case e.StandingPlaceTaken():
                self.talk = replace(self.talk, has_standing_place=True)
                self.plan_again()
            case e.HandedOver(need) if need in FOR_A_PERSON:
                self.talk = replace(self.talk, has_person_coming=True)
            case _:
                pass  # nothing that decides about a message

    def _change(self, session_id: int, change: Callable[[SessionFacts], SessionFacts]) -> None:
        changed = (change(one) if one.id == session_id else one for one in self.talk.sessions)
        self.talk = replace(self.talk, sessions=tuple(changed))

    def _read(self, words: str, question: Question) -> Reading:
        """Read these words once for each question: in ten weeks the same digit comes to the same question often."""
        key = words, question
        if key not in self.read_before:
            self.read_before[key] = self.house.read(words, question)
        return self.read_before[key]

    def _link(self, conversation: Conversation | None) -> str | None:
        is_offered = not self.has_telegram and is_link_offered(self.house, self.talk, conversation)
        return f"{self.house.origin}/t/{SAMPLE_TOKEN}" if is_offered else None


def due_moments(rows: Iterable[Mapping[str, object]]) -> tuple[DueMoment, ...]:
    """Return planned rows as they will be found when they fall due."""
    names = ("parent_id", "session_id", "reminder_id", "key", "kind", "hint", "due_at", "expires_at")
    return tuple(DueMoment(id=n, **{name: row[name] for name in names}) for n, row in enumerate(rows))  # type: ignore[arg-type]
