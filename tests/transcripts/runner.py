"""Runs a transcript through the real engine, the real reader and the real rendering.

A small world stands in for storage: it keeps the facts that events change, so that the next line meets them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from bot.i18n import Catalogues, load_reply_words
from flows import SCRIPT
from flows.calendar import SchoolCalendar
from flows.engine import events
from flows.engine.context import Context, Offer, Session
from flows.engine.conversation import Conversation
from flows.engine.events import Event, Need
from flows.engine.given import parse_given
from flows.engine.machine import begin, listening, respond
from flows.engine.transcript import BOT, CAUSED, GIVEN, NOW, QUIET, THEN, Line, describe
from flows.engine.turn import Turn
from flows.reading import Reader

LONDON = ZoneInfo("Europe/London")
CALENDAR = SchoolCalendar(LONDON)
READS_FROM, READS_UNTIL = 8 * 60 + 30, 16 * 60
WAITS_FOR_A_PERSON = {Need.READ, Need.LANGUAGE, Need.OTHER_TIME, Need.GUEST}


@cache
def reader() -> Reader:
    return Reader(load_reply_words())


@cache
def catalogues() -> Catalogues:
    return Catalogues.load()


@dataclass
class World:
    """One parent's facts while a transcript runs."""

    now: datetime | None = None
    facts: dict[str, object] = field(default_factory=dict)
    sessions: dict[int, Session] = field(default_factory=dict)
    conversation: Conversation | None = None
    caused: list[str] = field(default_factory=list)

    def learn(self, words: str) -> None:
        """Take the facts of a `given` line."""
        given = parse_given(words)
        self.facts |= given.facts
        self.sessions |= {session.id: session for session in given.sessions}

    def context(self, media: str | None = None) -> Context:
        """Build what the flows may know now, as the services do."""
        here = [session for session in self.sessions.values() if begins_at(session) > self.now]
        coming = sorted(here, key=begins_at)
        asked = self.conversation.session_id if self.conversation and self.conversation.is_open(self.now) else None
        about = self.sessions.get(asked) or next(iter(coming), None)
        later = next((one for one in coming if about is None or one.on > about.on), None)
        offer = self.facts.get("offer")
        known = {"school": "Hill School", "staff": "Mrs Khan", "phone": "0161 496 0000"} | self.facts
        return Context(
            **known | {"offer": Offer(*offer) if offer else None},
            now=self.now,
            read_by=read_by(self.now),
            languages=catalogues().languages,
            session=about,
            next_one=later,
            coming_dates=tuple(one.on for one in coming[:3]),
            media=media,
            is_staffed=is_staffed(self.now),
        )

    def take(self, turn: Turn) -> Iterator[Line]:
        """Change the facts as the turn's events say, and tell what the parent sees."""
        self.conversation = turn.conversation
        for event in turn.events:
            self.facts |= changes(event)
            self.sessions |= moves(event, self.sessions)
            self.caused.append(describe(event))
        if turn.ending:
            self.caused.append(f"ends {turn.ending}")
        yield from self.said(turn)

    def said(self, turn: Turn) -> Iterator[Line]:
        assert turn.messages or turn.silence or turn.events, "a turn says something, hands over or states its silence"
        for message in turn.messages:
            is_plain = self.facts.get("is_plain", False)
            yield Line(BOT, catalogues().render(message.texts, self.facts["language"], is_plain=is_plain))
        if turn.silence:
            yield Line(QUIET, turn.silence)


def run(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the transcript with its Bot, quiet and then lines as the engine makes them."""
    return tuple(_play(tuple(line for line in lines if line.who not in CAUSED)))


def _play(lines: tuple[Line, ...]) -> Iterator[Line]:
    world, media = World(), None
    for line, after in zip(lines, (*lines[1:], None), strict=True):
        yield line
        match line.who:
            case "given":
                world.learn(line.words)
            case "now":
                world.now = parse_now(line.words)
            case "media":
                media = line.words
            case "begins":
                yield from world.take(begin(SCRIPT, line.words, world.conversation, world.context()))
            case _:
                yield from world.take(_answer(world, line.words, media))
                media = None
        if world.caused and (after is None or after.who in {GIVEN, NOW}):
            yield Line(THEN, "\n".join(world.caused))
            world.caused.clear()


def _answer(world: World, words: str, media: str | None) -> Turn:
    question = listening(SCRIPT, world.conversation, world.now)
    reading = reader().read("" if media and words == "…" else words, question)
    return respond(SCRIPT, world.conversation, reading, world.context(media))


CHANGES = {
    events.NumberProved: {"is_proved": True},
    events.NumberDisowned: {"is_stopped": True},
    events.OptedOut: {"is_stopped": True},
    events.OptedIn: {"is_stopped": False, "is_paused": False},
    events.Paused: {"is_paused": True},
    events.FamilyPaused: {"is_paused": True},
    events.InviteLeftOpen: {"is_paused": True, "is_in": False},
    events.InviteAccepted: {"is_paused": False, "is_in": True},
    events.NotSafeTold: {"is_not_safe": True},
    events.SafetyRaised: {"is_held": True, "is_alerted": True},
    events.PlainChosen: {"is_plain": True},
    events.StandingPlaceTaken: {"has_standing_place": True},
}


def changes(event: Event) -> dict[str, object]:
    """Return the facts that an event changes."""
    match event:
        case events.ChildNamed(name):
            return {"child": name}
        case events.SparkDayWished(on_saturday):
            return {"has_saturday_sparks": on_saturday}
        case events.LanguageChosen(language):
            return {"language": language}
        case events.HandedOver(need) if need in WAITS_FOR_A_PERSON:
            return {"has_person_coming": True}
        case _:
            return CHANGES.get(type(event), {})


def moves(event: Event, sessions: dict[int, Session]) -> dict[int, Session]:
    """Return the sessions that an event changes."""
    match event:
        case events.RsvpGiven(session_id, answer, minutes):
            return {session_id: replace(sessions[session_id], answer=answer, minutes_late=minutes)}
        case events.OtherTimeTaken(session_id, on, at):
            return {session_id: replace(sessions[session_id], on=on, at=at)}
        case _:
            return {}


def begins_at(session: Session) -> datetime:
    return datetime.combine(session.on, session.at, LONDON)


def parse_now(words: str) -> datetime:
    return datetime.strptime(words, "%A %d %B %Y, %H:%M").replace(tzinfo=LONDON)


def is_staffed(now: datetime) -> bool:
    return CALENDAR.is_school_day(now.date()) and READS_FROM <= now.hour * 60 + now.minute < READS_UNTIL


def read_by(now: datetime) -> date:
    """Return the day by which a person has read it: today before reading begins, else the next school day."""
    is_early = now.hour * 60 + now.minute < READS_FROM
    return next(CALENDAR.school_days_after(now.date() - timedelta(days=1) if is_early else now.date()))
