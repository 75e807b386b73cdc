"""A text of one kind in the outbox, or a talk begun, as a service of the school decides it."""

from datetime import timedelta

from bot.services.context import calendar_of, context_of
from bot.services.happened import Happened
from bot.services.outbox import Decision
from bot.services.record import record
from flows import SCRIPT
from flows.engine.kinds import MessageKind
from flows.engine.machine import begin
from storage.repositories import messages, talks


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


async def ask(house, family, place):
    """Begin a talk with this family's parent at "flow.step", as a service of the school does, and send it."""

    def work(uow):
        now = house.clock.now()
        talk = talks.by_parent(uow, family.parent_id, now.date())
        context = context_of(house, talk, calendar_of(talk.school, frozenset()), now)
        kind = MessageKind.SCHOOL_CHANGE if talk.is_proved else MessageKind.PROVING
        return record(uow, house, begin(SCRIPT, place, None, context), Happened(talk, now), Decision(kind, now))

    recorded = await house.database.write(work)
    await house.post.send(recorded.message_ids)
