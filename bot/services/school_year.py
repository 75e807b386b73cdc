"""The school year: its terms, whose bank holidays it keeps, and the days that want care."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeAlias

from bot.errors import Refused
from bot.sentences import _
from bot.services.changes import Change
from bot.services.closures import Closing, make_room, plan_all, refuse_days
from bot.services.house import House
from bot.services.nations import NATIONS
from bot.services.programmes import FURTHEST
from bot.services.reopen import bring_back
from bot.services.staff import SignedIn
from storage.repositories import calendars, closed_days, schools, staff
from storage.unit_of_work import UnitOfWork

Terms: TypeAlias = tuple[tuple[date, date, str], ...]
BANK = "bank"
FILE = "file "
MOST_TERMS = 24
LONGEST_FILE_NAME = 60
NEWLY_SEEN = timedelta(days=31)
MARKS = (calendars.QUIET, calendars.NOTE)


def setting_terms(house: House, who: SignedIn, terms: Terms) -> Change:
    """Return the change that makes these the school's terms; without any the school is open all the year."""
    kept = tuple(sorted(terms))

    def change(uow: UnitOfWork) -> tuple[int, ...]:
        _refuse_terms(kept)
        calendars.set_terms(uow, who.school_id, kept)
        staff.note(uow, who.school_id, who.id, "set the terms", "", house.clock.now())
        return make_room(uow, house, who, Closing({}))

    return change


def _refuse_terms(terms: Terms) -> None:
    if len(terms) > MOST_TERMS:
        raise Refused("That is more than 24 terms. Please leave out those that are over.", "terms")
    for (first, last, name), (begins, _ends, later) in pairwise(terms):
        if begins <= last:
            one, other = name or f"{first}", later or f"{begins}"
            both = {"one": one, "other": other}
            told = _("“{other}” begins before “{one}” ends. Please look at these two lines again.", **both)
            raise Refused(told, "terms")


def choosing_nation(house: House, who: SignedIn, nation: str) -> Change:
    """Return the change that keeps this nation's bank holidays, and no longer those of another."""

    def change(uow: UnitOfWork) -> tuple[int, ...]:
        now = house.clock.now()
        nation_of(nation)
        closed_days.take_back(uow, who.school_id, BANK, now.astimezone(who.zone).date())
        schools.change(uow, who.school_id, {"nation": nation})
        today = now.astimezone(who.zone).date()
        keep_bank_holidays(uow, who.school_id, today, today + FURTHEST)
        staff.note(uow, who.school_id, who.id, "chose bank holidays", nation, now)
        return make_room(uow, house, who, Closing({}))

    return change


def nation_of(code: str) -> str:
    """Return the nation whose bank holidays are kept, none for an empty one, or raise `Refused`."""
    if code and code not in NATIONS:
        raise Refused("Please choose one of these.", "nation")
    return code


def keep_bank_holidays(uow: UnitOfWork, school_id: int, first: date, last: date) -> None:
    """Close the school on the bank holidays of its nation, if it has one."""
    from bot.services.known_days import bank_holidays

    nation = schools.school(uow, school_id).nation
    if nation:
        closed_days.add(uow, school_id, bank_holidays(nation, first, last), BANK)


async def look_ahead(house: House) -> None:
    """Close every school on the bank holidays that have come in sight; one that was opened by hand stays open."""

    def work(uow: UnitOfWork) -> None:
        last = house.clock.now().astimezone(house.zone).date() + FURTHEST
        for school_id in schools.with_nation(uow):
            keep_bank_holidays(uow, school_id, last - NEWLY_SEEN, last)

    await house.database.write(work)


async def mark(house: House, who: SignedIn, kind: str, days: Mapping[date, str]) -> None:
    """Mark days to come as quiet, or as days to keep in mind; what is planned steps over quiet ones."""
    _refuse_mark(kind)

    def work(uow: UnitOfWork) -> None:
        now = house.clock.now()
        refuse_days(days, now.astimezone(who.zone).date(), "marked_days")
        calendars.mark(uow, who.school_id, kind, days)
        staff.note(uow, who.school_id, who.id, f"marked days {kind}", f"{len(days)} from {min(days)}", now)
        plan_all(uow, who.school_id, now)

    await house.database.write(work)


async def unmark(house: House, who: SignedIn, kind: str, days: tuple[date, ...]) -> None:
    """Take the mark off these days."""
    _refuse_mark(kind)

    def work(uow: UnitOfWork) -> None:
        now = house.clock.now()
        for on in days:
            calendars.unmark(uow, who.school_id, kind, on)
        staff.note(uow, who.school_id, who.id, f"unmarked days {kind}", "", now)
        plan_all(uow, who.school_id, now)

    await house.database.write(work)


def _refuse_mark(kind: str) -> None:
    if kind not in MARKS:
        raise Refused("Please choose what these days are.", "mark")


def taking_file(
    house: House, who: SignedIn, name: str, closed: Mapping[date, str], quiet: Mapping[date, str]
) -> Change:
    """Return the change that adds days out of a calendar file; days that are there already stay as they are."""

    def change(uow: UnitOfWork) -> tuple[int, ...]:
        now = house.clock.now()
        refuse_days((*closed, *quiet), now.astimezone(who.zone).date(), "file")
        closed_days.add(uow, who.school_id, closed, origin_of(name))
        calendars.mark_new(uow, who.school_id, calendars.QUIET, quiet, origin_of(name))
        staff.note(uow, who.school_id, who.id, "took in a calendar file", f"{len(closed)} and {len(quiet)}", now)
        return make_room(uow, house, who, Closing({}))

    return change


def undoing_file(house: House, who: SignedIn, origin: str, *, brings_back: bool = True) -> Change:
    """Return the change that takes back the days which a calendar file added, with the story times they took."""

    def change(uow: UnitOfWork) -> tuple[int, ...]:
        if not origin.startswith(FILE):
            raise Refused("Please choose a calendar file.", "file")
        closed_days.take_back(uow, who.school_id, origin, date.min)
        calendars.take_back(uow, who.school_id, origin)
        staff.note(uow, who.school_id, who.id, "took a calendar file back", "", house.clock.now())
        return bring_back(uow, house, who, brings_back=brings_back)

    return change


def origin_of(name: str) -> str:
    """Return what days out of this file are marked with."""
    return FILE + (" ".join(name.split())[:LONGEST_FILE_NAME] or "calendar")
