"""Everything a turn may know about one parent, in two statements: the hot path of every message."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select

from storage.prepared import Prepared
from storage.repositories.talk_statements import (
    AT_ADDRESS,
    COUNT_SINCE,
    LOCK,
    OF_PARENT,
    OF_PARENT_ON,
    SAVE,
    SESSIONS,
)
from storage.tables import Parent
from storage.unit_of_work import UnitOfWork

SESSIONS_BACK = timedelta(days=400)
"""Longer than any break: the session after it is not the first one, and silence before it is not forgotten."""


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """The school as a turn needs it."""

    id: int
    name: str
    short_name: str
    zone: str
    phone: str
    weekdays: str
    opens: time
    closes: time
    staffed_from: time
    staffed_to: time
    weekly_cap: int
    welcomes_siblings: bool
    wordings_version: str


class SessionFacts(NamedTuple):
    """One session of the family and what this parent said about it: a tuple, as every turn reads ten of them."""

    id: int
    week: int
    on: date
    at: time
    place: str
    offered_on: date | None
    offered_at: time | None
    came_together: bool
    is_cancelled: bool
    was_by_phone: bool
    came_with: str | None
    is_own: bool
    answer: str | None
    minutes_late: int | None


@dataclass(frozen=True, slots=True)
class TalkFacts:
    """One parent, their family, their sessions, and the conversation that is open (as JSON)."""

    parent_id: int
    family_id: int
    conversation: str | None
    parent: str
    child: str
    staff: str
    language: str
    address_id: int
    channel: str
    number: str
    is_proved: bool
    is_failed: bool
    is_ticked: bool
    is_invited: bool
    is_in: bool
    is_stopped: bool
    is_stopped_by_carrier: bool
    is_paused: bool
    is_quiet: bool
    is_held: bool
    is_plain: bool
    is_not_safe: bool
    wants_fewer: bool
    has_standing_place: bool
    is_carer: bool
    is_programme_paused: bool
    saturday_spark: bool
    flooded_at: datetime | None
    has_person_coming: bool
    is_alerted: bool
    last_heard_at: datetime | None
    restarted_at: datetime | None
    school: SchoolFacts
    sessions: tuple[SessionFacts, ...]


def by_address(uow: UnitOfWork, channel: str, number_hash: str, today: date) -> TalkFacts | None:
    """Find the parent behind an address, and all that a turn may know."""
    return _facts(uow, AT_ADDRESS, {"at_channel": channel, "at_hash": number_hash}, today)


def by_parent(uow: UnitOfWork, parent_id: int, today: date) -> TalkFacts | None:
    """Find the same by the parent, at the address that they prefer."""
    return _facts(uow, OF_PARENT, {"whose": parent_id}, today)


def on_channel(uow: UnitOfWork, parent_id: int, channel: str, today: date) -> TalkFacts | None:
    """Find the same by the parent, at their address on this channel."""
    return _facts(uow, OF_PARENT_ON, {"whose": parent_id, "at_channel": channel}, today)


def briefly(uow: UnitOfWork, parent_id: int, channel: str) -> TalkFacts | None:
    """Find a parent's standing at their address on this channel, without sessions: all that the gate asks."""
    row = OF_PARENT_ON.first(uow, {"whose": parent_id, "at_channel": channel})
    return None if row is None else _talk(row, ())


def at_address(uow: UnitOfWork, channel: str, number_hash: str) -> TalkFacts | None:
    """Find the same by the address itself: an adult may have two numbers, and only one of them proved."""
    row = AT_ADDRESS.first(uow, {"at_channel": channel, "at_hash": number_hash})
    return None if row is None else _talk(row, ())


def lock(uow: UnitOfWork, parent_id: int) -> None:
    """Let nobody else talk with this parent until the transaction ends."""
    uow.connection.execute(select(Parent.id).where(Parent.id == parent_id).with_for_update())


def lock_address(uow: UnitOfWork, channel: str, number_hash: str) -> None:
    """Let nobody else talk with the parent behind this address until the transaction ends."""
    if uow.connection.dialect.name == "sqlite":
        return  # one writer: nobody else can
    LOCK.first(uow, {"at_channel": channel, "at_hash": number_hash})


def save_conversation(uow: UnitOfWork, parent_id: int, conversation: str | None) -> None:
    """Keep the open question, and let its version rise."""
    SAVE.count(uow, {"whose": parent_id, "talk": conversation})


def count_inbound_since(uow: UnitOfWork, parent_id: int, since: datetime) -> int:
    """Return how many messages came from this parent since then."""
    found = COUNT_SINCE.first(uow, {"whose": parent_id, "since": since})
    return int(found[0])


def _facts(uow: UnitOfWork, head: Prepared, where: Mapping[str, Any], today: date) -> TalkFacts | None:
    row = head.first(uow, where)
    if row is None:
        return None
    return _talk(row, _sessions(uow, row.family_id, row.parent_id, today - SESSIONS_BACK))


def _sessions(uow: UnitOfWork, family_id: int, parent_id: int, since: date) -> tuple[SessionFacts, ...]:
    found = SESSIONS.all(uow, {"family": family_id, "whose": parent_id, "from_day": since})
    return tuple(map(SessionFacts._make, found))


def _talk(row: Any, sessions: tuple[SessionFacts, ...]) -> TalkFacts:
    return TalkFacts(
        parent_id=row.parent_id,
        family_id=row.family_id,
        conversation=row.conversation,
        parent=row.parent,
        child=row.child_called or row.child or "",
        staff=row.staff or row.short_name,
        language=row.language,
        address_id=row.address_id,
        channel=row.channel,
        number=row.number,
        is_proved=row.proved_at is not None,
        is_failed=row.failed_at is not None,
        is_ticked=row.ticked_at is not None,
        is_invited=row.invited_at is not None,
        is_in=row.accepted_at is not None,
        is_stopped=row.stop_id is not None or row.stopped_at is not None,
        is_stopped_by_carrier=bool(row.by_carrier),
        is_paused=row.paused_at is not None,
        is_quiet=row.quiet_at is not None,
        is_held=row.held_at is not None,
        is_plain=row.plain_at is not None,
        is_not_safe=row.not_safe_at is not None,
        wants_fewer=row.fewer_at is not None,
        has_standing_place=row.standing_place_at is not None,
        is_carer=row.carer_checked_at is not None,
        is_programme_paused=row.programme_paused_at is not None,
        saturday_spark=bool(row.saturday_spark),
        flooded_at=row.flooded_at,
        has_person_coming=row.has_person_coming,
        is_alerted=row.is_alerted,
        last_heard_at=row.last_heard_at,
        restarted_at=row.restarted_at,
        school=SchoolFacts(
            row.school_id,
            row.school_name,
            row.short_name,
            row.zone,
            row.phone,
            row.weekdays,
            row.opens,
            row.closes,
            row.staffed_from,
            row.staffed_to,
            row.weekly_cap,
            row.welcomes_siblings,
            row.wordings_version,
        ),
        sessions=sessions,
    )
