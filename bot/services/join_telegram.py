"""A chat opened our one-time link: bound to one adult, once, and harmless when it was forwarded."""

import secrets
from datetime import datetime, timedelta

from bot.ports import Received
from bot.services.context import Occasion, calendar_of, context_of, conversation_of
from bot.services.happened import Happened
from bot.services.house import House
from bot.services.outbox import Decision
from bot.services.record import Recorded, record
from bot.services.unknown import LINK_RUN_OUT, put_neutral
from flows import SCRIPT
from flows.engine.conversation import Conversation
from flows.engine.kinds import ChannelName, MessageKind
from flows.engine.machine import begin
from storage.errors import AlreadyKnown
from storage.repositories import links, messages, parents, talks
from storage.repositories.talks import TalkFacts
from storage.unit_of_work import UnitOfWork

PURPOSE = "telegram"
LINK_LIVES = timedelta(days=7)
LETTER_LIVES = timedelta(days=28)
"""A letter lies on a shelf for a while before somebody takes it up."""
TOKEN_BYTES = 24
SAMPLE_TOKEN = "x" * 32
"""As long as a real one, for texts that are only shown."""


def make_link(uow: UnitOfWork, house: House, parent_id: int, now: datetime, *, lives: timedelta = LINK_LIVES) -> str:
    """Make a one-time link for this adult, good for seven days unless said otherwise; only its hash is kept."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    values = {
        "purpose": PURPOSE,
        "token_hash": house.database.vault.fingerprint(token),
        "parent_id": parent_id,
        "expires_at": now + lives,
    }
    links.keep(uow, values)
    return f"{house.origin}/t/{token}"


def link_to_offer(uow: UnitOfWork, house: House, talk: TalkFacts, conversation: Conversation | None) -> str | None:
    """Return a new link where the welcome is about to offer Telegram, and None everywhere else."""
    if not is_link_offered(house, talk, conversation):
        return None
    if any(each.channel == ChannelName.TELEGRAM for each in parents.addresses(uow, talk.parent_id)):
        return None
    return make_link(uow, house, talk.parent_id, house.clock.now())


def is_link_offered(house: House, talk: TalkFacts, conversation: Conversation | None) -> bool:
    """Say whether the welcome is about to offer Telegram to somebody who is not there yet."""
    is_offered_next = conversation is not None and (conversation.flow, conversation.step) == ("settling_in", "language")
    return is_offered_next and house.telegram_name is not None and talk.channel == ChannelName.SMS


def join(uow: UnitOfWork, house: House, received: Received, known: TalkFacts | None, inbound_id: int) -> Recorded:
    """Bind this chat to the adult that the link was made for, and ask whether it is them."""
    now = house.clock.now()
    link = links.find(uow, PURPOSE, house.database.vault.fingerprint(received.token or ""))
    if known is not None and (link is None or link.parent_id == known.parent_id):
        messages.settle_inbound(uow, inbound_id, {"silence": "They are on Telegram already."})
        return Recorded()
    if link is None or link.parent_id is None:
        return Recorded(_say_it_has_run_out(uow, house, received, inbound_id))
    if known is not None or link.expires_at <= now or not links.use(uow, link.id, now):
        neutral = _say_it_has_run_out(uow, house, received, inbound_id)
        return Recorded((*neutral, *_text_a_new_one(uow, house, link.parent_id, now)))
    return _bind(uow, house, received, link.parent_id, inbound_id)


def _say_it_has_run_out(uow: UnitOfWork, house: House, received: Received, inbound_id: int) -> tuple[int, ...]:
    """Answer neutrally, once a day: who presses a link again and again needs no answer each time."""
    presser = house.database.vault.fingerprint(f"a link from {received.sender}")
    today = house.clock.now().astimezone(house.zone).date().isoformat()
    if not messages.claim_neutral_reply(uow, received.channel, presser, today):
        return ()
    return (put_neutral(uow, house, received, inbound_id, LINK_RUN_OUT),)


def _bind(uow: UnitOfWork, house: House, received: Received, parent_id: int, inbound_id: int) -> Recorded:
    now = house.clock.now()
    found = house.database.vault.fingerprint(received.sender)
    values = {
        "parent_id": parent_id,
        "channel": ChannelName.TELEGRAM,
        "number": received.sender,
        "number_hash": found,
        "is_preferred": False,
        "created_at": now,
    }
    parents.add_address(uow, values)
    parents.unstop_address(uow, ChannelName.TELEGRAM, found)  # whoever opens our link wants to hear from us here
    today = now.astimezone(house.zone).date()
    talk = talks.by_address(uow, ChannelName.TELEGRAM, found, today)
    if talk is None:
        raise AlreadyKnown
    calendar = calendar_of(talk.school, frozenset())
    turn = begin(SCRIPT, "new_address.telegram", None, context_of(house, talk, calendar, now))
    decision = Decision(MessageKind.REPLY, now, answers_id=inbound_id)
    return record(uow, house, turn, Happened(talk, now, inbound_id), decision)


def check_by_sms(uow: UnitOfWork, house: House, talk: TalkFacts, inbound_id: int) -> tuple[int, ...]:
    """Tell the number that the adult has proved that Telegram was joined; whoever has that phone can say no."""
    now = house.clock.now()
    sms = _proved_number(uow, house, talk.parent_id)
    if sms is None:
        return ()
    context = context_of(house, sms, calendar_of(sms.school, frozenset()), now)
    turn = begin(SCRIPT, "new_address.check", conversation_of(sms), context)
    decision = Decision(MessageKind.REPLY, now, answers_id=inbound_id)
    return record(uow, house, turn, Happened(sms, now, inbound_id), decision).message_ids


def _proved_number(uow: UnitOfWork, house: House, parent_id: int) -> TalkFacts | None:
    """Return the parent's talk at the number they have proved, if texts may go there."""
    today = house.clock.now().astimezone(house.zone).date()
    numbers = (each for each in parents.addresses(uow, parent_id) if each.channel == ChannelName.SMS)
    proved = next((each for each in numbers if each.is_proved and not each.is_failed), None)
    sms = talks.by_address(uow, ChannelName.SMS, proved.number_hash, today) if proved else None
    return sms if sms and not sms.is_stopped else None


def _text_a_new_one(uow: UnitOfWork, house: House, parent_id: int, now: datetime) -> tuple[int, ...]:
    """Text a fresh link, and only to the number that the adult has proved."""
    sms = _proved_number(uow, house, parent_id)
    if sms is None or links.is_any_good(uow, PURPOSE, parent_id, now):
        return ()
    link = Occasion(telegram_link=make_link(uow, house, parent_id, now))
    context = context_of(house, sms, calendar_of(sms.school, frozenset()), now, link)
    turn = begin(SCRIPT, "new_address.new_link", conversation_of(sms), context)
    return record(uow, house, turn, Happened(sms, now), Decision(MessageKind.PERSON, now)).message_ids
