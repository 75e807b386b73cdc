"""How long a text may be: one SMS in GSM-7, two in other alphabets, with the longest values in its places."""

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from functools import cache
from typing import Final

from bot.days import DAY, day_words, on_day_words
from bot.i18n import SHIPPED, Catalogues, OwnWords, places_in
from bot.services.names import LONGEST
from flows.engine.text import Say, Text, Value
from flows.sms import Encoding, measure

ROOM: Final = {Encoding.GSM_7: 160, Encoding.UCS_2: 134}
ONE_SEGMENT_MORE: Final = {Encoding.GSM_7: 146, Encoding.UCS_2: 67}
LONGER: Final = {
    Encoding.GSM_7: re.compile(r"SG-\d\d|CT-03|CT-20"),
    Encoding.UCS_2: re.compile(r"SG-\d\d|CT-03|CT-20|ON-01|ON-02|FM-01"),
}
"""What is said in danger, and lists; and, in other alphabets, two welcomes that hold three names each."""
SCHOOL_WEEK = 5
LONGEST_VALUES: Final[Mapping[str, Value]] = {what: "n" * most for what, most in LONGEST.items()} | {
    "guest": "n" * LONGEST["parent"],
    "phone": "01234 567890",
    "link": "https://" + "n" * 33,
    "n": "10",
    "ref": "n" * 6,
    "language": "n" * 12,
    "time": time(12, 15),
}


def units_over(catalogues: Catalogues, message: Say, language: str, own: OwnWords = SHIPPED) -> int:
    """Return by how many characters a message is too long at its longest; below nought is room that is left."""
    texts = tuple(at_its_longest(catalogues, text, language) for text in message)
    size = measure(catalogues.spell(texts, language, own, is_short=True))
    is_longer = len(message) == 1 and LONGER[size.encoding].fullmatch(message[0].id)
    return size.units - ROOM[size.encoding] - (ONE_SEGMENT_MORE[size.encoding] if is_longer else 0)


def at_its_longest(catalogues: Catalogues, text: Text, language: str) -> Text:
    """Return the text with the longest value that can stand in each of its places."""
    day = _longest_day(catalogues.sentence(DAY[1], language), language)
    hour = _longest_hour(catalogues, language)
    values = {
        **LONGEST_VALUES,
        "time": hour,
        "opens": hour,
        "closes": hour,
        "day": day,
        "day2": day,
        "dates": (day, day, day),
    }
    return Text(text.id, text.sentence, **{name: values[name] for name in places_in(text.sentence)})


def _longest_hour(catalogues: Catalogues, language: str) -> time:
    """Return the hour whose short form is the longest in this language."""
    hours = (time(hour, 15) for hour in range(24))
    return max(hours, key=lambda at: len(catalogues.hour(at, language, is_short=True)))


@cache
def _longest_day(pattern: str, language: str) -> date:
    """Return the school day whose short forms, with "on" and without, are the longest in this language."""
    days = (date(2026, 1, 1) + timedelta(days=number) for number in range(365))
    return max((day for day in days if day.weekday() < SCHOOL_WEEK), key=lambda day: _length(day, pattern, language))


def _length(day: date, pattern: str, language: str) -> int:
    return len(day_words(day, pattern, language)) + len(on_day_words(day, pattern, language, is_short=True))
