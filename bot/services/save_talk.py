"""Save a talk of the demo as a page of text that the transcript tests read: a bug found by talking becomes a test."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.services.context import calendar_of, context_of
from bot.services.house import House
from bot.services.media import BY_CHOICE
from bot.services.outbox import place_of
from flows.engine.context import Context, Session
from flows.engine.given import print_given
from flows.engine.transcript import (
    BEGINS,
    BOT,
    GIVEN,
    KEYWORDS,
    MEDIA,
    NOW,
    QUIET,
    Line,
    day_in_words,
    print_transcript,
)
from flows.home_story import COMING, NOT_OURS
from storage.errors import Missing
from storage.reports import simulator
from storage.reports.files import CameAlong
from storage.reports.simulator import Bubble, Phone
from storage.repositories import talks
from storage.repositories.talks import SessionFacts
from storage.unit_of_work import UnitOfWork

SPEAKER = "Parent"
SEPARATOR = '"'
FIRST_TEXTS = frozenset({"ON-01", "FM-01"})
NOTICES = {
    "CE-01": "celebration.cheer",
    "CE-02": "celebration.first_page",
    "CE-03": "celebration.book_ready",
    "CE-05": "celebration.goodbye",
    "FB-01": "feedback.line",
    "LD-04": "missed.quiet",
    "RM-04": "reminder.before_break",
    "RM-07": "reminder.closed",
    "TY-01": "thanks.thank_you",
    "TY-02": "thanks.in_the_bag",
    "TY-03": "thanks.best_moment",
}
"""Which "flow.step" says a text that offers no answers to choose from."""
SPARK = re.compile(r"WP-(\d\d)")


async def saved_talk(house: House, phone: Phone) -> str:
    """Return everything said on this phone as a transcript; its `then` lines come with --rewrite-transcripts."""
    return await house.database.read(lambda uow: print_transcript(_lines(uow, house, phone)))


def _lines(uow: UnitOfWork, house: House, phone: Phone) -> Iterator[Line]:
    now = house.clock.now()
    found = house.database.vault.fingerprint(phone.number)
    said = simulator.talk(uow, phone)
    # From the first thing said on: a talk of ten weeks needs sessions that a turn of today has long left behind.
    since = (said[0].at if said else now).astimezone(house.zone).date()
    talk = talks.by_address(uow, phone.channel, found, since)
    if talk is None:
        raise Missing
    context = context_of(house, talk, calendar_of(talk.school, frozenset()), now)
    sessions = tuple(_as_asked(each) for each in talk.sessions if not each.is_cancelled)
    yield Line(GIVEN, _given(context, sessions, said))
    yield from _spoken(said, _speaker(talk.parent), house)


def _given(context: Context, sessions: tuple[Session, ...], said: tuple[Bubble, ...]) -> str:
    """Return the facts as they were when the talk began, as far as the talk itself changed them."""
    is_new = bool(said) and said[0].texts in FIRST_TEXTS
    words = print_given(context, sessions)
    return f"{words}; not proved" if is_new and context.is_proved else words


def _as_asked(session: SessionFacts) -> Session:
    """Return a session without its answer, which the talk gives again; transcripts know sessions by their week."""
    return Session(session.week, session.week, session.on, session.at, session.place)


def _speaker(name: str) -> str:
    first = name.split(maxsplit=1)[0]
    return SPEAKER if first in KEYWORDS else first


def _spoken(said: Iterable[Bubble], speaker: str, house: House) -> Iterator[Line]:
    shown = ""
    for each in said:
        if each.is_begun and (spark := SPARK.match(each.texts)):
            yield Line(GIVEN, f"week {int(spark[1])}")
        if (each.is_begun or not each.is_ours) and (now := _clock(each.at, house)) != shown:
            yield Line(NOW, now)
            shown = now
        yield from _ours(each) if each.is_ours else _theirs(each, speaker)


def _ours(bubble: Bubble) -> Iterator[Line]:
    if bubble.is_begun and (place := _begins(bubble)):
        yield Line(BEGINS, place)
    yield Line(BOT, bubble.body)


def _theirs(bubble: Bubble, speaker: str) -> Iterator[Line]:
    if bubble.files:
        yield Line(MEDIA, _media(bubble.files[0]))
    yield Line(speaker, bubble.body or "…")
    if bubble.silence:
        yield Line(QUIET, bubble.silence)


def _media(file: CameAlong) -> str:
    """Return what came along, as the flows name it once it has been opened."""
    if file.refusal:
        return NOT_OURS if file.refusal in BY_CHOICE else "other"
    return {"image": "picture", "audio": "voice"}.get(file.kind, COMING)


def _begins(bubble: Bubble) -> str | None:
    """Return the "flow.step" that began with this message: its question says so, or its text."""
    pieces = (place_of(piece) for piece in (bubble.buttons or "").split(SEPARATOR))
    asked = next((found[0] for found in pieces if found is not None), None)
    if asked is not None:
        return f"{asked.flow}.{asked.step}"
    return NOTICES.get(bubble.texts.partition(" ")[0])


def _clock(at: datetime, house: House) -> str:
    local = at.astimezone(house.zone)
    return f"{day_in_words(local.date())}, {local:%H:%M}"
