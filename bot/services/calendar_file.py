"""A school's own calendar file (.ics): which of the coming year's events close the school, and which want quiet.

Only looked at, never followed: nothing is fetched, and what is no calendar is refused with one sentence. Events that
repeat are laid out with the file's own rules; an end is not part of an event; times are seen on the school's clock.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from bot.errors import Refused

if TYPE_CHECKING:  # the names only: the library is 9 MB, for the one page that reads a file
    from icalendar import Event
    from icalendar.prop import vRecur

FIELD = "file"
AT_MOST_BYTES = 1_000_000
MOST_EVENTS = 300
MOST_COMPONENTS = 5_000
LONGEST_EVENT = timedelta(days=100)
LONGEST_NAME = 60
AHEAD = timedelta(days=400)
OLDEST_RULE = timedelta(days=4000)
"""A repeating event that began earlier is older than any child here."""
SLOW_RULES = frozenset({"YEARLY", "MONTHLY", "WEEKLY", "DAILY"})
NOT_ONE = "This is no calendar file that we can read. Please choose one that ends in .ics."
TOO_BIG = "This file is larger than one megabyte. Please choose one that holds the dates of the school only."
TOO_MANY = (
    "This calendar holds more than 300 events in the coming year. Please choose one with the dates of the school."
)
NOTHING = "This calendar holds nothing for the coming year."
SHUT = re.compile(
    r"\b(inset|training|bank holiday|half[- ]?term|holidays?|closed|closure|polling|strike|break|christmas|easter)\b",
    re.IGNORECASE,
)
QUIET = re.compile(
    r"\b(parents?\W{0,2}s? (evening|consultations?)|consultations?|sats|funeral|memorial|remembrance)\b", re.IGNORECASE
)
OPEN = re.compile(
    r"\b(fair|concert|play|disco|lunch|service|assembly|club|open(s|ed)?|first day|begins|starts)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """One event of the calendar: its days, its name, and what it is taken for until staff say otherwise."""

    first: date
    last: date
    name: str
    guess: str


def read_calendar(content: bytes, zone: ZoneInfo, today: date) -> tuple[Found, ...]:
    """Return the events from tomorrow on, for some thirteen months, by date; raises `Refused`."""
    if len(content) > AT_MOST_BYTES:
        raise Refused(TOO_BIG, FIELD)
    first, last = today + timedelta(days=1), today + AHEAD
    found: set[Found] = set()
    for each in _occurrences(_events(content), last):
        begins, ends = each.days(zone)
        if begins <= last and ends >= first:
            found.add(Found(max(begins, first), min(ends, last), each.name, guess(each.name)))
        if len(found) > MOST_EVENTS:
            raise Refused(TOO_MANY, FIELD)
    if not found:
        raise Refused(NOTHING, FIELD)
    return tuple(sorted(found))


def guess(name: str) -> str:
    """Return what an event of this name most likely is: "closed", "quiet", or neither."""
    if QUIET.search(name):
        return "quiet"
    return "closed" if SHUT.search(name) and not OPEN.search(name) else ""


def _events(content: bytes) -> "list[Event]":
    from icalendar import Calendar, Event

    if not content.lstrip(b"\xef\xbb\xbf \r\n\t").upper().startswith(b"BEGIN:VCALENDAR"):
        raise Refused(NOT_ONE, FIELD)
    try:
        events = list(Calendar.from_ical(content).walk("VEVENT"))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        raise Refused(NOT_ONE, FIELD) from None
    if len(events) > MOST_COMPONENTS:
        raise Refused(TOO_MANY, FIELD)
    return [each for each in events if isinstance(each, Event)]


@dataclass(frozen=True, slots=True)
class _Occurrence:
    """One time that an event takes place, on the wall of its own zone; without `zone` it is that of the school."""

    name: str
    begins: datetime
    lasts: timedelta
    is_all_day: bool
    zone: tzinfo | None

    def days(self, school: ZoneInfo) -> tuple[date, date]:
        """Return its first and its last day on the school's wall; an end is not part of an event."""
        ends = self.begins + max(self.lasts, timedelta(microseconds=1)) - timedelta(microseconds=1)
        if self.is_all_day or self.zone is None:
            return self.begins.date(), ends.date()
        first, last = (each.replace(tzinfo=self.zone).astimezone(school) for each in (self.begins, ends))
        return first.date(), last.date()


def _occurrences(events: "list[Event]", until: date) -> Iterator[_Occurrence]:
    """Yield every time of every event up to then; what cannot be read of a single event leaves that one out."""
    changed = {place for event in events for place in _taken_out(event)}
    for event in events:
        with suppress(ValueError, AttributeError, KeyError, TypeError, OverflowError):
            yield from _of_event(event, until, changed)


def _taken_out(event: "Event") -> Iterator[tuple[str, datetime]]:
    """Yield which single time of a repeating event this one stands in for."""
    with suppress(ValueError, AttributeError, KeyError, TypeError):
        if (instead := event.get("RECURRENCE-ID")) is not None:
            yield str(event.get("UID", "")), _wall(instead.dt, _zone_of(instead.dt))


def _of_event(event: "Event", until: date, changed: set[tuple[str, datetime]]) -> Iterator[_Occurrence]:
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    start, zone = event.start, _zone_of(event.start)
    lasts = event.end - event.start
    if lasts > LONGEST_EVENT:
        return
    name = " ".join(str(event.get("SUMMARY", "")).split())[:LONGEST_NAME] or "No name"
    is_all_day = not isinstance(start, datetime)
    uid, is_master = str(event.get("UID", "")), event.get("RECURRENCE-ID") is None
    left_out = {_wall(each, zone) for each in event.exdates}
    for begins in _starts(event, _wall(start, zone), zone, until):
        if begins not in left_out and not (is_master and (uid, begins) in changed):
            yield _Occurrence(name, begins, lasts, is_all_day, zone)


def _starts(event: "Event", start: datetime, zone: tzinfo | None, until: date) -> Iterator[datetime]:
    """Yield when the event begins, each time, in no order."""
    yield start
    last = datetime.combine(until, time.max)
    for rule in event.rrules:
        yield from (each for each in _repeats(rule, start, zone, last) if each != start)
    yield from (_wall(each[0] if isinstance(each, tuple) else each, zone) for each in event.rdates)


def _repeats(rule: "vRecur", start: datetime, zone: tzinfo | None, last: datetime) -> Iterator[datetime]:
    """Yield the times of a rule up to `last`: with an end of our own, so that no rule runs on for ever."""
    parts = {str(name).upper(): values for name, values in rule.items()}
    [freq] = parts["FREQ"]
    is_sane = str(freq).upper() in SLOW_RULES and all(int(each) > 0 for each in parts.get("INTERVAL", [1]))
    if not is_sane or last - start > OLDEST_RULE:
        return iter(())
    [until] = parts.pop("UNTIL", [last])
    [count] = parts.pop("COUNT", [MOST_COMPONENTS])
    text = ";".join(f"{name}={','.join(str(each) for each in values)}" for name, values in parts.items())
    times = rrulestr(text, dtstart=start).replace(until=min(last, _wall(until, zone, is_end=True)))
    return islice(times, int(count))


def _zone_of(moment: date | datetime) -> tzinfo | None:
    return moment.tzinfo if isinstance(moment, datetime) else None


def _wall(moment: date | datetime, zone: tzinfo | None, *, is_end: bool = False) -> datetime:
    """Return what the wall in `zone` shows at this moment; a day counts from its first minute, or to its last."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time.max if is_end else time.min)
    return (moment.astimezone(zone) if zone and moment.tzinfo else moment).replace(tzinfo=None)
