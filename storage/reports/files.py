"""What came along with one adult's messages, and what has become of it; never the content itself."""

from dataclasses import dataclass

from sqlalchemy import and_, select

from storage.tables import HomeStory, Inbound, Media
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CameAlong:
    """A file of a message. `kind` is "image", "audio" …; `for_book` what the parent said, None before they did."""

    id: int
    kind: str
    is_fetched: bool
    is_here: bool
    refusal: str | None
    is_opened: bool
    for_book: bool | None
    typed: str | None


def files_of(uow: UnitOfWork, parent_id: int) -> dict[int, tuple[CameAlong, ...]]:
    """Return the files that came with this adult's messages, by the message's id."""
    found = (
        select(
            Media.inbound_id,
            Media.id,
            Media.content_type,
            Media.fetched_at,
            Media.content.is_not(None).label("is_here"),
            Media.refusal,
            Media.opened_at,
            HomeStory.for_book,
            HomeStory.words,
        )
        .join(Inbound, Inbound.id == Media.inbound_id)
        .outerjoin(HomeStory, and_(HomeStory.inbound_id == Media.inbound_id, HomeStory.kind == "told"))
        .where(Inbound.parent_id == parent_id)
        .order_by(Media.id)
    )
    files: dict[int, tuple[CameAlong, ...]] = {}
    for row in uow.connection.execute(found):
        file = CameAlong(
            id=row.id,
            kind=row.content_type.partition("/")[0],
            is_fetched=row.fetched_at is not None,
            is_here=bool(row.is_here),
            refusal=row.refusal,
            is_opened=row.opened_at is not None,
            for_book=row.for_book,
            typed=row.words,
        )
        files[row.inbound_id] = (*files.get(row.inbound_id, ()), file)
    return files
