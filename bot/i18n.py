"""Every text in the parent's own language: catalogues, days, hours, the names of languages, and reply words.

English stands in the flows and is the source. A catalogue is trusted only where it is whole: an entry that is
missing, marked fuzzy, or has other places for values than the English one is as good as not there, and then the
whole message goes in English, never half of it.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final, Literal, TypeAlias

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.pofile import read_po

from bot.errors import StorylinksError
from flows.engine.text import Say, Text, Value
from flows.options import LABEL_OF
from flows.plain import plain_form
from flows.reading import ReplyWords
from flows.sms import measure

ENGLISH: Final = "en"
NAMES: Final = "und"
BRITISH: Final = "en_GB"
PLACE: Final = re.compile(r"\{(\w+)\}")

# How a day and an hour look, in CLDR letters and in words; a catalogue has its own. The short form is taken where
# the long one would cost one more SMS segment.
DAY = (Text("day.long", "EEEE d MMMM"), Text("day.short", "EEE d MMM"))
MORNING = (Text("morning.long", "{clock}am"), Text("morning.short", "{clock}am"))
AFTERNOON = (Text("afternoon.long", "{clock}pm"), Text("afternoon.short", "{clock}pm"))
EVENING = (Text("evening.long", "{clock}pm"), Text("evening.short", "{clock}pm"))
NOON, EVENING_BEGINS, HOURS_ON_A_CLOCK = 12, 16, 12

# A value is a name or a note: it never looks like a place to fill, and never turns the line around.
TURNS: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TAME: Final = str.maketrans({"{": "(", "}": ")"} | dict.fromkeys(TURNS))

Key: TypeAlias = tuple[str, str]
"""The id of a text and its English sentence: a translation of another sentence is not one of this."""


class ValueMissing(StorylinksError):
    """A text has a place for a value that it was not given."""


@dataclass(frozen=True, slots=True)
class Catalogues:
    """The shipped languages, by code, each with its sentences. Read-only, and safe to share between threads."""

    sentences: Mapping[str, Mapping[Key, str]]

    @classmethod
    def load(cls) -> "Catalogues":
        """Read every catalogue that is shipped; about 10 ms each."""
        found = {folder.name: folder / "LC_MESSAGES" / "messages.po" for folder in _folders()}
        return cls({ENGLISH: {}} | {code: _read(path) for code, path in found.items() if path.is_file()})

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the codes of the shipped languages, English first."""
        return tuple(self.sentences)

    def render(self, texts: Say, language: str, *, is_plain: bool = False) -> str:
        """Return the texts as one message, joined by a space; plain mode holds no names.

        An unknown language, or one that lacks any of the texts, is answered in English. Raise `ValueMissing` rather
        than leave a place unfilled.
        """
        spoken = tuple(plain_form(text) for text in texts) if is_plain else texts
        spelt = language if self.has_all(spoken, language) else ENGLISH
        short = self._spell(spoken, spelt, is_short=True)
        long = self._spell(spoken, spelt, is_short=False)
        return long if long == short or is_no_dearer(long, short) else short

    def text(self, text: Text, language: str, *, is_plain: bool = False) -> str:
        """Return one text, rendered."""
        return self.render((text,), language, is_plain=is_plain)

    def label(self, option: str, language: str) -> str:
        """Return the words on the button for an option such as "another_time"."""
        return self.text(LABEL_OF[option], language)

    def direction(self, language: str) -> Literal["ltr", "rtl"]:
        """Return which way the language is written."""
        return "rtl" if locale_of(language).text_direction == "rtl" else "ltr"

    def language_name(self, language: str, in_language: str) -> str:
        """Return what a language is called in another: "Polish", "polski"; its code where nobody knows."""
        return str(locale_of(in_language).languages.get(language, language))

    def has_all(self, texts: Say, language: str) -> bool:
        """Say whether a language has every one of these texts, whole and current; English has them all."""
        if language == ENGLISH:
            return True
        sentences = self.sentences.get(language, {})
        return all((text.id, text.sentence) in sentences for text in texts)

    def _sentence(self, text: Text, language: str) -> str:
        return self.sentences[language].get((text.id, text.sentence), text.sentence)

    def _spell(self, texts: Say, language: str, *, is_short: bool) -> str:
        return " ".join(self._fill(text, language, is_short=is_short) for text in texts)

    def _fill(self, text: Text, language: str, *, is_short: bool) -> str:
        """Put the values into a sentence in one pass, so that what stands in a value is never filled again."""

        def value_of(place: re.Match[str]) -> str:
            if place[1] not in text.values:
                raise ValueMissing(f"{text.id} has no value for {place[0]}.")
            return self._words(text.values[place[1]], language, is_short=is_short)

        return PLACE.sub(value_of, self._sentence(text, language))

    def _words(self, value: Value, language: str, *, is_short: bool) -> str:
        """Return a value as a parent reads it."""
        match value:
            case date():
                return day_words(value, self._sentence(DAY[is_short], language), language)
            case time():
                clock, period = clock_words(value), period_of(value)[is_short]
                return self._sentence(period, language).replace("{clock}", clock)
            case tuple():
                days = [self._words(day, language, is_short=is_short) for day in value]
                return format_list(days, locale=BRITISH if language == ENGLISH else locale_of(language))
            case _:
                return str(value).translate(TAME)


@lru_cache(maxsize=1024)
def is_no_dearer(long: str, short: str) -> bool:
    """Say whether the long form costs no more SMS segments; remembered, as an ask goes to many families alike."""
    return measure(long).count <= measure(short).count


def clock_words(at: time) -> str:
    """Return an hour as the school's gate sign has it: 9, 2.15, 12.05."""
    hour = at.hour % HOURS_ON_A_CLOCK or HOURS_ON_A_CLOCK
    return f"{hour}.{at.minute:02}" if at.minute else str(hour)


def period_of(at: time) -> tuple[Text, Text]:
    """Return the long and the short way to say an hour in this part of the day."""
    if at.hour < NOON:
        return MORNING
    return AFTERNOON if at.hour < EVENING_BEGINS else EVENING


@lru_cache(maxsize=4096)
def day_words(day: date, pattern: str, language: str) -> str:
    """Return a day in CLDR's pattern; remembered, as every family of a school has the same few days."""
    return format_date(day, pattern, locale_of(language))


@cache
def locale_of(language: str) -> Locale:
    """Return how a language writes days and lists; English where CLDR does not know it."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(ENGLISH)


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
    return frozenset(PLACE.findall(sentence))


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
