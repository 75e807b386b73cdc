"""The days on which the school is shut, as people type them: one day or one break a line, with a name if they like."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TypeAlias

from bot.errors import Refused
from bot.sentences import _
from flows.sms import plain

FIELD = "closed_days"
LONGEST_BREAK = timedelta(days=100)
LONGEST_NAME = 60
MOST_LINES = 200
MONTHS = (
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    ("ion", "chw", "maw", "ebr", "mai", "meh", "gor", "aws", "med", "hyd", "tac", "rha"),
)
"""How they begin, in English and in Welsh."""
_DAY = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,10}\.?\s+\d{4}"
_LINE = re.compile(rf"\s*(?P<first>{_DAY})(?:\s*(?:to|until|hyd|tan|-)\s*(?P<last>{_DAY}))?\s*[,:;-]?\s*(?P<name>.*)")
Span: TypeAlias = tuple[date, date, str]
"""First day, last day and name of one line."""
_NUMBERS = re.compile(r"\d+")


def read_closed_days(typed: str, field: str = FIELD) -> dict[date, str]:
    """Return each day with its name, or raise `Refused` with the line that cannot be read."""
    spans = read_spans(typed, field)
    return {first + timedelta(days=n): name for first, last, name in spans for n in range((last - first).days + 1)}


def read_spans(typed: str, field: str = FIELD) -> tuple[Span, ...]:
    """Return first day, last day and name of each line, or raise `Refused` with the line that cannot be read."""
    lines = [line for line in plain(typed).splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise Refused("That is more than 200 lines. Please give a break as one line, first day to last day.", field)
    return tuple(_line(line, field) for line in lines)


def spans_as_typed(spans: Iterable[Span]) -> str:
    """Return first day, last day and name as lines that can be typed over."""
    return "\n".join(_typed(*span) for span in spans)


def closed_days_as_typed(days: Mapping[date, str]) -> str:
    """Return the closed days as lines that can be typed over; days in a row with one name are one line."""
    lines: list[Span] = []
    for on, name in sorted(days.items()):
        if lines and lines[-1][2] == name and on - lines[-1][1] == timedelta(days=1):
            lines[-1] = (lines[-1][0], on, name)
        else:
            lines.append((on, on, name))
    return spans_as_typed(lines)


def _typed(first: date, last: date, name: str) -> str:
    days = f"{first}" if first == last else f"{first} to {last}"
    return f"{days} {name}".strip()


def _line(line: str, field: str) -> Span:
    match = _LINE.fullmatch(line)
    if match is None:
        raise _unreadable(line, field)
    first = _day(match["first"], line, field)
    last = _day(match["last"], line, field) if match["last"] else first
    if not timedelta(0) <= last - first <= LONGEST_BREAK:
        late = _("In “{line}” the last day must come after the first, within 100 days.", line=line.strip()[:60])
        raise Refused(late, field)
    return first, last, match["name"].strip()[:LONGEST_NAME]


def _day(words: str, line: str, field: str) -> date:
    numbers = [int(each) for each in _NUMBERS.findall(words)]
    try:
        if "-" in words:
            return date(*numbers)
        day, year = numbers[0], numbers[-1]
        return date(year, numbers[1] if len(numbers) > len("dy") else _month(words), day)
    except ValueError:
        raise _unreadable(line, field) from None


def _month(words: str) -> int:
    letters = re.sub(r"[^a-z]", "", words.partition(" ")[2].lower())
    found = next((months for months in MONTHS if letters[:3] in months), MONTHS[0])
    return found.index(letters[:3]) + 1


def _unreadable(line: str, field: str) -> Refused:
    typed = line.strip()[:60]
    unread = _("“{line}” is no date we can read. Write 25 May 2026 to 29 May 2026 Half-term.", line=typed)
    return Refused(unread, field)
