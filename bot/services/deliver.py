"""Send what is in the outbox: judged once more at the moment of sending, claimed, handed over, moved on.

To one parent replies leave in their order, whoever sends them: while an earlier one is on its way the next waits, and
goes right after it.

The row is the truth. It is committed as `sending` before the provider is called and as `sent` after, so that a
crash between the two leaves a row that says so; and a unit of work that runs twice finds nothing left to do.
"""

import asyncio
import json
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.errors import AddressMoved, CannotLookUp, OutcomeUnknown, SendError
from bot.ports import Button, Channel, DeliveryState, Sending, Sent
from bot.services.context import is_allowed_hour, standing_of
from bot.services.house import House
from bot.services.outcome import settle_failure
from flows.calendar import SchoolCalendar
from flows.engine.kinds import ChannelName, MessageKind
from flows.gate import Candidate, Drop, Ruling, Send, SentText, Wait, Why, may_send
from storage.repositories import calendars, messages, talks
from storage.repositories.messages import Outgoing
from storage.repositories.parents import readdress
from storage.repositories.talks import TalkFacts
from storage.unit_of_work import UnitOfWork

WEEK = timedelta(days=8)
IS_CUT_AFTER = timedelta(seconds=60)
COPIES = 2
"""How often a text may leave at most where nobody can say whether it did."""
BEFORE_BREAK_TEXT = "RM-04"
PRACTICE = "practice"
NOBODYS_KINDS = frozenset({MessageKind.NEUTRAL, MessageKind.ALERT})
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that is ours to send now, as it was before we claimed it."""

    row: Outgoing
    sending: Sending


async def deliver(house: House, ids: Iterable[int]) -> None:
    """Send these messages, each at most once; those to one address in order."""
    wanted = tuple(ids)
    threads: dict[str, list[Outgoing]] = {}
    for row in await house.database.read(lambda uow: messages.outgoing(uow, wanted)):
        threads.setdefault(row.to, []).append(row)
    sendings = (_send_in_order(house, thread) for thread in threads.values())
    # What goes wrong with one is told only once all the others have come to their end.
    for ended in await asyncio.gather(*sendings, return_exceptions=True):
        if isinstance(ended, BaseException):
            raise ended


async def _send_in_order(house: House, thread: list[Outgoing]) -> None:
    for row in thread:
        if _is_to_go(row, house.clock.now()):
            await _send(house, row)


async def _send(house: House, row: Outgoing) -> None:
    """Send this text, and after it what had to wait until it was out."""
    following: Outgoing | None = row
    while following is not None:
        following = await _send_one(house, following)


async def _send_one(house: House, row: Outgoing) -> Outgoing | None:
    """Wait for a place on the channel, then claim and hand over: whatever was decided while we waited still counts."""
    channel = house.channels.get(ChannelName(row.channel))
    async with _place(house, channel, row):
        claimed = await house.database.write(partial(_claim, house=house, message_id=row.id))
        if channel is None or claimed is None:
            return None
        settle = await _hand_over(house, channel, claimed)
    return await house.database.write(partial(_settled, settle=settle, row=row, now=house.clock.now()))


def _place(house: House, channel: Channel | None, row: Outgoing) -> AbstractAsyncContextManager[None]:
    """Return a place on the channel, to be waited for; where nothing will leave it costs no waiting."""
    if channel is None or house.is_dry_run:
        return nullcontext()
    return house.pace(channel.name, row.kind == MessageKind.REPLY)


def _settled(uow: UnitOfWork, settle: Callable[[UnitOfWork], None], row: Outgoing, now: datetime) -> Outgoing | None:
    """Keep how a sending ended, and return the text to this parent that had to wait until this reply was out."""
    settle(uow)
    return messages.waiting_after(uow, row, now) if row.kind == MessageKind.REPLY else None


async def _hand_over(house: House, channel: Channel, claimed: Claimed) -> Callable[[UnitOfWork], None]:
    """Hand the text to the provider, and return what keeps how that ended."""
    row, now = claimed.row, house.clock.now()
    try:
        sent = await _left_already(house, channel, claimed) or await channel.send(claimed.sending)
    except AddressMoved as moved:
        return partial(_readdress, row=row, new=moved.new_address, now=now)
    except SendError as error:
        return partial(settle_failure, house=house, row=row, error=error, now=now)
    return partial(_settle_sent, row=row, sent=sent, now=now)


async def _left_already(house: House, channel: Channel, claimed: Claimed) -> Sent | None:
    """Look up a text that was cut off in the middle of an earlier sending; raise `OutcomeUnknown` where nobody knows.

    Where the provider cannot be asked, it goes a second time and no more.
    """
    row = claimed.row
    if row.sending_at is None:
        return None
    try:
        found = await channel.find(claimed.sending, row.created_at)
    except CannotLookUp:
        if row.tries >= COPIES:
            raise OutcomeUnknown from None
        return None
    except SendError as away:
        raise OutcomeUnknown(away.code, away.retry_after_s) from away
    if found is None or found.state is DeliveryState.FAILED or await _is_anothers(house, row, found):
        return None
    return found


async def _is_anothers(house: House, row: Outgoing, found: Sent) -> bool:
    """Say whether what was found is another text of ours with the same words."""
    known = await house.database.read(lambda uow: messages.by_provider_id(uow, row.channel, found.provider_id))
    return known is not None and known[0] != row.id


def _is_to_go(row: Outgoing, now: datetime) -> bool:
    """Say whether the row waits for its sending, or was cut off in the middle of one."""
    is_cut = row.state == DeliveryState.SENDING and row.sending_at and now - row.sending_at >= IS_CUT_AFTER
    return row.not_before <= now and (row.state == DeliveryState.QUEUED or bool(is_cut))


def _claim(uow: UnitOfWork, house: House, message_id: int) -> Claimed | None:
    """Ask the gate about a row that is still to go, and claim it if it may go now."""
    now = house.clock.now()
    row = messages.to_change(uow, message_id)
    if row is None or not _is_to_go(row, now) or messages.has_earlier_reply(uow, row, now):
        return None
    calendar, ruling = _ruling(uow, house, row, now)
    match ruling:
        case Wait(until, why):
            messages.move(uow, row.id, ("queued", "sending"), {"state": "queued", "not_before": until, "why": why})
        case Drop(why):
            _drop(uow, row, why)
        case Send() if house.is_dry_run:
            _drop(uow, row, PRACTICE)
            log.info("practice", message=row.id)
        case Send() if ChannelName(row.channel) in house.channels:
            tries = {"state": "sending", "sending_at": now, "tries": row.tries + 1, "why": None}
            messages.move(uow, row.id, ("queued", "sending"), tries)
            return Claimed(row, _sending(row, calendar, now))
        case Send():
            pass  # its channel is off: it waits until it is on again, or until it has expired
    return None


def _drop(uow: UnitOfWork, row: Outgoing, why: str) -> None:
    """Leave the text out; of one that was cut off in the middle nobody knows whether it is out already."""
    is_cut = row.state == DeliveryState.SENDING or row.sending_at is not None
    values = {"state": "unsure", "why": "unsure"} if is_cut else {"state": "suppressed", "why": why}
    messages.move(uow, row.id, ("queued", "sending"), values)


def _ruling(uow: UnitOfWork, house: House, row: Outgoing, now: datetime) -> tuple[SchoolCalendar | None, Ruling]:
    """Ask the gate, with the facts of this very moment; a farewell and what goes to nobody's parent only expires."""
    if row.parent_id is None or row.is_farewell or row.kind in NOBODYS_KINDS:
        return None, Send() if now < row.expires_at else Drop(Why.EXPIRED)
    is_reply = row.kind == MessageKind.REPLY
    talk = talks.at_address(uow, row.channel, house.database.vault.fingerprint(row.to))
    if talk is None or talk.parent_id != row.parent_id:
        return None, Drop(Why.UNPROVED)
    today = now.astimezone(house.zone).date()
    calendar = calendars.of_school(uow, talk.school.id, talk.school, today)
    sent = () if is_reply else _sent_lately(uow, row.parent_id, row.id, now)
    return calendar, may_send(candidate_of(row, talk), standing_of(talk), calendar, sent, now, talk.school.weekly_cap)


def candidate_of(row: Outgoing, talk: TalkFacts) -> Candidate:
    """Return a row of the outbox as the gate sees it."""
    is_reply = row.kind == MessageKind.REPLY
    return Candidate(
        MessageKind(row.kind),
        row.expires_at,
        answers_at=row.answers_at or row.created_at if is_reply else None,
        is_saturday_choice=talk.saturday_spark,
        is_before_break=row.texts == BEFORE_BREAK_TEXT,
    )


def _sent_lately(uow: UnitOfWork, parent_id: int, message_id: int, now: datetime) -> tuple[SentText, ...]:
    begun = messages.begun_since(uow, parent_id, now - WEEK, but=message_id)
    return tuple(SentText(MessageKind(kind), at) for kind, at in begun)


def _sending(row: Outgoing, calendar: SchoolCalendar | None, now: datetime) -> Sending:
    buttons = tuple(Button(label, token) for label, token in json.loads(row.buttons)) if row.buttons else ()
    return Sending(
        row.id,
        row.to,
        row.body,
        buttons,
        is_silent=calendar is not None and not is_allowed_hour(calendar, now),
        valid_s=max(1, int((row.expires_at - now).total_seconds())),
    )


def _settle_sent(uow: UnitOfWork, row: Outgoing, sent: Sent, now: datetime) -> None:
    values = {"state": sent.state, "provider_id": sent.provider_id, "sent_at": now}
    if sent.state is DeliveryState.DELIVERED:
        values["delivered_at"] = now
    messages.move(uow, row.id, ("sending",), values)


def _readdress(uow: UnitOfWork, row: Outgoing, new: str, now: datetime) -> None:
    """Follow a chat to its new id, and queue the text for it."""
    readdress(uow, row.channel, row.to, new)
    messages.move(uow, row.id, ("sending",), {"state": "queued", "to": new, "not_before": now, "sending_at": None})
