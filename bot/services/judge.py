"""What comes of one due moment, seen from the facts of that moment. Pure, and the only place that says it.

`wake` asks with what is stored and keeps the answer; the preview asks with what it supposes and shows it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol, TypeAlias

from bot.services.context import Occasion, context_of, conversation_of, moment_facts, standing_of, starts_at
from bot.services.house import House
from bot.services.reminder_words import filled
from flows import SCRIPT
from flows.calendar import SchoolCalendar
from flows.engine.kinds import MessageKind
from flows.engine.machine import begin
from flows.engine.moves import find_question
from flows.engine.turn import Turn
from flows.gate import Candidate, Drop, DueText, Ruling, Send, SentText, Wait, Why, may_send
from flows.programme import Moment, Opening, Skip, opening, spark_number
from flows.programme.weeks import BEFORE_BREAK
from storage.repositories.plans import DueMoment
from storage.repositories.talks import SessionFacts, TalkFacts

CANCELLED = "cancelled"
TALK_LASTS = timedelta(minutes=15)
"""So long after a parent's text no text of the week speaks over the question that it brought up."""
SPEAK_OF_THE_BOOK = ("CE-03", "CE-04")


class Around(Protocol):
    """What else is known around one adult at this moment; each is asked for only when it decides."""

    def asked_at(self, session_id: int) -> datetime | None:
        """Return when the ask about this session went, None before that."""
        ...

    def sent(self) -> tuple[SentText, ...]:
        """Return what went lately, at least since Monday."""
        ...

    def to_come(self) -> tuple[DueText, ...]:
        """Return what is still planned, at least until Sunday."""
        ...

    def wording(self, reminder_id: int) -> str:
        """Return staff's own words of this reminder."""
        ...

    def is_book_ready(self) -> bool:
        """Say whether this adult's story book lies ready."""
        ...


@dataclass(frozen=True, slots=True)
class Begun:
    """It goes: this is said, and this question is open from now on."""

    turn: Turn


@dataclass(frozen=True, slots=True)
class PutOff:
    """It waits until then."""

    until: datetime
    why: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """It does not go."""

    why: str


@dataclass(frozen=True, slots=True)
class Stays:
    """It does not go as things stand, and is asked again until it expires: a tap, or a parent's first yes, may come."""

    why: str


Fate: TypeAlias = Begun | PutOff | LeftOut | Stays


def judge(
    house: House, talk: TalkFacts, calendar: SchoolCalendar, due: DueMoment, now: datetime, around: Around
) -> Fate:
    """Say what comes of a moment that has come."""
    session = _about(talk, calendar, due, now)
    if due.session_id and (session is None or session.is_cancelled):
        return LeftOut(CANCELLED)
    one = _One(house, talk, calendar, session, due, now, around)
    found = one.opening()
    if isinstance(found, Skip):
        return LeftOut(found.why) if found.is_final or now >= due.expires_at else Stays(found.why)
    match one.ruling():
        case Wait(until, why):
            return PutOff(until, why)
        case Drop(why):
            return Stays(why) if why is Why.UNPROVED and now < due.expires_at else LeftOut(why)
        case _:
            return Begun(one.begin(f"{found.flow}.{found.step}"))


def _about(talk: TalkFacts, calendar: SchoolCalendar, due: DueMoment, now: datetime) -> SessionFacts | None:
    """Return the session that a moment belongs to; one of staff's own reminders belongs to the next."""
    if due.kind == MessageKind.REMINDER:
        coming = (each for each in talk.sessions if not each.is_cancelled and starts_at(each, calendar) > now)
        return next(coming, None)
    return next((each for each in talk.sessions if each.id == due.session_id), None)


def candidate_of(talk: TalkFacts, kind: str, expires_at: datetime, hint: str | None) -> Candidate:
    """Return a planned text as the gate sees it."""
    return Candidate(
        MessageKind(kind),
        expires_at,
        is_saturday_choice=talk.saturday_spark,
        is_before_break=hint == BEFORE_BREAK,
    )


@dataclass(frozen=True, slots=True)
class _One:
    """One due moment and everything that decides about it."""

    house: House
    talk: TalkFacts
    calendar: SchoolCalendar
    session: SessionFacts | None
    due: DueMoment
    now: datetime
    around: Around

    def opening(self) -> Opening:
        asked_at = self.around.asked_at(self.session.id) if self.session else None
        facts = moment_facts(self.talk, self.session, self.calendar, self.now, asked_at)
        is_ready = self.due.hint not in SPEAK_OF_THE_BOOK or self.around.is_book_ready()
        return opening(self.moment, replace(facts, is_book_ready=is_ready))

    @property
    def moment(self) -> Moment:
        due, local = self.due, self.calendar.local
        week = self.session.week if self.session else None
        return Moment(
            due.key, MessageKind(due.kind), due.session_id, week, local(due.due_at), local(due.expires_at), due.hint
        )

    def ruling(self) -> Ruling:
        """Ask the gate, and let a talk come to its end where the text may go after it as well."""
        ends_at = self.talk_ends_at()
        waits = self.now < ends_at and all(isinstance(self.gate(at), Send) for at in (self.now, ends_at))
        return Wait(ends_at, Why.TALKING) if waits else self.gate(self.now)

    def gate(self, at: datetime) -> Ruling:
        """Ask whether it may go then, with what went and what is still to come this week."""
        candidate = candidate_of(self.talk, self.due.kind, self.due.expires_at, self.due.hint)
        sent, to_come = self.around.sent(), self.around.to_come()
        return may_send(
            candidate, standing_of(self.talk), self.calendar, sent, at, self.talk.school.weekly_cap, to_come
        )

    def talk_ends_at(self) -> datetime:
        """Return until when a parent who wrote just now is left to answer what is open; now if nothing is."""
        asked, heard_at = conversation_of(self.talk), self.talk.last_heard_at
        if asked is None or heard_at is None or not asked.is_open(self.now):
            return self.now
        step = find_question(SCRIPT, f"{asked.flow}.{asked.step}")
        return heard_at + TALK_LASTS if step.is_waited_for else self.now

    def begin(self, place: str) -> Turn:
        """Begin the conversation; the words are chosen now, in the language of now."""
        about = _next_after(self.session, self.talk) if self.due.kind == MessageKind.MISSED else self.session
        occasion = Occasion(
            session_id=about.id if about else None,
            spark_week=self.session.week if self.session else spark_number(self.due.hint),
            guest=(self.session.came_with or "") if self.session else "",
        )
        context = context_of(self.house, self.talk, self.calendar, self.now, occasion)
        context = replace(context, wording=filled(self.wording(), context.session, self.house.catalogues))
        return begin(SCRIPT, place, conversation_of(self.talk), context)

    def wording(self) -> str:
        """Return staff's own words, for a parent who reads the language they are written in."""
        if self.due.reminder_id is None or self.talk.language != "en":
            return ""
        return self.around.wording(self.due.reminder_id)


def _next_after(session: SessionFacts | None, talk: TalkFacts) -> SessionFacts | None:
    later = (each for each in talk.sessions if session and each.on > session.on and not each.is_cancelled)
    return next(later, None)
