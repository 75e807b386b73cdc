"""The schema, one file per group of tables."""

from storage.tables.base import Base
from storage.tables.book import Book, LeftOut, Story
from storage.tables.family import Address, Child, Family, NeutralReply, Parent, Stop
from storage.tables.programme import Moment, Programme, Reminder, Session
from storage.tables.school import (
    Audit,
    ClosedDay,
    Lease,
    LetterPicture,
    Mark,
    MarkedDay,
    OnCall,
    OneTimeLink,
    School,
    SignIn,
    SignInTry,
    Staff,
    Term,
    Wording,
)
from storage.tables.spark import Recording
from storage.tables.talk import Correction, GoodNews, HomeStory, Inbound, Media, Outbound, Rsvp, Task

__all__ = [
    "Address",
    "Audit",
    "Base",
    "Book",
    "Child",
    "ClosedDay",
    "Correction",
    "Family",
    "GoodNews",
    "HomeStory",
    "Inbound",
    "Lease",
    "LeftOut",
    "LetterPicture",
    "Mark",
    "MarkedDay",
    "Media",
    "Moment",
    "NeutralReply",
    "OnCall",
    "OneTimeLink",
    "Outbound",
    "Parent",
    "Programme",
    "Recording",
    "Reminder",
    "Rsvp",
    "School",
    "Session",
    "SignIn",
    "SignInTry",
    "Staff",
    "Stop",
    "Story",
    "Task",
    "Term",
    "Wording",
]
