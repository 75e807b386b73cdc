"""A school with families for tests, and the verbs of its days: somebody writes, time passes, what was sent is read."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import count
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.ports import Received
from bot.services.deliver import deliver
from bot.services.plan import plan_family
from bot.services.receive import receive
from bot.services.wake import wake
from flows.engine.kinds import ChannelName
from storage.repositories import messages
from storage.tables import (
    Address,
    Child,
    ClosedDay,
    Family,
    Moment,
    OnCall,
    Outbound,
    Parent,
    Programme,
    School,
    Session,
    Staff,
)

LONDON = ZoneInfo("Europe/London")
SMS, TELEGRAM = ChannelName.SMS, ChannelName.TELEGRAM
AMINA, KASIA = "+447700900101", "7001002"
ON_CALL = ("+447700900201", "+447700900202")
STORY_TIME = datetime(2026, 5, 14, 14, 15, tzinfo=LONDON)
"""Thursday of week 4."""
_numbers = count(1)


def at(day, clock="10:00"):
    """Return a moment of May 2026 on the school's wall, in UTC: `at(12, "16:30")`; a date may say another month."""
    on = date(2026, 5, day) if isinstance(day, int) else day
    return datetime.combine(on, time.fromisoformat(clock), LONDON).astimezone(UTC)


TUESDAY = at(12)


@dataclass(frozen=True, slots=True)
class AFamily:
    """The ids of one family's rows, and the address of its parent."""

    school_id: int
    staff_id: int
    programme_id: int
    family_id: int
    parent_id: int
    channel: ChannelName
    number: str
    sessions: tuple[int, ...]


async def a_family(house, **more):
    """Make a family at the one school, which is made with the first; see `_make` for what can be said of it."""
    return await house.database.write(lambda uow: _make(uow, house, **more))


def _make(
    uow,
    house,
    *,
    parent="Amina",
    child="JJ",
    language="en",
    channel=SMS,
    number=None,
    is_proved=True,
    is_ticked=True,
    week=4,
    story_times=(STORY_TIME,),
    closed=(),
    on_call=ON_CALL,
    saturday_spark=False,
    is_planned=True,
    **parent_columns,
):
    now = house.clock.now()
    school, staff, programme = _school(uow, house, closed, on_call, now, saturday_spark=saturday_spark)
    family = _kept(uow, Family(school_id=school, programme_id=programme, created_at=now))
    _kept(uow, Child(family_id=family, name=child))
    ticked = {"ticked_by": staff, "ticked_at": now} if is_ticked else {}
    invited = {"invited_at": now, "accepted_at": now} if is_proved else {}
    values = {"name": parent, "language": language, "created_at": now} | ticked | invited | parent_columns
    parent_id = _kept(uow, Parent(school_id=school, family_id=family, **values))
    number = number or (AMINA if channel is SMS else KASIA)
    add_address(uow, house, parent_id, channel, number, is_proved=is_proved)
    head = {"school_id": school, "programme_id": programme, "family_id": family, "place": "Nest room"}
    sessions = tuple(
        _kept(uow, Session(week=week + n, on_date=when.date(), at_time=when.timetz().replace(tzinfo=None), **head))
        for n, when in enumerate(story_times)
    )
    if is_planned:
        plan_family(uow, family, now)
    return AFamily(school, staff, programme, family, parent_id, channel, number, sessions)


def _school(uow, house, closed, on_call, now, *, saturday_spark):
    there = uow.orm.scalars(select(Programme)).first()
    if there is not None:
        return there.school_id, there.lead_id, there.id
    names = {"name": "Hazel Lane Primary", "short_name": "Hazel Lane", "zone": "Europe/London"}
    school = _kept(uow, School(**names, phone="01632 960123", created_at=now))
    for day in closed:
        _kept(uow, ClosedDay(school_id=school, on_date=day))
    for position, number in enumerate(on_call, 1):
        _kept(uow, OnCall(school_id=school, position=position, number=number))
    who = {"name": "Mrs Khan", "sign_in_name": "khan", "sign_in_hash": "0" * 64, "role": "lead"}
    staff = _kept(uow, Staff(school_id=school, created_at=now, **who))
    week = {"starts_on": date(2026, 4, 20), "weekday": 3, "at_time": time(14, 15), "place": "Nest room"}
    programme = Programme(
        school_id=school, name="Summer", lead_id=staff, created_at=now, saturday_spark=saturday_spark, **week
    )
    return school, staff, _kept(uow, programme)


def add_address(uow, house, parent_id, channel, number, *, is_proved=True, is_preferred=True):
    now = house.clock.now()
    found = house.database.vault.fingerprint(number)
    proved = {"proved_at": now} if is_proved else {}
    address = Address(
        parent_id=parent_id, channel=channel, number=number, number_hash=found, is_preferred=is_preferred,
        created_at=now, **proved,
    )  # fmt: skip
    return _kept(uow, address)


def _kept(uow, row):
    uow.orm.add(row)
    uow.orm.flush()
    return row.id


# What happens


def from_(family, words="", house=None, **more):
    """Return a message from this family's parent; its provider id is its own unless given."""
    more.setdefault("provider_id", f"in-{next(_numbers)}")
    more.setdefault("received_at", house.clock.now() if house else TUESDAY)
    more.setdefault("sender", family.number)
    return Received(more.pop("channel", family.channel), text=words, **more)


async def says(house, family, words="", **more):
    """Let the parent write; return what was sent to them because of it."""
    before = len(said_to(house, family))
    await receive(house, from_(family, words, house, **more))
    return said_to(house, family)[before:]


async def goes_on_to(house, moment):
    """Let the clock show this moment, and let what is due then happen."""
    house.clock.time = moment
    await wake(house)
    await send_waiting(house)


async def send_waiting(house):
    """Send what waits and may go now, as the sweep has it done."""
    await deliver(house, await house.database.read(lambda uow: messages.waiting(uow, house.clock.now(), 1_000)))


# What can be seen


def said_to(house, family, channel=None):
    """Return every text that this parent was sent, oldest first."""
    return [each.body for each in house.channels[channel or family.channel].sent if each.to == family.number]


def rows(house, table, **where):
    """Return the rows of a table, oldest first."""
    found = select(table).filter_by(**where).order_by(table.id)
    return house.database.read_now(lambda uow: list(uow.orm.scalars(found)))


def row(house, table, **where):
    """Return the one row."""
    (only,) = rows(house, table, **where)
    return only


def outbox(house, **where):
    """Return state and reason of everything in the outbox, oldest first."""
    return [(each.state, each.why) for each in rows(house, Outbound, **where)]


def moments(house, **where):
    """Return kind, state and reason of every planned moment that is settled or put off."""
    return [(each.kind, each.state, each.why) for each in rows(house, Moment, **where) if each.state != "planned"]


async def change(house, table, id_, **values):
    """Set columns of a row, as a page of the school would."""

    def work(uow):
        found = uow.orm.get(table, id_)
        for name, value in values.items():
            setattr(found, name, value)

    await house.database.write(work)
