"""The `given` line of a transcript: one parent's facts in words, read and written.

    Amina, parent of JJ, English, SMS; session 4 on Thursday 14 May 2026 14:15, library; standing place

Clauses are divided by semicolons and may stand in any order after the first; a later `given` line changes facts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from types import MappingProxyType

from flows.engine.context import Answer, Context, Session
from flows.engine.kinds import ChannelName
from flows.engine.transcript import TranscriptInvalid, day_in_words

LANGUAGES = MappingProxyType({"English": "en", "Polish": "pl", "Urdu": "ur"})
"""Languages that are written by name; any other stands as its code."""
CHANNELS = MappingProxyType({"SMS": ChannelName.SMS, "Telegram": ChannelName.TELEGRAM})
FLAGS = MappingProxyType(
    {
        "not proved": ("is_proved", False),
        "proved": ("is_proved", True),
        "not in yet": ("is_in", False),
        "stopped": ("is_stopped", True),
        "stopped at the phone company": ("is_stopped_by_carrier", True),
        "paused": ("is_paused", True),
        "held by a person": ("is_held", True),
        "handed back": ("is_held", False),
        "many texts at once": ("is_flooding", True),
        "plain": ("is_plain", True),
        "not safe to text": ("is_not_safe", True),
        "a person is to answer": ("has_person_coming", True),
        "a person has answered": ("has_person_coming", False),
        "standing place": ("has_standing_place", True),
        "a carer who was checked": ("is_carer", True),
        "their child leaves": ("is_leaving", True),
        "sparks on Saturday": ("has_saturday_sparks", True),
        "no little ones": ("may_bring_siblings", False),
    }
)
VALUES = (
    "wording", "guest", "interpreter", "telegram_link", "upload_link", "spark_link", "privacy_link", "staff", "school",
    "phone",
)  # fmt: skip
"""Facts that are plain words: `wording Bring a drawing.`"""

_WHO = re.compile(r"(?P<parent>[^,]+), parent of (?P<child>[^,]+), (?P<language>[\w-]+)[^,]*, (?P<channel>\w+)")
_SESSION = re.compile(
    r"session (?P<week>\d+) on \w+ (?P<day>\d+ \w+ \d+) (?P<at>\d\d:\d\d)(, (?P<place>[^,]+?))?"
    r"(?P<own>, their own)?(, answered (?P<answer>.+))?"
)
_CLOSED = re.compile(r"closed \w+ (?P<day>\d+ \w+ \d+)")
_OFFER = re.compile(r"offer \w+ (?P<day>\d+ \w+ \d+) (?P<at>\d\d:\d\d)")


@dataclass(frozen=True, slots=True)
class Given:
    """What one `given` line says: fields of a `Context`, and the sessions."""

    facts: dict[str, object]
    sessions: tuple[Session, ...] = ()


def parse_given(words: str) -> Given:
    """Read one `given` line; raise `TranscriptInvalid` naming the clause at fault."""
    facts: dict[str, object] = {}
    sessions: list[Session] = []
    for clause in (part.strip() for part in words.split(";")):
        if found := _SESSION.fullmatch(clause):
            sessions.append(_session(found))
        else:
            facts |= _facts(clause)
    return Given(facts, tuple(sessions))


def print_given(c: Context, sessions: tuple[Session, ...]) -> str:
    """Return the line that `parse_given` reads back as these facts."""
    return "; ".join((_who(c), *map(_session_in_words, sessions), *_flags(c), *_plain_values(c)))


def parse_day(words: str) -> date:
    """Read "14 May 2026"."""
    try:
        return datetime.strptime(words, "%d %B %Y").replace(tzinfo=UTC).date()
    except ValueError:
        raise TranscriptInvalid(f"{words!r} is no date like 14 May 2026.") from None


def _facts(clause: str) -> dict[str, object]:
    if clause in FLAGS:
        name, value = FLAGS[clause]
        return {name: value}
    if found := _WHO.fullmatch(clause):
        return {
            "parent": found["parent"],
            "child": found["child"],
            "language": LANGUAGES.get(found["language"], found["language"]),
            "channel": CHANNELS[found["channel"]],
        }
    return _worded(clause)


def _worded(clause: str) -> dict[str, object]:
    name, _, value = clause.partition(" ")
    if name in VALUES and value:
        return {name: value}
    if name == "week" and value.isdecimal():
        return {"spark_week": int(value)}
    if found := _CLOSED.fullmatch(clause):
        return {"closed_on": parse_day(found["day"])}
    if found := _OFFER.fullmatch(clause):
        return {"offer": (parse_day(found["day"]), time.fromisoformat(found["at"]))}
    raise TranscriptInvalid(f"Nothing is given by {clause!r}.")


def _session(found: re.Match[str]) -> Session:
    week, answer = int(found["week"]), found["answer"]
    on, at, place = parse_day(found["day"]), time.fromisoformat(found["at"]), found["place"] or "library"
    session = Session(week, week, on, at, place, is_own=bool(found["own"]))
    return replace(session, answer=Answer(answer.replace(" ", "_"))) if answer else session


def _who(c: Context) -> str:
    language = next((name for name, code in LANGUAGES.items() if code == c.language), c.language)
    channel = next(name for name, one in CHANNELS.items() if one is c.channel)
    return f"{c.parent}, parent of {c.child}, {language}, {channel}"


def _session_in_words(session: Session) -> str:
    answered = f", answered {session.answer.replace('_', ' ')}" if session.answer else ""
    own = ", their own" if session.is_own else ""
    return f"session {session.week} on {day_in_words(session.on)} {session.at:%H:%M}, {session.place}{own}{answered}"


def _flags(c: Context) -> Iterator[str]:
    usual = {"is_proved": True, "is_in": True, "may_bring_siblings": True}
    for words, (name, value) in FLAGS.items():
        if getattr(c, name) == value and value != usual.get(name, False):
            yield words


def _plain_values(c: Context) -> Iterator[str]:
    for name in VALUES:
        if value := getattr(c, name):
            yield f"{name} {value}"
    if c.closed_on:
        yield f"closed {day_in_words(c.closed_on)}"
    if c.spark_week:
        yield f"week {c.spark_week}"
    if c.offer:
        yield f"offer {day_in_words(c.offer.on)} {c.offer.at:%H:%M}"
