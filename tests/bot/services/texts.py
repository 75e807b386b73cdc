"""A text of one kind in the outbox, as a service decides it."""

from datetime import timedelta

from flows.engine.kinds import MessageKind
from storage.repositories import messages


async def begin_text(house, family, kind, *, to=None, body="Story time.", expires_at=None, **more):
    """Put a text to this family's parent in the outbox and return its id."""
    now = house.clock.now()
    values = {
        "school_id": family.school_id,
        "parent_id": family.parent_id,
        "channel": family.channel,
        "to": to or family.number,
        "kind": MessageKind(kind),
        "texts": "RS-02",
        "body": body,
        "is_farewell": False,
        "state": "queued",
        "segments": 1,
        "tries": 0,
        "created_at": now,
        "not_before": now,
        "expires_at": expires_at or now + timedelta(hours=10),
    }
    return await house.database.write(lambda uow: messages.decide(uow, values | more))
