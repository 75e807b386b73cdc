"""Play one adult's weeks to come as they are supposed to go, and write down what goes, what is said, what stays."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import count
from typing import TypeAlias

from bot.days import ENGLISH
from bot.services.context import standing_of, starts_at
from bot.services.judge import Begun, LeftOut, PutOff, Stays, candidate_of
from bot.services.outbox import ANSWER_LIFE, Worded, worded
from bot.services.own_words import heard_by
from bot.services.suppose import ASKS, PLACE_OFFER, Path, Supposed
from flows.engine.kinds import ChannelName, MessageKind
from flows.engine.turn import Message, Place
from flows.gate import Candidate, Drop, SentText, Wait, may_send
from flows.sms import measure
from storage.repositories.plans import DueMoment

ANSWERS_AFTER = timedelta(minutes=10)
"""So long after a question the supposed answer comes."""
STORY_TIME_LASTS = timedelta(minutes=45)
"""So long after it began staff are supposed to tick that they came."""
DELIVERY, LIFE = 0, 1
"""At one instant what waits to be sent goes before anything is said or seen."""
MOST_LINES = 2_000
FREE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer a parent may give, and what it brings: the digit, its label in both languages, what is said then."""

    digit: str
    label: str
    english: str
    said: tuple[Worded, ...]
    silence: str | None


@dataclass(frozen=True, slots=True)
class Goes:
    """A message that goes. `due_at` and `why` where it was put off; `replies` where it asks whether they come."""

    at: datetime
    kind: str
    week: int | None
    channel: str
    language: str
    words: Worded
    segments: int
    pence: Decimal
    due_at: datetime | None = None
    why: str | None = None
    replies: tuple[Reply, ...] = ()

    @property
    def body_language(self) -> str:
        """Return the language that the parent reads it in."""
        return self.language if self.words.english is not None else ENGLISH


@dataclass(frozen=True, slots=True)
class Writes:
    """The parent is supposed to write this."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Came:
    """Staff are supposed to tick that they came together."""

    at: datetime
    week: int


@dataclass(frozen=True, slots=True)
class StaysHere:
    """A planned message that does not go, and why."""

    at: datetime
    kind: str
    week: int | None
    why: str


Line: TypeAlias = Goes | Writes | Came | StaysHere


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that is decided: to be judged once more when it is sent, as the deliverer does."""

    candidate: Candidate
    week: int | None
    words: Worded
    place: Place | None = None
    options: tuple[str, ...] = ()
    due_at: datetime | None = None
    why: str | None = None


@dataclass(slots=True)
class Play:
    """The weeks of one adult on one path."""

    adult: Supposed
    path: Path
    pence: Decimal
    lines: list[Line] = field(default_factory=list)
    agenda: list[tuple[datetime, int, int, Callable[[], None]]] = field(default_factory=list)
    waits: dict[str, tuple[datetime, str]] = field(default_factory=dict)
    pending: dict[str, str] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)

    def run(self) -> tuple[Line, ...]:
        """Let everything happen in its order, and return it."""
        self._expect_visits()
        self._wake()
        while (at := self._next()) is not None and len(self.lines) < MOST_LINES:
            self.adult.now = at
            self._wake()
            while self.agenda and self.agenda[0][0] <= at:
                heapq.heappop(self.agenda)[3]()
        for key, why in self.pending.items():
            if (due := self.adult.planned.get(key)) is not None:
                self._leave_out(due, why)
        return tuple(sorted(self.lines, key=lambda each: each.at))

    def soon(self, at: datetime, happen: Callable[[], None], rank: int = LIFE) -> None:
        """Let this happen then."""
        heapq.heappush(self.agenda, (at, rank, next(self.numbers), happen))

    def post(self, out: Outgoing) -> None:
        """Send what is decided, if the gate lets it go at this moment too."""
        adult, candidate = self.adult, out.candidate
        sent, cap = adult.sent(), adult.talk.school.weekly_cap
        match may_send(candidate, standing_of(adult.talk), adult.calendar, sent, adult.now, cap):
            case Wait(until, _why):
                self.soon(until, lambda: self.post(out), DELIVERY)
            case Drop(why):
                self.lines.append(StaysHere(adult.now, candidate.kind, out.week, why))
            case _:
                self._goes(out)

    def expect_reply(self, place: Place, at: datetime) -> None:
        """Let the parent answer a question a little later, if they answer it on this path."""
        words = self.path.reply(f"{place.flow}.{place.step}", self.week(place.session_id))
        if words is not None:
            self.soon(at + ANSWERS_AFTER, lambda: self._writes(words))

    def _next(self) -> datetime | None:
        moments = (self.adult.next_due(), self.agenda[0][0] if self.agenda else None)
        return min((each for each in moments if each is not None), default=None)

    def _expect_visits(self) -> None:
        for session in self.adult.talk.sessions:
            at = starts_at(session, self.adult.calendar) + STORY_TIME_LASTS
            if at > self.adult.now and not session.is_cancelled and self.path.comes_in(session.week):
                self.soon(at, partial(self._came, session.id, session.week))

    def _came(self, session_id: int, week: int) -> None:
        self.adult.came(session_id)
        self.lines.append(Came(self.adult.now, week))

    def _wake(self) -> None:
        """Judge what is due, then send what was begun: in this order, as it really happens."""
        begun = [out for due in self.adult.due() for out in self._judged(due)]
        for out in begun:
            self.post(out)

    def _judged(self, due: DueMoment) -> list[Outgoing]:
        match self.adult.judge(due):
            case Begun(turn):
                self.adult.keep(turn)
                self.adult.settle(due, is_begun=True)
                return [self._outgoing(due, message) for message in turn.messages]
            case PutOff(until, why):
                self.waits[due.key] = (self.waits.get(due.key, (due.due_at, ""))[0], why)
                self.adult.put_off(due, until)
            case LeftOut(why):
                self._leave_out(due, why)
            case Stays(why):
                self.pending[due.key] = why
        return []

    def _leave_out(self, due: DueMoment, why: str) -> None:
        self.adult.settle(due, is_begun=False)
        self.lines.append(StaysHere(due.due_at, due.kind, self.week(due.session_id), why))

    def _outgoing(self, due: DueMoment, message: Message) -> Outgoing:
        talk = self.adult.talk
        due_at, why = self.waits.get(due.key, (None, None))
        return Outgoing(
            candidate_of(talk, due.kind, due.expires_at, due.hint),
            self.week(due.session_id),
            self.worded(message),
            message.place,
            message.options,
            due_at,
            why,
        )

    def _goes(self, out: Outgoing) -> None:
        adult, place = self.adult, out.place
        adult.gone.append(SentText(out.candidate.kind, adult.now))
        is_asking = place is not None and f"{place.flow}.{place.step}" in ASKS | {PLACE_OFFER}
        segments = measure(out.words.body).count
        self.lines.append(
            Goes(
                at=adult.now,
                kind=out.candidate.kind,
                week=out.week,
                channel=adult.talk.channel,
                language=adult.talk.language,
                words=out.words,
                segments=segments,
                pence=self.pence * segments if adult.talk.channel == ChannelName.SMS else FREE,
                due_at=out.due_at,
                why=out.why,
                replies=tuple(self._replies(out.options)) if is_asking else (),
            )
        )
        if place is not None:
            self.expect_reply(place, adult.now)

    def _replies(self, options: tuple[str, ...]) -> Iterator[Reply]:
        label, answer = self.adult.house.catalogues.label, self.adult.hearing(self.adult.now + ANSWERS_AFTER)
        for digit, option in enumerate(options, 1):
            turn = answer(str(digit))
            said = tuple(self.worded(message) for message in turn.messages)
            yield Reply(str(digit), label(option, self.adult.talk.language), label(option, ENGLISH), said, turn.silence)

    def _writes(self, words: str) -> None:
        adult = self.adult
        self.lines.append(Writes(adult.now, words))
        turn = adult.hears(words)
        answer = Candidate(MessageKind.REPLY, adult.now + ANSWER_LIFE, answers_at=adult.now)
        for message in turn.messages:
            week = self.week(message.place.session_id) if message.place else None
            self.post(Outgoing(answer, week, self.worded(message), message.place, message.options))

    def worded(self, message: Message) -> Worded:
        """Return a message in the parent's language, and in English."""
        talk = self.adult.talk
        own = heard_by(talk, self.adult.own)
        return worded(self.adult.house, message, talk.language, own, is_plain=talk.is_plain)

    def week(self, session_id: int | None) -> int | None:
        """Return the week of the programme in which this session is."""
        return next((each.week for each in self.adult.talk.sessions if each.id == session_id), None)
