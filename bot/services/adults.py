"""What staff change about one adult: name, language, the tick, a rest, a number that they checked in person."""

from collections.abc import Callable
from datetime import datetime

from bot.errors import Refused
from bot.services.families import language_of, mobile_of, refuse_taken
from bot.services.house import House
from bot.services.invite import prove
from bot.services.join_telegram import make_link
from bot.services.names import name_of
from bot.services.plan import plan_family
from bot.services.ruling import Going, talk_of
from bot.services.say import say
from bot.services.staff import SignedIn
from flows.engine.events import Need
from flows.engine.kinds import ChannelName
from storage.repositories import families, messages, parents, staff, tasks
from storage.tables import Parent
from storage.unit_of_work import UnitOfWork

IN_PEACE = "They are left in peace already."
LEFT = {"missed.quiet": "left in peace", "safety.so_sorry": "left a family in peace"}
"""What a text after which nothing goes by itself is noted as."""
NOT_SAFE = "It is not safe to text them. Do not text or ring. Speak in person."


async def describe(house: House, who: SignedIn, parent_id: int, *, name: str, language: str, child: str) -> None:
    """Put right what an adult and the child are called, and the language that texts to the adult are in."""
    parent_name = name_of(name, "parent", "name")
    spoken = language_of(house, language, "language")
    child_name = name_of(child, "child", "child")

    def change(uow: UnitOfWork, adult: Parent, _now: datetime) -> None:
        parents.change(uow, parent_id, name=parent_name, language=spoken)
        families.rename_child(uow, adult.family_id, child_name)

    await _change(house, who, parent_id, "put details right", change)


async def may_be_messaged(house: House, who: SignedIn, parent_id: int, *, may: bool) -> None:
    """Keep who checked that this adult may be messaged and when, or take it back and hold everything unsent."""

    def change(uow: UnitOfWork, adult: Parent, now: datetime) -> None:
        if may:
            _refuse_unsafe(adult)
            parents.change(uow, parent_id, ticked_by=who.id, ticked_at=now)
        else:
            parents.change(uow, parent_id, ticked_by=None, ticked_at=None)
            messages.suppress_unsent(uow, parent_id, "not_ticked")

    await _change(house, who, parent_id, "may be messaged" if may else "may not be messaged", change)


async def carer_checked(house: House, who: SignedIn, parent_id: int, *, is_checked: bool) -> None:
    """Keep that staff checked with the social worker that all is in place for this carer, or take that back."""

    def change(uow: UnitOfWork, _adult: Parent, now: datetime) -> None:
        parents.change(uow, parent_id, carer_checked_at=now if is_checked else None)

    await _change(house, who, parent_id, "checked with the social worker" if is_checked else "carer tick back", change)


async def rest(house: House, who: SignedIn, parent_id: int) -> None:
    """Let the texts rest until the parent or a person wakes them."""

    def change(uow: UnitOfWork, _adult: Parent, now: datetime) -> None:
        parents.change(uow, parent_id, paused_at=now)
        messages.suppress_unsent(uow, parent_id, "paused")

    await _change(house, who, parent_id, "paused", change)


async def wake_up(house: House, who: SignedIn, parent_id: int) -> None:
    """Let the texts begin anew after a rest or a silence; never after a stop, which only the parent lifts."""

    def change(uow: UnitOfWork, adult: Parent, now: datetime) -> None:
        _refuse_unsafe(adult)
        parents.change(uow, parent_id, paused_at=None, quiet_at=None, restarted_at=now)

    await _change(house, who, parent_id, "woken", change)


async def leave_in_peace(house: House, who: SignedIn, parent_id: int) -> Going:
    """Say once that the door stays open, then nothing; it goes because a person pressed it, and never by itself."""
    going, ids = await house.database.write(lambda uow: _leave_in_peace(uow, house, who, parent_id))
    await house.post.send(ids)
    return going


def _leave_in_peace(uow: UnitOfWork, house: House, who: SignedIn, parent_id: int) -> tuple[Going, tuple[int, ...]]:
    _refuse_in_peace(families.adult(uow, who.school_id, parent_id))
    return _say_last(uow, house, who, parent_id, "missed.quiet")


async def be_sorry(house: House, who: SignedIn, parent_id: int) -> Going:
    """Say once, after a death or a hard day in the family, that we are sorry; then every adult is left in peace."""
    going, ids = await house.database.write(lambda uow: _be_sorry(uow, house, who, parent_id))
    await house.post.send(ids)
    return going


def _be_sorry(uow: UnitOfWork, house: House, who: SignedIn, parent_id: int) -> tuple[Going, tuple[int, ...]]:
    now, adult = house.clock.now(), families.adult(uow, who.school_id, parent_id)
    _refuse_in_peace(adult)
    for each in parents.of_family(uow, adult.family_id):
        messages.suppress_unsent(uow, each.id, "paused")
        if each.id != parent_id:
            parents.change(uow, each.id, paused_at=now)
    return _say_last(uow, house, who, parent_id, "safety.so_sorry")


def _refuse_in_peace(adult: Parent) -> None:
    if adult.quiet_at is not None:
        raise Refused(IN_PEACE)


def _say_last(uow: UnitOfWork, house: House, who: SignedIn, parent_id: int, text: str) -> tuple[Going, tuple[int, ...]]:
    """Say the one thing after which this adult is left in peace, and note what was done by it."""
    now = house.clock.now()
    going, ids = say(uow, house, who, parent_id, text)
    parents.change(uow, parent_id, quiet_at=now)
    staff.note(uow, who.school_id, who.id, LEFT[text], f"adult {parent_id}", now)
    return going, ids


async def checked_in_person(house: House, who: SignedIn, parent_id: int) -> None:
    """Keep that staff checked the number with the adult, who would like to take part."""

    def change(uow: UnitOfWork, adult: Parent, now: datetime) -> None:
        _refuse_unsafe(adult)
        proved = {"proved_at": now, "lapsed_at": None}
        parents.change_address(uow, talk_of(uow, house, parent_id).address_id, proved)
        parents.change(uow, parent_id, invited_at=adult.invited_at or now, accepted_at=adult.accepted_at or now)

    await _change(house, who, parent_id, "checked the number in person", change)


async def new_number(house: House, who: SignedIn, parent_id: int, typed: str, *, drama_range_allowed: bool) -> Going:
    """Give the adult a new number that staff have checked against the school's records, and ask it who it is."""
    number = mobile_of(typed, "number", drama_range_allowed=drama_range_allowed)
    going, ids = await house.database.write(lambda uow: _new_number(uow, house, who, parent_id, number))
    await house.post.send(ids)
    return going


def _new_number(
    uow: UnitOfWork, house: House, who: SignedIn, parent_id: int, number: str
) -> tuple[Going, tuple[int, ...]]:
    now, found = house.clock.now(), house.database.vault.fingerprint(number)
    _refuse_unsafe(families.adult(uow, who.school_id, parent_id))
    refuse_taken(uow, found, "number")
    messages.suppress_unsent(uow, parent_id, "wrong_number")
    for reach in parents.addresses(uow, parent_id):
        if reach.channel == ChannelName.SMS:
            parents.remove_address(uow, reach.id)
    values = {"channel": ChannelName.SMS, "number": number, "number_hash": found, "created_at": now}
    parents.add_address(uow, {"parent_id": parent_id, **values})
    parents.prefer(uow, parent_id, ChannelName.SMS)
    for need in (Need.NEW_NUMBER, Need.WRONG_NUMBER):
        tasks.finish_kind(uow, parent_id, need, who.id, now)
    staff.note(uow, who.school_id, who.id, "changed the number", f"adult {parent_id}", now)
    return prove(uow, house, talk_of(uow, house, parent_id), "new_address.number", now)


async def telegram_link(house: House, who: SignedIn, parent_id: int) -> str:
    """Make a one-time link with which this adult, and nobody else, joins on Telegram; good for seven days."""

    def work(uow: UnitOfWork) -> str:
        now = house.clock.now()
        adult = families.adult(uow, who.school_id, parent_id)
        _refuse_unsafe(adult)
        if house.telegram_name is None:
            raise Refused("Telegram is off here. Texts work just as well.")
        if adult.ticked_at is None:
            raise Refused("Please check first that this adult may be messaged.")
        staff.note(uow, who.school_id, who.id, "made a Telegram link", f"adult {parent_id}", now)
        return make_link(uow, house, parent_id, now)

    return await house.database.write(work)


Change = Callable[[UnitOfWork, Parent, datetime], None]


async def _change(house: House, who: SignedIn, parent_id: int, what: str, change: Change) -> None:
    """Make one change, keep who made it, and plan the family again."""

    def work(uow: UnitOfWork) -> None:
        now = house.clock.now()
        adult = families.adult(uow, who.school_id, parent_id)
        change(uow, adult, now)
        staff.note(uow, who.school_id, who.id, what, f"adult {parent_id}", now)
        plan_family(uow, adult.family_id, now)

    await house.database.write(work)


def _refuse_unsafe(adult: Parent) -> None:
    if adult.not_safe_at is not None:
        raise Refused(NOT_SAFE)
