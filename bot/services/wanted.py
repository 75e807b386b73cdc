"""A person is wanted for a parent, and is asked for once."""

import secrets

from bot.services.happened import Happened
from flows.engine.events import Need
from storage.repositories import answers, messages
from storage.unit_of_work import UnitOfWork

REF_LETTERS = "ACDEFHJKMNPRTUVWXY34679"
"""Letters and digits that are not mistaken for one another on the phone."""


def ask_for(uow: UnitOfWork, at: Happened, need: Need, best: str | None) -> int:
    """Ask for a person once: a second wish of the same kind joins the first."""
    if at.inbound_id is not None:
        messages.settle_inbound(uow, at.inbound_id, {"wants_reader": True})
    there = answers.open_task(uow, at.talk.parent_id, need)
    if there is not None:
        if best:
            answers.change_task(uow, there, best_time=best)
        return there
    return answers.raise_task(uow, _task(at, need) | {"best_time": best})


def _task(at: Happened, need: Need) -> dict[str, object]:
    return {
        "school_id": at.talk.school.id,
        "parent_id": at.talk.parent_id,
        "need": need,
        "is_safety": False,
        "ref": "".join(secrets.choice(REF_LETTERS) for _ in range(4)),
        "inbound_id": at.inbound_id,
        "raised_at": at.now,
        "alerted": 0,
    }
