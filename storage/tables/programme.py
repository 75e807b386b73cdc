"""Ten weeks: the programme, its sessions, the moments planned around them, and staff's own weekly reminder."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, RhythmColumns, Sealed, UtcTime


class Programme(RhythmColumns, Base):
    """One run of ten sessions; the defaults that each family's sessions and rhythm come from."""

    __tablename__ = "programmes"
    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    starts_on: Mapped[date]
    weekday: Mapped[int]
    at_time: Mapped[time]
    place: Mapped[str] = mapped_column(String(16))
    lead_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    saturday_spark: Mapped[bool] = mapped_column(default=False)
    paused_at: Mapped[datetime | None] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class Session(Base):
    """One family's weekly story session. Day and hour are the school's wall clock.

    `was_on` is the day from which a closed school took it, so that it finds back if school is open after all.
    `came_together_at` is a tick or blank. There is no mark for anything else. Beside the tick may stand that it was by
    phone, or the first name of whoever came in the parent's place.
    """

    __tablename__ = "sessions"
    __table_args__ = (Index("ix_sessions_family_on", "family_id", "on_date"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"), index=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"))
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("parents.id"))
    week: Mapped[int]
    on_date: Mapped[date]
    at_time: Mapped[time]
    place: Mapped[str] = mapped_column(String(16))
    was_on: Mapped[date | None]
    offered_on: Mapped[date | None]
    offered_at: Mapped[time | None]
    came_together_at: Mapped[datetime | None] = mapped_column(UtcTime)
    was_by_phone: Mapped[bool] = mapped_column(default=False)
    came_with: Mapped[str | None] = mapped_column(Sealed)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcTime)


class Reminder(Base):
    """A weekly reminder of staff's own. `weekdays` as digits, 0 is Monday; `families` as ids, empty for all."""

    __tablename__ = "reminders"
    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"), index=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"))
    weekdays: Mapped[str] = mapped_column(String(7))
    at_time: Mapped[time]
    wording: Mapped[str] = mapped_column(Sealed)
    families: Mapped[str] = mapped_column(String(400), default="")
    until_on: Mapped[date | None]
    paused_at: Mapped[datetime | None] = mapped_column(UtcTime)
    made_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class Moment(Base):
    """One planned message. It becomes a row of the outbox only when it is due."""

    __tablename__ = "moments"
    __table_args__ = (Index("ix_moments_state_due", "state", "due_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    parent_id: Mapped[int] = mapped_column(ForeignKey("parents.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id"))
    reminder_id: Mapped[int | None] = mapped_column(ForeignKey("reminders.id"))
    key: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    hint: Mapped[str | None] = mapped_column(String(20))
    due_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[str] = mapped_column(String(8), default="planned")
    why: Mapped[str | None] = mapped_column(String(80))
    settled_at: Mapped[datetime | None] = mapped_column(UtcTime)
