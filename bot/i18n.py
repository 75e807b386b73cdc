"""Every text in the parent's own language: catalogues, days, hours, the names of languages, and reply words.

English stands in the flows and is the source. A catalogue is trusted only where it is whole: an entry that is
missing, marked fuzzy, or has other places for values than the English one is as good as not there, and then the
whole message goes in English, never half of it.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final, Literal, TypeAlias
from unicodedata import bidirectional

from babel import Locale
from babel.messages.pofile import read_po

from bot.days import (
    BRITISH,
    DAY,
    ENGLISH,
    clock_of,
    clock_words,
    day_words,
    list_words,
    locale_of,
    on_day_words,
    part_of_day,
)
from bot.errors import StorylinksError
from flows.engine.text import Say, Text, Value
from flows.options import LABEL_OF
from flows.plain import plain_form
from flows.reading import ReplyWords
from flows.sms import measure

NAMES: Final = "und"
PLACE: Final = re.compile(r"\{(\w+)(?::(on|clock))?\}")
"""A place for a value; `{day:on}` is a day in the language's words for "on" it, `{time:clock}` an hour and no more."""

# A value is a name or a note: it never looks like a place to fill, and never turns the line around.
TURNS: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TAME: Final = str.maketrans({"{": "(", "}": ")"} | dict.fromkeys(TURNS))

# In a line that runs from the right the parts of "116 123" would change places: a mark before them keeps their order.
NUMBER_IN_PARTS: Final = re.compile(r"(?<![\d\u200e])\d+(?: \d+)+")
TO_THE_RIGHT: Final = "\u200e"

# A phone lays a text out by its first letter, and that may be a name's: a mark before it lets the language decide.
MARK: Final = {"ltr": TO_THE_RIGHT, "rtl": "\u200f"}
RUNS: Final = {"L": "ltr", "R": "rtl", "AL": "rtl"}

Key: TypeAlias = tuple[str, str]
"""The id of a text and its English sentence: a translation of another sentence is not one of this."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A school's own words for some texts, by language; like a translation, they stand for one English sentence."""

    sentences: Mapping[str, Mapping[Key, str]]

    def said(self, text: Text, language: str) -> str | None:
        """Return the school's own words for a text in this language, None where they are ours."""
        return self.sentences.get(language, {}).get((text.id, text.sentence))

    def meant_in(self, language: str) -> "OwnWords":
        """Return the English of what is the school's own in this language too."""
        theirs = self.sentences.get(language, {})
        english = self.sentences.get(ENGLISH, {})
        return OwnWords({ENGLISH: {key: words for key, words in english.items() if key in theirs}})


SHIPPED: Final = OwnWords({})
"""No words of the school's own: everything as it is shipped."""


class ValueMissing(StorylinksError):
    """A text has a place for a value that it was not given."""


class _WhenAsked(Mapping[str, Mapping[Key, str]]):
    """The sentences of every language, English first; a catalogue is read when it is asked for, and kept."""

    def __init__(self, paths: Mapping[str, Traversable]) -> None:
        self._paths = paths
        self._read: dict[str, Mapping[Key, str]] = {ENGLISH: {}}

    def __getitem__(self, code: str) -> Mapping[Key, str]:
        if code not in self._read:
            self._read[code] = _read(self._paths[code])
        return self._read[code]

    def __iter__(self) -> Iterator[str]:
        return iter((ENGLISH, *self._paths))

    def __len__(self) -> int:
        return 1 + len(self._paths)


@dataclass(frozen=True, slots=True)
class Catalogues:
    """The shipped languages, by code, each with its sentences. Read-only, and safe to share between threads."""

    sentences: Mapping[str, Mapping[Key, str]]

    @classmethod
    def load(cls) -> "Catalogues":
        """Find every catalogue that is shipped; each is read with its first text, in about 10 ms."""
        found = {folder.name: folder / "LC_MESSAGES" / "messages.po" for folder in _folders()}
        return cls(_WhenAsked({code: path for code, path in found.items() if path.is_file()}))

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the codes of the shipped languages, English first."""
        return tuple(self.sentences)

    def render(self, texts: Say, language: str, *, is_plain: bool = False, own: OwnWords = SHIPPED) -> str:
        """Return the texts as one message, joined by a space; plain mode holds no names, and no words but ours.

        An unknown language, or one that lacks any of the texts, is answered in English. Raise `ValueMissing` rather
        than leave a place unfilled.
        """
        spoken, own = (tuple(map(plain_form, texts)), SHIPPED) if is_plain else (texts, own)
        spelt = language if self.has_all(spoken, language, own) else ENGLISH
        long = self.spell(spoken, spelt, own, is_short=False)
        if measure(long).count <= 1:
            return long
        short = self.spell(spoken, spelt, own, is_short=True)
        return long if is_no_dearer(long, short) else short

    def english_of(self, texts: Say, language: str, *, is_plain: bool = False, own: OwnWords = SHIPPED) -> str:
        """Return in English what `render` says in this language: a translation of ours never means others' words."""
        is_translated = self.has_all(texts, language, own)
        return self.render(texts, ENGLISH, is_plain=is_plain, own=own.meant_in(language) if is_translated else own)

    def text(self, text: Text, language: str, *, is_plain: bool = False, own: OwnWords = SHIPPED) -> str:
        """Return one text, rendered."""
        return self.render((text,), language, is_plain=is_plain, own=own)

    def label(self, option: str, language: str) -> str:
        """Return the words on the button for an option such as "another_time"."""
        return self.text(LABEL_OF[option], language)

    def direction(self, language: str) -> Literal["ltr", "rtl"]:
        """Return which way the language is written."""
        return direction_of(language)

    def language_name(self, language: str, in_language: str) -> str:
        """Return what a language is called in another: "Polish", "polski"; its code where nobody knows."""
        return str(locale_of(in_language).languages.get(language.replace("-", "_"), language))

    def has_all(self, texts: Say, language: str, own: OwnWords = SHIPPED) -> bool:
        """Say whether a language has every one of these texts, whole and current; English has them all."""
        if language == ENGLISH:
            return True
        sentences = self.sentences.get(language, {})
        return all((text.id, text.sentence) in sentences or own.said(text, language) is not None for text in texts)

    def sentence(self, text: Text, language: str, own: OwnWords = SHIPPED) -> str:
        """Return the sentence of a text, its places still open: the school's own, ours, or the English one."""
        said = own.said(text, language)
        return said if said is not None else self.sentences[language].get((text.id, text.sentence), text.sentence)

    def spell(self, texts: Say, language: str, own: OwnWords = SHIPPED, *, is_short: bool) -> str:
        """Return the texts in this language with days and hours in their long or their short form."""
        said = (self._fill(text, self.sentence(text, language, own), language, is_short=is_short) for text in texts)
        return _facing(" ".join(said), self.direction(language))

    def hour(self, at: time, language: str, *, is_short: bool) -> str:
        """Return an hour as this language says it: 2.15pm, 14h15."""
        return self.sentence(part_of_day(at)[is_short], language).replace("{clock}", self.clock(at, language))

    def clock(self, at: time, language: str) -> str:
        """Return an hour without its part of the day: 2.15, 14h15."""
        return clock_words(at, self.sentence(clock_of(at), language), language)

    def _fill(self, text: Text, sentence: str, language: str, *, is_short: bool) -> str:
        """Put the values into a sentence in one pass, so that what stands in a value is never filled again."""

        def value_of(place: re.Match[str]) -> str:
            if place[1] not in text.values:
                raise ValueMissing(f"{text.id} has no value for {place[0]}.")
            match text.values[place[1]], place[2]:
                case date() as day, "on":
                    return on_day_words(day, self.sentence(DAY[is_short], language), language, is_short=is_short)
                case time() as at, "clock":
                    return self.clock(at, language)
                case value, _:
                    return self._words(value, language, is_short=is_short)

        filled = PLACE.sub(value_of, sentence)
        return filled if self.direction(language) == "ltr" else NUMBER_IN_PARTS.sub(TO_THE_RIGHT + r"\g<0>", filled)

    def _words(self, value: Value, language: str, *, is_short: bool) -> str:
        """Return a value as a parent reads it."""
        match value:
            case date():
                return day_words(value, self.sentence(DAY[is_short], language), language)
            case time():
                return self.hour(value, language, is_short=is_short)
            case tuple():
                days = [self._words(day, language, is_short=is_short) for day in value]
                return list_words(days, language)
            case _:
                return str(value).translate(TAME)


def _facing(words: str, direction: Literal["ltr", "rtl"]) -> str:
    """Let the language lay out words that begin with a name of the other direction, where it is in most of them."""
    runs = (RUNS[kind] for kind in map(bidirectional, words) if kind in RUNS)
    first = next(runs, direction)
    if first == direction:
        return words
    rest = tuple(runs)
    return MARK[direction] + words if 2 * rest.count(direction) > len(rest) else words


def is_no_dearer(long: str, short: str) -> bool:
    """Say whether the long form costs no more SMS segments."""
    return measure(long).count <= measure(short).count


@cache
def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """Return which way a language is written; remembered, as every text of it is asked for it."""
    return "rtl" if locale_of(language).text_direction == "rtl" else "ltr"


def english_names() -> dict[str, str]:
    """Return what every language is called in English, by its code."""
    return {code.replace("_", "-"): str(name) for code, name in Locale.parse(BRITISH).languages.items()}


def load_reply_words() -> dict[str, ReplyWords]:
    """Return the words that parents type, by language; raise `WordsInvalid` where a file is wrong.

    A language needs no catalogue to be read: parents write before everything is translated. What languages are
    called in each other stands under `NAMES`, a code that is no language's.
    """
    found = {folder.name: folder / "replies.toml" for folder in _folders()}
    found[NAMES] = files("locales") / "languages.toml"
    return {
        code: ReplyWords.parse(tomllib.loads(path.read_text("utf-8"))) for code, path in found.items() if path.is_file()
    }


def places_in(sentence: str) -> frozenset[str]:
    """Return the names of the places for values in a sentence."""
    return frozenset(place[1] for place in PLACE.finditer(sentence))


@cache
def shipped_texts() -> tuple[Text, ...]:
    """Return every text that a parent may read, in the order of the conversations, with its places still open."""
    with (files("locales") / "messages.pot").open("rb") as file:
        return tuple(Text(entry.context or "", str(entry.id)) for entry in read_po(file) if entry.id)


def _folders() -> list[Traversable]:
    """Return the folders of languages, by name."""
    return sorted((entry for entry in files("locales").iterdir() if entry.is_dir()), key=lambda folder: folder.name)


def _read(path: Traversable) -> dict[Key, str]:
    """Return the sentences of a catalogue that may be trusted."""
    with path.open("rb") as file:
        entries = read_po(file)
    return {
        (entry.context or "", str(entry.id)): str(entry.string)
        for entry in entries
        if entry.id and entry.string and not entry.fuzzy and places_in(str(entry.id)) == places_in(str(entry.string))
    }
