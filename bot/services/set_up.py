"""First run: the school, its hours and days, whom to alert, and the first person who signs in.

It opens with a one-time code that stands in the terminal, so that nobody else can be first.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import Refused
from bot.services.alert import put_alert
from bot.services.house import House
from bot.services.names import name_of
from bot.services.numbers import mobile
from bot.services.programmes import FURTHEST
from bot.services.school_year import keep_bank_holidays, nation_of
from bot.services.staff import LONGEST_SIGN_IN, Role, check_password, hash_password, sign_in_hash
from flows.engine.text import Text
from storage.repositories import links, schools, staff
from storage.unit_of_work import UnitOfWork

PURPOSE = "set_up"
CODE_LIVES = timedelta(hours=24)
LETTERS = "ACDEFHJKMNPRTUVWXY34679"
"""Letters and digits that nobody mistakes for one another."""
CODE_LETTERS = 12
LONGEST_SCHOOL, LONGEST_PHONE = 80, 20
MOST_ON_CALL = 3
PHONE = re.compile(r"\+?[\d ()-]+")
FEWEST_DIGITS, MOST_DIGITS = 9, 15
GONE = "This code is not the one in the terminal, or it has run out. Start the program again for a new one."


@dataclass(frozen=True, slots=True)
class SchoolForm:
    """A school as it was typed; `phone` is the number that parents ring, `on_call` the mobiles to alert."""

    name: str
    short_name: str
    zone: str
    phone: str
    opens: time
    closes: time
    staffed_from: time
    staffed_to: time
    welcomes_siblings: bool
    on_call: tuple[str, ...]
    closed_days: Mapping[date, str]
    nation: str = ""
    offers_monthly: bool = False


@dataclass(frozen=True, slots=True)
class FirstPerson:
    """Whoever sets up, as typed."""

    name: str
    sign_in_name: str
    password: str
    again: str


async def new_code(house: House) -> str | None:
    """Make the one-time code for the terminal, or return None when the school is set up already."""
    code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LETTERS))
    is_wanted = await house.database.write(lambda uow: _keep_code(uow, house, code))
    return f"{code[:4]}-{code[4:8]}-{code[8:]}" if is_wanted else None


def _keep_code(uow: UnitOfWork, house: House, code: str) -> bool:
    if schools.has_staff(uow):
        return False
    staff.drop_links(uow, PURPOSE, None)
    expires = house.real_now() + CODE_LIVES
    links.keep(uow, {"purpose": PURPOSE, "token_hash": _found_by(house, code), "expires_at": expires})
    return True


def _found_by(house: House, code: str) -> str:
    return house.database.vault.fingerprint(f"{PURPOSE} {re.sub(r'[^A-Z0-9]', '', code.upper())}")


async def set_up(
    house: House, code: str, school: SchoolForm, person: FirstPerson, *, drama_range_allowed: bool, test: bool
) -> None:
    """Make the school and its first sign-in; `test` sends every on-call mobile a test alert."""
    values = school_values(school)
    numbers = on_call_numbers(school.on_call, drama_range_allowed=drama_range_allowed)
    who = await _person(house, person)
    nation = nation_of(school.nation)
    work = _Work(house, code, {**values, "nation": nation}, school.closed_days, numbers, who, test)
    await house.post.send(await house.database.write(work.do))


@dataclass(frozen=True, slots=True)
class _Work:
    house: House
    code: str
    school: Mapping[str, object]
    closed_days: Mapping[date, str]
    numbers: tuple[str, ...]
    person: Mapping[str, object]
    is_tested: bool

    def do(self, uow: UnitOfWork) -> tuple[int, ...]:
        """Use the code up and keep everything, or nothing."""
        now = self.house.real_now()
        link = links.find(uow, PURPOSE, _found_by(self.house, self.code))
        if link is None or link.expires_at <= now or schools.has_staff(uow) or not links.use(uow, link.id, now):
            raise Refused(GONE, "code")
        created = {"created_at": self.house.clock.now()}
        school_id = schools.add(uow, {**self.school, **created})
        schools.set_closed_days(uow, school_id, self.closed_days, date.min)
        today = self.house.clock.now().astimezone(self.house.zone).date()
        keep_bank_holidays(uow, school_id, today, today + FURTHEST)
        schools.set_on_call(uow, school_id, self.numbers)
        staff.keep(uow, {**self.person, **created, "school_id": school_id, "role": Role.LEAD})
        return put_test_alerts(uow, self.house, school_id, self.numbers) if self.is_tested else ()


def put_test_alerts(uow: UnitOfWork, house: House, school_id: int, numbers: tuple[str, ...]) -> tuple[int, ...]:
    """Put a test alert to each on-call mobile in the outbox and return the rows' ids."""
    text = Text(
        "SG-TEST", "This is a test from the story helper. Nobody needs ringing. Real alerts come to this phone too."
    )
    return tuple(put_alert(uow, house, school_id, number, text) for number in numbers)


def school_values(school: SchoolForm) -> dict[str, object]:
    """Return the school's columns, or raise `Refused` beside the first field that cannot be so."""
    name = " ".join(school.name.split())
    if not 0 < len(name) <= LONGEST_SCHOOL:
        raise Refused("Please give the school's name, at most 80 characters.", "school_name")
    if not time(7) <= school.opens < school.closes <= time(20):
        raise Refused("Texts may begin at 7am and end at 8pm, and the end comes after the beginning.", "closes")
    if not school.staffed_from < school.staffed_to:
        raise Refused("The end comes after the beginning.", "staffed_to")
    return {
        "name": name,
        "short_name": name_of(school.short_name, "school", "short_name"),
        "zone": _zone(school.zone),
        "phone": _phone(school.phone),
        "opens": school.opens,
        "closes": school.closes,
        "staffed_from": school.staffed_from,
        "staffed_to": school.staffed_to,
        "welcomes_siblings": school.welcomes_siblings,
        "offers_monthly": school.offers_monthly,
    }


def on_call_numbers(typed: tuple[str, ...], *, drama_range_allowed: bool) -> tuple[str, ...]:
    """Return the on-call mobiles, one to three, or raise `Refused` beside the wrong one."""
    given = [(n, number) for n, number in enumerate(typed[:MOST_ON_CALL], 1) if number.strip()]
    if not given:
        raise Refused("Please give at least one mobile: somebody must be told when a parent needs a call.", "on_call_1")
    numbers = tuple(_mobile(number, n, drama_range_allowed=drama_range_allowed) for n, number in given)
    for place, (n, _typed) in enumerate(given):
        if numbers[place] in numbers[:place]:
            raise Refused("This number is there twice. Please give another, or none.", f"on_call_{n}")
    return numbers


def _mobile(number: str, place: int, *, drama_range_allowed: bool) -> str:
    try:
        return mobile(number, drama_range_allowed=drama_range_allowed)
    except Refused as refused:
        raise Refused(for_the_office(refused.sentence), f"on_call_{place}") from None


def for_the_office(sentence: str) -> str:
    """Return what is wrong with a number where the school, and not a family, has to look for another."""
    return sentence.replace("the family", "the office")


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused("This is no time zone. Europe/London is one.", "zone") from None


def _phone(typed: str) -> str:
    phone = " ".join(typed.split())
    digits = sum(sign.isdigit() for sign in phone)
    if not (PHONE.fullmatch(phone) and phone.isascii() and FEWEST_DIGITS <= digits <= MOST_DIGITS):
        raise Refused("Please give the number that parents ring, such as 01632 960123.", "phone")
    if len(phone) > LONGEST_PHONE:
        raise Refused("Please leave out some of the spaces.", "phone")
    return phone


async def _person(house: House, person: FirstPerson) -> dict[str, object]:
    """Return the first person's columns; the password is hashed last, when nothing else can be wrong."""
    name = name_of(person.name, "staff", "name")
    sign_in_name = " ".join(person.sign_in_name.split())
    if not 0 < len(sign_in_name) <= LONGEST_SIGN_IN:
        raise Refused("Please choose a name to sign in with, at most 60 characters.", "sign_in_name")
    check_password(person.password, person.again)
    return {
        "name": name,
        "sign_in_name": sign_in_name,
        "sign_in_hash": sign_in_hash(house, sign_in_name),
        "password_hash": await hash_password(person.password),
    }
