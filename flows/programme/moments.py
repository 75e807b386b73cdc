"""The planner: what goes to one family, when, and until when it makes sense."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise

from flows.calendar import SATURDAY, SchoolCalendar, monday_of
from flows.engine.kinds import MessageKind as Kind
from flows.programme import weeks
from flows.programme.terms import Moment, Rhythm, SessionPlan
from flows.programme.weeks import Break, Special

SESSION_LASTS = timedelta(minutes=45)
"""Half an hour of stories and the way out of the door: thanks come after it."""
SPARK_DAYS = 4
"""The spark's own day and those it may move on to, in school days."""
MISSED_DAYS = 2
SPARK_LIFE_DAYS = 3
MIDNIGHT = time(0)
RANK = {Kind.SCHOOL_CHANGE: 0, Kind.ASK: 1, Kind.HELLO: 2, Kind.CELEBRATION: 3, Kind.THANKS: 4}


def plan(
    sessions: Iterable[SessionPlan], rhythm: Rhythm, calendar: SchoolCalendar, *, has_standing_place: bool = False
) -> tuple[Moment, ...]:
    """Plan every moment of one family's sessions, ordered by when they are due.

    Sessions on one day share their moments, which carry the earliest session's id. On a session's day go hello and
    thanks, on any other at most one moment: the lower one moves on to a free school day or is left out. With
    `has_standing_place` nobody is asked, only welcomed back after a break.
    """
    planner = _Planner(_one_a_day(sessions), rhythm, calendar, has_standing_place=has_standing_place)
    moments = (moment for moment in planner.moments() if moment.due.astimezone(UTC) < moment.expires.astimezone(UTC))
    return _in_order(moments)


def plan_reminder(reminder_id: int, occurrences: Iterable[datetime], expires_after: timedelta) -> tuple[Moment, ...]:
    """Plan staff's own weekly reminder: one moment a day, at each occurrence (local times that carry a zone)."""
    by_day = {each.date(): each for each in sorted(occurrences, reverse=True)}
    return _in_order(
        Moment(f"reminder:{reminder_id}:{day}", Kind.REMINDER, None, None, due, _later(due, expires_after))
        for day, due in by_day.items()
    )


def _in_order(moments: Iterable[Moment]) -> tuple[Moment, ...]:
    return tuple(sorted(moments, key=lambda each: (each.due.astimezone(UTC), RANK.get(each.kind, 9), each.key)))


def _later(moment: datetime, delay: timedelta) -> datetime:
    return (moment.astimezone(UTC) + delay).astimezone(moment.tzinfo)


def _one_a_day(sessions: Iterable[SessionPlan]) -> tuple[SessionPlan, ...]:
    held = sorted((each for each in sessions if not each.is_cancelled), key=lambda each: (each.on, each.at, each.id))
    return tuple({each.on: each for each in reversed(held)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class _Planner:
    sessions: tuple[SessionPlan, ...]
    rhythm: Rhythm
    calendar: SchoolCalendar
    has_standing_place: bool = False

    def moments(self) -> Iterator[Moment]:
        breaks = {each.next_session_id: each for each in self._breaks()}
        break_days = {each.last_day for each in breaks.values()}
        taken = {session.on for session in self.sessions} | break_days
        for session in self.sessions:
            if session.id in breaks and self._may_go(breaks[session.id].last_day):
                yield self._before_break(session, breaks[session.id])
            if self._may_go(session.on):
                yield self._hello(session)
                if session.on not in break_days:
                    yield self._thanks(session)
        yield from self._settled(taken, breaks)

    def _settled(self, taken: set[date], breaks: dict[int, Break]) -> Iterator[Moment]:
        """Give each remaining moment the first of its days that is free: all asks first, the sparks last."""
        break_weeks = {monday_of(each.last_day) for each in breaks.values()}
        for session in self.sessions:
            if (day := _claim(taken, self._ask_days(session, breaks.get(session.id)))) is not None:
                yield self._ask(session, day, breaks.get(session.id))
        for session in self.sessions:
            if (day := _claim(taken, self._missed_days(session))) is not None:
                yield self._missed(session, day)
        for session in self.sessions:
            day = _claim(taken, self._spark_days(session))
            if day is not None and monday_of(day) not in break_weeks:
                yield self._spark(session, day)

    def _breaks(self) -> Iterator[Break]:
        for before, after in pairwise(self.sessions):
            days = (before.on + timedelta(days=n) for n in range(1, (after.on - before.on).days))
            inside = next((day for day in days if self.calendar.is_in_break(day)), None)
            if inside is not None:
                last = next(self.calendar.school_days_before(inside), before.on)
                first = next(self.calendar.school_days_after(inside), after.on)
                yield Break(max(last, before.on), first, after.id)

    def _next_after(self, session: SessionPlan) -> date | None:
        return next((each.on for each in self.sessions if each.on > session.on), None)

    def _ask_days(self, session: SessionPlan, pause: Break | None) -> list[date]:
        days = self._story_days(islice(self.calendar.school_days_before(session.on), self.rhythm.ask_days_before))[::-1]
        if self.has_standing_place:
            return [day for day in days if _is_after(day, pause)]
        return days or self._story_days(self.calendar.school_days_before(session.on), 1)

    def _missed_days(self, session: SessionPlan) -> list[date]:
        return self._story_days(self.calendar.school_days_after(session.on), MISSED_DAYS)

    def _spark_days(self, session: SessionPlan) -> list[date]:
        if session.week == weeks.LAST_WEEK:
            return []
        days = self._saturdays(session) if self.rhythm.saturday_spark else self._spark_school_days(session)
        following = self._next_after(session)
        return [day for day in days if following is None or day < following]

    def _saturdays(self, session: SessionPlan) -> list[date]:
        until_saturday = (SATURDAY - session.on.weekday() - 1) % 7 + 1
        saturday = session.on + timedelta(days=until_saturday)
        is_fit = self.calendar.is_in_term(saturday) and saturday not in self.calendar.quiet
        return [saturday] if is_fit else []

    def _spark_school_days(self, session: SessionPlan) -> list[date]:
        first = self.rhythm.spark_after - 1
        return self._story_days(islice(self.calendar.school_days_after(session.on), first, None), SPARK_DAYS)

    def _may_go(self, day: date) -> bool:
        """Say whether a quiet day leaves room for a text; on a closed one the gate has its own word."""
        return day not in self.calendar.quiet

    def _story_days(self, days: Iterable[date], count: int | None = None) -> list[date]:
        return list(islice((day for day in days if self._may_go(day)), count))

    def _before_break(self, session: SessionPlan, pause: Break) -> Moment:
        due = self.calendar.at(pause.last_day, self.rhythm.ask_at)
        return Moment(
            f"break:{pause.last_day}",
            Kind.SCHOOL_CHANGE,
            session.id,
            session.week,
            due,
            self._midnight_after(pause.last_day),
            weeks.BEFORE_BREAK,
        )

    def _ask(self, session: SessionPlan, day: date, pause: Break | None) -> Moment:
        # Not beyond midnight: on the day itself the hello says it all, and two texts in one morning are too many.
        hint = weeks.AFTER_BREAK if _is_after(day, pause) else None
        due = self.calendar.at(day, self.rhythm.ask_at)
        return _moment(Special(Kind.ASK, hint), f"ask:{session.id}", session, due, self._midnight_before(session.on))

    def _hello(self, session: SessionPlan) -> Moment:
        is_early = session.at <= self.rhythm.hello_at
        due = self.calendar.at(session.on, self.calendar.opens if is_early else self.rhythm.hello_at)
        special = weeks.HELLOS.get(session.week, weeks.HELLO)
        # The day is in the key: a session that moves after its hello gets one on the new morning.
        return _moment(special, f"hello:{session.id}:{session.on}", session, due, self._start(session))

    def _thanks(self, session: SessionPlan) -> Moment:
        special = weeks.THANKS_BY_WEEK.get(session.week, weeks.THANKS)
        due = max(self.calendar.at(session.on, self.rhythm.thanks_at), _later(self._start(session), SESSION_LASTS))
        next_day = next(self.calendar.school_days_after(session.on), session.on)
        next_chance = self.calendar.at(next_day, self.rhythm.thanks_at)
        expires = self._midnight_after(session.on) if special.says_today else next_chance
        return _moment(special, f"thanks:{session.id}:{session.on}", session, due, expires)

    def _missed(self, session: SessionPlan, day: date) -> Moment:
        special = weeks.MISSED_BY_WEEK.get(session.week, weeks.MISSED)
        due = self.calendar.at(day, self.rhythm.thanks_at)
        last_day = self._missed_days(session)[-1]
        expires = self._before_next(session, self._midnight_after(last_day))
        return _moment(special, f"missed:{session.id}:{session.on}", session, due, expires)

    def _spark(self, session: SessionPlan, day: date) -> Moment:
        special = weeks.SPARKS.get(session.week, weeks.SPARK)
        clock = self.rhythm.saturday_at if self.rhythm.saturday_spark else self.rhythm.spark_at
        end = self.calendar.at(day + timedelta(days=SPARK_LIFE_DAYS), clock)
        due = self.calendar.at(day, clock)
        return _moment(special, f"spark:{session.id}", session, due, self._before_next(session, end))

    def _start(self, session: SessionPlan) -> datetime:
        return self.calendar.at(session.on, session.at)

    def _midnight_before(self, day: date) -> datetime:
        return self.calendar.at(day, MIDNIGHT)

    def _midnight_after(self, day: date) -> datetime:
        return self.calendar.at(day + timedelta(days=1), MIDNIGHT)

    def _before_next(self, session: SessionPlan, end: datetime) -> datetime:
        """Cut a text's life off before the next session's day, which belongs to hello and thanks."""
        following = self._next_after(session)
        return end if following is None else min(end, self._midnight_before(following))


def _is_after(day: date, pause: Break | None) -> bool:
    return pause is not None and day >= pause.first_day


def _claim(taken: set[date], days: Iterable[date]) -> date | None:
    """Take the first day that is still free, if any."""
    day = next((each for each in days if each not in taken), None)
    if day is not None:
        taken.add(day)
    return day


def _moment(special: Special, key: str, session: SessionPlan, due: datetime, expires: datetime) -> Moment:
    return Moment(key, special.kind, session.id, session.week, due, expires, special.hint)
