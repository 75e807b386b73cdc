"""What a parent asks or tells beside the answer: questions, a call, a language, a pause, a stop."""

from collections.abc import Iterable, Mapping
from typing import Final

from flows.reading.heard import Heard
from flows.reading.meaning import Ask, Intent
from flows.reading.phrases import Hit

FOLDED: Final[Mapping[Ask, Intent]] = {
    Ask.PAUSE: Intent.HELP,
    Ask.LESS: Intent.HELP,
    Ask.MORE: Intent.HELP,
    Ask.BY_SMS: Intent.HELP,
    Ask.READING_HARD: Intent.HELP,
    Ask.LOST_STORY: Intent.HELP,
    Ask.SEND_FILE: Intent.HELP,
    Ask.HEAR_IT: Intent.HELP,
    Ask.DATES: Intent.QUESTION,
    Ask.MY_DATA: Intent.QUESTION,
    Ask.BEHAVIOUR: Intent.QUESTION,
    Ask.WHY_US: Intent.QUESTION,
    Ask.ROBOT: Intent.QUESTION,
    Ask.WHO: Intent.QUESTION,
    Ask.WHEN_WHERE: Intent.QUESTION,
    Ask.OTHER_ADULT: Intent.QUESTION,
    Ask.COMPLAINT: Intent.CALLBACK,
    Ask.INTERPRETER: Intent.LANGUAGE,
}
"""The public label that an ask folds into where nothing else in the reply gives it one."""

_EXPLAINED: Final = (
    Intent.ALTERNATIVE,
    Intent.CALLBACK,
    Intent.STOP,
    Intent.START,
    Intent.LANGUAGE,
    Intent.HELP,
    Intent.WRONG_NUMBER,
    Ask.PAUSE,
    Ask.LESS,
    Ask.MORE,
    Ask.BY_SMS,
    Ask.READING_HARD,
    Ask.INTERPRETER,
    Ask.NOT_SAFE,
    Ask.LOST_STORY,
    Ask.SEND_FILE,
    Ask.HEAR_IT,
)
"""Signs that say what a question mark is for: "can you ring me?" asks for a call, not for knowledge."""

SPOKEN: Final = (Intent.STOP, Intent.WRONG_NUMBER, Intent.START, Intent.CALLBACK, Intent.HELP)
"""Intents heard as they stand, whatever was asked."""


def asks(heard: Heard) -> frozenset[Ask]:
    """Return every ask heard."""
    return frozenset(ask for ask in Ask if heard.has(ask))


def spoken(heard: Heard) -> dict[Intent, tuple[Hit, ...]]:
    """Return the requests heard, each with its hits."""
    found: dict[Intent, tuple[Hit, ...]] = {intent: hits for intent in SPOKEN if (hits := heard.of(intent))}
    for ask, intent in FOLDED.items():
        if hits := heard.of(ask):
            found[intent] = (*found.get(intent, ()), *hits)
    return found


def is_questioning(heard: Heard) -> bool:
    """Say whether something is asked that no other request explains."""
    explained = set(_clauses(heard, heard.of(*_EXPLAINED)))
    return bool(heard.asking - explained)


def _clauses(heard: Heard, hits: Iterable[Hit]) -> Iterable[int]:
    for hit in hits:
        yield from range(hit.clause, heard.tokens.items[hit.last].clause + 1)
