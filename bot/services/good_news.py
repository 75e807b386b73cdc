"""Good news from a person to a parent: picked or written, looked at, shown as it will go, and sent.

Nothing goes round the check. What it keeps back can be said otherwise, rung, or, where it is soft, shown to a
colleague (`second_look`).
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.errors import Refused
from bot.services.context import context_of
from bot.services.house import House
from bot.services.kept_back import looked_at
from bot.services.outbox import Decision, Worded, put_words
from bot.services.ruling import Going, calendar_for, talk_of, when_it_goes
from bot.services.staff import SignedIn
from flows.engine.context import Context
from flows.engine.kinds import ChannelName, MessageKind
from flows.engine.text import Text
from flows.good_news import cleared_line, in_own_words, ready_notes
from flows.sms import measure, plain
from flows.tone import Purpose
from flows.tone.starters import STARTERS
from storage.repositories import families, notes, staff
from storage.repositories.talks import TalkFacts
from storage.unit_of_work import UnitOfWork

WAITS = timedelta(days=7)
TODAY = re.compile(r"\b(today|tonight|this (morning|afternoon|evening))\b", re.IGNORECASE)
FIELD = "words"
NOTHING = "Pick a ready note, or write two lines of your own."
TOO_LATE = "This says “today”, and it could only go later. Could you say it without the day? Or ring."


@dataclass(frozen=True, slots=True)
class Note:
    """What staff picked (the id of a ready note) or wrote; words of their own count where both are given."""

    ready: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """A note as it will go. `english` is the same in English where the parent reads another language."""

    parent_id: int
    parent: str
    child: str
    body: str
    english: str | None
    language: str
    channel: str
    segments: int
    pence: Decimal
    culprits: tuple[str, ...]
    going: Going
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Desk:
    """What staff need for writing: the ready notes (id and words) and starters, with the child's name."""

    parent_id: int
    family_id: int
    parent: str
    child: str
    language: str
    channel: str
    is_plain: bool
    ready: tuple[tuple[str, str], ...]
    starters: tuple[str, ...]


async def desk(house: House, who: SignedIn, parent_id: int) -> Desk:
    """Return what staff need for writing to this adult."""
    return await house.database.read(lambda uow: _desk(uow, house, who, parent_id))


def _desk(uow: UnitOfWork, house: House, who: SignedIn, parent_id: int) -> Desk:
    talk, context = _talk(uow, house, who, parent_id)
    ready = tuple((note.id, house.catalogues.text(note, "en")) for note in ready_notes(context, who.name))
    starters = tuple(each.replace("{child}", talk.child) for each in STARTERS)
    return Desk(
        parent_id=parent_id,
        family_id=talk.family_id,
        parent=talk.parent,
        child=talk.child,
        language=talk.language,
        channel=talk.channel,
        is_plain=talk.is_plain,
        ready=ready,
        starters=starters,
    )


async def preview(house: House, who: SignedIn, parent_id: int, note: Note) -> Preview:
    """Show a note as it will go; raises `KeptBack` for words that may not, `Refused` where nothing may go to them."""
    return await house.database.read(lambda uow: seen_now(uow, house, who, parent_id, _checked(note)))


async def send(house: House, who: SignedIn, parent_id: int, note: Note) -> Going:
    """Send a note, at once or as soon as it may go; the same refusals as `preview`."""
    looked = _checked(note)

    def work(uow: UnitOfWork) -> tuple[Going, int]:
        seen = seen_now(uow, house, who, parent_id, looked)
        message_id = put(uow, house, who, seen, "LD-03" if looked.words else looked.ready)
        return seen.going, message_id

    going, message_id = await house.database.write(work)
    await house.post.send((message_id,))
    return going


def _checked(note: Note) -> Note:
    """Return the note, tidied, if its words may go."""
    words = tidy(note.words)
    if not words and not note.ready:
        raise Refused(NOTHING, FIELD)
    if words:
        looked_at(words, Purpose.NOTE, FIELD)
    return Note(note.ready, words)


def pence_per_segment(house: House, channel: str) -> Decimal:
    """Return what one part costs; Telegram costs nothing."""
    return house.sms_pence if channel == ChannelName.SMS else Decimal(0)


def tidy(words: str) -> str:
    """Return the words without stray spaces and costly marks."""
    return plain(" ".join(words.split()))


def seen_now(uow: UnitOfWork, house: House, who: SignedIn, parent_id: int, note: Note) -> Preview:
    """Return the note as it would go just now."""
    now = house.clock.now()
    talk, context = _talk(uow, house, who, parent_id)
    body, english = _rendered(house, talk, context, who, note)
    going, expires_at = when(uow, talk, english or body, now, midnight_after(now, who.zone))
    cost = measure(body)
    pence = cost.count * pence_per_segment(house, talk.channel)
    return Preview(
        parent_id=parent_id,
        parent=talk.parent,
        child=talk.child,
        body=body,
        english=english,
        language=talk.language,
        channel=talk.channel,
        segments=cost.count,
        pence=pence,
        culprits=cost.culprits if talk.language == "en" else (),
        going=going,
        expires_at=expires_at,
    )


def _rendered(house: House, talk: TalkFacts, context: Context, who: SignedIn, note: Note) -> tuple[str, str | None]:
    """Return the note as it goes and in English; words of staff's own go as written, after one line in theirs."""
    language = talk.language
    if not note.words:
        ready = _ready(context, who, note.ready)
        english = house.catalogues.text(ready, "en", is_plain=talk.is_plain)
        if language == "en":
            return english, None
        return house.catalogues.text(ready, language, is_plain=talk.is_plain), english
    own = house.catalogues.text(in_own_words(note.words, who.name), "en", is_plain=talk.is_plain)
    if language == "en":
        return own, None
    line = cleared_line(context)
    spoken, said = (house.catalogues.text(line, code, is_plain=talk.is_plain) for code in (language, "en"))
    return f"{spoken}\n{own}", f"{said}\n{own}"


def _ready(context: Context, who: SignedIn, note_id: str) -> Text:
    found = next((note for note in ready_notes(context, who.name) if note.id == note_id), None)
    if found is None:
        raise Refused(NOTHING, "ready")
    return found


def _talk(uow: UnitOfWork, house: House, who: SignedIn, parent_id: int) -> tuple[TalkFacts, Context]:
    families.adult(uow, who.school_id, parent_id)
    now = house.clock.now()
    talk = talk_of(uow, house, parent_id)
    return talk, context_of(house, talk, calendar_for(uow, talk, now), now)


def when(uow: UnitOfWork, talk: TalkFacts, words: str, now: datetime, midnight: datetime) -> tuple[Going, datetime]:
    """Return when the note goes and from when it makes no sense: one that says "today" ends with the day."""
    going = when_it_goes(uow, talk, MessageKind.GOOD_NEWS, now, None)
    if not TODAY.search(words):
        return going, (going.until or now) + WAITS
    if (going.until or now) >= midnight:
        raise Refused(TOO_LATE, FIELD)
    return going, midnight


def midnight_after(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the end of the moment's day."""
    return datetime.combine(moment.astimezone(zone).date() + timedelta(days=1), time(), zone)


def put(uow: UnitOfWork, house: House, who: SignedIn, seen: Preview, texts: str) -> int:
    """Put the note in the outbox, and keep who wrote it."""
    now = house.clock.now()
    talk = talk_of(uow, house, seen.parent_id)
    words = seen.english or seen.body
    expires_at = midnight_after(now, who.zone) if TODAY.search(words) else (seen.going.until or now) + WAITS
    decision = Decision(MessageKind.GOOD_NEWS, now, expires_at, not_before=seen.going.until, written_by=who.id)
    message_id = put_words(uow, talk, Worded(texts, seen.body, seen.english), decision)
    kept = {"parent_id": seen.parent_id, "staff_id": who.id, "note": words, "outbox_id": message_id, "written_at": now}
    notes.keep(uow, kept)
    staff.note(uow, who.school_id, who.id, "good news", f"adult {seen.parent_id}", now)
    return message_id
