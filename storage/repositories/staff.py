"""The people who sign in, the browsers they are signed in on, and tries that did not succeed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from storage.tables import Audit, OneTimeLink, School, SignIn, SignInTry, Staff
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """A person at the school; `password_hash` and `language` are empty until they have chosen them."""

    id: int
    name: str
    role: str
    school_id: int
    school: str
    zone: str
    password_hash: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class SignInFacts:
    """A signed-in browser and the person at it."""

    id: int
    started_at: datetime
    seen_at: datetime
    staff: StaffFacts


_STAFF = (
    select(Staff, School.name.label("school"), School.zone)
    .join(School, School.id == Staff.school_id)
    .where(Staff.ended_at.is_(None))
)


def by_sign_in_hash(uow: UnitOfWork, sign_in_hash: str) -> StaffFacts | None:
    """Find the person who signs in under this name."""
    row = uow.orm.execute(_STAFF.where(Staff.sign_in_hash == sign_in_hash)).first()
    return _facts(*row) if row else None


def by_id(uow: UnitOfWork, staff_id: int) -> StaffFacts | None:
    """Find a person who may still sign in."""
    row = uow.orm.execute(_STAFF.where(Staff.id == staff_id)).first()
    return _facts(*row) if row else None


def keep(uow: UnitOfWork, values: Mapping[str, Any]) -> int:
    """Keep a person and return their id; raises `AlreadyKnown` where the sign-in name is taken."""
    return uow.connection.execute(insert(Staff).values(**values).returning(Staff.id)).scalar_one()


def change(uow: UnitOfWork, staff_id: int, **values: Any) -> None:
    """Set these columns of the person."""
    uow.connection.execute(update(Staff).where(Staff.id == staff_id).values(values))


def names(uow: UnitOfWork, school_id: int) -> tuple[tuple[int, str], ...]:
    """Return id and name of everybody who may sign in at this school."""
    found = select(Staff.id, Staff.name).where(Staff.school_id == school_id, Staff.ended_at.is_(None))
    return tuple((row[0], row[1]) for row in uow.connection.execute(found.order_by(Staff.id)))


def keep_sign_in(uow: UnitOfWork, staff_id: int, token_hash: str, at: datetime) -> None:
    """Keep that this browser is signed in."""
    values = {"staff_id": staff_id, "token_hash": token_hash, "started_at": at, "seen_at": at}
    uow.connection.execute(insert(SignIn).values(**values))


def sign_in(uow: UnitOfWork, token_hash: str) -> SignInFacts | None:
    """Find the signed-in browser with this token, unless it was ended."""
    found = select(SignIn).where(SignIn.token_hash == token_hash, SignIn.ended_at.is_(None))
    row = uow.orm.scalars(found).first()
    person = by_id(uow, row.staff_id) if row else None
    return SignInFacts(row.id, row.started_at, row.seen_at, person) if row and person else None


def see(uow: UnitOfWork, sign_in_id: int, at: datetime) -> None:
    """Keep when this browser was last heard of."""
    uow.connection.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=at))


def end_sign_in(uow: UnitOfWork, token_hash: str, at: datetime) -> None:
    """End one signed-in browser."""
    uow.connection.execute(update(SignIn).where(SignIn.token_hash == token_hash).values(ended_at=at))


def end_sign_ins(uow: UnitOfWork, staff_id: int, at: datetime) -> None:
    """End every signed-in browser of this person."""
    still = update(SignIn).where(SignIn.staff_id == staff_id, SignIn.ended_at.is_(None))
    uow.connection.execute(still.values(ended_at=at))


def count_tries(uow: UnitOfWork, who_hash: str, since: datetime) -> int:
    """Return how often this name, or this address, tried to sign in since then."""
    found = select(func.count()).where(SignInTry.who_hash == who_hash, SignInTry.tried_at >= since)
    return uow.connection.execute(found).scalar_one()


def keep_try(uow: UnitOfWork, who_hash: str, at: datetime) -> None:
    """Keep a try to sign in."""
    uow.connection.execute(insert(SignInTry).values(who_hash=who_hash, tried_at=at))


def forget_tries(uow: UnitOfWork, who_hash: str) -> None:
    """Forget the tries under this name: it was them."""
    uow.connection.execute(delete(SignInTry).where(SignInTry.who_hash == who_hash))


def drop_links(uow: UnitOfWork, purpose: str, staff_id: int | None) -> None:
    """Forget earlier one-time links for the same, so that only the newest works."""
    whose = OneTimeLink.staff_id.is_(None) if staff_id is None else OneTimeLink.staff_id == staff_id
    uow.connection.execute(delete(OneTimeLink).where(OneTimeLink.purpose == purpose, whose))


def note(uow: UnitOfWork, school_id: int, staff_id: int, what: str, about: str, at: datetime) -> None:
    """Keep who did what and when; never any text that was written."""
    values = {"school_id": school_id, "staff_id": staff_id, "what": what, "about": about, "at": at}
    uow.connection.execute(insert(Audit).values(**values))


def _facts(person: Staff, school: str, zone: str) -> StaffFacts:
    return StaffFacts(
        person.id, person.name, person.role, person.school_id, school, zone, person.password_hash, person.language
    )
