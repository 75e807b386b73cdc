"""A change by the school, looked at before it is made: every text as it would go, every story time as it would be.

Nothing is guessed: the change is really made, its outcome read, and all of it taken back before anything is kept.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NoReturn, TypeAlias

from bot.errors import Refused
from bot.sentences import _
from bot.services.house import House
from bot.services.ruling import Going, when_it_goes
from bot.services.staff import SignedIn
from flows.engine.kinds import MessageKind
from storage.repositories import messages, programmes, sessions, talks
from storage.repositories.messages import Outgoing
from storage.repositories.sessions import Placed
from storage.unit_of_work import UnitOfWork

Change: TypeAlias = Callable[[UnitOfWork], tuple[int, ...]]
"""Makes everything of a change and returns the rows of the outbox that tell of it."""


@dataclass(frozen=True, slots=True)
class Told:
    """One adult's text; `english` stands beside another language, `stays` says why it would not go."""

    parent: str
    child: str
    language: str
    body: str
    english: str | None
    goes_at: datetime | None = None
    stays: str = ""


@dataclass(frozen=True, slots=True)
class Shifted:
    """One story time before and after. Without `was` it is a new one, without `now` it is off."""

    child: str
    week: int
    was: tuple[date, time] | None
    now: tuple[date, time] | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change brings about."""

    texts: tuple[Told, ...]
    shifted: tuple[Shifted, ...]


class _TakenBack(Exception):
    """Ends the transaction of a change that was only looked at."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


async def make(house: House, change: Change) -> int:
    """Make the change, and return how many adults are told."""
    ids = await house.database.write(change)
    await house.post.send(ids)
    return len(ids)


async def foretell(house: House, who: SignedIn, change: Change) -> Outcome:
    """Return what the change would bring about, and keep nothing; raises `Refused` as the change does."""

    def tried(uow: UnitOfWork) -> NoReturn:
        before = sessions.placed(uow, who.school_id)
        ids = change(uow)
        after = sessions.placed(uow, who.school_id)
        raise _TakenBack(Outcome(_texts(uow, house, ids), tuple(_shifts(uow, before, after))))

    try:
        await house.database.write(tried)
    except _TakenBack as taken:
        return taken.outcome


def _texts(uow: UnitOfWork, house: House, ids: Iterable[int]) -> tuple[Told, ...]:
    found = (_told(uow, house, row) for row in messages.outgoing(uow, ids))
    return tuple(each for each in found if each is not None)


def _told(uow: UnitOfWork, house: House, row: Outgoing) -> Told | None:
    now = house.clock.now()
    talk = talks.by_parent(uow, row.parent_id or 0, now.astimezone(house.zone).date())
    if talk is None:
        return None
    going, stays = Going(), ""
    try:
        going = when_it_goes(uow, talk, MessageKind(row.kind), now, row.expires_at)
    except Refused as refused:
        stays = _(refused.sentence)
    return Told(talk.parent, talk.child, talk.language, row.body, row.english, going.until, stays)


def _shifts(uow: UnitOfWork, before: dict[int, Placed], after: dict[int, Placed]) -> Iterable[Shifted]:
    changed = {id_ for id_ in before.keys() | after.keys() if _slot(before.get(id_)) != _slot(after.get(id_))}
    for id_ in sorted(changed, key=lambda each: (before.get(each) or after[each]).on):
        one = after.get(id_) or before[id_]
        child = programmes.child_of(uow, one.family_id)
        yield Shifted(child, one.week, _slot(before.get(id_)), _slot(after.get(id_)))


def _slot(one: Placed | None) -> tuple[date, time] | None:
    return None if one is None or one.is_cancelled else (one.on, one.at)
