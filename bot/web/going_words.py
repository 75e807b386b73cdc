"""What a planned or sent message is called, why nothing comes of it, and when: in the words that staff read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.services.announce import REPLACED
from bot.services.sessions import CANCELLED, MOVED
from bot.services.skip import BY_STAFF
from bot.services.staff_words import why_words
from bot.web import words
from flows.engine.kinds import MessageKind as Kind
from flows.programme import SkipWhy
from storage.reports.going_out import IF_THEY_CAME, Going

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
KINDS: dict[str, str] = {
    Kind.REPLY: "an answer",
    Kind.NEUTRAL: "a short answer",
    Kind.PROVING: "the first text",
    Kind.CLOSURE: "school is closed",
    Kind.ALERT: "an alert",
    Kind.SCHOOL_CHANGE: "news of a change",
    Kind.ASK: "can you come?",
    Kind.HELLO: "hello",
    Kind.GOOD_NEWS: "good news",
    Kind.CELEBRATION: "a cheer",
    Kind.THANKS: "thank you",
    Kind.MISSED: "we kept the story safe",
    Kind.SPARK: "story spark",
    Kind.REMINDER: "your weekly reminder",
    Kind.PERSON: "your own words",
}
LEFT_OUT: dict[str, str] = {
    SkipWhy.ALREADY_ANSWERED: "They have answered already.",
    SkipWhy.CAME: "They came, so the thank-you goes.",
    SkipWhy.FEWER_CHOSEN: "They asked for fewer texts.",
    SkipWhy.LADDER: "This goes once. A hello in person may help now.",
    SkipWhy.NOT_COMING: "They told us that it does not suit this time.",
    SkipWhy.NOT_MARKED: "Goes when you tick that they came.",
    SkipWhy.NOT_PLANNED: "Nothing is planned for this.",
    SkipWhy.NO_SIGN: "The spark goes to families who answered or came.",
    SkipWhy.SILENT: "We leave this family in peace. A hello at the gate may help.",
    SkipWhy.STANDING_PLACE: "Their place is kept every week, so nobody asks.",
    BY_STAFF: "You took this one out.",
    MOVED: "Story time was moved before it left.",
    CANCELLED: "Story time was cancelled before it left.",
    REPLACED: "Newer news took its place.",
    "cancelled": "This story time is off.",
    "no_address": "There is no number that works. Please check it with the family.",
}


@dataclass(frozen=True, slots=True)
class Batch:
    """The same message to several families at the same time: "hello to four"."""

    at: datetime
    what: str
    note: str


def kind(code: str, week: int | None = None) -> str:
    """Return what a message is."""
    is_spark = code == Kind.SPARK and week is not None
    return f"{KINDS[code]}, week {week}" if is_spark else KINDS[code]


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
    whom = first.parent if len(group) == 1 else number(len(group))
    note = "if they came" if first.skip == IF_THEY_CAME else why_words(first.why)
    if first.kind == Kind.MISSED:
        note = "unless you tick that they came"
    return Batch(first.due_at.astimezone(zone), f"{kind(first.kind, first.week)}, to {whom}", note)
