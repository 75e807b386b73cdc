"""From what is stored about one adult to a play of their weeks that can begin; nothing is written."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import partial

from bot.services.context import conversation_of, starts_at
from bot.services.deliver import candidate_of
from bot.services.house import House
from bot.services.invite import LIFE, first_place, first_text
from bot.services.outbox import Worded
from bot.services.plan import BEHIND, calendar_for, own_reminders, reminder_moments, row_of
from bot.services.play import DELIVERY, Outgoing, Play, StaysHere
from bot.services.programmes import dates_for, first_day
from bot.services.ruling import calendar_for as calendar_of_talk
from bot.services.skip import BY_STAFF
from bot.services.suppose import Path, Supposed, due_moments
from flows.engine.kinds import ChannelName, MessageKind
from flows.engine.turn import Place
from flows.gate import Candidate, SentText
from flows.programme import SessionDate
from storage.repositories import books, messages, moments, parents, plans, programmes, staff
from storage.repositories.plans import DueMoment, FamilyPlan
from storage.repositories.talks import SessionFacts, TalkFacts
from storage.tables import Moment, Reminder
from storage.unit_of_work import UnitOfWork

WEEK = timedelta(days=8)
MIDNIGHT = time(0)


class Note(StrEnum):
    """What is supposed beside the answers, or why there is nothing to show."""

    TICKED = "ticked"
    INVITED = "invited"
    PLACE_KEPT = "place_kept"
    JOINED = "joined"
    NO_NUMBER = "no_number"
    NO_PROGRAMME = "no_programme"


def set_out(
    uow: UnitOfWork, house: House, talk: TalkFacts, path: Path, on: int | None
) -> tuple[Play, tuple[Note, ...]]:
    """Return a play that can begin, and what is supposed for it; `on` supposes that they join this programme."""
    setting = _Setting(uow, house, talk, house.clock.now())
    on = None if plans.family(uow, talk.family_id) else on  # who is on a programme joins no other
    plan = setting.plan(on)
    play = Play(setting.adult(plan, on), path, house.sms_pence)
    setting.put_queued(play)
    setting.invite(play)
    setting.keep_place(play)
    setting.expect_answer(play)
    return play, tuple(setting.notes)


@dataclass(slots=True)
class _Setting:
    """One adult as stored, and what has to be supposed to go on from there."""

    uow: UnitOfWork
    house: House
    talk: TalkFacts
    now: datetime
    notes: list[Note] = field(default_factory=list)

    def plan(self, on: int | None) -> FamilyPlan | None:
        """Return what the planner needs; a family without a programme may be supposed to join one."""
        found = plans.family(self.uow, self.talk.family_id, on)
        if found is None:
            self.notes.append(Note.NO_PROGRAMME)
        elif on is not None:
            self.notes.append(Note.JOINED)
            return self._joined(found, on)
        return found and found.of(self.talk.parent_id)

    def adult(self, plan: FamilyPlan | None, on: int | None) -> Supposed:
        """Return the adult with everything that is planned, with what went, and with what waits."""
        if not self.talk.is_ticked:
            self.notes.append(Note.TICKED)
            self.talk = replace(self.talk, is_ticked=True)
        stored = moments.of_parent(self.uow, self.talk.parent_id)
        own = own_reminders(self.uow, self.talk.family_id) if on is None else _for_all(self.uow, on)
        calendar = calendar_of_talk(self.uow, self.talk, self.now)
        adult = Supposed(
            house=self.house,
            talk=self.talk,
            calendar=calendar,
            plan=plan,
            plan_calendar=calendar_for(self.uow, plan, self.now) if plan else calendar,
            now=self.now,
            planned={each.key: _due(each) for each in stored if each.state == "planned"},
            settled={each.key for each in stored if each.state != "planned"},
            asked=dict(_asked(stored)),
            gone=self._gone(),
            wordings={each.id: each.wording for each in own},
            own=self.house.own_words.of_school(self.uow, self.talk.school),
            has_telegram=self._has_telegram(),
            has_book=books.is_ready(self.uow, self.talk.parent_id),
        )
        self._fill(adult, own)
        return adult

    def put_queued(self, play: Play) -> None:
        """Let go what is decided already and waits for its hour; show what staff took out."""
        for row in messages.waiting_for(self.uow, self.talk.parent_id):
            words = Worded(row.texts, row.body, row.english, row.buttons)
            out = Outgoing(candidate_of(row, self.talk), None, words)
            play.soon(max(row.not_before, self.now), partial(play.post, out), DELIVERY)
        for each in moments.of_parent(self.uow, self.talk.parent_id):
            if each.why == BY_STAFF and each.due_at >= self.now:
                play.lines.append(StaysHere(each.due_at, each.kind, play.week(each.session_id), BY_STAFF))

    def invite(self, play: Play) -> None:
        """Suppose that staff invite an adult now who has had no text yet."""
        adult = play.adult
        if adult.talk.is_proved or adult.talk.is_invited:
            return
        self.notes.append(Note.INVITED)
        turn = first_text(self.house, adult.talk, adult.calendar, self.now, first_place(self.uow, adult.talk))
        adult.keep(turn)
        for message in turn.messages:
            out = Outgoing(Candidate(MessageKind.PROVING, self.now + LIFE), None, play.worded(message), message.place)
            play.soon(self.now, partial(play.post, out), DELIVERY)

    def keep_place(self, play: Play) -> None:
        """Suppose that a place is kept from now on, where the offer of it has been."""
        adult = play.adult
        if not play.path.keeps_place or adult.talk.has_standing_place or _is_first_ahead(adult, self.now):
            return
        self.notes.append(Note.PLACE_KEPT)
        adult.talk = replace(adult.talk, has_standing_place=True)
        adult.plan_again()

    def expect_answer(self, play: Play) -> None:
        """Let the parent answer what has been asked already and is still open."""
        asked = conversation_of(self.talk)
        if asked is None or not asked.is_open(self.now):
            return
        session = next((each for each in self.talk.sessions if each.id == asked.session_id), None)
        if session is None or session.answer is None:
            queued = (row.not_before for row in messages.waiting_for(self.uow, self.talk.parent_id))
            play.expect_reply(Place(asked.flow, asked.step, asked.session_id), max((self.now, *queued)))

    def _fill(self, adult: Supposed, own: tuple[Reminder, ...]) -> None:
        """Add what is not stored yet: the moments of a family in draft, and staff's reminders of later weeks."""
        found = (*adult.moments(), *due_moments(self._reminder_rows(adult, own)))
        known, first = adult.planned.keys() | adult.settled, max((d.id for d in adult.planned.values()), default=0) + 1
        fresh = (each for each in found if each.key not in known and each.expires_at > self.now)
        adult.planned |= {each.key: replace(each, id=n) for n, each in enumerate(fresh, first)}

    def _reminder_rows(self, adult: Supposed, own: tuple[Reminder, ...]) -> Iterator[dict[str, object]]:
        last = max((each.on for each in adult.talk.sessions), default=None)
        if last is None or adult.plan is None:
            return
        until = adult.calendar.at(last, MIDNIGHT) + timedelta(days=1)
        for reminder in own:
            for each in reminder_moments(self.house, reminder, adult.plan_calendar, self.now - BEHIND, until):
                yield row_of(adult.plan.school_id, adult.talk.parent_id, each, reminder.id)

    def _joined(self, plan: FamilyPlan, on: int) -> FamilyPlan:
        """Suppose the sessions that would be laid out, with ids that no stored session has."""
        programme = programmes.find(self.uow, self.talk.school.id, on)
        calendar = calendar_for(self.uow, plan, self.now)
        dates = dates_for(programme, calendar, first_day(programme, calendar, self.now))
        leads = dict(staff.names(self.uow, self.talk.school.id))
        self.talk = replace(
            self.talk,
            staff=leads.get(programme.lead_id, self.talk.staff),
            saturday_spark=programme.saturday_spark,
            is_programme_paused=programme.paused_at is not None,
            sessions=tuple(_session(each, programme.place) for each in dates),
        )
        return replace(plan, sessions=tuple((-each.week, each.week, each.on, each.at, False) for each in dates))

    def _gone(self) -> list[SentText]:
        begun = messages.begun_since(self.uow, self.talk.parent_id, self.now - WEEK)
        return [SentText(MessageKind(kind), at) for kind, at in begun]

    def _has_telegram(self) -> bool:
        return any(each.channel == ChannelName.TELEGRAM for each in parents.addresses(self.uow, self.talk.parent_id))


def _for_all(uow: UnitOfWork, programme_id: int) -> tuple[Reminder, ...]:
    """Return a programme's reminders that a family would get by joining it."""
    return tuple(
        each for each in plans.active_reminders(uow) if each.programme_id == programme_id and not each.families
    )


def _due(row: Moment) -> DueMoment:
    return DueMoment(
        row.id, row.parent_id, row.session_id, row.reminder_id, row.key, row.kind, row.hint, row.due_at, row.expires_at
    )


def _asked(stored: tuple[Moment, ...]) -> Iterator[tuple[int, datetime]]:
    for each in stored:
        if each.kind == MessageKind.ASK and each.state == "done" and each.session_id and each.settled_at:
            yield each.session_id, each.settled_at


def _session(date: SessionDate, place: str) -> SessionFacts:
    """Return a session that is only supposed, with an id that no stored one has."""
    return SessionFacts(
        -date.week,
        date.week,
        date.on,
        date.at,
        place,
        offered_on=None,
        offered_at=None,
        came_together=False,
        is_cancelled=False,
        was_by_phone=False,
        came_with=None,
        is_own=False,
        answer=None,
        minutes_late=None,
    )


def _is_first_ahead(adult: Supposed, now: datetime) -> bool:
    """Say whether the first story time is still to come, after which the place is offered."""
    held = [each for each in adult.talk.sessions if not each.is_cancelled]
    return bool(held) and starts_at(held[0], adult.calendar) > now
