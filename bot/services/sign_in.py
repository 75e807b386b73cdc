"""Signing in and out. A signed-in browser is a row: it ends by itself, and can be ended from elsewhere.

Guessing is slowed down by name and by address. Times are the real ones, even where the demo's clock is ahead.
"""

import secrets
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.services.house import House
from bot.services.staff import SignedIn, is_password, sign_in_hash, signed_in
from storage.repositories import schools, staff
from storage.repositories.staff import SignInFacts, StaffFacts
from storage.unit_of_work import UnitOfWork

ENDS_AFTER = timedelta(hours=12)
IDLE_AFTER = timedelta(hours=1)
SEEN_EVERY = timedelta(minutes=1)
TRIES_WITHIN = timedelta(minutes=15)
TRIES_PER_NAME = 5
TRIES_PER_ADDRESS = 30
"""A whole school may share one address."""
TOKEN_BYTES = 32
NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$Ukp2zw8NvT7UqkTeFuvJPQ$m/g9vJde8mHRwcJ36rPSsVw8rya69U5v8ndUuU38ubs"
"""Compared with when nobody has that name, so that the answer takes as long."""
NOT_THEM = "That name and password do not go together. Please try again."
TOO_OFTEN = "That was tried a few times now. Please wait a quarter of an hour, then try again."


async def sign_in(house: House, name: str, password: str, address: str) -> str:
    """Sign a person in and return the token for their browser; `address` is where they ask from."""
    who, where = sign_in_hash(house, name), house.database.vault.fingerprint(f"address {address}")
    person = await house.database.write(lambda uow: _try(uow, house, who, where))
    known = person.password_hash if person and person.password_hash else NOBODYS
    if not await is_password(password, known) or person is None or not person.password_hash:
        raise Refused(NOT_THEM, "password")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    await house.database.write(lambda uow: _begin(uow, house, person, who, token))
    return token


def _try(uow: UnitOfWork, house: House, who: str, where: str) -> StaffFacts | None:
    """Count this try before the password is looked at, so that many at once are many tries."""
    now = house.real_now()
    since = now - TRIES_WITHIN
    too_many = staff.count_tries(uow, who, since) >= TRIES_PER_NAME
    if too_many or staff.count_tries(uow, where, since) >= TRIES_PER_ADDRESS:
        raise Refused(TOO_OFTEN, "name")
    staff.keep_try(uow, who, now)
    staff.keep_try(uow, where, now)
    return staff.by_sign_in_hash(uow, who)


def _begin(uow: UnitOfWork, house: House, person: StaffFacts, who: str, token: str) -> None:
    now = house.real_now()
    staff.forget_tries(uow, who)
    staff.keep_sign_in(uow, person.id, house.database.vault.fingerprint(token), now)
    staff.note(uow, person.school_id, person.id, "signed in", "", now)


async def who_is(house: House, token: str) -> SignedIn | None:
    """Return the person signed in on the browser with this token, unless the sign-in has ended."""
    found = house.database.vault.fingerprint(token)
    facts = await house.database.read(lambda uow: staff.sign_in(uow, found))
    now = house.real_now()
    if facts is None or not _is_running(facts, now):
        return None
    if now - facts.seen_at >= SEEN_EVERY:
        await house.database.write(lambda uow: staff.see(uow, facts.id, now))
    return signed_in(facts.staff)


def _is_running(facts: SignInFacts, now: datetime) -> bool:
    return now - facts.started_at < ENDS_AFTER and now - facts.seen_at < IDLE_AFTER


async def sign_out(house: House, token: str) -> None:
    """End the sign-in of this browser."""
    found = house.database.vault.fingerprint(token)
    await house.database.write(lambda uow: staff.end_sign_in(uow, found, house.real_now()))


async def is_set_up(house: House) -> bool:
    """Say whether there is anybody who can sign in yet."""
    return await house.database.read(schools.has_staff)
