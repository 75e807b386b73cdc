"""How a sending ended: the row, the address and the other texts are put right, and staff see the next human step."""

import asyncio
from datetime import datetime, timedelta

from bot.errors import AddressInvalid, Landline, OptedOut, OutcomeUnknown, Retry, SendError
from bot.ports import Blocked, DeliveryReport, DeliveryState
from bot.services.happened import Happened
from bot.services.house import House
from bot.services.outbox import Decision, Worded, put_words
from bot.services.stop import stop
from bot.services.wanted import ask_for
from flows.engine.events import Need
from flows.engine.kinds import ChannelName, MessageKind
from storage.repositories import messages, parents, talks
from storage.repositories.messages import Outgoing
from storage.repositories.talks import TalkFacts
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
UNSURE = {"state": "unsure", "why": "unsure"}
REPORT_WAITS_S = (0.0, 0.2, 0.5, 1.0)
"""A report can overtake the answer to the sending it is about; so it waits a little for it."""
SOON = (timedelta(seconds=5), timedelta(seconds=20), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
LATER = (timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=3))
DOUBT = (timedelta(minutes=1), timedelta(minutes=5))
AGAIN = "again"
"""Stands before the text ids of a row that goes by the other channel: it does not come back from there."""


def settle_failure(uow: UnitOfWork, house: House, row: Outgoing, error: SendError, now: datetime) -> None:
    """Try again when the error says so and it still makes sense; else give up where staff can see it.

    `row` is as it was before it was claimed. Of a lost answer `sending_at` stays on it, so that a second try looks
    first whether the first one had left after all.
    """
    is_in_doubt = isinstance(error, OutcomeUnknown)
    again_at = _again_at(row, error, now)
    if again_at is not None and again_at < row.expires_at:
        again = {"state": "queued", "not_before": again_at, "why": type(error).__name__}
        messages.move(uow, row.id, ("sending",), again if is_in_doubt else again | {"sending_at": None})
    elif is_in_doubt:
        messages.move(uow, row.id, ("sending",), UNSURE)
    else:
        give_up(uow, house, row, error, now)


def settle_report(uow: UnitOfWork, house: House, row: Outgoing, error: SendError, now: datetime) -> None:
    """Take in that a text which had left did not arrive; the provider is done with it, so it may go once more."""
    again_at = _again_at(row, error, now)
    if isinstance(error, OutcomeUnknown):
        messages.move(uow, row.id, ("sending", "sent"), UNSURE)
    elif again_at is not None and again_at < row.expires_at:
        again = {"state": "queued", "not_before": again_at, "why": type(error).__name__}
        # Without its name: a second report about the first sending is none about the second.
        messages.move(uow, row.id, ("sent",), again | {"sending_at": None, "provider_id": None})
    else:
        give_up(uow, house, row, error, now)


def _again_at(row: Outgoing, error: SendError, now: datetime) -> datetime | None:
    if error.retry_after_s is not None:
        return now + timedelta(seconds=error.retry_after_s)
    by_retry: dict[Retry, tuple[timedelta, ...]] = {Retry.NEVER: (), Retry.SOON: SOON, Retry.LATER: LATER}
    pauses = DOUBT if isinstance(error, OutcomeUnknown) else by_retry[error.retry]
    return now + pauses[row.tries] if row.tries < len(pauses) else None


def give_up(uow: UnitOfWork, house: House, row: Outgoing, error: SendError, now: datetime) -> None:
    """End a sending that cannot succeed, and draw the consequences."""
    messages.move(uow, row.id, ("sending", "sent", "unsure"), {"state": "failed", "why": type(error).__name__})
    if row.parent_id is None:
        return
    found = house.database.vault.fingerprint(row.to)
    talk = talks.at_address(uow, row.channel, found)
    if isinstance(error, OptedOut) and row.channel == ChannelName.SMS:
        _stop(uow, row, talk, found, now)
        return
    if isinstance(error, (OptedOut, AddressInvalid, Landline)):
        parents.fail_address(uow, row.channel, found, type(error).__name__, now)
        if talk is not None:
            ask_for(uow, Happened(talk, now), Need.NEW_NUMBER, None)
    if now < row.expires_at and not row.texts.startswith(AGAIN):
        _send_the_other_way(uow, house, row, now)


def _stop(uow: UnitOfWork, row: Outgoing, talk: TalkFacts | None, found: str, now: datetime) -> None:
    """Keep the stop that the carrier tells of: it counts as if the parent had told us."""
    if talk is not None:
        stop(uow, talk, now, by_carrier=True)
        talks.save_conversation(uow, talk.parent_id, None)
    else:
        parents.stop_address(uow, row.channel, found, now, by_carrier=True)


def _send_the_other_way(uow: UnitOfWork, house: House, row: Outgoing, now: datetime) -> None:
    """Send a text once by the parent's other proved channel; never by both."""
    ways = parents.addresses(uow, row.parent_id or 0)
    other = next((way for way in ways if way.channel != row.channel and way.is_proved and not way.is_failed), None)
    if other is None or ChannelName(other.channel) not in house.channels:
        return
    talk = talks.at_address(uow, other.channel, other.number_hash)
    if talk is not None and not talk.is_stopped:
        decision = Decision(MessageKind(row.kind), now, row.expires_at, answers_id=row.answers_id)
        texts = f"{AGAIN} {row.texts}"
        put_words(uow, talk, Worded(texts, row.body, row.english, row.buttons, row.names_days), decision)


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
        settle_report(uow, house, messages.outgoing(uow, (message_id,))[0], report.error, now)
        return
    delivered = {"delivered_at": now} if report.state is DeliveryState.DELIVERED else {}
    values = {"state": report.state, "why": None} | delivered
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
