"""One-time links to the page where a phone that only texts sends a picture or a voice; only their hash is kept."""

import secrets
from datetime import datetime, timedelta

from bot.services.house import House
from flows.engine.kinds import ChannelName
from flows.reading import Reading
from flows.reading.meaning import Ask
from storage.repositories import links
from storage.repositories.talks import TalkFacts
from storage.unit_of_work import UnitOfWork

PURPOSE = "upload"
LINK_LIVES = timedelta(days=7)
TOKEN_BYTES = 16


def make_link(uow: UnitOfWork, house: House, parent_id: int, now: datetime) -> str:
    """Make a one-time link for this adult, good for seven days."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    values = {
        "purpose": PURPOSE,
        "token_hash": house.database.vault.fingerprint(token),
        "parent_id": parent_id,
        "expires_at": now + LINK_LIVES,
    }
    links.keep(uow, values)
    return f"{house.origin}/u/{token}"


def link_to_offer(uow: UnitOfWork, house: House, talk: TalkFacts, reading: Reading) -> str | None:
    """Return a new link where a parent asks by SMS how to send a picture or a voice, and None everywhere else."""
    if talk.channel != ChannelName.SMS or not talk.is_proved or not reading.has(Ask.SEND_FILE):
        return None
    return make_link(uow, house, talk.parent_id, house.clock.now())
