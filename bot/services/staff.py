"""The people at the school: their roles, their passwords, and a one-time link for whoever has forgotten theirs."""

import asyncio
import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from pwdlib import PasswordHash

from bot.errors import Refused
from bot.services.house import House
from bot.services.names import name_of
from storage.errors import AlreadyKnown, Missing
from storage.repositories import links, staff
from storage.repositories.staff import StaffFacts
from storage.unit_of_work import UnitOfWork

LINK_LIVES = timedelta(hours=24)
TOKEN_BYTES = 24
SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200
LONGEST_SIGN_IN = 60
RESET = "reset"
_HASH = PasswordHash.recommended()


class Role(StrEnum):
    """What a person at the school does here."""

    LEAD = "lead"
    TA = "ta"
    DSL = "dsl"
    OFFICE = "office"
    HEAD = "head"
    TECHNICIAN = "technician"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person at the school who is signed in; `school` is its name, `zone` its time zone.

    `language` is the one in which they read the pages, None until they choose.
    """

    id: int
    name: str
    role: Role
    school_id: int
    school: str
    zone: ZoneInfo
    language: str | None = None


def signed_in(facts: StaffFacts) -> SignedIn:
    """Return the person as the pages and services know them."""
    zone = ZoneInfo(facts.zone)
    return SignedIn(facts.id, facts.name, Role(facts.role), facts.school_id, facts.school, zone, facts.language)


async def choose_language(house: House, who: SignedIn, language: str) -> None:
    """Let this person read the pages in a language from now on, wherever they sign in."""
    await house.database.write(lambda uow: staff.change(uow, who.id, language=language))


def sign_in_hash(house: House, sign_in_name: str) -> str:
    """Return the keyed hash by which a sign-in name is found; capitals do not matter."""
    return house.database.vault.fingerprint(sign_in_name.strip().casefold())


def check_password(password: str, again: str) -> None:
    """Refuse a password that is too short to be safe, or was typed differently the second time."""
    if len(password) < SHORTEST_PASSWORD:
        raise Refused("Please use at least 10 characters. Three or four plain words are a good password.", "password")
    if len(password) > LONGEST_PASSWORD:
        raise Refused("This password is too long. 200 characters are the most.", "password")
    if password != again:
        raise Refused("These two are not the same. Please type the password again.", "again")


async def hash_password(password: str) -> str:
    """Return the password's argon2 hash; slow on purpose, so it is worked out in a thread of its own."""
    return await asyncio.to_thread(_HASH.hash, password)


async def is_password(password: str, password_hash: str) -> bool:
    """Say whether this is the password behind the hash."""
    return await asyncio.to_thread(_HASH.verify, password, password_hash)


async def add_colleague(house: House, who: SignedIn, name: str, sign_in_name: str, role: str) -> str:
    """Let a colleague sign in, and return the one-time link with which they choose their password."""
    if role not in set(Role):
        raise Refused("Please choose what they do.", "role")
    typed = " ".join(sign_in_name.split())
    if not 0 < len(typed) <= LONGEST_SIGN_IN:
        raise Refused("Please choose a name to sign in with, at most 60 characters.", "sign_in_name")
    values = {
        "school_id": who.school_id,
        "name": name_of(name, "staff", "name"),
        "sign_in_name": typed,
        "sign_in_hash": sign_in_hash(house, typed),
        "role": role,
        "created_at": house.clock.now(),
    }
    try:
        await house.database.write(lambda uow: staff.keep(uow, values))
    except AlreadyKnown:
        raise Refused("Somebody signs in under this name already. Please choose another.", "sign_in_name") from None
    return await reset_link(house, typed)


async def end_access(house: House, who: SignedIn, staff_id: int) -> None:
    """Let a colleague sign in no more, from this moment on."""

    def work(uow: UnitOfWork) -> None:
        person = staff.by_id(uow, staff_id)
        if person is None or person.school_id != who.school_id:
            raise Missing
        if staff_id == who.id:
            raise Refused("Somebody else has to end your own access.")
        now = house.real_now()
        staff.change(uow, staff_id, ended_at=now)
        staff.end_sign_ins(uow, staff_id, now)
        staff.note(uow, who.school_id, who.id, "ended access", f"staff {staff_id}", now)

    await house.database.write(work)


async def reset_link(house: House, sign_in_name: str) -> str:
    """Make a one-time link with which this person chooses a new password; it works for a day."""
    found = sign_in_hash(house, sign_in_name)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    await house.database.write(lambda uow: _keep_link(uow, house, found, token))
    return f"{house.origin}/new-password/{token}"


def _keep_link(uow: UnitOfWork, house: House, found: str, token: str) -> None:
    person = staff.by_sign_in_hash(uow, found)
    if person is None:
        raise Refused("Nobody signs in under this name.", "name")
    staff.drop_links(uow, RESET, person.id)
    values = {
        "purpose": RESET,
        "token_hash": house.database.vault.fingerprint(token),
        "staff_id": person.id,
        "expires_at": house.real_now() + LINK_LIVES,
    }
    links.keep(uow, values)


async def whose_link(house: House, token: str) -> str | None:
    """Return the name of the person whose one-time link this is, or None when it has run out."""
    return await house.database.read(lambda uow: _name_behind(uow, house, token))


async def choose_password(house: House, token: str, password: str, again: str) -> None:
    """Give the person behind a one-time link their new password, and end all their sign-ins."""
    check_password(password, again)
    hashed = await hash_password(password)
    await house.database.write(lambda uow: _take_password(uow, house, token, hashed))


def _take_password(uow: UnitOfWork, house: House, token: str, hashed: str) -> None:
    now = house.real_now()
    link = links.find(uow, RESET, house.database.vault.fingerprint(token))
    if link is None or link.staff_id is None or link.expires_at <= now or not links.use(uow, link.id, now):
        raise Refused("This link has run out. Please ask for a new one.")
    staff.change(uow, link.staff_id, password_hash=hashed)
    staff.end_sign_ins(uow, link.staff_id, now)


def _name_behind(uow: UnitOfWork, house: House, token: str) -> str | None:
    link = links.find(uow, RESET, house.database.vault.fingerprint(token))
    if link is None or link.staff_id is None or link.used_at is not None or link.expires_at <= house.real_now():
        return None
    person = staff.by_id(uow, link.staff_id)
    return person.name if person else None
