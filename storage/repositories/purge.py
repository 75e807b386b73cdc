"""What has served and may be forgotten."""

from datetime import datetime

from sqlalchemy import delete, select

from storage.repositories.notes import ASKED
from storage.tables import GoodNews, NeutralReply, OneTimeLink, Outbound, SignIn, SignInTry
from storage.unit_of_work import UnitOfWork


def forget_before(uow: UnitOfWork, tries_before: datetime, rest_before: datetime) -> None:
    """Delete tries to sign in, ended sign-ins, links that have run out, and whom we answered neutrally."""
    uow.connection.execute(delete(SignInTry).where(SignInTry.tried_at < tries_before))
    uow.connection.execute(delete(SignIn).where(SignIn.seen_at < rest_before))
    uow.connection.execute(delete(OneTimeLink).where(OneTimeLink.expires_at < rest_before))
    uow.connection.execute(delete(NeutralReply).where(NeutralReply.on_day < rest_before.date().isoformat()))


def forget_drafts(uow: UnitOfWork, now: datetime) -> None:
    """Delete the notes that waited for a colleague's eye until they ran out; a held note leaves no words behind."""
    old = select(Outbound.id).where(Outbound.state == "planned", Outbound.why == ASKED, Outbound.expires_at < now)
    ids = tuple(uow.connection.execute(old).scalars())
    uow.connection.execute(delete(GoodNews).where(GoodNews.outbox_id.in_(ids)))
    uow.connection.execute(delete(Outbound).where(Outbound.id.in_(ids)))
