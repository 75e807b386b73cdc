"""How a sending ended: the row, the address and the other texts are put right, and staff see the next human step."""

from datetime import datetime

from bot.errors import AddressInvalid, Landline, OptedOut, SendError
from bot.ports import Blocked, DeliveryReport, DeliveryState
from bot.services.house import House
from bot.services.outbox import Decision, put_words
from bot.services.record import Happened, ask_for
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
    DeliveryState.DELIVERED: 6,
    DeliveryState.FAILED: 6,
    DeliveryState.SUPPRESSED: 6,
}
"""A later report never takes a message back: reports come out of order."""


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
    await house.database.write(lambda uow: _take(uow, house, report))


def _take(uow: UnitOfWork, house: House, report: DeliveryReport) -> None:
    found = messages.by_provider_id(uow, report.channel, report.provider_id)
    if found is None or RANK[report.state] <= RANK[DeliveryState(found[1])]:
        return
    now = house.clock.now()
    if report.state is DeliveryState.FAILED and isinstance(report.error, SendError):
        row = messages.outgoing(uow, (found[0],))[0]
        give_up(uow, house, row, report.error, now)
        return
    values = {"state": report.state} | ({"delivered_at": now} if report.state is DeliveryState.DELIVERED else {})
    messages.move(uow, found[0], (found[1],), values)


async def take_block(house: House, blocked: Blocked) -> None:
    """Blocking the bot stops Telegram, not SMS; unblocking opens it again. Raises `StorageError`."""
    now = house.clock.now()
    found = house.database.vault.fingerprint(blocked.sender)
    await house.database.write(
        lambda uow: parents.fail_address(
            uow, blocked.channel, found, "OptedOut" if blocked.is_blocked else None, now if blocked.is_blocked else None
        )
    )
