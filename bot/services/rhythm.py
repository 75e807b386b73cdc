"""The rhythm of a week: when the ask, the hello, the thanks and the spark go, for a programme or for one family.

What is left empty follows what is usual: for a family its programme's rhythm, for a programme that of the evidence.
"""

from dataclasses import dataclass, replace
from datetime import datetime, time
from operator import itemgetter
from typing import Any, TypeAlias

from bot.errors import Refused
from bot.sentences import _
from bot.services.house import House
from bot.services.plan import calendar_for, moments_of, plan_family
from bot.services.staff import SignedIn
from flows.calendar import SchoolCalendar
from flows.engine.kinds import MessageKind as Kind
from flows.gate.tables import SATURDAY_HOURS
from flows.programme import Rhythm
from storage.repositories import families, parents, plans, programmes, schools, staff
from storage.repositories.plans import FamilyPlan
from storage.tables import Family, Programme
from storage.unit_of_work import UnitOfWork

SATURDAY = "sat"
ASK_DAYS, SPARK_DAYS = (1, 2, 3), (1, 2, 3, 4)
ON_THE_WAY = (Kind.ASK, Kind.HELLO, Kind.THANKS, Kind.SPARK)
Nexts: TypeAlias = tuple[tuple[Kind, datetime], ...]
HOURS = ("ask_at", "hello_at", "thanks_at", "spark_at")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A rhythm as it was typed, None where it follows what is usual; `spark_day` counts school days, or is "sat"."""

    ask_days_before: int | None = None
    ask_at: time | None = None
    hello_at: time | None = None
    thanks_at: time | None = None
    spark_day: str = ""
    spark_at: time | None = None
    saturday_at: time | None = None


async def keep_for_programme(house: House, who: SignedIn, programme_id: int, chosen: Chosen) -> None:
    """Keep the rhythm of a programme and plan its families again; raises `Refused` beside the field."""

    def work(uow: UnitOfWork) -> None:
        programmes.find(uow, who.school_id, programme_id)
        values = _columns(uow, who, chosen)
        programmes.change(uow, programme_id, **{**values, "saturday_spark": chosen.spark_day == SATURDAY})
        _replan(uow, house, who, plans.families_of(uow, programme_id), f"programme {programme_id}")

    await house.database.write(work)


async def keep_for_family(house: House, who: SignedIn, family_id: int, chosen: Chosen) -> None:
    """Keep what this family has of its own, and plan it again; raises `Refused` beside the field."""

    def work(uow: UnitOfWork) -> None:
        values = _columns(uow, who, chosen)
        saturday = chosen.spark_day == SATURDAY if chosen.spark_day else None
        families.change(uow, who.school_id, family_id, **{**values, "saturday_spark": saturday})
        _replan(uow, house, who, (family_id,), f"family {family_id}")

    await house.database.write(work)


async def choose_saturday(house: House, who: SignedIn, family_id: int, *, is_saturday: bool) -> None:
    """Let the sparks of one family go on Saturdays at ten, or as on its programme again; all else stays."""

    def work(uow: UnitOfWork) -> None:
        values = {"saturday_spark": True if is_saturday else None, "saturday_at": None, "spark_after": None}
        families.change(uow, who.school_id, family_id, **values)
        _replan(uow, house, who, (family_id,), f"family {family_id}")

    await house.database.write(work)


def next_texts(uow: UnitOfWork, family_id: int, now: datetime) -> tuple[tuple[str, Nexts], ...]:
    """Return when the next of each text of the week goes to this family, as it is planned.

    In two homes each adult has story times of their own: then by their names, which are empty otherwise.
    """
    found = plans.family(uow, family_id)
    if found is None:
        return ()
    calendar = calendar_for(uow, found, now)
    homes = [("", found)]
    if found.own:
        ticked = {parent_id for parent_id, _has_place in found.parents}
        adults = (each for each in parents.of_family(uow, family_id) if each.id in ticked)
        homes = [(each.name, found.of(each.id)) for each in adults]
    return tuple((name, texts) for name, plan in homes if (texts := _nexts(plan, calendar, now)))


def _nexts(plan: FamilyPlan, calendar: SchoolCalendar, now: datetime) -> Nexts:
    moments = moments_of(plan, calendar, has_standing_place=False, has_own_reminder=False)
    ahead = [each for each in moments if each.due > now]
    nexts = (next((each for each in ahead if each.kind is kind), None) for kind in ON_THE_WAY)
    return tuple(sorted(((each.kind, each.due) for each in nexts if each is not None), key=itemgetter(1)))


def usual_for_family(programme: Programme | None) -> Rhythm:
    """Return what a family follows where it has nothing of its own."""
    return plans.rhythm_of(programme) if programme else Rhythm()


def chosen_of(row: Programme | Family) -> Chosen:
    """Return what is chosen here, as it would be typed."""
    is_saturday = bool(row.saturday_spark)
    day = SATURDAY if is_saturday else str(row.spark_after or "")
    hours = {name: getattr(row, name) for name in (*HOURS, "saturday_at")}
    return replace(Chosen(**hours), ask_days_before=row.ask_days_before, spark_day=day)


def _replan(uow: UnitOfWork, house: House, who: SignedIn, family_ids: tuple[int, ...], what: str) -> None:
    now = house.clock.now()
    for family_id in family_ids:
        plan_family(uow, family_id, now)
    staff.note(uow, who.school_id, who.id, "changed the rhythm", what, now)


def _columns(uow: UnitOfWork, who: SignedIn, chosen: Chosen) -> dict[str, Any]:
    _refuse(uow, who, chosen)
    is_saturday = chosen.spark_day in ("", SATURDAY)
    hours = {name: getattr(chosen, name) for name in (*HOURS, "saturday_at")}
    spark_after = None if is_saturday else int(chosen.spark_day)
    return {**hours, "ask_days_before": chosen.ask_days_before, "spark_after": spark_after}


def _refuse(uow: UnitOfWork, who: SignedIn, chosen: Chosen) -> None:
    school = schools.school(uow, who.school_id)
    for name in HOURS:
        at: time | None = getattr(chosen, name)
        if at is not None and not school.opens <= at <= school.closes:
            raise Refused(_("Texts go from {first} to {last}.", first=school.opens, last=school.closes), name)
    first, last = SATURDAY_HOURS
    if chosen.saturday_at is not None and not first <= chosen.saturday_at <= last:
        raise Refused(_("On Saturdays texts go from {first} to {last}.", first=first, last=last), "saturday_at")
    if chosen.ask_days_before not in (None, *ASK_DAYS):
        raise Refused("Please choose one of these.", "ask_days_before")
    if chosen.spark_day not in ("", SATURDAY, *map(str, SPARK_DAYS)):
        raise Refused("Please choose one of these.", "spark_day")
