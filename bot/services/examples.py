"""A text as parents see it, for those who write it: with the names and hours of an example family."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Final

from bot.days import ENGLISH
from bot.i18n import SHIPPED, Catalogues, OwnWords, places_in
from flows.engine.text import Text, Value

STORY_DAY: Final = date(2026, 5, 14)
WEEK: Final = timedelta(days=7)
FAMILY: Final[Mapping[str, Value]] = {
    "parent": "Amina",
    "child": "JJ",
    "guest": "Gran",
    "staff": "Mrs Khan",
    "school": "Hill School",
    "place": "Nest room",
    "phone": "01632 960123",
    "link": "https://school.example/t/abc",
    "n": "7",
    "ref": "4711",
    "language": "Polish",
    "day": STORY_DAY,
    "day2": STORY_DAY + WEEK,
    "dates": (STORY_DAY, STORY_DAY + WEEK, STORY_DAY + 2 * WEEK),
    "time": time(14, 15),
    "opens": time(8, 30),
    "closes": time(16),
}


def example(catalogues: Catalogues, text: Text, language: str = ENGLISH, own: OwnWords = SHIPPED) -> str:
    """Return the text as the example family reads it, in our words or a school's own."""
    return catalogues.render((_filled(text),), language, own=own)


def example_of(catalogues: Catalogues, text: Text, words: str, language: str = ENGLISH) -> str:
    """Return the text as the example family reads it in these words."""
    return example(catalogues, text, language, only(text, words, language))


def only(text: Text, words: str, language: str = ENGLISH) -> OwnWords:
    """Return own words that hold these and no others."""
    return OwnWords({language: {(text.id, text.sentence): words}})


def back_to_places(catalogues: Catalogues, text: Text, read: str) -> str:
    """Return what the example family read with its places open again."""
    for name in places_in(text.sentence):
        read = read.replace(catalogues.text(Text("", "{value}", value=FAMILY[name]), ENGLISH), f"{{{name}}}")
    return read


def _filled(text: Text) -> Text:
    return Text(text.id, text.sentence, **{name: FAMILY[name] for name in places_in(text.sentence)})
