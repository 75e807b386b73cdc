"""English texts: sent at the lowest price, and read with ease by a nine-year-old."""

import re

import pytest

from flows.engine.text import Text
from flows.sms import measure
from locales.__main__ import extract

KIND_OF_TIME = re.compile(r"(day|morning|afternoon|evening)\.(long|short)")
TEXTS = [Text(str(entry.context), str(entry.id)) for entry in extract() if entry.id]
SENTENCES = [text for text in TEXTS if not KIND_OF_TIME.fullmatch(text.id)]


def named(text):
    return text.id


@pytest.mark.parametrize("text", SENTENCES, ids=named)
def test_english_is_sent_at_the_lowest_price(text):
    assert measure(re.sub(r"[{}]", "", text.sentence)).culprits == ()


# Reading age: the Flesch-Kincaid grade and five years. A list of numbered answers is read one answer at a time.

EASY = {
    "another": 2,  # said every day
    "interpreter": 2,  # no plainer word says what this person does
    "samaritans": 1,  # a name, and the way to them is the number
    "telegram": 1,  # a name
}
PARTS = re.compile(r"[.!?:]+(?:\s|$)|,\s(?=\d\s)")
WORD = re.compile(r"[A-Za-z']+|\d+")
STANDS_FOR = {"day": "Tuesday 12 May", "dates": "Tuesday 12 May", "time": "2pm"}


def syllables(word):
    """Return about how many syllables an English word has."""
    word = word.lower()
    if word in EASY or word.isdigit():
        return EASY.get(word, 1)
    silent = re.search(r"[^aeioul]e$|[^aeioutd]ed$|[^aeiousxzgch]es$", word)
    return max(1, len(re.findall(r"[aeiouy]+", word)) - bool(silent))


def reading_age(sentence):
    filled = re.sub(r"\{(\w+)\}", lambda place: STANDS_FOR.get(place[1], "Sam"), sentence)
    filled = re.sub(r"(?<=\d)\.(?=\d)", "", filled)
    words = WORD.findall(filled)
    parts = [part for part in PARTS.split(filled) if WORD.search(part)]
    return 0.39 * len(words) / len(parts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59 + 5


def test_reading_age_tells_hard_from_easy():
    assert reading_age("The dog ran. It sat. It was hot.") < 5
    assert reading_age("Participation necessitates completion of the accompanying documentation.") > 16


@pytest.mark.parametrize("text", [text for text in SENTENCES if not text.id.startswith("OP-")], ids=named)
def test_a_nine_year_old_can_read_it(text):
    assert reading_age(text.sentence) <= 9
