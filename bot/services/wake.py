"""What is due now is begun, put off with a reason, or left out with a reason. All dueness is this one function."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.services import alert, idle
from bot.services.happened import Happened
from bot.services.house import House
from bot.services.judge import Begun, LeftOut, PutOff, Stays, judge
from bot.services.outbox import Decision
from bot.services.plan import plan_reminders
from bot.services.record import record
from flows.engine.kinds import MessageKind
from flows.gate import DueText, SentText
from flows.programme import SkipWhy
from storage.errors import StorageError
from storage.repositories import books, calendars, messages, plans, talks
from storage.repositories.plans import DueMoment
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
    await idle.lapse(house)
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
    if talk is None:
        plans.settle(uow, due.id, "skipped", "no_address", now)
        return ()
    calendar = calendars.of_school(uow, talk.school.id, talk.school, today - LOOK_BACK)
    match judge(house, talk, calendar, due, now, _Kept(uow, due.parent_id, now)):
        case Begun(turn):
            decision = Decision(MessageKind(due.kind), now, due.expires_at, moment_id=due.id)
            recorded = record(uow, house, turn, Happened(talk, now), decision)
            plans.settle(uow, due.id, "done", None, now)
            return recorded.message_ids
        case PutOff(until, why):
            plans.put_off(uow, due.id, until, why)
        case LeftOut(why):
            plans.settle(uow, due.id, "skipped", UNSAID if why in SIGNS else why, now)
        case Stays():
            pass
    return ()


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept around one adult, as far as it decides about a due moment."""

    uow: UnitOfWork
    parent_id: int
    now: datetime

    def asked_at(self, session_id: int) -> datetime | None:
        return plans.asked_at(self.uow, self.parent_id, session_id)

    def sent(self) -> tuple[SentText, ...]:
        begun = messages.begun_since(self.uow, self.parent_id, self.now - WEEK)
        return tuple(SentText(MessageKind(kind), at) for kind, at in begun)

    def to_come(self) -> tuple[DueText, ...]:
        coming = plans.to_come(self.uow, self.parent_id, self.now, self.now + WEEK)
        return tuple(DueText(MessageKind(kind), at) for _id, kind, at in coming)

    def wording(self, reminder_id: int) -> str:
        return plans.reminder_wording(self.uow, reminder_id)

    def is_book_ready(self) -> bool:
        return books.is_ready(self.uow, self.parent_id)
