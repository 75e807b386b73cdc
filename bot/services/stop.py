"""Stop everything to an adult, and let it come back: the same whether they say so or the phone company does."""

from datetime import datetime

from storage.repositories import messages, parents
from storage.repositories.talks import TalkFacts
from storage.unit_of_work import UnitOfWork


def stop(uow: UnitOfWork, talk: TalkFacts, now: datetime, *, by_carrier: bool = False) -> None:
    """Stop everything to this adult on every channel, and to every address of theirs in all schools."""
    parents.change(uow, talk.parent_id, stopped_at=now)
    messages.suppress_unsent(uow, talk.parent_id, "stopped")
    for reach in parents.addresses(uow, talk.parent_id):
        is_this = reach.id == talk.address_id
        parents.stop_address(uow, reach.channel, reach.number_hash, now, by_carrier=by_carrier and is_this)


def come_back(uow: UnitOfWork, talk: TalkFacts) -> None:
    """Let texts go to this adult again, with the language, name and stories that they had."""
    parents.change(uow, talk.parent_id, stopped_at=None, paused_at=None, quiet_at=None)
    for reach in parents.addresses(uow, talk.parent_id):
        parents.unstop_address(uow, reach.channel, reach.number_hash)
