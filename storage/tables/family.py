"""A family: a child and the adults who care for it, and how each adult may be reached."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, RhythmColumns, Sealed, UtcTime


class Family(RhythmColumns, Base):
    """A child and its adults on a programme. `held_at` stops everything automatic until a person restarts it.

    The rhythm is the programme's where this family has none of its own.
    """

    __tablename__ = "families"
    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"), index=True)
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programmes.id"), index=True)
    held_at: Mapped[datetime | None] = mapped_column(UtcTime)
    saturday_spark: Mapped[bool | None]
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class Child(Base):
    """A child: a first name, and nothing else."""

    __tablename__ = "children"
    id: Mapped[int] = mapped_column(primary_key=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id"), index=True)
    name: Mapped[str] = mapped_column(Sealed)


class Parent(Base):
    """One adult at one school, the one we talk to. `child_called` is the name they chose for the child in texts."""

    __tablename__ = "parents"
    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"), index=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id"), index=True)
    name: Mapped[str] = mapped_column(Sealed)
    child_called: Mapped[str | None] = mapped_column(Sealed)
    language: Mapped[str] = mapped_column(String(12), default="en")
    ticked_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    ticked_at: Mapped[datetime | None] = mapped_column(UtcTime)
    carer_checked_at: Mapped[datetime | None] = mapped_column(UtcTime)
    invited_at: Mapped[datetime | None] = mapped_column(UtcTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    standing_place_at: Mapped[datetime | None] = mapped_column(UtcTime)
    monthly_at: Mapped[datetime | None] = mapped_column(UtcTime)
    stopped_at: Mapped[datetime | None] = mapped_column(UtcTime)
    paused_at: Mapped[datetime | None] = mapped_column(UtcTime)
    quiet_at: Mapped[datetime | None] = mapped_column(UtcTime)
    restarted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    fewer_at: Mapped[datetime | None] = mapped_column(UtcTime)
    plain_at: Mapped[datetime | None] = mapped_column(UtcTime)
    not_safe_at: Mapped[datetime | None] = mapped_column(UtcTime)
    help_wished: Mapped[str | None] = mapped_column(String(24))
    conversation: Mapped[str | None] = mapped_column(String(2000))
    flooded_at: Mapped[datetime | None] = mapped_column(UtcTime)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class Address(Base):
    """One way to reach a parent. `number` is an E.164 number or a Telegram chat id.

    `lapsed_at` is since when a proof counts no more, because nobody wrote from there for six months.
    """

    __tablename__ = "addresses"
    __table_args__ = (UniqueConstraint("channel", "number_hash"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("parents.id"), index=True)
    channel: Mapped[str] = mapped_column(String(10))
    number: Mapped[str] = mapped_column(Sealed)
    number_hash: Mapped[str] = mapped_column(String(64))
    proved_at: Mapped[datetime | None] = mapped_column(UtcTime)
    lapsed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    failed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    failure: Mapped[str | None] = mapped_column(String(20))
    is_preferred: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class Stop(Base):
    """An address that wants no texts, in any school; only its hash is kept."""

    __tablename__ = "stops"
    __table_args__ = (UniqueConstraint("channel", "number_hash"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(10))
    number_hash: Mapped[str] = mapped_column(String(64))
    by_carrier: Mapped[bool] = mapped_column(default=False)
    stopped_at: Mapped[datetime] = mapped_column(UtcTime)


class NeutralReply(Base):
    """Somebody we do not know was answered on this day, once."""

    __tablename__ = "neutral_replies"
    __table_args__ = (UniqueConstraint("channel", "number_hash", "on_day"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(10))
    number_hash: Mapped[str] = mapped_column(String(64))
    on_day: Mapped[str] = mapped_column(String(10))
