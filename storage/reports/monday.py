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
from storage.reports.waiting import Ring, Unread, Wish, adult_of, open_tasks, ring, unread, wishes
from storage.repositories import stories
from storage.tables import Family, HomeStory
from storage.unit_of_work import UnitOfWork

MOST_NEWS = 3
BETWEEN_NEWS = timedelta(days=7)
WEEKS_FOR_THE_PARENT = (4, 7)
STORIES_SINCE = timedelta(days=7)
TYPED_WITHIN = timedelta(days=14)
BLANK_SINCE = timedelta(days=4)
LOOK_AHEAD = timedelta(days=21)


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
    tasks, words = open_tasks(uow, school_id), unread(uow, week, school_id)
    asked = {task.inbound_id for task, _picker in tasks if task.need == "ring"}
    until = datetime.combine(last + timedelta(days=1), time(), zone)
    return Monday(
        first=first,
        last=last,
        rings=tuple(ring(week, task, picker, words) for task, picker in tasks if task.need == "ring"),
        lines=tuple(_line(week, each) for each in week.sessions if first <= each.on <= last),
        blank=tuple(_line(week, each) for each in week.sessions if _is_blank(each, today, first)),
        unread=tuple(each for each in words if each.id not in asked),
        wishes=tuple(wishes(week, [task for task, _picker in tasks], today)),
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
    return tuple(_story(adult_of(week, row.parent_id), row) for row in uow.orm.scalars(found) if row.words)


def _story(adult: Adult, row: HomeStory) -> Story:
    words = row.words or ""
    return Story(adult.family_id, adult.id, adult.name, adult.child, adult.language, words, row.told_at)
