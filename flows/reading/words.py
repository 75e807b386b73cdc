"""The words of one language, as its `replies.toml` holds them, checked.

Sections: `[sets]` words that phrases name as {set}; `[alone]` what a whole reply means; `[heard]` phrases by sign;
`[options]` the words that pick an option; `[numbers]`; `[languages]` names by ISO code; `[days]` of the week. Phrases: `phrases.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from flows.reading.meaning import DAYS, TOMORROW
from flows.reading.signs import SIGNS

Lists: TypeAlias = Mapping[str, tuple[str, ...]]

_SECTIONS: Final = ("sets", "alone", "heard", "options", "numbers", "languages", "days")
_NAMED_DAYS: Final = (*DAYS, TOMORROW)
_HIGHEST: Final = 60


class WordsInvalid(ValueError):
    """The words of a language cannot be used as they stand."""


@dataclass(frozen=True, slots=True)
class ReplyWords:
    """What parents type in one language.

    `alone` and `heard` are keyed by sign (see `signs.py`), `options` by option name, `languages` by ISO code,
    `days` by the first three letters of their English name, or "tomorrow".
    `numbers` are words, each with the number it names (0 to 60).
    """

    sets: Lists = field(default_factory=dict)
    alone: Lists = field(default_factory=dict)
    heard: Lists = field(default_factory=dict)
    options: Lists = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    languages: Lists = field(default_factory=dict)
    days: Lists = field(default_factory=dict)

    @classmethod
    def parse(cls, mapping: Mapping[str, object]) -> "ReplyWords":
        """Check a parsed `replies.toml`; raise `WordsInvalid` naming the section and key at fault."""
        if unknown := sorted(set(mapping) - set(_SECTIONS)):
            raise WordsInvalid(f"[{unknown[0]}] is no section. The sections are {', '.join(_SECTIONS)}.")
        return cls(
            sets=_lists(mapping, "sets"),
            alone=_signs(mapping, "alone"),
            heard=_signs(mapping, "heard"),
            options=_lists(mapping, "options"),
            numbers=_numbers(mapping),
            languages=_lists(mapping, "languages"),
            days=_days(mapping),
        )


def _section(mapping: Mapping[str, object], name: str) -> Mapping[str, object]:
    section = mapping.get(name, {})
    if not isinstance(section, Mapping):
        raise WordsInvalid(f"[{name}] must be a table.")
    return section


def _lists(mapping: Mapping[str, object], name: str) -> dict[str, tuple[str, ...]]:
    return {key: _phrases(name, key, value) for key, value in _section(mapping, name).items()}


def _phrases(name: str, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise WordsInvalid(f"[{name}] {key} must be a list of phrases.")
    for phrase in value:
        if not isinstance(phrase, str) or not phrase.strip():
            raise WordsInvalid(f"[{name}] {key} holds {phrase!r}, which is not a phrase.")
    return tuple(value)


def _signs(mapping: Mapping[str, object], name: str) -> dict[str, tuple[str, ...]]:
    lists = _lists(mapping, name)
    if unknown := sorted(set(lists) - SIGNS):
        raise WordsInvalid(f"[{name}] {unknown[0]} is no meaning. The meanings are {', '.join(sorted(SIGNS))}.")
    return lists


def _days(mapping: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    lists = _lists(mapping, "days")
    if unknown := sorted(set(lists) - set(_NAMED_DAYS)):
        raise WordsInvalid(f"[days] {unknown[0]} is no day. The days are {', '.join(_NAMED_DAYS)}.")
    return lists


def _numbers(mapping: Mapping[str, object]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for key, names in _lists(mapping, "numbers").items():
        if not key.isdecimal() or int(key) > _HIGHEST:
            raise WordsInvalid(f"[numbers] {key} must be a whole number from 0 to {_HIGHEST}.")
        numbers.update(dict.fromkeys(names, int(key)))
    return numbers
