"""A number from which nobody wrote for six months is proved again, in the words of the first text.

It may be somebody else's by now, so no child is named there before that.
"""

from datetime import datetime, timedelta
from functools import partial

from bot.errors import Refused
from bot.services.context import moment_facts
from bot.services.house import House
from bot.services.invite import first_place, prove
from bot.services.ruling import WEEK, calendar_for, talk_of
from flows.engine.kinds import ChannelName
from flows.programme import SILENT_AFTER
from storage.repositories import idle, plans, talks
from storage.repositories.idle import Idle
from storage.unit_of_work import UnitOfWork

LONG = timedelta(days=183)
AT_ONCE = 50


async def lapse(house: House) -> None:
    """Let the proof of idle numbers count no more; whoever would be written to soon is asked at once who they are.

    Only numbers: phone companies give those to somebody else, which nobody does with a Telegram account.
    """
    now = house.clock.now()
    while found := await house.database.read(lambda uow: idle.since(uow, now - LONG, ChannelName.SMS, AT_ONCE)):
        ids = await house.database.write(partial(_lapse, house=house, found=found, now=now))
        await house.post.send(ids)


def _lapse(uow: UnitOfWork, house: House, found: tuple[Idle, ...], now: datetime) -> tuple[int, ...]:
    idle.lapse(uow, found, now)
    to_ask = (
        each for each in found if each.is_preferred and plans.to_come(uow, each.parent_id, now - WEEK, now + WEEK)
    )
    return tuple(message_id for each in to_ask for message_id in _ask(uow, house, each.parent_id, now))


def _ask(uow: UnitOfWork, house: House, parent_id: int, now: datetime) -> tuple[int, ...]:
    """Ask who has the number, unless nothing goes there by itself: then staff see it, and ask when they like."""
    talks.lock(uow, parent_id)
    try:
        talk = talk_of(uow, house, parent_id)
        facts = moment_facts(talk, None, calendar_for(uow, talk, now), now)
        if facts.silent_sessions >= SILENT_AFTER:
            return ()
        _going, ids = prove(uow, house, talk, first_place(uow, talk), now)
    except Refused:
        return ()
    return ids
