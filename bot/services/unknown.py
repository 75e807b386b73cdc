"""Somebody we do not know wrote: one neutral answer a day, no hint that anybody is known."""

import re

from bot.ports import CarrierWord, Received
from bot.services.house import House
from bot.services.outbox import ANSWER_LIFE
from bot.services.record import Recorded
from flows.engine.kinds import ChannelName, MessageKind
from flows.engine.text import Text
from flows.reading import Intent, Question
from flows.sms import measure
from storage.repositories import messages, parents
from storage.unit_of_work import UnitOfWork

UK_MOBILE = re.compile(r"\+447\d{9}")


def answer(uow: UnitOfWork, house: House, received: Received, found: str, inbound_id: int) -> Recorded:
    """Answer a UK mobile or a Telegram chat once a day; honour a stop without a word; leave the rest alone.

    A number that was taken off as a wrong one is among the stops: it hears nothing more.
    """
    now = house.clock.now()
    if received.carrier is CarrierWord.START:
        parents.unstop_address(uow, received.channel, found)
    is_stop = received.carrier is CarrierWord.STOP or house.read(received.text, Question()).has(Intent.STOP)
    if is_stop:
        parents.stop_address(uow, received.channel, found, now, by_carrier=received.carrier is not None)
    if is_stop or received.carrier or parents.is_stopped(uow, received.channel, found):
        return Recorded()
    may_be_answered = received.channel is ChannelName.TELEGRAM or UK_MOBILE.fullmatch(received.sender)
    today = now.astimezone(house.zone).date().isoformat()
    if not may_be_answered or not messages.claim_neutral_reply(uow, received.channel, found, today):
        return Recorded()
    return Recorded((put_neutral(uow, house, received, inbound_id, NEUTRAL),))


NEUTRAL = Text(
    "NT-01",
    "Thank you for your text. This number is for story news from a school. Please ring the school if we can help.",
)
LINK_RUN_OUT = Text("NT-02", "That link has run out. We will text you a new one.")


def put_neutral(uow: UnitOfWork, house: House, received: Received, inbound_id: int, text: Text) -> int:
    """Put a neutral answer in the outbox, to the address that wrote, and return the row's id."""
    now = house.clock.now()
    body = house.catalogues.render((text,), "en")
    values = {
        "channel": received.channel,
        "to": received.sender,
        "kind": MessageKind.NEUTRAL,
        "texts": text.id,
        "body": body,
        "answers_id": inbound_id,
        "is_farewell": False,
        "state": "queued",
        "segments": measure(body).count,
        "tries": 0,
        "created_at": now,
        "not_before": now,
        "expires_at": now + ANSWER_LIFE,
    }
    return messages.decide(uow, values)
