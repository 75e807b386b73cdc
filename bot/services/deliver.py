"""Send what is in the outbox: judged once more at the moment of sending, claimed, handed over, moved on.

The row is the truth. It is committed as `sending` before the provider is called and as `sent` after, so that a
crash between the two leaves a row that says so; and a unit of work that runs twice finds nothing left to do.
"""

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.errors import AddressMoved, CannotLookUp, SendError
from bot.ports import Button, Channel, DeliveryState, Sending, Sent
from bot.services.context import calendar_of, standing_of
from bot.services.house import House
from bot.services.outcome import settle_failure
from flows.calendar import SchoolCalendar
from flows.engine.kinds import ChannelName, MessageKind
from flows.gate import Candidate, Drop, Ruling, Send, SentText, Wait, Why, may_send
from storage.repositories import messages, talks
from storage.repositories.messages import Outgoing
from storage.repositories.parents import readdress
from storage.unit_of_work import UnitOfWork

WEEK = timedelta(days=8)
IS_CUT_AFTER = timedelta(seconds=60)
BEFORE_BREAK_TEXT = "RM-04"
NOBODYS_KINDS = frozenset({MessageKind.NEUTRAL, MessageKind.ALERT})


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that is ours to send now."""

    row: Outgoing
    sending: Sending


async def deliver(house: House, ids: Iterable[int]) -> None:
    """Send these messages, each at most once; those of one parent in order."""
    wanted = tuple(ids)
    claimed = await house.database.write(lambda uow: _claim(uow, house, wanted))
    if house.is_dry_run:
        await house.database.write(lambda uow: _practise(uow, claimed))
        return
    threads: dict[str, list[Claimed]] = {}
    for each in claimed:
        threads.setdefault(each.row.to, []).append(each)
    await asyncio.gather(*(_send_in_order(house, thread) for thread in threads.values()))


async def _send_in_order(house: House, thread: list[Claimed]) -> None:
    for each in thread:
        await _send(house, each)


async def _send(house: House, claimed: Claimed) -> None:
    row, now = claimed.row, house.clock.now()
    channel = house.channels[ChannelName(row.channel)]
    try:
        await house.pace(channel.name)
        sent = await _hand_over(channel, claimed)
    except AddressMoved as moved:
        await house.database.write(partial(_readdress, row=row, new=moved.new_address, now=now))
    except SendError as error:
        await house.database.write(partial(settle_failure, house=house, row=row, error=error, now=now))
    else:
        await house.database.write(lambda uow: _settle_sent(uow, row, sent, house.clock.now()))


async def _hand_over(channel: Channel, claimed: Claimed) -> Sent:
    """Hand the text over; one that was cut off in the middle is looked up before it goes a second time."""
    row = claimed.row
    if row.sending_at is not None:
        try:
            found = await channel.find(claimed.sending, row.sending_at - timedelta(minutes=1))
        except CannotLookUp:
            found = None
        if found is not None:
            return found
    return await channel.send(claimed.sending)


def _claim(uow: UnitOfWork, house: House, ids: tuple[int, ...]) -> list[Claimed]:
    """Ask the gate about each row that is still to go, and claim what may go now."""
    now = house.clock.now()
    return [claimed for row in messages.outgoing(uow, ids) if (claimed := _claim_one(uow, house, row, now))]


def _claim_one(uow: UnitOfWork, house: House, row: Outgoing, now: datetime) -> Claimed | None:
    is_cut = row.state == DeliveryState.SENDING and row.sending_at and now - row.sending_at >= IS_CUT_AFTER
    if row.not_before > now or not (row.state == DeliveryState.QUEUED or is_cut):
        return None
    if ChannelName(row.channel) not in house.channels:
        return None
    calendar, ruling = _ruling(uow, house, row, now)
    match ruling:
        case Wait(until, why):
            messages.move(uow, row.id, ("queued",), {"not_before": until, "why": why})
        case Drop(why):
            messages.move(uow, row.id, ("queued", "sending"), {"state": "suppressed", "why": why})
        case Send():
            tries = {"state": "sending", "sending_at": now, "tries": row.tries + 1, "why": None}
            if messages.move(uow, row.id, ("queued", "sending"), tries):
                return Claimed(row, _sending(row, calendar, now))
    return None


def _ruling(uow: UnitOfWork, house: House, row: Outgoing, now: datetime) -> tuple[SchoolCalendar | None, Ruling]:
    """Ask the gate, with the facts of this very moment; a farewell and what goes to nobody's parent only expires."""
    if row.parent_id is None or row.is_farewell or row.kind in NOBODYS_KINDS:
        return None, Send() if now < row.expires_at else Drop(Why.EXPIRED)
    is_reply = row.kind == MessageKind.REPLY
    talk = talks.briefly(uow, row.parent_id, row.channel)
    if talk is None:
        return None, Drop(Why.UNPROVED)
    today = now.astimezone(house.zone).date()
    calendar = calendar_of(talk.school, frozenset() if is_reply else messages.closed_days(uow, talk.school.id, today))
    sent = () if is_reply else _sent_lately(uow, row.parent_id, now)
    candidate = Candidate(
        MessageKind(row.kind),
        row.expires_at,
        answers_at=row.created_at if is_reply else None,
        is_saturday_choice=talk.saturday_spark,
        is_before_break=row.texts == BEFORE_BREAK_TEXT,
    )
    return calendar, may_send(candidate, standing_of(talk), calendar, sent, now, talk.school.weekly_cap)


def _sent_lately(uow: UnitOfWork, parent_id: int, now: datetime) -> tuple[SentText, ...]:
    begun = messages.begun_since(uow, parent_id, now - WEEK)
    return tuple(SentText(MessageKind(kind), at) for kind, at in begun)


def _sending(row: Outgoing, calendar: SchoolCalendar | None, now: datetime) -> Sending:
    buttons = tuple(Button(label, token) for label, token in json.loads(row.buttons)) if row.buttons else ()
    return Sending(
        row.id,
        row.to,
        row.body,
        buttons,
        is_silent=calendar is not None and not _is_allowed_hour(calendar, now),
        valid_s=max(1, int((row.expires_at - now).total_seconds())),
    )


def _is_allowed_hour(calendar: SchoolCalendar, now: datetime) -> bool:
    local = calendar.local(now)
    return calendar.is_school_day(local.date()) and calendar.opens <= local.time() <= calendar.closes


def _settle_sent(uow: UnitOfWork, row: Outgoing, sent: Sent, now: datetime) -> None:
    values = {"state": sent.state, "provider_id": sent.provider_id, "sent_at": now}
    if sent.state is DeliveryState.DELIVERED:
        values["delivered_at"] = now
    messages.move(uow, row.id, ("sending",), values)


def _practise(uow: UnitOfWork, claimed: list[Claimed]) -> None:
    for each in claimed:
        messages.move(uow, each.row.id, ("sending",), {"state": "suppressed", "why": "practice"})


def _readdress(uow: UnitOfWork, row: Outgoing, new: str, now: datetime) -> None:
    """Follow a chat to its new id, and queue the text for it."""
    readdress(uow, row.channel, row.to, new)
    messages.move(uow, row.id, ("sending",), {"state": "queued", "to": new, "not_before": now, "sending_at": None})
