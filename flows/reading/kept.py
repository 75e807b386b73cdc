"""A reading as it is kept beside its message: what was understood, how sure, from which words, and what was asked."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flows.reading.meaning import Ask, Intent, Question, Reading, Sureness, Topic, When


class By(StrEnum):
    """What decided: a button or a number that was picked, words of our lists, or what such texts usually mean."""

    BUTTON = "button"
    NUMBER = "number"
    WORDS = "words"
    LEARNED = "learned"

    @property
    def is_marked(self) -> bool:
        """Say whether words in the text decided, and can be marked there."""
        return self is By.WORDS


@dataclass(frozen=True, slots=True)
class Kept:
    """A reading from its kept form.

    `words` decided, as they were typed; `session_id` is the session asked about; `took_words`: any words were an answer.
    What was kept before there were such fields leaves them empty; `topic` is None then.
    """

    intents: tuple[Intent, ...]
    sureness: Sureness = Sureness.SURE
    by: By | None = None
    words: tuple[str, ...] = ()
    asks: frozenset[Ask] = frozenset()
    choice: str | None = None
    minutes_late: int | None = None
    when: When | None = None
    little_ones: int | None = None
    company: tuple[str, ...] = ()
    language: str | None = None
    topic: Topic | None = None
    options: tuple[str, ...] = ()
    took_words: bool = False
    session_id: int | None = None

    @property
    def leading(self) -> Intent:
        """Return what the message meant first of all."""
        return self.intents[0]

    @property
    def is_about_coming(self) -> bool:
        """Say whether a session was asked about."""
        return self.session_id is not None and self.topic in (Topic.INVITATION, Topic.REMINDER)


def keep(reading: Reading, question: Question, session_id: int | None, *, is_button: bool) -> str:
    """Return a reading in its kept form."""
    return json.dumps(
        {
            "intents": list(reading.intents),
            "asks": sorted(reading.asks),
            "choice": reading.choice,
            "sureness": reading.sureness,
            "by": By.BUTTON if is_button else _by(reading),
            "words": list(dict.fromkeys(piece.words for piece in reading.evidence)),
            "minutes_late": reading.minutes_late,
            "when": str(reading.when) if reading.when else None,
            "little_ones": reading.little_ones,
            "company": list(reading.company),
            "language": reading.language,
            "topic": question.topic,
            "options": list(question.options),
            "took_words": question.takes_words,
            "session_id": session_id,
        },
        ensure_ascii=False,
    )


def kept(stored: str) -> Kept:
    """Return the reading that is kept so; what an older version kept is understood too."""
    found: dict[str, Any] = json.loads(stored)
    return Kept(
        intents=tuple(map(Intent, found["intents"])),
        sureness=Sureness(found.get("sureness", Sureness.SURE)),
        by=By(found["by"]) if found.get("by") else None,
        words=tuple(found.get("words", ())),
        asks=frozenset(map(Ask, found.get("asks", ()))),
        choice=found.get("choice"),
        minutes_late=found.get("minutes_late"),
        when=When.parse(found["when"]) if found.get("when") else None,
        little_ones=found.get("little_ones"),
        company=tuple(found.get("company", ())),
        language=found.get("language"),
        topic=Topic(found["topic"]) if found.get("topic") else None,
        options=tuple(found.get("options", ())),
        took_words=found.get("took_words", False),
        session_id=found.get("session_id"),
    )


def _by(reading: Reading) -> By:
    if reading.number is not None and reading.choice:
        return By.NUMBER
    return By.LEARNED if reading.is_learned else By.WORDS
