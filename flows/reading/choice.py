"""Which option was picked: by a digit in any script, by a number word, or by the option's own words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from flows.reading.heard import Heard
from flows.reading.meaning import Intent, Question
from flows.reading.normal import Token
from flows.reading.signs import COURTESY

MEANINGS: Final[Mapping[str, Intent]] = {
    "yes": Intent.YES,
    "no": Intent.NO,
    "not_now": Intent.NO,
    "maybe": Intent.MAYBE,
    "another_time": Intent.ALTERNATIVE,
    "read": Intent.STORY,
    "made": Intent.STORY,
    "both": Intent.STORY,
    "none": Intent.STORY_NONE,
}
"""What picking an option means; every option not named here is a yes to what was offered."""

_NAMES: Final[Mapping[Intent, tuple[str, ...]]] = {
    Intent.YES: ("yes", "try_one", "book"),
    Intent.LATE: ("yes",),
    Intent.NO: ("no", "not_now", "just_for_us"),
    Intent.MAYBE: ("maybe",),
    Intent.ALTERNATIVE: ("another_time",),
    Intent.STORY_NONE: ("none",),
    Intent.CALLBACK: ("talk",),
}
# "2 kids", "10 min late": the digit counts something and picks nothing.
_COUNTED: Final = re.compile(
    r"(am|pm|a|p|ish|min|mins|minutes?|m|hrs?|hours?|h|st|nd|rd|th|oclock|kids?|children|of|more|people|weeks?|days?"
    r"|years?|times?|other|siblings|little|sisters?|brothers?|or|and|to|is|was|stories|story|books?|pages?|out)"
)


_DIGITS: Final = 2


@dataclass(frozen=True, slots=True)
class Pick:
    """A number at the head of a reply; `is_alone` where nothing but courtesy stands beside it."""

    number: int
    is_alone: bool


def meaning_of(option: str) -> Intent:
    """Return what picking an option means."""
    return MEANINGS.get(option, Intent.YES)


def picked_number(heard: Heard, numbers: Mapping[str, int]) -> Pick | None:
    """Return the number that a reply is, or begins with, when it is not a time or a count of something."""
    words = [token.word for token in _spoken(heard)]
    if words[:1] and words[0] in {"option", "number", "reply", "press", "nr", "numer"}:
        words = words[1:]
    if not words or (number := _number(words[0], numbers)) is None:
        return None
    if len(words) == 1:
        return Pick(number, is_alone=True)
    is_counted = counts_something(words[1]) or _number(words[1], numbers) is not None
    return None if is_counted or not words[0].isdecimal() else Pick(number, is_alone=False)


def option_at(number: int, question: Question) -> str | None:
    """Return the option that a digit picks, counting from 1."""
    return question.options[number - 1] if 1 <= number <= len(question.options) else None


def option_meant(intent: Intent, question: Question) -> str | None:
    """Return the option that an intent picks: a yes in words picks "yes"."""
    return next((name for name in _NAMES.get(intent, ()) if name in question.options), None)


def only(names: Iterable[str]) -> str | None:
    """Return the one option named, or None where there is none or several."""
    found = set(names)
    return found.pop() if len(found) == 1 else None


def counts_something(word: str) -> bool:
    """Say whether a word after a number makes it a time or a count: "10 min", "2 kids"."""
    return _COUNTED.fullmatch(word) is not None


def _spoken(heard: Heard) -> list[Token]:
    polite = {index for hit in heard.of(COURTESY) for index in range(hit.first, hit.last + 1)}
    items = heard.tokens.items
    spoken = (token for index, token in enumerate(items) if index not in polite)
    return [token for token in spoken if token.word.isalnum() or "." in token.word]


def _number(word: str, numbers: Mapping[str, int]) -> int | None:
    if word.isdecimal():
        return int(word) if len(word) <= _DIGITS else None
    return numbers.get(word)
