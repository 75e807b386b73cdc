"""Story sparks read aloud by staff, one per week and language."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, SealedBytes, UtcTime


class Recording(Base):
    """A member of staff reading one week's spark aloud in one language."""

    __tablename__ = "recordings"
    __table_args__ = (UniqueConstraint("school_id", "week", "language"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    week: Mapped[int]
    language: Mapped[str] = mapped_column(String(12))
    content_type: Mapped[str] = mapped_column(String(80))
    content: Mapped[bytes] = mapped_column(SealedBytes)
    recorded_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
