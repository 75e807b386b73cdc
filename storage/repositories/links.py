"""One-time links: kept as a hash, found once, used once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from storage.tables import OneTimeLink
from storage.unit_of_work import UnitOfWork


def keep(uow: UnitOfWork, values: Mapping[str, Any]) -> None:
    """Keep a link's hash, its purpose, whom it is for and until when it works."""
    uow.connection.execute(insert(OneTimeLink).values(**values))


def find(uow: UnitOfWork, purpose: str, token_hash: str) -> OneTimeLink | None:
    """Return the link of this purpose with this hash, used or not."""
    found = select(OneTimeLink).where(OneTimeLink.purpose == purpose, OneTimeLink.token_hash == token_hash)
    return uow.orm.scalars(found).first()


def use(uow: UnitOfWork, link_id: int, at: datetime) -> bool:
    """Keep that the link was used; say whether it was not used yet."""
    fresh = update(OneTimeLink).where(OneTimeLink.id == link_id, OneTimeLink.used_at.is_(None))
    return uow.connection.execute(fresh.values(used_at=at)).rowcount == 1


def is_any_good(uow: UnitOfWork, purpose: str, parent_id: int, now: datetime) -> bool:
    """Say whether this parent has a link of this purpose that still works."""
    good = OneTimeLink.used_at.is_(None) & (OneTimeLink.expires_at > now)
    found = select(OneTimeLink.id).where(OneTimeLink.purpose == purpose, OneTimeLink.parent_id == parent_id, good)
    return uow.connection.execute(found).first() is not None
