"""English texts: sent at the lowest price, and read with ease by a nine-year-old."""

import re

import pytest

from bot.services.reading_age import GOAL, reading_age
from flows.engine.text import Text
from flows.sms import measure
from locales.__main__ import extract

KIND_OF_TIME = re.compile(r"(day|clock|morning|midday|afternoon|late|evening)\.\w+")
TEXTS = [Text(str(entry.context), str(entry.id)) for entry in extract() if entry.id]
SENTENCES = [text for text in TEXTS if not KIND_OF_TIME.fullmatch(text.id)]


def named(text):
    return text.id


@pytest.mark.parametrize("text", SENTENCES, ids=named)
def test_english_is_sent_at_the_lowest_price(text):
    assert measure(re.sub(r"[{}]", "", text.sentence)).culprits == ()


STANDS_FOR = {"day": "Tuesday 12 May", "dates": "Tuesday 12 May", "time": "2pm"}


def filled(sentence):
    return re.sub(r"\{(\w+)\}", lambda place: STANDS_FOR.get(place[1], "Sam"), sentence)


@pytest.mark.parametrize("text", [text for text in SENTENCES if not text.id.startswith("OP-")], ids=named)
def test_a_nine_year_old_can_read_it(text):
    assert reading_age(filled(text.sentence)) <= GOAL
