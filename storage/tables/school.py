"""The school, its calendar, and the staff who sign in."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, Sealed, SealedBytes, UtcTime


class School(Base):
    """A school; hours are wall-clock hours in its own zone. `weekdays` lists school days, 0 is Monday.

    `wordings_version` is another one after every change of its wordings, and empty while there are none.
    """

    __tablename__ = "schools"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    short_name: Mapped[str] = mapped_column(String(19))
    zone: Mapped[str] = mapped_column(String(40))
    phone: Mapped[str] = mapped_column(String(20))
    weekdays: Mapped[str] = mapped_column(String(7), default="01234")
    opens: Mapped[time] = mapped_column(default=time(8, 15))
    closes: Mapped[time] = mapped_column(default=time(18, 30))
    staffed_from: Mapped[time] = mapped_column(default=time(8, 30))
    staffed_to: Mapped[time] = mapped_column(default=time(16, 0))
    weekly_cap: Mapped[int] = mapped_column(default=3)
    welcomes_siblings: Mapped[bool] = mapped_column(default=True)
    nation: Mapped[str] = mapped_column(String(3), default="", server_default="")
    offers_monthly: Mapped[bool] = mapped_column(default=False)
    wordings_version: Mapped[str] = mapped_column(String(16), default="", server_default="")
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class Wording(Base):
    """A school's own words for one automatic text in one language.

    `made_from` is what they stand for: in English our sentence, in another language the school's English. Once that
    is another one, these words are stale. `checked_by` says who reads the language and has checked them.
    """

    __tablename__ = "wordings"
    __table_args__ = (UniqueConstraint("school_id", "text_id", "language"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    text_id: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(12))
    made_from: Mapped[str] = mapped_column(Sealed)
    words: Mapped[str] = mapped_column(Sealed)
    checked_by: Mapped[str | None] = mapped_column(Sealed)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    changed_at: Mapped[datetime] = mapped_column(UtcTime)


class LetterPicture(Base):
    """The picture on a school's letters: of whoever leads story time, of the door or of the room."""

    __tablename__ = "letter_pictures"
    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"), unique=True)
    content: Mapped[bytes] = mapped_column(SealedBytes)
    kept_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    kept_at: Mapped[datetime] = mapped_column(UtcTime)


class Term(Base):
    """A term, or half of one: outside of the terms that are kept the school is shut."""

    __tablename__ = "terms"
    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"), index=True)
    name: Mapped[str] = mapped_column(String(60), default="")
    first_on: Mapped[date]
    last_on: Mapped[date]


class MarkedDay(Base):
    """A day on which the school is open, and which wants care.

    `kind` is "quiet" (nothing goes by itself) or "note" (only shown beside a story time). `origin` as for closed days.
    """

    __tablename__ = "marked_days"
    __table_args__ = (UniqueConstraint("school_id", "on_date", "kind"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    on_date: Mapped[date]
    kind: Mapped[str] = mapped_column(String(5))
    name: Mapped[str] = mapped_column(String(60), default="")
    origin: Mapped[str] = mapped_column(String(80), default="")


class ClosedDay(Base):
    """A day on which the school is shut. `origin`: typed by hand (empty), "bank", or "file " and the file's name."""

    __tablename__ = "closed_days"
    __table_args__ = (UniqueConstraint("school_id", "on_date"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    on_date: Mapped[date]
    name: Mapped[str] = mapped_column(String(60), default="")
    origin: Mapped[str] = mapped_column(String(80), default="", server_default="")


class OnCall(Base):
    """A school-owned mobile that is alerted when someone must ring a parent; position 1 first."""

    __tablename__ = "on_call"
    __table_args__ = (UniqueConstraint("school_id", "position"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    position: Mapped[int]
    number: Mapped[str] = mapped_column(Sealed)


class Staff(Base):
    """A person at the school who signs in."""

    __tablename__ = "staff"
    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    name: Mapped[str] = mapped_column(Sealed)
    sign_in_name: Mapped[str] = mapped_column(Sealed)
    sign_in_hash: Mapped[str] = mapped_column(String(64), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(12))
    language: Mapped[str | None] = mapped_column(String(12))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)


class SignIn(Base):
    """One signed-in browser; ends by itself and can be revoked."""

    __tablename__ = "sign_ins"
    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    started_at: Mapped[datetime] = mapped_column(UtcTime)
    seen_at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)


class SignInTry(Base):
    """A sign-in that did not succeed, kept for a quarter of an hour to slow guessing down."""

    __tablename__ = "sign_in_tries"
    id: Mapped[int] = mapped_column(primary_key=True)
    who_hash: Mapped[str] = mapped_column(String(64), index=True)
    tried_at: Mapped[datetime] = mapped_column(UtcTime)


class OneTimeLink(Base):
    """A link that works once: first set-up, a new password, joining on Telegram. Only its hash is kept."""

    __tablename__ = "one_time_links"
    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(12))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("parents.id"))
    expires_at: Mapped[datetime] = mapped_column(UtcTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcTime)


class Audit(Base):
    """Who did what and when; never any text that was written."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    what: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(String(60), default="")
    at: Mapped[datetime] = mapped_column(UtcTime)


class Lease(Base):
    """What only one process does at a time, and until when it is that process's."""

    __tablename__ = "leases"
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    holder: Mapped[str] = mapped_column(String(120))
    until: Mapped[datetime] = mapped_column(UtcTime)


class Mark(Base):
    """A fact about this database itself: its mode, the demo's clock."""

    __tablename__ = "marks"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(120))
