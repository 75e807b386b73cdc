"""The people of the simulated year: parents who answer as they do, staff on their rounds, and what each of them did."""

import heapq
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from random import Random

from pypdf import PdfReader
from sqlalchemy import select

from benchmarks.year_school import LONDON, Household, School, at, weekdays
from bot.errors import Refused
from bot.ports import Received
from bot.services import book_pages, closures, good_news, invite, ring, sessions, talk
from bot.services.book import looked_together
from bot.services.deliver import deliver
from bot.services.receive import receive
from bot.services.wake import wake
from flows.engine.kinds import ChannelName
from storage.repositories import messages
from storage.tables import Inbound, Moment, Outbound, Parent, Rsvp, Session, Task
from tests.properties.hard_rules import Record, Sending

TICKS = ("07:30", "08:15", "08:30", "09:00", "10:00", "12:00", "14:00", "16:00", "16:30", "17:00", "18:00", "20:00")
SNOW = frozenset({date(2026, 11, 30), date(2027, 2, 2), date(2027, 2, 3)})
TRAINING_DAY, TRAINING_SAID_ON = date(2027, 5, 14), date(2027, 5, 6)
MOVES_A_DAY = 0.01
"""Sessions of one family that staff move on an ordinary day, on average: two in its ten weeks."""
MIDNIGHT = time(0)
NOTE = "{name} helped a friend find a book today. It was lovely to see."

WORDS = {
    "en": {
        "coming": ("yes", "1", "yeah well be there x", "ok", "yh c u there", "yes but might be late"),
        "not": ("2", "no sorry", "cant make it this week", "he has chicken pox"),
        "perhaps": ("3", "maybe", "not sure yet", "will try"),
        "another": ("4", "can we do another day", "after school is better"),
        "story": ("1", "2", "3", "we made one up about a frog", "4", "read one at bedtime"),
        "other": ("thank you", "ok x", "who is this", "what time is it", "can i bring the baby", "sorry"),
    },
    "pl": {
        "coming": ("tak", "1", "będziemy", "tak, ale się spóźnimy"),
        "not": ("2", "nie damy rady", "jest chory"),
        "perhaps": ("3", "może"),
        "another": ("4", "inny dzień"),
        "story": ("1", "2", "czytaliśmy", "4"),
        "other": ("dziękuję", "o której?"),
    },
    "ur": {
        "coming": ("جی ہاں", "1", "ji haan", "۱"),
        "not": ("2", "نہیں", "nahi aa sakte"),
        "perhaps": ("3", "شاید"),
        "another": ("4",),
        "story": ("1", "2", "4"),
        "other": ("شکریہ", "shukriya"),
    },
}
COMING_TEXTS = frozenset({"RS-01", "RS-02", "RM-01", "RS-21", "CT-02", "RS-20", "FM-02", "RM-05"})
STORY_TEXTS = frozenset({"HS-01", "HS-14"})
FREE_TEXTS = {"FB-01": ("7", "10", "3", "0"), "FB-02": ("the fox",), "FB-03": ("more time",), "FB-04": ("a song",),
              "CE-01": ("nan",), "CE-02": ("For my star, love from Mum",), "TY-03": ("the dragon", "🙂"),
              "ON-05": ("ok", "J"), "ON-06": ("ok",)}  # fmt: skip


@dataclass
class Life:
    """One parent: how they are, what they did, and what they heard."""

    home: Household
    language: str
    answers: float
    comes: float
    record: Record
    is_proved: bool = False
    is_stopped: bool = False
    is_paused: bool = False
    is_held: bool = False
    wants_fewer: bool = False
    written: int = 0


@dataclass
class Move:
    """One change of a session's day: what was said of it before, and what has to be said once."""

    number: str
    at: datetime
    says: str
    was_told: bool
    is_reachable: bool


@dataclass
class Moves:
    """The sessions that staff moved, held against what each parent then heard."""

    town: "Town"
    made: list[Move] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.made)

    def told_not_once(self) -> list[str]:
        """Return every move that a parent who had been told heard of otherwise than once, or that was told to others."""
        wrong = []
        for move in self.made:
            heard = [row for row in self.town.rows_to(move.number) if row.kind == "school_change" and row.sent_at]
            times = sum(move.says in english_of(row) and row.created_at == move.at for row in heard)
            if move.is_reachable and times != move.was_told:
                wrong.append(f"{move.number} at {move.at}: {times} times, told before: {move.was_told}")
        return wrong


class Town:
    """Everybody, day by day."""

    def __init__(self, school: School, seed: int) -> None:
        self.school, self.random, self.moves, self.replies, self.books = school, Random(seed + 1), Moves(self), 0, 0
        self.lives = {number: self._life(home) for number, home in school.households.items()}
        self.coming: list[tuple[datetime, int, str, str]] = []
        self.sent: dict[str, list[Sending]] = {number: [] for number in self.lives}
        self.heard = 0

    def _life(self, home: Household) -> Life:
        kind = self.random.choices(((0.95, 0.9), (0.6, 0.7), (0.25, 0.5), (0.0, 0.1)), (4, 4, 2, 2))[0]
        language = self.school.house.database.read_now(lambda uow: _language(uow, home.parent_id))
        return Life(home, language, *kind, Record(LONDON))

    # One day

    async def live(self, day: date) -> None:
        """Let one day pass: what is due goes, parents write when they do, staff do their rounds."""
        is_open = day.weekday() < 5 and day not in self.school.closed
        if day in SNOW and is_open:
            await self.on(at(day, time(7, 10)))
            await closures.close_today(self.school.house, self.school.who)
            self.school.closed.add(day)
            is_open = False
        for tick in TICKS:
            await self.until(at(day, time.fromisoformat(tick)))
            if is_open and tick == "09:00":
                await self.morning_round(day)
            if is_open and tick == "16:00":
                await self.afternoon_round(day)
            await self.send()

    async def until(self, moment: datetime) -> None:
        """Let parents write who do so before this moment, then let the school's clock wake what is due."""
        while self.coming and self.coming[0][0] <= moment:
            when, _n, number, words = heapq.heappop(self.coming)
            await self.on(max(when, self.school.now))
            await self.write(self.lives[number], words)
        await self.on(moment)

    async def on(self, moment: datetime) -> None:
        self.school.house.clock.time = moment
        await wake(self.school.house)
        await self.send()

    async def send(self) -> None:
        """Send what waits and may go, and let those who get it think about an answer."""
        house = self.school.house
        await deliver(house, await house.database.read(lambda uow: messages.waiting(uow, house.clock.now(), 1_000)))
        new, self.heard = self.school.phone.heard[self.heard :], len(self.school.phone.heard)
        for when, sending in new:
            if (life := self.lives.get(sending.to)) is not None:
                row = house.database.read_now(lambda uow, id_=sending.message_id: uow.orm.get(Outbound, id_))
                self.keep(life, row, when)
                self.think(life, row, when)

    # Parents

    async def write(self, life: Life, words: str) -> None:
        """Let a parent write, and keep what that means for them."""
        now = self.school.now
        life.written += 1
        self.replies += 1
        self._keep_meaning(life, words, now)
        sms = ChannelName.SMS
        received = Received(sms, f"{life.home.number}-{life.written}", life.home.number, words, now)
        await receive(self.school.house, received)
        await self.send()

    def _keep_meaning(self, life: Life, words: str, now: datetime) -> None:
        life.record.signs.append(now)
        match words:
            case "STOP" | "stop texting me pls":
                life.record.stops.append(now)
                life.is_stopped = True
            case "START":
                life.is_stopped = False
                life.is_paused = False
            case "PAUSE":
                life.is_paused = not life.is_stopped
            case "STORY":
                life.is_paused = life.is_stopped and life.is_paused
            case "LESS" | "MORE":
                life.wants_fewer = words == "LESS" if not life.is_stopped else life.wants_fewer
            case "i cant do this anymore":
                life.is_held = True
            case "1" if not life.is_proved:
                life.is_proved = True

    def think(self, life: Life, row: Outbound, when: datetime) -> None:
        """Decide whether this text is answered, when, and with what."""
        texts = set(row.texts.split())
        chance = 0.9 if texts & {"ON-01", "ON-02"} and life.answers else life.answers
        if not _asks(row) or self.random.random() > chance:
            if self.random.random() < 0.004:
                self.later(life, when, self.random.choice(("LESS", "PAUSE", "STOP", "i cant do this anymore")))
            return
        self.later(life, when, self._answer(life, texts))

    def _answer(self, life: Life, texts: set[str]) -> str:
        words = WORDS[life.language]
        if texts & {"ON-01", "ON-02", "CT-07"}:
            return "1"
        if texts & COMING_TEXTS:
            wish = self.random.choices(("coming", "not", "perhaps", "another"), (life.comes * 8, 1.5, 1, 0.5))[0]
            return self.random.choice(words[wish])
        if texts & STORY_TEXTS:
            return self.random.choice(words["story"])
        free = next((FREE_TEXTS[each] for each in texts if each in FREE_TEXTS), ("1", "2", *words["other"]))
        return self.random.choice(free)

    def later(self, life: Life, when: datetime, words: str) -> None:
        """Let them write in a while: soon, in the evening, or after a night's sleep; and come back in some weeks."""
        minutes = self.random.choice((1, 2, 5, 20, 60, 300, 700, 2000))
        self._put(when + timedelta(minutes=minutes), life, words)
        if words in {"STOP", "PAUSE", "LESS"} and self.random.random() < 0.7:
            back = {"STOP": "START", "PAUSE": "STORY", "LESS": "MORE"}[words]
            self._put(when + timedelta(days=self.random.randrange(3, 40), hours=3), life, back)

    def _put(self, when: datetime, life: Life, words: str) -> None:
        heapq.heappush(self.coming, (when, len(self.coming), life.home.number, words))

    # Staff

    async def morning_round(self, day: date) -> None:
        """Invite whose turn it is, ring who asked for it, write good news, move a session now and then."""
        for life in self.lives.values():
            if life.home.invited_on == day:
                await self._try(invite.invite(self.school.house, self.school.who, life.home.parent_id))
        await self._ring()
        if day == TRAINING_SAID_ON:
            training = closures.Closing({TRAINING_DAY: "Training"})
            await closures.close_days(self.school.house, self.school.who, training)
            self.school.closed.add(TRAINING_DAY)
        for _ in self.lives:
            if self.random.random() < MOVES_A_DAY:
                await self._move_one(day)
        if self.random.random() < 0.3:
            life = self.random.choice(list(self.lives.values()))
            note = good_news.Note("", NOTE.format(name="Your child"))
            await self._try(good_news.send(self.school.house, self.school.who, life.home.parent_id, note))

    async def afternoon_round(self, day: date) -> None:
        """Tick who came today."""
        for session in self._sessions(on_date=day, cancelled_at=None):
            life = self._of(session.family_id)
            if life is not None and self.random.random() < life.comes:
                await sessions.came_together(self.school.house, self.school.who, session.id, came=True)
                life.record.signs.append(at(day, session.at_time))

    async def _ring(self) -> None:
        """Ring whoever is waiting, and hand the family back to the texts."""
        house, who = self.school.house, self.school.who
        tasks = house.database.read_now(lambda uow: list(uow.orm.scalars(select(Task).where(Task.done_at.is_(None)))))
        for task in tasks:
            if task.need == "ring":
                await self._try(ring.pick_up(house, who, task.id))
                await self._try(ring.rang(house, who, task.id))
        for life in self.lives.values():
            if life.is_held:
                await talk.hand_back(house, who, life.home.family_id)
                life.is_held = False
                life.record.signs.append(self.school.now)

    async def _move_one(self, day: date) -> None:
        """Move a session of the next three weeks to another open day of its week; of one family only once a day."""
        moved = {move.number for move in self.moves.made if move.at == self.school.now}
        near = [
            each
            for each in self._sessions(cancelled_at=None, came_together_at=None)
            if timedelta(days=1) < each.on_date - day < timedelta(days=21)
            and (life := self._of(each.family_id)) is not None
            and life.home.number not in moved
        ]
        if not near:
            return
        session = self.random.choice(near)
        monday = session.on_date - timedelta(days=session.on_date.weekday())
        free = [each for each in weekdays(monday, monday + timedelta(days=4)) if each > day + timedelta(days=1)]
        free = [each for each in free if each not in self.school.closed and each != session.on_date]
        if free:
            await self._move(self._of(session.family_id), session, self.random.choice(free))

    async def _move(self, life: Life, session: Session, to: date) -> None:
        said = _day_words(session.on_date)
        texts = [english_of(row) for row in self.rows_to(life.home.number) if row.sent_at]
        has_place = self._row(Parent, life.home.parent_id).standing_place_at is not None
        has_spoken_of_it = bool(self._rsvps(life, session_id=session.id))
        was_told = has_place or has_spoken_of_it or any(word in text for text in texts for word in said)
        is_reachable = life.is_proved and not (life.is_stopped or life.is_paused or life.is_held)
        slot = sessions.Slot(to, session.at_time, session.place)
        try:
            await sessions.move(self.school.house, self.school.who, session.id, slot)
        except Refused:
            return
        says = _day_words(to)[1]
        self.moves.made.append(Move(life.home.number, self.school.now, says, was_told, is_reachable))

    async def _try(self, what) -> None:
        """Let staff do it; what is refused, they read and leave."""
        with suppress(Refused):
            await what

    # What was seen

    def keep(self, life: Life, row: Outbound, when: datetime) -> None:
        """Write down one text that went, with how its parent stood by their own words."""
        moment = self._row(Moment, row.moment_id)
        session = self._row(Session, moment.session_id if moment else None)
        answered = self._row(Inbound, row.answers_id)
        theirs = self._sessions(family_id=life.home.family_id, cancelled_at=None)
        sending = Sending(
            row.kind,
            when,
            slot=moment.key.partition("/")[2].partition(":")[0] if moment else "",
            session=session.id if session else None,
            session_start=at(session.on_date, session.at_time) if session else None,
            answers_at=answered.received_at if answered else None,
            is_farewell=row.is_farewell,
            stopped=life.is_stopped,
            paused=life.is_paused,
            unproved=not life.is_proved,
            held=life.is_held,
            fewer=life.wants_fewer,
            session_days=frozenset(each.on_date for each in theirs),
            closed=frozenset(self.school.closed),
        )
        life.record.sendings.append(sending)

    async def bind_books(self) -> None:
        """Look through every family's book with them, print it, and count those that came out with pages."""
        for life in self.lives.values():
            await looked_together(self.school.house, self.school.who, life.home.parent_id)
            book = await book_pages.printed(self.school.house, self.school.who, life.home.parent_id)
            self.books += book.startswith(b"%PDF") and len(PdfReader(BytesIO(book)).pages) > 1

    def records(self) -> list[tuple[str, Record]]:
        """Return what went to each parent, with everything decided and how it ended."""
        for life in self.lives.values():
            rows = self.rows_to(life.home.number)
            life.record.decided = [str(row.id) for row in rows]
            life.record.signs += self._answered_for(life)
            life.record.settled = [str(row.id) for row in rows if row.state not in {"queued", "sending"}]
        return [(life.home.number, life.record) for life in self.lives.values()]

    def _answered_for(self, life: Life) -> list[datetime]:
        """Return the days of the sessions that they answered about, however early: each is a sign for its own day.

        Who keeps a place has answered once for every week that follows.
        """
        answered = {each.session_id for each in self._rsvps(life) if each.answer is not None}
        kept_at = self._row(Parent, life.home.parent_id).standing_place_at
        days = {at(each.on_date, MIDNIGHT): each.id for each in self._sessions(family_id=life.home.family_id)}
        return [day for day, id_ in days.items() if id_ in answered or (kept_at and day > kept_at)]

    def _rsvps(self, life: Life, **where) -> list[Rsvp]:
        found = select(Rsvp).filter_by(parent_id=life.home.parent_id, **where)
        return self.school.house.database.read_now(lambda uow: list(uow.orm.scalars(found)))

    def rows_to(self, number: str) -> list[Outbound]:
        whose = self.lives[number].home.parent_id
        found = select(Outbound).where(Outbound.parent_id == whose).order_by(Outbound.id)
        return self.school.house.database.read_now(lambda uow: list(uow.orm.scalars(found)))

    def _row(self, table, id_):
        return self.school.house.database.read_now(lambda uow: uow.orm.get(table, id_)) if id_ else None

    def _sessions(self, **where) -> list[Session]:
        found = select(Session).filter_by(**where).order_by(Session.id)
        return self.school.house.database.read_now(lambda uow: list(uow.orm.scalars(found)))

    def _of(self, family_id: int) -> Life | None:
        return next((life for life in self.lives.values() if life.home.family_id == family_id), None)


def english_of(row: Outbound) -> str:
    """Return a text in English, whatever language it went in."""
    return row.english or row.body


def _asks(row: Outbound) -> bool:
    return "?" in english_of(row) or "Reply" in english_of(row) or "Text" in english_of(row)


def _day_words(day: date) -> tuple[str, str]:
    """Return a day as texts say it, in short and in long."""
    return f"{day:%a} {day.day} {day:%b}", f"{day:%A} {day.day} {day:%B}"


def _language(uow, parent_id: int) -> str:
    return uow.orm.get(Parent, parent_id).language
