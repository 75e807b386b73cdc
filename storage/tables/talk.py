"""What was said and what came of it: messages in and out, RSVPs, home stories, good news, and who is to ring."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Sealed, SealedBytes, UtcTime


class Inbound(Base):
    """A message that came in, once. `reading` is what it was understood as; `silence` says why nothing was said."""

    __tablename__ = "inbound"
    __table_args__ = (
        UniqueConstraint("channel", "provider_id"),
        Index("ix_inbound_parent_received", "parent_id", "received_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("parents.id"))
    channel: Mapped[str] = mapped_column(String(10))
    provider_id: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime] = mapped_column(UtcTime)
    body: Mapped[str] = mapped_column(Sealed)
    reading: Mapped[str | None] = mapped_column(Sealed)
    silence: Mapped[str | None] = mapped_column(String(80))
    wants_reader: Mapped[bool] = mapped_column(default=False)
    read_at: Mapped[datetime | None] = mapped_column(UtcTime)
    read_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class Media(Base):
    """A file that came with a message; fetched later, kept encrypted. It counts for the book once it was opened."""

    __tablename__ = "media"
    id: Mapped[int] = mapped_column(primary_key=True)
    inbound_id: Mapped[int] = mapped_column(ForeignKey("inbound.id"), index=True)
    reference: Mapped[str] = mapped_column(Sealed)
    content_type: Mapped[str] = mapped_column(String(80))
    content: Mapped[bytes | None] = mapped_column(SealedBytes)
    fetched_at: Mapped[datetime | None] = mapped_column(UtcTime)
    refusal: Mapped[str | None] = mapped_column(String(120))
    opened_at: Mapped[datetime | None] = mapped_column(UtcTime)
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class Outbound(Base):
    """A message decided: the outbox. The row is the truth about its sending.

    `answers_id` is the message it replies to; `texts` are the ids of what it says; `english` is the same in English
    where the parent reads another language; `place` is the question it puts, as JSON.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_state_not_before", "state", "not_before"),
        Index("ix_outbox_parent_created", "parent_id", "created_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("parents.id"))
    channel: Mapped[str] = mapped_column(String(10))
    to: Mapped[str] = mapped_column(Sealed)
    kind: Mapped[str] = mapped_column(String(16))
    texts: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Sealed)
    english: Mapped[str | None] = mapped_column(Sealed)
    buttons: Mapped[str | None] = mapped_column(Sealed)
    names_days: Mapped[str] = mapped_column(String(60), default="")
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("inbound.id"))
    moment_id: Mapped[int | None] = mapped_column(ForeignKey("moments.id"))
    written_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    is_farewell: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(12), default="queued")
    why: Mapped[str | None] = mapped_column(String(80))
    segments: Mapped[int] = mapped_column(default=1)
    tries: Mapped[int] = mapped_column(default=0)
    provider_id: Mapped[str | None] = mapped_column(String(64), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    not_before: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)
    sending_at: Mapped[datetime | None] = mapped_column(UtcTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcTime)
    delivered_at: Mapped[datetime | None] = mapped_column(UtcTime)


class Rsvp(Base):
    """What a parent said about coming to a session, and in which message."""

    __tablename__ = "rsvps"
    __table_args__ = (UniqueConstraint("session_id", "parent_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    parent_id: Mapped[int] = mapped_column(ForeignKey("parents.id"))
    answer: Mapped[str | None] = mapped_column(String(12))
    minutes_late: Mapped[int | None]
    wished_time: Mapped[str | None] = mapped_column(String(20))
    guest: Mapped[str | None] = mapped_column(Sealed)
    guest_agreed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    little_ones: Mapped[int | None]
    given_at: Mapped[datetime] = mapped_column(UtcTime)
    inbound_id: Mapped[int | None] = mapped_column(ForeignKey("inbound.id", ondelete="SET NULL"))


class Correction(Base):
    """What staff say that a message means: `labels`, the leading one first. `heard` is what led before.

    `was` (JSON) is how the facts stood, for a second thought. `words` are the message's without names, to learn from;
    empty where none are kept, or no longer.
    """

    __tablename__ = "corrections"
    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    parent_id: Mapped[int] = mapped_column(ForeignKey("parents.id", ondelete="CASCADE"), index=True)
    inbound_id: Mapped[int] = mapped_column(ForeignKey("inbound.id", ondelete="CASCADE"), unique=True)
    labels: Mapped[str] = mapped_column(Sealed)
    said_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    said_at: Mapped[datetime] = mapped_column(UtcTime)
    was: Mapped[str] = mapped_column(Sealed)
    context: Mapped[str] = mapped_column(String(12))
    language: Mapped[str] = mapped_column(String(12))
    heard: Mapped[str] = mapped_column(Sealed)
    words: Mapped[str | None] = mapped_column(Sealed)


class HomeStory(Base):
    """A story read or made at home. `for_book` is empty until the parent has said."""

    __tablename__ = "home_stories"
    id: Mapped[int] = mapped_column(primary_key=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id"), index=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("parents.id"))
    inbound_id: Mapped[int | None] = mapped_column(ForeignKey("inbound.id"))
    kind: Mapped[str] = mapped_column(String(8))
    words: Mapped[str | None] = mapped_column(Sealed)
    for_book: Mapped[bool | None]
    told_at: Mapped[datetime] = mapped_column(UtcTime)


class GoodNews(Base):
    """A good-news note that a person wrote or picked, and which message carried it."""

    __tablename__ = "good_news"
    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("parents.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[str] = mapped_column(Sealed)
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    written_at: Mapped[datetime] = mapped_column(UtcTime)


class Task(Base):
    """A person is wanted for a parent: to ring, to read, to find a time. `ref` is what an alert may name."""

    __tablename__ = "tasks"
    __table_args__ = (Index("ix_tasks_parent_done", "parent_id", "done_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"), index=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("parents.id"))
    need: Mapped[str] = mapped_column(String(16))
    best_time: Mapped[str | None] = mapped_column(String(12))
    is_safety: Mapped[bool] = mapped_column(default=False)
    ref: Mapped[str] = mapped_column(String(8))
    inbound_id: Mapped[int | None] = mapped_column(ForeignKey("inbound.id"))
    raised_at: Mapped[datetime] = mapped_column(UtcTime)
    alerted: Mapped[int] = mapped_column(default=0)
    alert_due_at: Mapped[datetime | None] = mapped_column(UtcTime)
    picked_at: Mapped[datetime | None] = mapped_column(UtcTime)
    picked_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    done_at: Mapped[datetime | None] = mapped_column(UtcTime)
    done_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
