"""Decide a message: rendered in the parent's language, with its buttons, into the outbox."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.days import ENGLISH
from bot.i18n import OwnWords
from bot.services.house import House
from flows.engine.kinds import MessageKind
from flows.engine.text import Say, Text
from flows.engine.turn import Message, Place
from flows.sms import measure
from storage.repositories import messages
from storage.repositories.talks import TalkFacts
from storage.unit_of_work import UnitOfWork

ANSWER_LIFE = timedelta(minutes=30)
LIFE = timedelta(hours=10)
OTHER_DAYS = frozenset({"CT-09", "CT-10", "CT-11", "RS-09", "RS-32", "SG-02"})
"""Texts whose day is the one by which a person reads; every other day in a text is a story time's."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about one message beside its words. `answers_id` is the inbound message it replies to."""

    kind: MessageKind
    now: datetime
    expires_at: datetime | None = None
    not_before: datetime | None = None
    answers_id: int | None = None
    moment_id: int | None = None
    written_by: int | None = None
    is_farewell: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Worded:
    """A message in words: the ids of its texts, what the parent reads, the English beside it, its buttons as JSON.

    `names_days` are the story times' days that it tells of, in ISO form.
    """

    texts: str
    body: str
    english: str | None = None
    buttons: str | None = None
    names_days: str = ""


def worded(house: House, message: Message, language: str, own: OwnWords, *, is_plain: bool) -> Worded:
    """Return one message of a turn as it is read, in our words or the school's own."""
    body = house.catalogues.render(message.texts, language, is_plain=is_plain, own=own)
    is_english = language == ENGLISH
    english = None if is_english else house.catalogues.english_of(message.texts, language, is_plain=is_plain, own=own)
    return Worded(_ids(message.texts), body, english, _buttons(house, message, language), days_named(message.texts))


def put(uow: UnitOfWork, house: House, talk: TalkFacts, message: Message, decision: Decision) -> int:
    """Put one message of a turn into the outbox and return its id."""
    own = house.own_words.for_adult(uow, talk)
    said = worded(house, message, decision.language or talk.language, own, is_plain=talk.is_plain)
    return put_words(uow, talk, said, decision)


def put_words(uow: UnitOfWork, talk: TalkFacts, said: Worded, decision: Decision) -> int:
    """Put words that are ready into the outbox, to the address this talk is on, and return the row's id."""
    life = ANSWER_LIFE if decision.kind is MessageKind.REPLY else LIFE
    values = {
        "school_id": talk.school.id,
        "parent_id": talk.parent_id,
        "channel": talk.channel,
        "to": talk.number,
        "kind": decision.kind,
        "texts": said.texts,
        "body": said.body,
        "english": said.english,
        "buttons": said.buttons,
        "names_days": said.names_days,
        "answers_id": decision.answers_id,
        "moment_id": decision.moment_id,
        "written_by": decision.written_by,
        "is_farewell": decision.is_farewell,
        "state": "queued",
        "segments": measure(said.body).count,
        "tries": 0,
        "created_at": decision.now,
        "not_before": decision.not_before or decision.now,
        "expires_at": decision.expires_at or (decision.not_before or decision.now) + life,
    }
    return messages.decide(uow, values)


def token_of(place: Place, option: str) -> str:
    """Return what a button carries: its own question and the option, at most 64 bytes."""
    return f"{place.flow}.{place.step}:{place.session_id or 0}:{option}"


def place_of(token: str) -> tuple[Place, str] | None:
    """Return the question and the option that a button carried, or None if it is none of ours."""
    try:
        where, session, option = token.split(":")
        flow, step = where.split(".")
        return Place(flow, step, int(session) or None), option
    except ValueError:
        return None


def _ids(texts: Say) -> str:
    return " ".join(text.id for text in texts)


def days_named(texts: Say) -> str:
    """Return the days of story times that these texts tell of: whoever was told of one hears when it changes."""
    found = {day.isoformat() for text in texts if text.id not in OTHER_DAYS for day in _days(text)}
    return " ".join(sorted(found))


def _days(text: Text) -> Iterator[date]:
    for value in text.values.values():
        if isinstance(value, date):
            yield value
        elif isinstance(value, tuple):
            yield from value


def _buttons(house: House, message: Message, language: str) -> str | None:
    if message.place is None or not message.options:
        return None
    place = message.place
    labels = {option: house.catalogues.label(option, language) for option in message.options}
    return json.dumps([[label, token_of(place, option)] for option, label in labels.items()], ensure_ascii=False)
