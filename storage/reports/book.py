"""A story book: everything that may stand in one adult's, in the order of the weeks.

Another adult's words and drawings are in it only where both have said yes; what its own teller left out is in nobody's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from storage.repositories import books, families
from storage.tables import Family, HomeStory, Media, Parent, Programme, School, Session, Staff, Story
from storage.unit_of_work import UnitOfWork

MOST_ITEMS = 120
"""Ten weeks never hold as many; it bounds how long a book takes to set."""
IN_THE_BOOK = ("told", "line")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that stands in the book, or was left out of it by the adult whose book it is (`is_out`).

    `key` names it in forms: "story-3", "home-7". `kind` is made, told or line. `is_own` where this adult may leave it
    out; `pictures` are ids of drawings that came with it; `came_at` is since when it could be seen.
    """

    key: str
    kind: str
    on: date
    came_at: datetime
    week: int | None
    title: str
    words: str
    pictures: tuple[int, ...]
    teller: str
    is_own: bool
    is_out: bool

    @property
    def is_waiting(self) -> bool:
        """Say whether nobody has opened yet what was sent: a voice to type, a drawing to look at."""
        return not self.words and not self.pictures


@dataclass(frozen=True, slots=True)
class StoryBook:
    """One adult's book. `tellers` are the adults whose pages stand in it, the first of them this one."""

    parent_id: int
    family_id: int
    parent: str
    child: str
    language: str
    school: str
    staff: str | None
    tellers: tuple[str, ...]
    shares: bool
    agreed_at: datetime | None
    ready_at: datetime | None
    items: tuple[Item, ...]

    @property
    def within(self) -> tuple[Item, ...]:
        """Return what is printed."""
        return tuple(each for each in self.items if not each.is_out and not each.is_waiting)

    @property
    def is_seen(self) -> bool:
        """Say whether the family has agreed to everything that is in it; an empty book needs no look."""
        if not self.within:
            return True
        return self.agreed_at is not None and all(each.came_at <= self.agreed_at for each in self.within)


def story_book(uow: UnitOfWork, school_id: int, parent_id: int) -> StoryBook:
    """Return an adult's book, or raise `Missing`."""
    adult = families.adult(uow, school_id, parent_id)
    school = uow.orm.get_one(School, school_id)
    book, zone = books.of_parent(uow, parent_id), ZoneInfo(school.zone)
    others = dict(_who_share_too(uow, adult, book.shares_at)) if book and book.shares_at else {}
    out = books.left_out(uow, parent_id)
    items = [*_made(uow, adult, out), *_told(uow, adult, zone, out)]
    for other, since in others.items():
        theirs = _told(uow, other, zone, books.left_out(uow, other.id), since)
        items += [each for each in theirs if not each.is_out]
    return StoryBook(
        parent_id=parent_id,
        family_id=adult.family_id,
        parent=adult.name,
        child=adult.child_called or ", ".join(families.children(uow, adult.family_id)),
        language=adult.language,
        school=school.name,
        staff=_lead(uow, adult),
        tellers=(adult.name, *(each.name for each in others)),
        shares=book is not None and book.shares_at is not None,
        agreed_at=book.agreed_at if book else None,
        ready_at=book.ready_at if book else None,
        items=tuple(
            sorted(items, key=lambda each: (each.kind != "line", each.on, each.came_at, each.key))[:MOST_ITEMS]
        ),
    )


def pictures(uow: UnitOfWork, ids: tuple[int, ...]) -> dict[int, bytes]:
    """Return the content of these drawings, as far as it is there."""
    found = select(Media.id, Media.content).where(Media.id.in_(ids), Media.content.is_not(None))
    return {media_id: content for media_id, content in uow.connection.execute(found) if content}


def _who_share_too(uow: UnitOfWork, adult: Parent, since: datetime) -> Iterator[tuple[Parent, datetime]]:
    """Yield the other adults of the family who have said yes as well, and since when both have."""
    for other in uow.orm.scalars(select(Parent).where(Parent.family_id == adult.family_id).order_by(Parent.id)):
        book = books.of_parent(uow, other.id)
        if other.id != adult.id and book is not None and book.shares_at is not None:
            yield other, max(since, book.shares_at)


def _made(uow: UnitOfWork, adult: Parent, out: frozenset[tuple[int | None, int | None]]) -> Iterator[Item]:
    """Yield the stories of this adult's own sessions, and of those that are the whole family's."""
    found = (
        select(Story, Session)
        .join(Session, Session.id == Story.session_id)
        .where(Session.family_id == adult.family_id, Session.parent_id.is_(None) | (Session.parent_id == adult.id))
    )
    for story, session in uow.orm.execute(found):
        yield Item(
            key=f"story-{story.id}",
            kind="made",
            on=session.on_date,
            came_at=story.typed_at,
            week=session.week,
            title=story.title,
            words=story.words,
            pictures=(),
            teller="",
            is_own=True,
            is_out=(story.id, None) in out,
        )


def _told(
    uow: UnitOfWork,
    teller: Parent,
    zone: ZoneInfo,
    out: frozenset[tuple[int | None, int | None]],
    shared_since: datetime | None = None,
) -> Iterator[Item]:
    """Yield what an adult told at home and marked for the book; in another adult's book, since both said yes."""
    found = select(HomeStory).where(
        HomeStory.parent_id == teller.id, HomeStory.for_book.is_(True), HomeStory.kind.in_(IN_THE_BOOK)
    )
    for row in uow.orm.scalars(found):
        files = _files(uow, row.inbound_id)
        yield Item(
            key=f"home-{row.id}",
            kind=row.kind,
            on=row.told_at.astimezone(zone).date(),
            came_at=max(row.told_at, shared_since or row.told_at, *(at for _id, _is_drawing, at in files)),
            week=None,
            title="",
            words=row.words or "",
            pictures=tuple(media_id for media_id, is_drawing, _at in files if is_drawing),
            teller=teller.name,
            is_own=shared_since is None,
            is_out=(None, row.id) in out,
        )


def _files(uow: UnitOfWork, inbound_id: int | None) -> list[tuple[int, bool, datetime]]:
    """Return the files of a message that a person has opened: id, whether it is a drawing that is kept, and when."""
    if inbound_id is None:
        return []
    is_drawing = Media.content_type.startswith("image/") & Media.content.is_not(None)
    found = select(Media.id, is_drawing, Media.opened_at).where(
        Media.inbound_id == inbound_id, Media.opened_at.is_not(None)
    )
    rows = uow.connection.execute(found.order_by(Media.id))
    return [(media_id, bool(drawing), at) for media_id, drawing, at in rows if at]


def _lead(uow: UnitOfWork, adult: Parent) -> str | None:
    found = select(Staff.name).join(Programme, Programme.lead_id == Staff.id)
    of_family = found.join(Family, Family.programme_id == Programme.id).where(Family.id == adult.family_id)
    return uow.connection.execute(of_family).scalar_one_or_none()
