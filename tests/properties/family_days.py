"""A small world that plays a family's days through planner, openings and gate, and writes down what went.

Seeded: the same seed plays the same days. Planner and gate are handed in, so that a test can plant a fault.
"""

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from flows.calendar import SchoolCalendar
from flows.engine.kinds import MessageKind as Kind
from flows.gate import Candidate, Drop, DueText, Send, SentText, Standing, Wait, may_send
from flows.programme import (
    Facts,
    Moment,
    Open,
    Rhythm,
    SessionPlan,
    Skip,
    lay_out,
    opening,
    plan,
    plan_reminder,
    with_weeks,
)
from tests.properties.hard_rules import Record, Sending

ZONES = ("Europe/London",) * 6 + ("Australia/Lord_Howe", "America/St_Johns", "Africa/Cairo", "Pacific/Apia")
SESSION_HOURS = (time(8, 20), time(9), time(11, 30), time(14, 15), time(15, 10), time(17))
WAKES = tuple(
    time(h, m) for h, m in ((7, 5), (8, 15), (8, 30), (10, 0), (12, 40), (16, 30), (17, 20), (18, 30), (21, 0))
)
ANSWERS = ("yes", "yes", "maybe", "late", "no", "another_time")
FLAGS = ("is_stopped", "is_paused", "is_held", "wants_fewer", "not_safe")
ASK_HOURS = (time(8, 15), time(12), time(16, 30), time(18, 30))
HELLO_HOURS = (time(8, 15), time(8, 30), time(8, 30), time(9, 10), time(11, 5))
THANKS_HOURS = (time(15, 20), time(16, 30), time(17, 45))
SATURDAY_HOURS = (time(9, 30), time(10), time(11, 30))


@dataclass(slots=True)
class Queued:
    """A text outside the plan: an answer, a note, a change, a first text."""

    key: str
    candidate: Candidate
    session_id: int | None = None


@dataclass
class Family:
    seed: int
    length: int
    planner: Callable[..., tuple[Moment, ...]] = plan
    gate: Callable[..., Send | Wait | Drop] = may_send
    now: datetime = field(init=False)
    standing: Standing = field(init=False, default=Standing(may_be_messaged=True, is_proved=False))
    rhythm: Rhythm = field(init=False, default=Rhythm())
    answers: dict[int, str] = field(init=False, default_factory=dict)
    came: set[int] = field(init=False, default_factory=set)
    settled: set[str] = field(init=False, default_factory=set)
    decided: set[str] = field(init=False, default_factory=set)
    waits: dict[str, datetime] = field(init=False, default_factory=dict)
    sent: list[SentText] = field(init=False, default_factory=list)
    queue: list[Queued] = field(init=False, default_factory=list)
    disturbed: set[date] = field(init=False, default_factory=set)
    down_until: datetime | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.numbers = count(1)
        self.events: list[tuple[datetime, int, Callable[[], None]]] = []
        self.first = date(2024, 1, 1) + timedelta(days=self.chance.randrange(1400))
        zone = ZoneInfo(self.chance.choice(ZONES))
        self.calendar = SchoolCalendar(
            zone, closed=self.some_closed_days(), terms=self.some_terms(), quiet=self.some_quiet_days()
        )
        self.rhythm = self.some_rhythm()
        days = lay_out(self.first, self.chance.randrange(5), self.chance.choice(SESSION_HOURS), self.calendar)
        self.sessions = tuple(SessionPlan(n, day.week, day.on, day.at) for n, day in enumerate(days, 100))
        self.reminders = self.some_reminders()
        self.eagerness = self.chance.choice((0.0, 0.3, 0.8, 1.0))
        self.record = Record(zone)
        self.disturbance = self.chance.choice((0.02, 0.1, 0.4))
        self.moments: tuple[Moment, ...] | None = None

    # What the world is made of

    def some_closed_days(self) -> frozenset[date]:
        closed = set()
        day = self.first - timedelta(days=20)
        while day < self.first + timedelta(days=self.length + 120):
            length = self.chance.choice((1, 1, 2, 3, 4, 5, 7, 12))
            closed |= {day + timedelta(days=n) for n in range(length)}
            day += timedelta(days=length + self.chance.randrange(4, 45))
        return frozenset(closed)

    def some_terms(self) -> tuple[tuple[date, date], ...]:
        """Keep half-terms with a week or two between them, or none at all."""
        if self.chance.random() < 0.5:
            return ()
        terms, day = [], self.first - timedelta(days=self.chance.randrange(40))
        while day < self.first + timedelta(days=self.length + 120):
            last = day + timedelta(days=self.chance.randrange(25, 50))
            terms.append((day, last))
            day = last + timedelta(days=self.chance.choice((3, 9, 10, 16)))
        return tuple(terms)

    def some_quiet_days(self) -> frozenset[date]:
        days = (self.first + timedelta(days=n) for n in range(self.length + 40))
        rate = self.chance.choice((0, 0.03, 0.15))
        return frozenset(day for day in days if self.chance.random() < rate)

    def some_rhythm(self) -> Rhythm:
        if self.chance.random() < 0.4:
            return Rhythm()
        pick = self.chance.choice
        return Rhythm(
            ask_days_before=pick((1, 2, 3)),
            ask_at=pick(ASK_HOURS),
            hello_at=pick(HELLO_HOURS),
            thanks_at=pick(THANKS_HOURS),
            spark_after=pick((1, 2, 3, 4)),
            spark_at=pick(ASK_HOURS),
            saturday_spark=pick((True, False)),
            saturday_at=pick(SATURDAY_HOURS),
        )

    def some_reminders(self) -> tuple[Moment, ...]:
        if self.chance.random() < 0.6:
            return ()
        clock, weekday = self.chance.choice((time(8, 20), time(9), time(16, 30))), self.chance.randrange(5)
        days = (self.first + timedelta(days=n) for n in range(self.length))
        dues = tuple(self.calendar.at(day, clock) for day in days if day.weekday() == weekday)
        return plan_reminder(5, dues, timedelta(days=self.chance.choice((0.3, 1, 3))))

    # The days

    def play(self) -> Record:
        self.enqueue(Candidate(Kind.PROVING), at=self.on(self.first, time(9, 40)))
        for n in range(self.length + 40):
            self.schedule_day(self.first + timedelta(days=n), is_eventful=n < self.length)
        # Long after the last day everything has come to its end: what is still open now was lost.
        self.at(self.on(self.first + timedelta(days=self.length + 400), time(12)), self.wake)
        while self.events:
            self.now, _, happen = heapq.heappop(self.events)
            happen()
        return self.record

    def on(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.calendar.zone).astimezone(UTC)

    def at(self, moment: datetime, happen: Callable[[], None]) -> None:
        heapq.heappush(self.events, (moment.astimezone(UTC), next(self.numbers), happen))

    def soon(self, happen: Callable[[], None], longest_minutes: int = 2000) -> None:
        self.at(self.now + timedelta(minutes=self.chance.randrange(1, longest_minutes)), happen)

    def schedule_day(self, day: date, *, is_eventful: bool) -> None:
        for clock in (*WAKES, self.rhythm.hello_at, self.any_clock()):
            self.at(self.on(day, clock), self.wake)
        self.at(self.on(day, time(8, 45)), self.look_for_calm)
        if any(session.on == day for session in self.sessions):
            self.at(self.on(day, time(15, 55)), self.after_session)
        if is_eventful and self.chance.random() < self.disturbance:
            self.at(self.on(day, self.any_clock()), self.disturb)
        if is_eventful and self.chance.random() < 0.15 * self.eagerness:
            self.at(self.on(day, self.any_clock()), self.parent_writes)

    def any_clock(self) -> time:
        return time(self.chance.randrange(24), self.chance.randrange(60))

    def after_session(self) -> None:
        """Let staff tap "they came", now or later or never."""
        here = self.calendar.local(self.now)
        for session in self.held_sessions():
            if session.on == here.date() and self.chance.random() < self.eagerness:
                self.soon(lambda which=session.id: self.tap_came(which), self.chance.choice((35, 200, 2000)))

    def tap_came(self, session_id: int) -> None:
        session = next(each for each in self.sessions if each.id == session_id)
        if self.calendar.at(session.on, session.at) <= self.now:
            self.came.add(session_id)
            self.record.signs.append(self.now)

    def held_sessions(self) -> list[SessionPlan]:
        return [session for session in self.sessions if not session.is_cancelled]

    # What disturbs them

    def disturb(self) -> None:
        self.disturbed.add(self.calendar.day_of(self.now))
        acts = (
            self.move, self.move, self.cancel, self.close_today, self.lay_inset_over, self.pause_all, self.good_news, self.good_news, self.person_writes,
            self.flip, self.flip, self.flip, self.restore, self.restore, self.untick, self.machine_stops,
            self.mark_quiet, self.choose_saturday, self.take_place, self.unknown_writes,
        )  # fmt: skip
        self.chance.choice(acts)()
        self.moments = None

    def next_session(self) -> SessionPlan | None:
        ahead = (each for each in self.held_sessions() if self.calendar.at(each.on, each.at) > self.now)
        return min(ahead, key=lambda each: each.on, default=None)

    def change_session(self, changed: SessionPlan) -> None:
        others = (each for each in self.sessions if each.id != changed.id)
        self.sessions = with_weeks((*others, changed))
        end = self.calendar.at(changed.on, changed.at)
        self.enqueue(Candidate(Kind.SCHOOL_CHANGE, expires=end), session_id=changed.id)

    def move(self) -> None:
        session = self.next_session()
        if session is None:
            return
        day = self.calendar.day_of(self.now) + timedelta(days=self.chance.randrange(1, 12))
        self.answers.pop(session.id, None)
        self.change_session(replace(session, on=day, at=self.chance.choice(SESSION_HOURS)))

    def cancel(self) -> None:
        session = self.next_session()
        if session is not None:
            self.change_session(replace(session, is_cancelled=True))

    def close_today(self) -> None:
        today = self.calendar.day_of(self.now)
        self.calendar = replace(self.calendar, closed=self.calendar.closed | {today})
        self.sessions = with_weeks(
            replace(each, is_cancelled=True) if each.on == today and self.is_ahead(each) else each
            for each in self.sessions
        )
        midnight = self.on(today + timedelta(days=1), time(0))
        self.enqueue(Candidate(Kind.CLOSURE, expires=midnight))

    def lay_inset_over(self) -> None:
        """Close the day of the next session, which moves on by a day or more."""
        session = self.next_session()
        if session is None:
            return
        self.calendar = replace(self.calendar, closed=self.calendar.closed | {session.on})
        self.answers.pop(session.id, None)
        self.change_session(replace(session, on=session.on + timedelta(days=self.chance.randrange(1, 9))))

    def mark_quiet(self) -> None:
        """Let a hard day be a quiet one, as it begins or in the middle of it."""
        day = self.calendar.day_of(self.now) + timedelta(days=self.chance.randrange(3))
        self.calendar = replace(self.calendar, quiet=self.calendar.quiet | {day})

    def pause_all(self) -> None:
        """Let the whole school rest, with or without a word about it."""
        self.standing = replace(self.standing, is_resting=True)
        if self.chance.random() < 0.5:
            self.enqueue(Candidate(Kind.CLOSURE, expires=self.on(self.calendar.day_of(self.now), time(20))))

    def is_ahead(self, session: SessionPlan) -> bool:
        return self.calendar.at(session.on, session.at) > self.now

    def good_news(self) -> None:
        self.enqueue(Candidate(Kind.GOOD_NEWS, expires=self.now + timedelta(days=self.chance.choice((0.3, 7)))))

    def person_writes(self) -> None:
        self.enqueue(Candidate(Kind.PERSON, expires=self.now + timedelta(days=4)))

    def unknown_writes(self) -> None:
        self.enqueue(Candidate(Kind.NEUTRAL, expires=self.now + timedelta(hours=1)))

    def flip(self) -> None:
        flag = self.chance.choice(FLAGS)
        is_gone = self.standing.is_stopped or self.standing.not_safe
        if flag in {"is_stopped", "not_safe"} and not is_gone:
            self.record.stops.append(self.now)
            self.enqueue(Candidate(Kind.REPLY, answers_at=self.now, is_farewell=True))
        self.standing = replace(self.standing, **{flag: True})

    def restore(self) -> None:
        """Let the parent come back and a person restart; both are signs."""
        self.standing = Standing(may_be_messaged=True, is_proved=True)
        self.record.signs.append(self.now)

    def untick(self) -> None:
        self.standing = replace(self.standing, may_be_messaged=self.chance.random() < 0.5)

    def machine_stops(self) -> None:
        self.down_until = self.now + timedelta(hours=self.chance.choice((1, 5, 30, 70)))
        hours = int((self.down_until - self.now) / timedelta(hours=1))
        self.disturbed |= {self.calendar.day_of(self.now + timedelta(hours=n)) for n in range(hours + 1)}

    def choose_saturday(self) -> None:
        self.rhythm = replace(self.rhythm, saturday_spark=not self.rhythm.saturday_spark)

    def take_place(self) -> None:
        self.standing = replace(self.standing, has_standing_place=not self.standing.has_standing_place)

    def parent_writes(self) -> None:
        self.record.signs.append(self.now)
        session = self.next_session()
        if session is not None:
            self.answers[session.id] = self.chance.choice(ANSWERS)
        self.enqueue(
            Candidate(Kind.REPLY, answers_at=self.now), at=self.now + timedelta(minutes=self.chance.randrange(1, 45))
        )

    # What the product does

    def enqueue(self, candidate: Candidate, session_id: int | None = None, at: datetime | None = None) -> None:
        key = f"{candidate.kind}-{next(self.numbers)}"
        self.queue.append(Queued(key, candidate, session_id))
        self.decide(key)
        self.at(at or self.now, self.wake)
        if at is not None:
            self.waits[key] = at

    def wake(self) -> None:
        if self.down_until is not None:
            if self.now < self.down_until:
                return
            self.down_until, self.waits, self.moments = None, {}, None  # a restart forgets all that is not stored
        for text in tuple(self.queue):
            if text.key not in self.settled and self.waits.get(text.key, self.now) <= self.now:
                self.judge(text.key, text.candidate, None, text.session_id)
        for moment in self.planned():
            if moment.due > self.now:
                break
            if moment.key not in self.settled and self.waits.get(moment.key, self.now) <= self.now:
                self.decide(moment.key)
                self.consider(moment)

    def planned(self) -> tuple[Moment, ...]:
        if self.moments is None:
            place = self.standing.has_standing_place
            own = self.planner(self.sessions, self.rhythm, self.calendar, has_standing_place=place)
            self.moments = tuple(sorted((*own, *self.reminders), key=lambda each: each.due.astimezone(UTC)))
            keys = {each.key for each in self.moments} | {each.key for each in self.queue}
            for key in self.decided - self.settled - keys:
                self.settle(key)
        return self.moments

    def consider(self, moment: Moment) -> None:
        opened = opening(moment, self.facts(moment))
        if isinstance(opened, Open):
            is_choice = self.rhythm.saturday_spark and moment.key.startswith("spark")
            is_break = moment.kind is Kind.SCHOOL_CHANGE
            candidate = Candidate(moment.kind, moment.expires, is_saturday_choice=is_choice, is_before_break=is_break)
            self.judge(moment.key, candidate, moment, moment.session_id)
        elif opened.is_final or self.now >= moment.expires:
            self.settle(moment.key)

    def judge(self, key: str, candidate: Candidate, moment: Moment | None, session_id: int | None) -> None:
        sent, to_come = tuple(self.sent[-12:]), self.to_come(key)
        match self.gate(candidate, self.standing, self.calendar, sent, self.now, self.record.cap, to_come):
            case Send():
                self.send(key, candidate, session_id)
            case Wait(until, _):
                self.waits[key] = until
            case Drop():
                self.settle(key)

    def to_come(self, key: str) -> tuple[DueText, ...]:
        until = self.now + timedelta(days=7)
        near = (
            each for each in self.planned() if each.due < until and each.key != key and each.key not in self.settled
        )
        return tuple(
            DueText(each.kind, self.waits.get(each.key, each.due))
            for each in near
            if each.expires > self.now and is_likely(opening(each, self.facts(each)))
        )

    def facts(self, moment: Moment) -> Facts:
        session = next((each for each in self.sessions if each.id == moment.session_id), None)
        before = session.on if session else self.calendar.day_of(self.now)
        past = [each for each in self.held_sessions() if each.on < before]
        return Facts(
            rsvp=self.answers.get(session.id) if session else None,
            has_standing_place=self.standing.has_standing_place,
            came_together=session is not None and session.id in self.came,
            silent_sessions=self.silent_sessions(past),
            is_first_session=not past,
            wants_fewer=self.standing.wants_fewer,
            missed_last_time=bool(past) and past[-1].id not in self.came,
        )

    def silent_sessions(self, past: list[SessionPlan]) -> int:
        signs = self.record.signs
        since = self.calendar.day_of(signs[-1]) if signs else date.min
        return sum(since < each.on for each in past)

    def decide(self, key: str) -> None:
        if key not in self.decided:
            self.decided.add(key)
            self.record.decided.append(key)

    def settle(self, key: str) -> None:
        self.settled.add(key)
        self.record.settled.append(key)
        self.queue = [each for each in self.queue if each.key != key]

    def send(self, key: str, candidate: Candidate, session_id: int | None) -> None:
        self.settle(key)
        self.sent.append(SentText(candidate.kind, self.now))
        self.record.sendings.append(self.as_seen(key, candidate, session_id))
        if candidate.kind is Kind.PROVING:
            self.soon(self.prove)
        elif self.chance.random() < self.eagerness * 0.5:
            self.soon(self.parent_writes)

    def prove(self) -> None:
        self.standing = replace(self.standing, is_proved=True)
        self.disturbed.add(self.calendar.day_of(self.now))
        self.record.signs.append(self.now)

    def as_seen(self, key: str, candidate: Candidate, session_id: int | None) -> Sending:
        session = next((each for each in self.sessions if each.id == session_id), None)
        adult = self.standing
        return Sending(
            kind=candidate.kind.value,
            at=self.now,
            slot=key.split(":", 1)[0] if ":" in key else candidate.kind.value,
            session=session_id,
            session_start=session and datetime.combine(session.on, session.at, self.calendar.zone).astimezone(UTC),
            answers_at=candidate.answers_at,
            is_farewell=candidate.is_farewell,
            stopped=adult.is_stopped,
            paused=adult.is_paused,
            unproved=not adult.is_proved,
            held=adult.is_held,
            not_ticked=not adult.may_be_messaged,
            not_safe=adult.not_safe,
            fewer=adult.wants_fewer,
            saturday_chosen=self.rhythm.saturday_spark,
            resting=adult.is_resting,
            session_days=frozenset(each.on for each in self.held_sessions()),
            closed=self.calendar.closed,
            quiet=self.calendar.quiet,
            terms=self.calendar.terms,
        )

    def look_for_calm(self) -> None:
        """Note the hellos that must go this morning: nothing happened for nine days, all is well, they are coming."""
        today = self.calendar.day_of(self.now)
        nine_days = {today - timedelta(days=n) for n in range(10)}
        well = self.standing in (
            replace(Standing(may_be_messaged=True, is_proved=True), has_standing_place=place) for place in (True, False)
        )
        has_written_today = any(self.calendar.day_of(sign) == today for sign in self.record.signs)
        if has_written_today or self.disturbed & nine_days or not well or self.down_until or today.weekday() > 4:
            return
        is_open = today not in self.calendar.closed | self.calendar.quiet and self.is_in_term(today)
        todays = [each for each in self.held_sessions() if each.on == today and is_open]
        # Sessions of one day share a hello, which goes by the first of them.
        for session in sorted(todays, key=lambda each: (each.at, each.id))[:1]:
            answer = self.answers.get(session.id)
            is_coming = answer in {"yes", "maybe", "late"} or (answer is None and self.standing.has_standing_place)
            if is_coming and self.silent_sessions([each for each in self.held_sessions() if each.on < today]) < 2:
                is_early = session.at <= self.rhythm.hello_at
                self.record.expected_hellos[today] = self.calendar.opens if is_early else self.rhythm.hello_at

    def is_in_term(self, day: date) -> bool:
        terms = self.calendar.terms
        return not terms or any(first <= day <= last for first, last in terms)


def is_likely(opened: Open | Skip) -> bool:
    return isinstance(opened, Open) or not opened.is_final
