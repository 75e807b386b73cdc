"""The story book: the stories made in sessions, and what each adult wants of their book."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Sealed, UtcTime


class Story(Base):
    """The story of one session, as it was told. `bagged_at` is when the typed sheet went into the book bag."""

    __tablename__ = "stories"
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), unique=True)
    title: Mapped[str] = mapped_column(Sealed)
    words: Mapped[str] = mapped_column(Sealed)
    typed_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    typed_at: Mapped[datetime] = mapped_column(UtcTime)
    bagged_at: Mapped[datetime | None] = mapped_column(UtcTime)


class Book(Base):
    """The book of one adult. `agreed_at` is when the family said that it is good as it is.

    `shares_at` is since when this adult's pages may stand in another book of the same child.
    """

    __tablename__ = "books"
    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("parents.id", ondelete="CASCADE"), unique=True)
    shares_at: Mapped[datetime | None] = mapped_column(UtcTime)
    agreed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    ready_at: Mapped[datetime | None] = mapped_column(UtcTime)


class LeftOut(Base):
    """Something that an adult does not want in their book: a story of a session, or what they told at home."""

    __tablename__ = "left_out"
    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("parents.id", ondelete="CASCADE"), index=True)
    story_id: Mapped[int | None] = mapped_column(ForeignKey("stories.id", ondelete="CASCADE"))
    home_story_id: Mapped[int | None] = mapped_column(ForeignKey("home_stories.id", ondelete="CASCADE"))
