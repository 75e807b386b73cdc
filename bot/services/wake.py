"""What is due now is begun, put off with a reason, or left out with a reason. All dueness is this one function."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.services import alert
from bot.services.context import Occasion, calendar_of, context_of, conversation_of, moment_facts, standing_of
from bot.services.house import House
from bot.services.keep import Happened
from bot.services.outbox import Decision
from bot.services.plan import plan_reminders
from bot.services.record import record
from bot.services.reminder_words import filled
from flows import SCRIPT
from flows.calendar import SchoolCalendar
from flows.engine.kinds import MessageKind
from flows.engine.machine import begin
from flows.gate import Candidate, Drop, DueText, Ruling, Send, SentText, Wait, may_send
from flows.programme import Moment, Open, Opening, Skip, SkipWhy, opening
from flows.programme.weeks import BEFORE_BREAK
from storage.errors import StorageError
from storage.repositories import messages, plans, talks
from storage.repositories.plans import DueMoment
from storage.repositories.talks import SessionFacts, TalkFacts
from storage.unit_of_work import UnitOfWork

AT_ONCE = 50
WEEK = timedelta(days=8)
LOOK_BACK = timedelta(days=30)
SIGNS = frozenset({SkipWhy.SILENT, SkipWhy.LADDER, SkipWhy.NOT_MARKED, SkipWhy.NO_SIGN})
UNSAID = "not_needed"
"""What is kept instead of these reasons: in rows they would be a record of who was not there and did not answer."""
log = structlog.get_logger(__name__)


async def wake(house: House) -> int:
    """Begin everything that is due and return how many messages were decided; twice at once does nothing twice."""
    await house.database.write(lambda uow: plan_reminders(uow, house, house.clock.now()))
    decided, last = 0, 0
    while due := await house.database.read(partial(plans.due, now=house.clock.now(), limit=AT_ONCE, after=last)):
        decided += await _wake_some(house, due)
        last = due[-1].id
    await alert.raise_due(house)
    return decided


async def _wake_some(house: House, due: Iterable[DueMoment]) -> int:
    """Begin what is due, a transaction for each parent: what goes wrong with one keeps nobody else waiting."""
    by_parent: dict[int, list[DueMoment]] = {}
    for each in due:
        by_parent.setdefault(each.parent_id, []).append(each)
    works = (house.database.write(partial(_wake_one, house=house, due=theirs)) for theirs in by_parent.values())
    results = await asyncio.gather(*works, return_exceptions=True)
    ids = [message_id for result in results if not isinstance(result, BaseException) for message_id in result]
    await house.post.send(ids)
    for failure in (result for result in results if isinstance(result, BaseException)):
        if isinstance(failure, StorageError):
            raise failure
        log.error("moment_failed", error=type(failure).__name__)
    return len(ids)


def _wake_one(uow: UnitOfWork, house: House, due: list[DueMoment]) -> tuple[int, ...]:
    """Begin what is due for one parent, the earliest first, unless somebody else has begun it meanwhile."""
    now = house.clock.now()
    talks.lock(uow, due[0].parent_id)
    planned = plans.still_planned(uow, (each.id for each in due))
    in_order = sorted((each for each in due if each.id in planned), key=lambda each: each.due_at)
    return tuple(message_id for each in in_order for message_id in _begin(uow, house, each, now))


def _begin(uow: UnitOfWork, house: House, due: DueMoment, now: datetime) -> tuple[int, ...]:
    """Judge one due moment with the facts of now: begin it, put it off, or leave it out."""
    today = now.astimezone(house.zone).date()
    talk = talks.by_parent(uow, due.parent_id, today)
    session = next((each for each in talk.sessions if each.id == due.session_id), None) if talk else None
    if talk is None or (due.session_id and (session is None or session.is_cancelled)):
        plans.settle(uow, due.id, "skipped", "cancelled" if talk else "no_address", now)
        return ()
    calendar = calendar_of(talk.school, messages.closed_days(uow, talk.school.id, today - LOOK_BACK))
    one = _One(uow, house, talk, calendar, session, due, now)
    match one.opening():
        case Skip(why, is_final):
            if is_final or now >= due.expires_at:
                plans.settle(uow, due.id, "skipped", UNSAID if why in SIGNS else why, now)
            return ()
        case Open(flow, step):
            return one.judge(f"{flow}.{step}")


@dataclass(frozen=True, slots=True)
class _One:
    """One due moment and everything that decides about it."""

    uow: UnitOfWork
    house: House
    talk: TalkFacts
    calendar: SchoolCalendar
    session: SessionFacts | None
    due: DueMoment
    now: datetime

    def opening(self) -> Opening:
        asked_at = plans.asked_at(self.uow, self.talk.parent_id, self.session.id) if self.session else None
        return opening(self.moment, moment_facts(self.talk, self.session, self.calendar, self.now, asked_at))

    @property
    def moment(self) -> Moment:
        due, local = self.due, self.calendar.local
        week = self.session.week if self.session else None
        return Moment(
            due.key, MessageKind(due.kind), due.session_id, week, local(due.due_at), local(due.expires_at), due.hint
        )

    def judge(self, place: str) -> tuple[int, ...]:
        match self.ruling():
            case Wait(until, why):
                plans.put_off(self.uow, self.due.id, until, why)
            case Drop(why):
                plans.settle(self.uow, self.due.id, "skipped", why, self.now)
            case Send():
                return self.begin(place)
        return ()

    def ruling(self) -> Ruling:
        """Ask the gate, with what went and what is still to come this week."""
        begun = messages.begun_since(self.uow, self.talk.parent_id, self.now - WEEK)
        sent = tuple(SentText(MessageKind(kind), at) for kind, at in begun)
        coming = plans.to_come(self.uow, self.talk.parent_id, self.now, self.now + WEEK)
        to_come = tuple(DueText(MessageKind(kind), at) for _id, kind, at in coming)
        candidate = Candidate(
            MessageKind(self.due.kind),
            self.due.expires_at,
            is_saturday_choice=self.talk.saturday_spark,
            is_before_break=self.due.hint == BEFORE_BREAK,
        )
        standing, cap = standing_of(self.talk), self.talk.school.weekly_cap
        return may_send(candidate, standing, self.calendar, sent, self.now, cap, to_come)

    def begin(self, place: str) -> tuple[int, ...]:
        """Begin the conversation; the words are chosen now, in the language of now."""
        about = _next_after(self.session, self.talk) if self.due.kind == MessageKind.MISSED else self.session
        occasion = Occasion(
            session_id=about.id if about else None,
            spark_week=self.session.week if self.session else None,
        )
        context = context_of(self.house, self.talk, self.calendar, self.now, occasion)
        context = replace(context, wording=filled(self.wording(), context.session, self.house.catalogues))
        turn = begin(SCRIPT, place, conversation_of(self.talk), context)
        decision = Decision(MessageKind(self.due.kind), self.now, self.due.expires_at, moment_id=self.due.id)
        recorded = record(self.uow, self.house, turn, Happened(self.talk, self.now), decision)
        plans.settle(self.uow, self.due.id, "done", None, self.now)
        return recorded.message_ids

    def wording(self) -> str:
        """Return staff's own words, for a parent who reads the language they are written in."""
        if self.due.reminder_id is None or self.talk.language != "en":
            return ""
        return plans.reminder_wording(self.uow, self.due.reminder_id)


def _next_after(session: SessionFacts | None, talk: TalkFacts) -> SessionFacts | None:
    later = (each for each in talk.sessions if session and each.on > session.on and not each.is_cancelled)
    return next(later, None)
