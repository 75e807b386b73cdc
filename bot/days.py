"""How a day and an hour are said: in CLDR's letters, which each catalogue has for its language, and in a few words.

Where a language says "on Tuesday" by an article or an ending that depends on the day, its folder holds `days.toml`: the
days of the week so, from Monday. A catalogue takes them by writing `{day:on}` for `{day}`.
"""

import re
import tomllib
from datetime import date, time
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list

from flows.engine.text import Text

ENGLISH: Final = "en"
BRITISH: Final = "en_GB"

# The short form of each pair is taken where the long one would cost one more SMS segment.
DAY = (Text("day.long", "EEEE d MMMM"), Text("day.short", "EEE d MMM"))
# An hour with nothing after it and one with minutes, as on the school's gate sign.
CLOCK = (Text("clock.hour", "h"), Text("clock.minutes", "h.mm"))
MORNING = (Text("morning.long", "{clock}am"), Text("morning.short", "{clock}am"))
MIDDAY = (Text("midday.long", "{clock}pm"), Text("midday.short", "{clock}pm"))
AFTERNOON = (Text("afternoon.long", "{clock}pm"), Text("afternoon.short", "{clock}pm"))
LATE = (Text("late.long", "{clock}pm"), Text("late.short", "{clock}pm"))
EVENING = (Text("evening.long", "{clock}pm"), Text("evening.short", "{clock}pm"))
ENDS: Final = ((12, MORNING), (13, MIDDAY), (16, AFTERNOON), (18, LATE), (24, EVENING))
"""The parts of the day, and the hour at which each is over."""
WEEKDAY: Final = re.compile("E+")


def clock_of(at: time) -> Text:
    """Return how an hour is written: with its minutes where it has any."""
    return CLOCK[at.minute > 0]


def part_of_day(at: time) -> tuple[Text, Text]:
    """Return the long and the short way to say an hour in this part of the day."""
    return next(part for ends, part in ENDS if at.hour < ends)


@lru_cache(maxsize=4096)
def clock_words(at: time, pattern: str, language: str) -> str:
    """Return an hour in CLDR's pattern: 9, 2.15, 14h15."""
    return format_time(at, pattern, locale=locale_of(language))


@lru_cache(maxsize=4096)
def day_words(day: date, pattern: str, language: str) -> str:
    """Return a day in CLDR's pattern; remembered, as every family of a school has the same few days."""
    return format_date(day, pattern, locale_of(language))


def on_day_words(day: date, pattern: str, language: str, *, is_short: bool) -> str:
    """Return "on" a day in CLDR's pattern, in the language's own words where it has some: na segunda-feira."""
    words = on_days(language).get("short" if is_short else "long")
    if words is None:
        return day_words(day, pattern, language)
    said = words[day.weekday()].replace("'", "''")
    return day_words(day, WEEKDAY.sub(f"'{said}'", pattern), language)


def list_words(words: list[str], language: str) -> str:
    """Return words as a list; with commas alone where "and" hangs on the next word, as Welsh "a(c)"."""
    locale = Locale.parse(BRITISH) if language == ENGLISH else locale_of(language)
    is_open = "(" in locale.list_patterns["standard"]["end"]
    return ", ".join(words) if is_open else format_list(words, locale=locale)


@cache
def on_days(language: str) -> dict[str, list[str]]:
    """Return the days of the week with "on", by the length of their form; empty where a language needs none."""
    table = files("locales").joinpath(language, "days.toml")
    return tomllib.loads(table.read_text("utf-8")) if table.is_file() else {}


@cache
def locale_of(language: str) -> Locale:
    """Return how a language writes days and lists; English where CLDR does not know it."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(ENGLISH)
