"""The school of the simulated year: its days, its programmes and families, and the phones that only remember."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.services.families import NewAdult, NewFamily, add_family
from bot.services.new_programme import NewProgramme, create
from bot.services.staff import Role, SignedIn
from flows.engine.kinds import ChannelName
from storage.repositories import closed_days
from storage.tables import Parent
from tests.house import FakePhone, HandClock, make_house
from tests.school import a_family

LONDON = ZoneInfo("Europe/London")
FIRST, LAST = date(2026, 9, 2), date(2027, 7, 23)
BREAKS = (
    (date(2026, 10, 26), date(2026, 10, 30)),
    (date(2026, 12, 21), date(2027, 1, 1)),
    (date(2027, 2, 15), date(2027, 2, 19)),
    (date(2027, 3, 26), date(2027, 4, 9)),
    (date(2027, 5, 31), date(2027, 6, 4)),
)
"""England's usual holidays; Good Friday and Easter Monday lie in the fourth, the spring bank holiday in the last."""
SINGLE_DAYS = (date(2027, 1, 4), date(2027, 5, 3), date(2027, 6, 25))
"""A training day, the early May bank holiday, another training day."""
STARTS = (
    (date(2026, 9, 14), 1, time(14, 15)),
    (date(2026, 9, 28), 3, time(9)),
    (date(2027, 1, 11), 2, time(14, 15)),
    (date(2027, 1, 25), 4, time(13, 30)),
    (date(2027, 4, 19), 0, time(15, 15)),
    (date(2027, 4, 12), 3, time(8, 20)),
)
"""When each programme begins, on which weekday (Monday is 0) and at which hour: both clock changes lie in some."""
BEFORE_THE_FIRST = timedelta(days=10)
LANGUAGES = ("en", "en", "en", "pl", "ur")


def weekdays(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        if day.weekday() < 5:
            yield day


CLOSED = frozenset(SINGLE_DAYS) | {day for first, last in BREAKS for day in weekdays(first, last)}


def days_of_the_year(until: date) -> Iterator[date]:
    for n in range((until - FIRST).days + 1):
        yield FIRST + timedelta(days=n)


@dataclass
class Phone(FakePhone):
    """A channel that remembers what it was given and when."""

    name: ChannelName
    clock: HandClock
    heard: list[tuple[datetime, object]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(self.name)

    async def send(self, sending):
        sent = await super().send(sending)
        self.heard.append((self.clock.now(), sending))
        return sent


@dataclass
class Household:
    """One family and its one adult, who lives at this number."""

    family_id: int
    parent_id: int
    number: str
    invited_on: date


@dataclass
class School:
    """The house, who leads, and the families by the number of their adult."""

    house: object
    who: SignedIn
    phone: Phone
    closed: set[date]
    households: dict[str, Household] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return self.house.clock.now()


def at(day: date, clock: time) -> datetime:
    """Return a moment on the school's wall, in UTC."""
    return datetime.combine(day, clock, LONDON).astimezone(UTC)


async def made_school(folder: Path, families: int, seed: int) -> School:
    """Make a school with its closed days, six programmes and the families spread over them."""
    house = make_house(folder, clock=HandClock(at(FIRST, time(8, 20))))
    phone = Phone(ChannelName.SMS, house.clock)
    house.channels[ChannelName.SMS] = phone
    # The first family of tests brings the school and its lead; it has no story times and is nobody's here.
    first = await a_family(house, story_times=(), number="+447700900999", is_ticked=False, is_planned=False)
    who = SignedIn(first.staff_id, "Mrs Khan", Role.LEAD, first.school_id, "Hazel Lane Primary", LONDON)
    await house.database.write(lambda uow: closed_days.add(uow, first.school_id, dict.fromkeys(CLOSED, "Closed")))
    school = School(house, who, phone, set(CLOSED))
    random = Random(seed)
    for n in range(families):
        await _take_in(school, n, STARTS[n % len(STARTS)], random)
    await _make_programmes(school, families)
    return school


async def _take_in(school: School, n: int, start: tuple[date, int, time], random: Random) -> None:
    number = f"+447700900{n:03}"
    adult = NewAdult(f"P{_letters(n)}", number, random.choice(LANGUAGES), may_be_messaged=True)
    new = NewFamily((f"C{_letters(n)}",), None, (adult,))
    family_id = await add_family(school.house, school.who, new, drama_range_allowed=True)
    only = select(Parent.id).where(Parent.family_id == family_id)
    parent_id = school.house.database.read_now(lambda uow: uow.connection.execute(only).scalar_one())
    invited_on = next(day for day in weekdays(start[0] - BEFORE_THE_FIRST, LAST) if day not in CLOSED)
    school.households[number] = Household(family_id, parent_id, number, max(invited_on, FIRST))


async def _make_programmes(school: School, families: int) -> None:
    households = list(school.households.values())
    for n, (starts_on, weekday, hour) in enumerate(STARTS):
        theirs = tuple(each.family_id for each in households[n :: len(STARTS)])
        if theirs:
            new = NewProgramme(f"Stories {n + 1}", starts_on, weekday, hour, "Nest room", school.who.id, theirs)
            await create(school.house, school.who, new)


def _letters(n: int) -> str:
    """Spell a number with letters, since a name holds no digits."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{n:04}")
