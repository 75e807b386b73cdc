"""The demo school: invented people on a real programme, in week 4, with three weeks of real conversation behind them.

Nothing is made up but the people and what they type: the weeks are played through the same functions that serve a
real school, so the demo shows what the product does and not what somebody drew.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from pwdlib import PasswordHash

from bot.ports import Received
from bot.services.deliver import deliver
from bot.services.demo_clock import STARTS, DemoClock, move_on
from bot.services.demo_stories import TYPED
from bot.services.house import House
from bot.services.plan import plan_family
from bot.services.receive import receive
from flows.calendar import SchoolCalendar
from flows.engine.kinds import ChannelName
from flows.programme import lay_out
from storage.repositories import demo as rows
from storage.repositories import leases
from storage.repositories.demo import NewParent
from storage.unit_of_work import UnitOfWork

ZONE = ZoneInfo("Europe/London")
FIRST_DAY = date(2026, 4, 20)
CLOSED = {date(2026, 5, 4): "Bank holiday", **{date(2026, 5, day): "Half-term" for day in range(25, 30)}}
PLAYED_FROM = datetime(2026, 4, 16, 8, 0, tzinfo=ZONE)
TUESDAY, WEDNESDAY, THURSDAY = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Person:
    """One invented parent, with an invented child; numbers are from Ofcom's drama range."""

    parent: str
    child: str
    language: str
    channel: ChannelName
    address: str
    weekday: int
    at: time
    is_helped_by: str | None = None


SMS, TELEGRAM = ChannelName.SMS, ChannelName.TELEGRAM
AFTERNOON, MORNING = time(14, 15), time(9, 0)
PEOPLE = (
    Person("Amina", "JJ", "en", SMS, "+447700900101", TUESDAY, AFTERNOON),
    Person("Kasia", "Maja", "pl", TELEGRAM, "7001002", TUESDAY, AFTERNOON),
    Person("Bilal", "Noor", "ur", SMS, "+447700900103", WEDNESDAY, MORNING, "quiet_door"),
    Person("Dawn", "Ellis", "en", SMS, "+447700900104", WEDNESDAY, AFTERNOON),
    Person("Mark", "Theo", "en", SMS, "+447700900105", THURSDAY, AFTERNOON),
    Person("Leila", "Sami", "en", TELEGRAM, "7001006", THURSDAY, AFTERNOON),
)

SAID = (
    ("17 Apr 16:41", "Amina", "yes x"),
    ("17 Apr 17:20", "Kasia", "1"),
    ("20 Apr 16:55", "Bilal", "جی ہاں"),
    ("20 Apr 18:02", "Dawn", "yeh c u there"),
    ("21 Apr 17:05", "Leila", "Yes please, Sami is excited"),
    ("21 Apr 16:52", "Amina", "2"),
    ("21 Apr 16:58", "Kasia", "1"),
    ("24 Apr 17:15", "Amina", "1"),
    ("27 Apr 19:10", "Bilal", "1"),
    ("28 Apr 12:01", "Dawn", "maybe depends on work"),
    ("28 Apr 16:45", "Leila", "1"),
    ("28 Apr 18:34", "Amina", "we made up a story about a hedgehog who lives in a sock drawer x"),
    ("28 Apr 18:36", "Amina", "1"),
    ("1 May 16:50", "Amina", "yes but 10 min late"),
    ("5 May 08:40", "Kasia", "Dziękuję"),
    ("5 May 17:00", "Leila", "Yes"),
    ("8 May 16:47", "Amina", "yh but 10 min late x"),
    ("9 May 10:12", "Kasia", "Zrobiłyśmy bajkę o jeżu, który mieszka w szufladzie i boi się ciemności"),
    ("10 May 19:40", "Dawn", "cant do wed no more got a new job x is there a morning"),
    ("11 May 07:58", "Leila", "can someone ring me please"),
)
CAME = (
    ("21 Apr 15:00", "JJ"),
    ("21 Apr 15:01", "Maja"),
    ("22 Apr 09:40", "Noor"),
    ("22 Apr 15:00", "Ellis"),
    ("23 Apr 15:00", "Sami"),
    ("28 Apr 15:00", "JJ"),
    ("28 Apr 15:01", "Maja"),
    ("29 Apr 09:40", "Noor"),
    ("30 Apr 15:00", "Sami"),
    ("5 May 15:00", "JJ"),
    ("5 May 15:01", "Maja"),
    ("7 May 15:00", "Sami"),
)


@dataclass(frozen=True, slots=True)
class DemoStaff:
    """How to sign in to the demo; the passwords are made anew for each demo database."""

    name: str
    sign_in_name: str
    password: str
    role: str


async def make_demo(house: House) -> tuple[DemoStaff, ...]:
    """Make the demo school and play its first three weeks; return how to sign in."""
    staff = (
        DemoStaff("Mrs Khan", "khan", _password(), "lead"),
        DemoStaff("Mr Lee", "lee", _password(), "ta"),
    )
    clock = DemoClock(PLAYED_FROM, house.real_now)
    playing = replace(house, clock=clock)
    await playing.database.write(lambda uow: _people(uow, playing, staff))
    await _play(playing)
    await move_on(playing, STARTS)
    if isinstance(house.clock, DemoClock):
        house.clock.show(STARTS)
    return staff


async def new_passwords(house: House) -> tuple[DemoStaff, ...]:
    """Give the demo's staff new passwords, for a demo that is opened again."""
    staff = tuple(
        DemoStaff(name, sign_in, _password(), role)
        for name, sign_in, role in (("Mrs Khan", "khan", "lead"), ("Mr Lee", "lee", "ta"))
    )
    await house.database.write(lambda uow: _set_passwords(uow, house, staff))
    return staff


def is_made(house: House) -> bool:
    """Say whether the demo school is there already."""
    return house.database.read_now(lambda uow: leases.marked(uow, "demo_made")) is not None


def _people(uow: UnitOfWork, house: House, staff: tuple[DemoStaff, ...]) -> None:
    now = house.clock.now()
    school_id = rows.add_school(uow, "Hazel Lane Primary", "Hazel Lane", "Europe/London", "01632 960123", now)
    rows.add_closed_days(uow, school_id, CLOSED)
    rows.add_on_call(uow, school_id, ("+447700900201", "+447700900202"))
    ids = [rows.add_staff(uow, school_id, _staff_row(house, each), now) for each in staff]
    defaults = {"name": "Summer stories", "starts_on": FIRST_DAY, "weekday": TUESDAY, "at_time": AFTERNOON}
    programme_id = rows.add_programme(uow, school_id, ids[0], {**defaults, "place": "Nest room"}, now)
    calendar = SchoolCalendar(ZONE, closed=frozenset(CLOSED))
    for person in PEOPLE:
        family_id = rows.add_family(uow, school_id, programme_id, person.child, now)
        rows.add_parent(uow, school_id, family_id, ids[0], _parent_row(house, person), now)
        dates = lay_out(FIRST_DAY, person.weekday, person.at, calendar)
        rows.add_sessions(uow, school_id, programme_id, family_id, [(d.week, d.on, d.at, "Nest room") for d in dates])
        plan_family(uow, family_id, now)
    leases.mark(uow, "demo_made", "yes")


def _staff_row(house: House, staff: DemoStaff) -> dict[str, object]:
    return {
        "name": staff.name,
        "sign_in_name": staff.sign_in_name,
        "sign_in_hash": house.database.vault.fingerprint(staff.sign_in_name),
        "password_hash": PasswordHash.recommended().hash(staff.password),
        "role": staff.role,
    }


def _set_passwords(uow: UnitOfWork, house: House, staff: tuple[DemoStaff, ...]) -> None:
    for each in staff:
        row = _staff_row(house, each)
        rows.set_password(uow, str(row["sign_in_hash"]), str(row["password_hash"]))


def _parent_row(house: House, person: Person) -> NewParent:
    found = house.database.vault.fingerprint(person.address)
    return NewParent(person.parent, person.language, person.channel, person.address, found, person.is_helped_by)


async def _play(house: House) -> None:
    """Play what was said and seen, in the order of the clock."""
    said = [(_at(when), who, words) for when, who, words in SAID]
    seen = [(_at(when), child, None) for when, child in CAME]
    for number, (when, who, words) in enumerate(sorted([*said, *seen], key=lambda each: each[0])):
        await move_on(house, when)
        if words is None:
            await house.database.write(partial(rows.came_together, child=who, at=when))
        else:
            answered = await receive(house, _message(who, words, number, when))
            await deliver(house, answered.message_ids)
    for typed, child, day, title, words in TYPED:
        story = partial(rows.keep_story, child=child, on=_at(f"{day} 12:00").date(), title=title, words=words)
        await house.database.write(partial(story, at=_at(typed)))


def _message(who: str, words: str, number: int, when: datetime) -> Received:
    person = next(each for each in PEOPLE if each.parent == who)
    return Received(person.channel, f"demo-said-{number}", person.address, words, when)


def _at(when: str) -> datetime:
    return datetime.strptime(f"2026 {when}", "%Y %d %b %H:%M").replace(tzinfo=ZONE)


def _password() -> str:
    return secrets.token_urlsafe(9)
