"""What languages are called stands as CLDR has it, and is heard in any script."""

import pytest

from bot.i18n import load_reply_words
from flows.reading import Reader
from flows.reading.lines import QUESTIONS
from locales.names import CALLED, written


@pytest.fixture(scope="module")
def reader():
    return Reader(load_reply_words())


def test_the_names_are_those_of_cldr():
    assert CALLED.read_text("utf-8") == written(), "Run python -m locales.names."


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Tigrinya", "ti"),
        ("lituano", "lt"),
        ("پولش", "pl"),
        ("Türkçe", "tr"),
        ("ગુજરાતી", "gu"),
        ("albański", "sq"),
        ("im somali please", "so"),
        ("የአማርኛ አማርኛ", "am"),
        ("rumuński", "ro"),
    ],
)
def test_a_language_is_known_by_its_name_in_any_other(reader, text, code):
    assert reader.read(text, QUESTIONS["language"]).language == code


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("મેસેજ બંધ કરો", "stop"),
        ("ma rabo fariimo", "stop"),
        ("peidiwch â tecstio fi", "stop"),
        ("زوجي يضربني", "distress"),
        ("mama a murit", "distress"),
        ("எங்கள் வீட்டில் சாப்பாடு இல்லை", "distress"),
        ("他打我", "distress"),
        ("ateisime, iki", "yes"),
        ("nuk vijmë dot", "no"),
    ],
)
def test_a_language_needs_no_catalogue_to_be_read(reader, text, intent):
    assert reader.read(text, QUESTIONS["reminder"]).leading == intent
