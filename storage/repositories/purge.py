"""What has served and may be forgotten."""

from datetime import datetime

from sqlalchemy import delete

from storage.tables import NeutralReply, OneTimeLink, SignIn, SignInTry
from storage.unit_of_work import UnitOfWork


def forget_before(uow: UnitOfWork, tries_before: datetime, rest_before: datetime) -> None:
    """Delete tries to sign in, ended sign-ins, links that have run out, and whom we answered neutrally."""
    uow.connection.execute(delete(SignInTry).where(SignInTry.tried_at < tries_before))
    uow.connection.execute(delete(SignIn).where(SignIn.seen_at < rest_before))
    uow.connection.execute(delete(OneTimeLink).where(OneTimeLink.expires_at < rest_before))
    uow.connection.execute(delete(NeutralReply).where(NeutralReply.on_day < rest_before.date().isoformat()))
