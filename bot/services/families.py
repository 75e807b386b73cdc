"""Add a family: its children, the adults who care for them, and the sessions of its programme."""

from dataclasses import dataclass
from datetime import datetime

from bot.errors import Refused
from bot.sentences import _
from bot.services.house import House
from bot.services.names import LONGEST, name_of
from bot.services.numbers import mobile
from bot.services.programmes import join
from bot.services.staff import SignedIn
from flows.engine.kinds import ChannelName
from storage.repositories import families, programmes, staff
from storage.unit_of_work import UnitOfWork

MOST_ADULTS = 4
MOST_CHILDREN = 3
KNOWN = "This number is in use already. Please look for it among the families."
STOPPED = (
    "This number asked for no more texts, or is not theirs. Please speak in person. START from that phone lifts it."
)
TWICE = "This number is typed twice. Each adult needs their own."
TOGETHER = _(
    "Together these names are too long for a text. What shall we call them in {count} characters?",
    count=LONGEST["child"],
)


@dataclass(frozen=True, slots=True)
class NewAdult:
    """An adult as typed; `may_be_messaged` says that this member of staff has checked it."""

    name: str
    number: str
    language: str
    may_be_messaged: bool


@dataclass(frozen=True, slots=True)
class NewFamily:
    """A family as typed. `together` is what texts call several children: "the twins"."""

    children: tuple[str, ...]
    programme_id: int | None
    adults: tuple[NewAdult, ...]
    together: str = ""


@dataclass(frozen=True, slots=True)
class _Adult:
    """An adult whose name and number can be taken; `place` is where they stand on the form, from 1."""

    place: int
    name: str
    number: str
    number_hash: str
    language: str
    may_be_messaged: bool


@dataclass(frozen=True, slots=True)
class CheckedFamily:
    """A family that can be taken as it was typed; `called` is what texts call several children, None for one."""

    children: tuple[str, ...]
    called: str | None
    programme_id: int | None
    adults: tuple[_Adult, ...]


async def add_family(house: House, who: SignedIn, new: NewFamily, *, drama_range_allowed: bool) -> int:
    """Add the family and return its id; raises `Refused` beside the first field that cannot be so."""
    family = checked(house, new, drama_range_allowed=drama_range_allowed)
    return await house.database.write(lambda uow: take_in(uow, house, who, family))


def checked(house: House, new: NewFamily, *, drama_range_allowed: bool) -> CheckedFamily:
    """Return the family as far as it can be checked without the database; raises `Refused`."""
    children = tuple(name_of(each, "child", _child_field(n)) for n, each in enumerate(new.children or ("",), 1))
    if not new.adults:
        raise Refused("Please give at least one adult who cares for this child.", "adult_1_name")
    places = enumerate(new.adults, 1)
    adults = tuple(_adult(house, each, place, drama_range_allowed=drama_range_allowed) for place, each in places)
    _refuse_twice(adults)
    return CheckedFamily(children, _called(children, new.together), new.programme_id, adults)


def _child_field(place: int) -> str:
    return "child" if place == 1 else f"child_{place}"


def _called(children: tuple[str, ...], together: str) -> str | None:
    """Return what texts call several children: both names where these are short, else what staff say."""
    if len(children) == 1:
        return None
    if together:
        return name_of(together, "child", "together")
    both = " & ".join(children)  # in every language
    if len(both) > LONGEST["child"]:
        raise Refused(TOGETHER, "together")
    return both


def _adult(house: House, new: NewAdult, place: int, *, drama_range_allowed: bool) -> _Adult:
    name = name_of(new.name, "parent", f"adult_{place}_name")
    number = mobile_of(new.number, f"adult_{place}_number", drama_range_allowed=drama_range_allowed)
    language = language_of(house, new.language, f"adult_{place}_language")
    found = house.database.vault.fingerprint(number)
    return _Adult(place, name, number, found, language, new.may_be_messaged)


def mobile_of(typed: str, field: str, *, drama_range_allowed: bool) -> str:
    """Return the UK mobile that was typed, or raise `Refused` beside its field."""
    try:
        return mobile(typed, drama_range_allowed=drama_range_allowed)
    except Refused as refused:
        raise Refused(refused.sentence, field) from None


def language_of(house: House, language: str, field: str) -> str:
    """Return the language if its texts are shipped, or raise `Refused`."""
    if language not in house.catalogues.languages:
        raise Refused("Please choose one of these languages. English and a phone call are always open.", field)
    return language


def _refuse_twice(adults: tuple[_Adult, ...]) -> None:
    for n, adult in enumerate(adults):
        if adult.number in {earlier.number for earlier in adults[:n]}:
            raise Refused(TWICE, f"adult_{adult.place}_number")


def refuse_taken(uow: UnitOfWork, number_hash: str, field: str) -> None:
    """Raise `Refused` for a number that is in use, or that wants no texts."""
    if families.is_known(uow, ChannelName.SMS, number_hash):
        raise Refused(KNOWN, field)
    if families.is_stopped(uow, ChannelName.SMS, number_hash):
        raise Refused(STOPPED, field)


def take_in(uow: UnitOfWork, house: House, who: SignedIn, family: CheckedFamily) -> int:
    """Keep the family and return its id; raises `Refused` for a number that cannot be taken."""
    now = house.clock.now()
    for adult in family.adults:
        refuse_taken(uow, adult.number_hash, f"adult_{adult.place}_number")
    family_id = families.add(uow, who.school_id, family.children, now)
    for adult in family.adults:
        _add_adult(uow, who, family_id, family.called, adult, now)
    if family.programme_id is not None:
        join(uow, who, programmes.find(uow, who.school_id, family.programme_id), family_id, now)
    staff.note(uow, who.school_id, who.id, "added a family", f"family {family_id}", now)
    return family_id


def _add_adult(
    uow: UnitOfWork, who: SignedIn, family_id: int, called: str | None, adult: _Adult, now: datetime
) -> None:
    ticked = {"ticked_by": who.id, "ticked_at": now} if adult.may_be_messaged else {}
    head = {"school_id": who.school_id, "family_id": family_id, "created_at": now}
    parent = {**head, "name": adult.name, "language": adult.language, "child_called": called, **ticked}
    address = {
        "channel": ChannelName.SMS,
        "number": adult.number,
        "number_hash": adult.number_hash,
        "created_at": now,
    }
    families.add_adult(uow, parent, address)


async def choose_programme(house: House, who: SignedIn, family_id: int, programme_id: int) -> None:
    """Put a family that has no programme yet on one, with its sessions."""

    def work(uow: UnitOfWork) -> None:
        programme = programmes.find(uow, who.school_id, programme_id)
        join(uow, who, programme, family_id, house.clock.now())

    await house.database.write(work)
