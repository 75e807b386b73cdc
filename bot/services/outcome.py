"""How a sending ended: the row, the address and the other texts are put right, and staff see the next human step."""

import asyncio
from datetime import datetime, timedelta

from bot.errors import AddressInvalid, Landline, OptedOut, OutcomeUnknown, Retry, SendError
from bot.ports import Blocked, DeliveryReport, DeliveryState
from bot.services.house import House
from bot.services.keep import Happened, ask_for
from bot.services.outbox import Decision, put_words
from flows.engine.events import Need
from flows.engine.kinds import ChannelName, MessageKind
from storage.repositories import messages, parents, talks
from storage.repositories.messages import Outgoing
from storage.unit_of_work import UnitOfWork

RANK = {
    DeliveryState.PLANNED: 0,
    DeliveryState.QUEUED: 1,
    DeliveryState.SENDING: 2,
    DeliveryState.UNSURE: 3,
    DeliveryState.SENT: 4,
    DeliveryState.SUPPRESSED: 5,
    DeliveryState.FAILED: 5,
    DeliveryState.DELIVERED: 6,
}
"""A later report never takes a message back: reports come out of order, and what has arrived has arrived."""
REPORT_WAITS_S = (0.0, 0.2, 0.5, 1.0)
"""A report can overtake the answer to the sending it is about; so it waits a little for it."""
SOON = (timedelta(seconds=5), timedelta(seconds=20), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
LATER = (timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=3))


def settle_failure(uow: UnitOfWork, house: House, row: Outgoing, error: SendError, now: datetime) -> None:
    """Try again when the error says so and it still makes sense; else give up where staff can see it.

    `sending_at` stays on the row, so that a second try looks first whether the first one had left after all.
    """
    again_at = _again_at(row, error, now)
    if isinstance(error, OutcomeUnknown) and row.tries > 0:
        messages.move(uow, row.id, ("sending",), {"state": "unsure", "why": "unsure"})
    elif again_at is not None and again_at < row.expires_at:
        again = {"state": "queued", "not_before": again_at, "why": type(error).__name__}
        messages.move(uow, row.id, ("sending", "sent"), again)
    else:
        give_up(uow, house, row, error, now)


def _again_at(row: Outgoing, error: SendError, now: datetime) -> datetime | None:
    if error.retry_after_s is not None:
        return now + timedelta(seconds=error.retry_after_s)
    if isinstance(error, OutcomeUnknown):
        return now + SOON[2]
    pauses = {Retry.NEVER: (), Retry.SOON: SOON, Retry.LATER: LATER}[error.retry]
    return now + pauses[row.tries] if row.tries < len(pauses) else None


def give_up(uow: UnitOfWork, house: House, row: Outgoing, error: SendError, now: datetime) -> None:
    """End a sending that cannot succeed, and draw the consequences."""
    messages.move(uow, row.id, ("sending", "sent"), {"state": "failed", "why": type(error).__name__})
    if row.parent_id is None:
        return
    found = house.database.vault.fingerprint(row.to)
    if isinstance(error, OptedOut) and row.channel == ChannelName.SMS:
        parents.stop_address(uow, row.channel, found, now, by_carrier=True)
        messages.suppress_unsent(uow, row.parent_id, "stopped")
        return
    if isinstance(error, (OptedOut, AddressInvalid, Landline)):
        parents.fail_address(uow, row.channel, found, type(error).__name__, now)
        _tell_staff(uow, house, row, now)
    if now < row.expires_at:
        _send_the_other_way(uow, house, row, now)


def _tell_staff(uow: UnitOfWork, house: House, row: Outgoing, now: datetime) -> None:
    talk = talks.briefly(uow, row.parent_id or 0, row.channel)
    if talk is not None:
        ask_for(uow, Happened(talk, now), Need.NEW_NUMBER, None)


def _send_the_other_way(uow: UnitOfWork, house: House, row: Outgoing, now: datetime) -> None:
    """Send a text once by the parent's other proved channel; never by both."""
    others = [
        each
        for each in parents.addresses(uow, row.parent_id or 0)
        if each.channel != row.channel and each.is_proved and not each.is_failed
    ]
    if not others or ChannelName(others[0].channel) not in house.channels:
        return
    talk = talks.briefly(uow, row.parent_id or 0, others[0].channel)
    if talk is not None and not talk.is_stopped:
        kind = MessageKind(row.kind)
        put_words(uow, talk, row.body, Decision(kind, now, row.expires_at, answers_id=row.answers_id), texts="again")


async def take_report(house: House, report: DeliveryReport) -> None:
    """Move a message on as its provider reports; out of order or twice changes nothing. Raises `StorageError`."""
    for wait_s in REPORT_WAITS_S:
        await asyncio.sleep(wait_s)
        if await house.database.write(lambda uow: _take(uow, house, report)):
            return


def _take(uow: UnitOfWork, house: House, report: DeliveryReport) -> bool:
    """Take the report, and say whether the message is known."""
    found = messages.by_provider_id(uow, report.channel, report.provider_id)
    if found is None:
        return False
    message_id, state, _parent = found
    if RANK[report.state] > RANK[DeliveryState(state)]:
        _move_on(uow, house, report, message_id, state)
    return True


def _move_on(uow: UnitOfWork, house: House, report: DeliveryReport, message_id: int, state: str) -> None:
    now = house.clock.now()
    if report.state is DeliveryState.FAILED and isinstance(report.error, SendError):
        settle_failure(uow, house, messages.outgoing(uow, (message_id,))[0], report.error, now)
        return
    values = {"state": report.state} | ({"delivered_at": now} if report.state is DeliveryState.DELIVERED else {})
    messages.move(uow, message_id, (state,), values)


async def take_block(house: House, blocked: Blocked) -> None:
    """Blocking the bot stops Telegram, not SMS; unblocking opens it again. Raises `StorageError`."""
    now = house.clock.now()
    found = house.database.vault.fingerprint(blocked.sender)
    await house.database.write(
        lambda uow: parents.fail_address(
            uow, blocked.channel, found, "OptedOut" if blocked.is_blocked else None, now if blocked.is_blocked else None
        )
    )
