"""Messages in and out: stored once, decided once, and moved on by their delivery states."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, update

from storage.prepared import Prepared
from storage.repositories.upsert import insert_once, once
from storage.tables import Inbound, NeutralReply, Outbound
from storage.unit_of_work import UnitOfWork

Values = Mapping[str, Any]


def store_inbound(uow: UnitOfWork, values: Values) -> int | None:
    """Keep a message that came in and return its id, or None if this provider id is known already."""
    stored = _store(tuple(values)).first(uow, values)
    return stored.id if stored else None


def is_known(uow: UnitOfWork, channel: str, provider_id: str) -> bool:
    """Say whether this message has come in already."""
    found = select(Inbound.id).where(Inbound.channel == channel, Inbound.provider_id == provider_id)
    return uow.connection.execute(found).first() is not None


def settle_inbound(uow: UnitOfWork, inbound_id: int, values: Values) -> None:
    """Keep what the message was understood as and why nothing was said, if nothing was."""
    _settle(tuple(values)).count(uow, {"which": inbound_id, **values})


def claim_neutral_reply(uow: UnitOfWork, channel: str, number_hash: str, on_day: str) -> bool:
    """Say whether somebody we do not know may still be answered today, and take that answer."""
    return insert_once(uow, NeutralReply, {"channel": channel, "number_hash": number_hash, "on_day": on_day})


def decide(uow: UnitOfWork, values: Values) -> int:
    """Put a message in the outbox and return its id."""
    decided = _decide(tuple(values)).first(uow, values)
    return int(decided.id)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A row of the outbox as the deliverer needs it."""

    id: int
    parent_id: int | None
    channel: str
    to: str
    kind: str
    texts: str
    body: str
    buttons: str | None
    is_farewell: bool
    state: str
    tries: int
    created_at: datetime
    not_before: datetime
    expires_at: datetime
    sending_at: datetime | None
    answers_id: int | None
    answers_at: datetime | None
    """when the message came in that it answers"""
    english: str | None
    names_days: str


# Statements are made once: making one takes many times as long as running it.


@cache
def _store(columns: tuple[str, ...]) -> Prepared:
    return Prepared(once(Inbound, Inbound.id), columns)


@cache
def _settle(columns: tuple[str, ...]) -> Prepared:
    return Prepared(update(Inbound).where(Inbound.id == bindparam("which")), columns)


@cache
def _decide(columns: tuple[str, ...]) -> Prepared:
    return Prepared(insert(Outbound).returning(Outbound.id), columns)


@cache
def _move(from_states: tuple[str, ...], columns: tuple[str, ...]) -> Prepared:
    is_there = or_(*(Outbound.state == state for state in from_states))
    return Prepared(update(Outbound).where(Outbound.id == bindparam("which"), is_there), columns)


_OUTGOING_ROW = (
    select(
        Outbound.id,
        Outbound.parent_id,
        Outbound.channel,
        Outbound.to,
        Outbound.kind,
        Outbound.texts,
        Outbound.body,
        Outbound.buttons,
        Outbound.is_farewell,
        Outbound.state,
        Outbound.tries,
        Outbound.created_at,
        Outbound.not_before,
        Outbound.expires_at,
        Outbound.sending_at,
        Outbound.answers_id,
        Inbound.received_at.label("answers_at"),
        Outbound.english,
        Outbound.names_days,
    )
    .outerjoin_from(Outbound, Inbound, Inbound.id == Outbound.answers_id)
    .order_by(Outbound.id)
)
_OUTGOING = _OUTGOING_ROW.where(Outbound.id.in_(bindparam("ids")))
# Found by the parent, whose texts are few, and not by the state: the queue may be long.
_STATE = func.coalesce(Outbound.state, "")
_TO_CHANGE = Prepared(_OUTGOING_ROW.where(Outbound.id == bindparam("which")).with_for_update(of=Outbound))
_WAITING_AFTER = Prepared(
    _OUTGOING_ROW.where(
        Outbound.parent_id == bindparam("whose"),
        Outbound.channel == bindparam("at_channel"),
        _STATE == "queued",
        Outbound.not_before <= bindparam("at"),
        Outbound.id > bindparam("after"),
    ).limit(1)
)
_EARLIER_REPLY = Prepared(
    select(Outbound.id)
    .where(
        Outbound.parent_id == bindparam("whose"),
        Outbound.channel == bindparam("at_channel"),
        Outbound.kind == "reply",
        or_(_STATE == "queued", _STATE == "sending"),
        Outbound.expires_at > bindparam("at"),
        Outbound.id < bindparam("before"),
    )
    .limit(1)
)


def outgoing(uow: UnitOfWork, ids: Iterable[int]) -> tuple[Outgoing, ...]:
    """Return these rows, oldest first."""
    return tuple(Outgoing(**row) for row in uow.connection.execute(_OUTGOING, {"ids": tuple(ids)}).mappings())


def to_change(uow: UnitOfWork, message_id: int) -> Outgoing | None:
    """Return this row and keep others from it until the transaction ends."""
    row = _TO_CHANGE.first(uow, {"which": message_id})
    return Outgoing(*row) if row else None


def has_earlier_reply(uow: UnitOfWork, row: Outgoing, now: datetime) -> bool:
    """Say whether a reply to the same parent that was decided before this row is still to go, or on its way."""
    if row.parent_id is None:
        return False
    where = {"whose": row.parent_id, "at_channel": row.channel, "before": row.id, "at": now}
    return _EARLIER_REPLY.first(uow, where) is not None


def waiting_after(uow: UnitOfWork, row: Outgoing, now: datetime) -> Outgoing | None:
    """Return the next row to the same parent that waits and whose time has come."""
    where = {"whose": row.parent_id, "at_channel": row.channel, "after": row.id, "at": now}
    found = _WAITING_AFTER.first(uow, where)
    return Outgoing(*found) if found else None


def waiting(uow: UnitOfWork, now: datetime, limit: int) -> tuple[int, ...]:
    """Return the ids of queued rows whose time has come, oldest first."""
    due = select(Outbound.id).where(Outbound.state == "queued", Outbound.not_before <= now)
    return tuple(uow.connection.execute(due.order_by(Outbound.id).limit(limit)).scalars())


def waiting_for(uow: UnitOfWork, parent_id: int) -> tuple[Outgoing, ...]:
    """Return the queued rows to this parent, oldest first, their time come or not."""
    queued = select(Outbound.id).where(Outbound.parent_id == parent_id, Outbound.state == "queued")
    return outgoing(uow, uow.connection.execute(queued).scalars())


def next_waiting(uow: UnitOfWork, after: datetime) -> datetime | None:
    """Return when the next queued row that waits for its time may go."""
    later = select(Outbound.not_before).where(Outbound.state == "queued", Outbound.not_before > after)
    return uow.connection.execute(later.order_by(Outbound.not_before).limit(1)).scalar_one_or_none()


def stranded(uow: UnitOfWork, before: datetime, limit: int) -> tuple[int, ...]:
    """Return the ids of rows that began to be sent before then and never came to an end."""
    cut = select(Outbound.id).where(Outbound.state == "sending", Outbound.sending_at < before)
    return tuple(uow.connection.execute(cut.order_by(Outbound.id).limit(limit)).scalars())


def move(uow: UnitOfWork, message_id: int, from_states: Iterable[str], values: Values) -> bool:
    """Change a row that is still in one of these states; say whether it was."""
    return _move(tuple(from_states), tuple(values)).count(uow, {"which": message_id, **values}) == 1


def by_provider_id(uow: UnitOfWork, channel: str, provider_id: str) -> tuple[int, str, int | None] | None:
    """Return id, state and parent of the message that the provider names so."""
    found = select(Outbound.id, Outbound.state, Outbound.parent_id).where(
        Outbound.channel == channel, Outbound.provider_id == provider_id
    )
    row = uow.connection.execute(found).first()
    return (row.id, row.state, row.parent_id) if row else None


def begun_since(
    uow: UnitOfWork, parent_id: int, since: datetime, but: int | None = None
) -> tuple[tuple[str, datetime], ...]:
    """Return kind and time of the texts that went, or are going, to this parent since then, `but` for this one."""
    gone = select(Outbound.kind, func.coalesce(Outbound.sent_at, Outbound.not_before)).where(
        Outbound.parent_id == parent_id,
        Outbound.created_at >= since,
        Outbound.state.in_(("sending", "sent", "delivered", "unsure")),
        Outbound.id != (but or 0),
    )
    return tuple((row[0], row[1]) for row in uow.connection.execute(gone))


def suppress_unsent(uow: UnitOfWork, parent_id: int, why: str) -> int:
    """Hold back for good everything not yet sent to this parent, farewells apart; return how many."""
    unsent = update(Outbound).where(
        Outbound.parent_id == parent_id, Outbound.state.in_(("planned", "queued")), Outbound.is_farewell.is_(False)
    )
    return uow.connection.execute(unsent.values(state="suppressed", why=why)).rowcount


def forget_number(uow: UnitOfWork, parent_id: int, channel: str) -> None:
    """Forget where texts went that are out of the house; what they said stays with the parent."""
    gone = update(Outbound).where(
        Outbound.parent_id == parent_id,
        Outbound.channel == channel,
        Outbound.state.not_in(("planned", "queued", "sending")),
    )
    uow.connection.execute(gone.values(to=""))


def queue_figures(uow: UnitOfWork) -> tuple[int, datetime | None]:
    """Return how many messages wait to be sent, and since when the oldest one that is due does."""
    figures = select(func.count(), func.min(Outbound.not_before)).where(Outbound.state.in_(("queued", "sending")))
    row = uow.connection.execute(figures).one()
    return row[0], row[1]
