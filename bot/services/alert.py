"""Somebody must ring a parent: the on-call mobiles are told one after the other, without a word of what was said."""

from datetime import datetime, timedelta

from bot.services.house import House
from flows.engine.kinds import ChannelName, MessageKind
from flows.engine.text import Text
from flows.safety import please_ring, still_waiting
from flows.sms import measure
from storage.repositories import alerts, messages
from storage.repositories.alerts import Waiting
from storage.unit_of_work import UnitOfWork

NEXT_AFTER = timedelta(minutes=30)
LIFE = timedelta(hours=12)


async def raise_due(house: House) -> None:
    """Alert the next on-call number for every ring that nobody has picked up in time."""
    ids = await house.database.write(lambda uow: _raise_due(uow, house))
    await house.post.send(ids)


def _raise_due(uow: UnitOfWork, house: House) -> tuple[int, ...]:
    now = house.clock.now()
    ours = (each for each in alerts.due(uow, now) if alerts.move_on(uow, each, _next_at(each, now)))
    return tuple(_alert(uow, house, waiting) for waiting in ours)


def _next_at(waiting: Waiting, now: datetime) -> datetime | None:
    return now + NEXT_AFTER if waiting.has_next else None


def _alert(uow: UnitOfWork, house: House, waiting: Waiting) -> int:
    text = please_ring(waiting.parent, waiting.ref) if waiting.alerted == 0 else still_waiting(waiting.ref)
    return put_alert(uow, house, waiting.school_id, waiting.number, text)


def put_alert(uow: UnitOfWork, house: House, school_id: int, number: str, text: Text) -> int:
    """Put an alert to staff in the outbox and return the row's id; it goes at any hour."""
    now = house.clock.now()
    body = house.catalogues.render((text,), "en")
    values = {
        "school_id": school_id,
        "channel": ChannelName.SMS,
        "to": number,
        "kind": MessageKind.ALERT,
        "texts": text.id,
        "body": body,
        "is_farewell": False,
        "state": "queued",
        "segments": measure(body).count,
        "tries": 0,
        "created_at": now,
        "not_before": now,
        "expires_at": now + LIFE,
    }
    return messages.decide(uow, values)
