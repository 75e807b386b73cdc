"""The story book: the story that was made in each session, typed by staff."""

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
