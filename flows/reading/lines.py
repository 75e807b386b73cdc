"""Readings from and for the outside: one JSON line in and out, and an explanation for a person."""

import json
from typing import Any, Final

from flows.reading.meaning import Question, Reading, Topic
from flows.reading.reader import Reader

_RSVP: Final = ("yes", "no", "maybe", "another_time")
QUESTIONS: Final = {
    "invitation": Question(Topic.INVITATION, _RSVP),
    "reminder": Question(Topic.REMINDER, _RSVP),
    "activity": Question(Topic.ACTIVITY),
    "language": Question(Topic.LANGUAGE),
    "idle": Question(Topic.IDLE),
}
"""What each context of the command line asks; a context that is not here is read as idle."""


def read_line(reader: Reader, line: str) -> str:
    """Read one JSON line {"id","context","text"} and return one, {"id","labels","target_lang"}.

    A line that is no such object is answered too: with the id it has, or null, and the label unclear.
    """
    record = _record(line)
    question = question_for(record.get("context"))
    text = record.get("text")
    reading = reader.read(text if isinstance(text, str) else "", question)
    answer = {"id": record.get("id"), "labels": list(labels(reading)), "target_lang": iso(reading.language)}
    return json.dumps(answer, ensure_ascii=True)


def question_for(context: object) -> Question:
    """Return the question that a context of the command line stands for."""
    return QUESTIONS.get(context if isinstance(context, str) else "idle", QUESTIONS["idle"])


def labels(reading: Reading) -> tuple[str, ...]:
    """Return the public labels of a reading, the leading one first."""
    return tuple(map(str, reading.intents))


def iso(language: str | None) -> str | None:
    """Return the ISO 639 code of a language, without the script that we write it in: `zh` for both Chineses."""
    return language.partition("-")[0] if language else None


def explain(reading: Reading) -> str:
    """Return a few lines for a person: what was understood, from which words, and how sure."""
    lines = [f"{', '.join(labels(reading))} ({reading.sureness})"]
    lines += [f"  {piece.meaning}: {piece.words!r}" for piece in reading.evidence]
    lines += [f"  {name}: {value}" for name, value in _details(reading) if value is not None]
    return "\n".join(lines)


def _details(reading: Reading) -> tuple[tuple[str, object], ...]:
    return (
        ("asks", ", ".join(sorted(reading.asks)) or None),
        ("choice", reading.choice),
        ("language", reading.language),
        ("number", reading.number),
        ("minutes late", reading.minutes_late),
        ("when", reading.when and str(reading.when)),
        ("little ones", reading.little_ones),
        ("company", ", ".join(reading.company) or None),
    )


def _record(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}
