"""A conversation as a page of text: facts, the clock, who said what, and what came of it.

    given  Amina, parent of JJ, English, SMS; session 4 on Thursday 14 May 2026 14:15, library
    now    Tuesday 12 May 2026, 16:30

    begins invitation.ask
    Bot    Story time is …
    Amina  yeh but 10 min late x
    Bot    No rush. …

    then   RsvpGiven  session 4  late  minutes late 10

`quiet` stands where the bot says nothing, with the reason; `media` is what came along with the next reply. Tests read
such pages and the simulator writes them, so that a bug found by talking becomes a test by copying.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from enum import StrEnum
from types import MappingProxyType

from flows.engine.events import Event

GIVEN, NOW, BEGINS, MEDIA = "given", "now", "begins", "media"
BOT, QUIET, THEN = "Bot", "quiet", "then"
CAUSED = frozenset({BOT, QUIET, THEN})
"""Lines that follow from the others; a rewrite makes them anew."""
KEYWORDS = CAUSED | {GIVEN, NOW, BEGINS, MEDIA}
NARROWEST = 7


class TranscriptInvalid(ValueError):
    """A transcript cannot be read as it stands."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a keyword, "Bot" or the parent's name, and the words beside it."""

    who: str
    words: str

    @property
    def is_said_by_parent(self) -> bool:
        """Say whether the parent said it."""
        return self.who not in KEYWORDS


def parse(page: str) -> tuple[Line, ...]:
    """Read a page; an indented line goes on with the one above. Raise `TranscriptInvalid` where it cannot."""
    lines: list[Line] = []
    for number, written in enumerate(page.splitlines(), 1):
        if not written.strip():
            continue
        if written[0].isspace():
            if not lines:
                raise TranscriptInvalid(f"Line {number} goes on with nothing.")
            lines.append(_continued(lines.pop(), written.strip()))
        else:
            who, _, words = written.partition(" ")
            lines.append(Line(who, words.strip()))
    return tuple(lines)


def print_transcript(lines: Iterable[Line]) -> str:
    """Return the page that `parse` reads back: names in one column, a blank line before what opens a scene."""
    page = tuple(lines)
    width = max([NARROWEST, *(len(line.who) + 2 for line in page)])
    return "".join(_printed(line, before, width) for line, before in zip(page, (None, *page), strict=False))


def describe(event: Event, weeks: Mapping[int, int] = MappingProxyType({})) -> str:
    """Return an event as one line of words: its name, then its values.

    Transcripts know a session by its week; `weeks` gives the week of each session id where the two differ.
    """
    known = {field.name: getattr(event, field.name) for field in fields(event)}
    if "session_id" in known:
        known["session_id"] = weeks.get(known["session_id"], known["session_id"])
    told = (_value(name, value) for name, value in known.items())
    return "  ".join((type(event).__name__, *(words for words in told if words)))


def day_in_words(day: date) -> str:
    """Return a date as transcripts write it: "Thursday 14 May 2026"."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def _continued(line: Line, more: str) -> Line:
    joint = "\n" if line.who == THEN else " "
    return Line(line.who, f"{line.words}{joint}{more}")


def _printed(line: Line, before: Line | None, width: int) -> str:
    margin = "\n" + " " * width
    return f"{_gap(line, before)}{line.who:<{width}}{line.words.replace(chr(10), margin)}".rstrip() + "\n"


def _gap(line: Line, before: Line | None) -> str:
    if before is None:
        return ""
    opens = line.who in {GIVEN, NOW, THEN} and before.who not in {GIVEN, NOW}
    return "\n" if opens or (before.who in {GIVEN, NOW, THEN} and line.who not in {GIVEN, NOW}) else ""


def _value(name: str, value: object) -> str:
    words = name.replace("_", " ")
    match value:
        case None:
            return ""
        case bool():
            return words if value else f"not {words}"
        case int():
            return f"{words.removesuffix(' id')} {value}"
        case _:
            return _in_words(value)


def _in_words(value: object) -> str:
    match value:
        case StrEnum():
            return value.value.replace("_", " ")
        case date():
            return day_in_words(value)
        case time():
            return f"{value:%H:%M}"
        case _:
            return f'"{value}"'
