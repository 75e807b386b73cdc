"""What a planned or sent message is called, why nothing comes of it, and when: in the words that staff read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.sentences import _
from bot.services.announce import REPLACED
from bot.services.sessions import CANCELLED, MOVED
from bot.services.skip import BY_STAFF
from bot.services.staff_words import why_words
from bot.web import words
from flows.engine.kinds import MessageKind as Kind
from flows.programme import SkipWhy
from flows.programme.weeks import SPARKS
from storage.reports.going_out import IF_THEY_CAME, Going

NUMBERS = (
    *(_("no"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six")),
    *(_("seven"), _("eight"), _("nine"), _("ten"), _("eleven"), _("twelve")),
)
KINDS: dict[str, str] = {
    Kind.REPLY: _("an answer"),
    Kind.NEUTRAL: _("a short answer"),
    Kind.PROVING: _("the first text"),
    Kind.CLOSURE: _("school is closed"),
    Kind.ALERT: _("an alert"),
    Kind.SCHOOL_CHANGE: _("news of a change"),
    Kind.ASK: _("can you come?"),
    Kind.HELLO: _("hello"),
    Kind.GOOD_NEWS: _("good news"),
    Kind.CELEBRATION: _("a cheer"),
    Kind.THANKS: _("thank you"),
    Kind.MISSED: _("we kept the story safe"),
    Kind.SPARK: _("story spark"),
    Kind.REMINDER: _("your weekly reminder"),
    Kind.PERSON: _("your own words"),
}
FIRST_LINE = _("a line for the front of the book")
LEFT_OUT: dict[str, str] = {
    SkipWhy.ALREADY_ANSWERED: _("They have answered already."),
    SkipWhy.CAME: _("They came, so the thank-you goes."),
    SkipWhy.FEWER_CHOSEN: _("They asked for fewer texts."),
    SkipWhy.LADDER: _("This goes once. A hello in person may help now."),
    SkipWhy.NOT_COMING: _("They told us that it does not suit this time."),
    SkipWhy.NOT_MARKED: _("Goes when you tick that they came."),
    SkipWhy.NOT_PLANNED: _("Nothing is planned for this."),
    SkipWhy.NO_SIGN: _("The spark goes to families who answered or came."),
    SkipWhy.SILENT: _("We leave this family in peace. A hello at the gate may help."),
    SkipWhy.STANDING_PLACE: _("Their place is kept every week, so nobody asks."),
    BY_STAFF: _("You took this one out."),
    MOVED: _("Story time was moved before it left."),
    CANCELLED: _("Story time was cancelled before it left."),
    REPLACED: _("Newer news took its place."),
    "cancelled": _("This story time is off."),
    "no_address": _("There is no number that works. Please check it with the family."),
}


@dataclass(frozen=True, slots=True)
class Batch:
    """The same message to several families at the same time: "hello to four"."""

    at: datetime
    what: str
    note: str


def kind(code: str, week: int | None = None) -> str:
    """Return what a message is; the week says what takes a spark's place."""
    if code != Kind.SPARK or week is None:
        return KINDS[code]
    return FIRST_LINE if week in SPARKS else _("{kind}, week {week}", kind=KINDS[code], week=week)


def left_out(code: str | None) -> str:
    """Return why nothing comes of a message, and what a person can do."""
    if code is None:
        return ""
    return LEFT_OUT.get(code) or why_words(code) or words.STANDINGS.get(code, "")


def number(count: int) -> str:
    """Return a small number as a word: "four"."""
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def batches(going: Iterable[Going], zone: ZoneInfo) -> tuple[Batch, ...]:
    """Return what goes as things stand, the same to several families as one line."""
    expected = sorted((each for each in going if each.is_expected), key=_together)
    return tuple(_batch(list(group), zone) for _key, group in groupby(expected, _together))


def _together(each: Going) -> tuple[datetime, str, str, int]:
    return each.due_at, each.kind, each.skip or "", each.week or 0


def _batch(group: list[Going], zone: ZoneInfo) -> Batch:
    first = group[0]
    note = _("if they came") if first.skip == IF_THEY_CAME else why_words(first.why)
    if first.kind == Kind.MISSED:
        note = _("unless you tick that they came")
    return Batch(first.due_at.astimezone(zone), _to(group, kind(first.kind, first.week)), note)


def _to(group: list[Going], what: str) -> str:
    if len(group) == 1:
        return _("{what} to {parent}", what=what, parent=group[0].parent)
    return _("{what} to {number}", what=what, number=number(len(group)))
