"""The Monday page: whom to ring, this week, what to read, good news to send, stories to type, what goes out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from sqlalchemy import select

from flows.calendar import SATURDAY, monday_of
from flows.programme import Rung
from storage.reports.going_out import LOOK_BACK, Going, Gone, going, gone
from storage.reports.school_week import Adult, Answer, Held, SchoolWeek, school_week
from storage.repositories import stories
from storage.tables import Family, HomeStory, Inbound, Parent, Staff, Task
from storage.unit_of_work import UnitOfWork

MOST_NEWS = 3
BETWEEN_NEWS = timedelta(days=7)
WEEKS_FOR_THE_PARENT = (4, 7)
STORIES_SINCE = timedelta(days=7)
TYPED_WITHIN = timedelta(days=14)
BLANK_SINCE = timedelta(days=4)
LOOK_AHEAD = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Ring:
    """Somebody to ring; `words` are what they wrote, `picked_by` is the name of whoever is ringing now."""

    task_id: int
    parent_id: int
    family_id: int
    parent: str
    child: str
    language: str
    best_time: str | None
    picked_by: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Wish:
    """Something else that a person is wanted for; `session_id` is the session it is about, if any is to come."""

    need: str
    parent_id: int
    family_id: int
    parent: str
    child: str
    session_id: int | None
    session: tuple[date, time] | None
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Unread:
    """Words to read; `heard` is JSON: what the helper understood, if it was the helper who read them."""

    id: int
    parent_id: int
    family_id: int
    parent: str
    child: str
    language: str
    at: datetime
    body: str
    heard: str | None


@dataclass(frozen=True, slots=True)
class News:
    """A family that good news would suit; `why` is one of quiet, parent, first."""

    parent_id: int
    parent: str
    child: str
    why: str


@dataclass(frozen=True, slots=True)
class Story:
    """A story told at home, for the book."""

    family_id: int
    parent_id: int
    parent: str
    child: str
    language: str
    words: str
    told_at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One session of this week with who is coming; `needs_hello` where a word in person may help most."""

    session: Held
    child: str
    adults: tuple[tuple[Adult, Answer], ...]
    needs_hello: bool


@dataclass(frozen=True, slots=True)
class ToType:
    """A session whose story is still to be typed, or is typed and to be put in the bag."""

    line: Line
    is_typed: bool


@dataclass(frozen=True, slots=True)
class Monday:
    """Everything on the page; `blank` are sessions of the last days for which nobody has said how they went.

    `to_type` are those with a story that is not in the bag yet, `stories` what was told at home.
    """

    first: date
    last: date
    rings: tuple[Ring, ...]
    lines: tuple[Line, ...]
    blank: tuple[Line, ...]
    unread: tuple[Unread, ...]
    wishes: tuple[Wish, ...]
    news: tuple[News, ...]
    to_type: tuple[ToType, ...]
    stories: tuple[Story, ...]
    going: tuple[Going, ...]
    not_sent: tuple[Gone, ...]


def monday(uow: UnitOfWork, school_id: int, zone: ZoneInfo, now: datetime) -> Monday:
    """Return the page of this week; on a Saturday or Sunday, of the week that comes."""
    today = now.astimezone(zone).date()
    first = monday_of(today + timedelta(days=2) if today.weekday() >= SATURDAY else today)
    last = first + timedelta(days=6)
    week = school_week(uow, school_id, zone, today - LOOK_BACK, today + LOOK_AHEAD)
    tasks, unread = _tasks(uow, school_id), _unread(uow, week, school_id)
    asked = {task.inbound_id for task, _picker in tasks if task.need == "ring"}
    until = datetime.combine(last + timedelta(days=1), time(), zone)
    return Monday(
        first=first,
        last=last,
        rings=tuple(_ring(week, task, picker, unread) for task, picker in tasks if task.need == "ring"),
        lines=tuple(_line(week, each) for each in week.sessions if first <= each.on <= last),
        blank=tuple(_line(week, each) for each in week.sessions if _is_blank(each, today, first)),
        unread=tuple(each for each in unread if each.id not in asked),
        wishes=tuple(_wishes(week, [task for task, _picker in tasks], today)),
        news=tuple(islice(_news(week, today, now), MOST_NEWS)),
        to_type=tuple(_to_type(uow, week, school_id, today)),
        stories=_stories(uow, week, school_id, now - STORIES_SINCE),
        going=going(uow, week, school_id, until, now),
        not_sent=gone(uow, school_id, now - timedelta(days=3), only_open=True),
    )


def _line(week: SchoolWeek, session: Held) -> Line:
    adults = week.adults_of(session)
    said = tuple((each, week.answer(session, each)) for each in adults)
    needs_hello = not session.came_together and any(_needs_hello(week, session, each) for each in adults)
    return Line(session, adults[0].child if adults else "", said, needs_hello)


def _needs_hello(week: SchoolWeek, session: Held, adult: Adult) -> bool:
    """Say whether a word in person may help most; after good news and a hello a family is left in peace."""
    rung = week.rung(adult, session.on)
    return adult.standing in ("idle", "invited", "quiet") or rung in (Rung.GOOD_NEWS, Rung.HELLO)


def _is_blank(session: Held, today: date, first: date) -> bool:
    """Say whether nobody has said yet how a session of the last days before this week went."""
    is_over = today - BLANK_SINCE <= session.on < min(today, first)
    return is_over and not session.came_together and not session.is_cancelled


def _to_type(uow: UnitOfWork, week: SchoolWeek, school_id: int, today: date) -> Iterator[ToType]:
    """Yield the sessions of the last weeks whose story is not in the bag yet."""
    typed = stories.typed(uow, school_id)
    for each in reversed(week.sessions):
        if each.came_together and each.on >= today - TYPED_WITHIN and not typed.get(each.id):
            yield ToType(_line(week, each), is_typed=each.id in typed)


def _tasks(uow: UnitOfWork, school_id: int) -> list[tuple[Task, str | None]]:
    found = (
        select(Task, Staff.name)
        .outerjoin(Staff, Staff.id == Task.picked_by)
        .where(Task.school_id == school_id, Task.done_at.is_(None))
        .order_by(Task.is_safety.desc(), Task.raised_at)
    )
    return [(row[0], row[1]) for row in uow.orm.execute(found)]


def _find(week: SchoolWeek, parent_id: int) -> Adult:
    return next(each for theirs in week.adults.values() for each in theirs if each.id == parent_id)


def _ring(week: SchoolWeek, task: Task, picker: str | None, unread: tuple[Unread, ...]) -> Ring:
    adult = _find(week, task.parent_id)
    # A worry is read by whoever picks it up, not by whoever passes the screen.
    words = next((each.body for each in unread if each.id == task.inbound_id and not task.is_safety), "")
    who = (adult.id, adult.family_id, adult.name, adult.child, adult.language)
    return Ring(task.id, *who, task.best_time, picker, words)


def _wishes(week: SchoolWeek, tasks: list[Task], today: date) -> Iterator[Wish]:
    for task in tasks:
        if task.need not in ("ring", "read"):
            adult = _find(week, task.parent_id)
            session = _wished(week, adult, task.need, today)
            slot = (session.on, session.at) if session else None
            answer = week.answer(session, adult) if session else None
            session_id = session.id if session else None
            yield Wish(task.need, adult.id, adult.family_id, adult.name, adult.child, session_id, slot, answer)


def _wished(week: SchoolWeek, adult: Adult, need: str, today: date) -> Held | None:
    """Return the session that a wish is about: the one for which it was said, else the next."""
    coming = [each for each in week.sessions if each.on >= today and not each.is_cancelled]
    theirs = [each for each in coming if adult in week.adults_of(each)]
    said = (each for each in theirs if need == "guest" and week.answer(each, adult).guest)
    return next(said, next(iter(theirs), None))


def _unread(uow: UnitOfWork, week: SchoolWeek, school_id: int) -> tuple[Unread, ...]:
    found = (
        select(Inbound)
        .join(Parent, Parent.id == Inbound.parent_id)
        .where(Parent.school_id == school_id, Inbound.wants_reader, Inbound.read_at.is_(None))
        .order_by(Inbound.received_at.desc())
    )
    return tuple(_as_unread(_find(week, row.parent_id or 0), row) for row in uow.orm.scalars(found))


def _as_unread(adult: Adult, row: Inbound) -> Unread:
    who = (adult.id, adult.family_id, adult.name, adult.child, adult.language)
    return Unread(row.id, *who, row.received_at, row.body, row.reading)


def _news(week: SchoolWeek, today: date, now: datetime) -> Iterator[News]:
    """Yield whom good news would suit, the quiet families first; one adult of each family."""
    seen: set[int] = set()
    for why in ("quiet", "parent", "first"):
        for adult in (each for theirs in week.adults.values() for each in theirs):
            had_one = adult.last_news_at is not None and now - adult.last_news_at < BETWEEN_NEWS
            if adult.family_id not in seen and adult.may_get_news and not had_one and _suits(week, adult, why, today):
                seen.add(adult.family_id)
                yield News(adult.id, adult.name, adult.child, why)


def _suits(week: SchoolWeek, adult: Adult, why: str, today: date) -> bool:
    if why == "quiet":
        return adult.standing == "proved" and week.rung(adult, today) is Rung.GOOD_NEWS
    if why == "parent":
        days = (each for each in week.sessions if monday_of(each.on) == monday_of(today))
        return any(each.week in WEEKS_FOR_THE_PARENT and adult in week.adults_of(each) for each in days)
    return adult.last_news_at is None


def _stories(uow: UnitOfWork, week: SchoolWeek, school_id: int, since: datetime) -> tuple[Story, ...]:
    found = (
        select(HomeStory)
        .join(Family, Family.id == HomeStory.family_id)
        .where(Family.school_id == school_id, HomeStory.for_book.is_(True), HomeStory.told_at >= since)
        .order_by(HomeStory.told_at.desc())
    )
    return tuple(_story(_find(week, row.parent_id), row) for row in uow.orm.scalars(found) if row.words)


def _story(adult: Adult, row: HomeStory) -> Story:
    words = row.words or ""
    return Story(adult.family_id, adult.id, adult.name, adult.child, adult.language, words, row.told_at)
