"""Words of any language stand for the same meanings, and for none where they only look alike."""

import pytest

from flows.learned.concepts import meanings
from flows.learned.features import words
from flows.learned.roman import romanised
from flows.learned.tongue import Tongues


@pytest.mark.parametrize("word", ["coming", "asbo", "আসব", "aavishu", "ਆਵਾਂਗੇ", "vijme", "прийдемо", "ateisim", "வருவோம்"])
def test_coming_is_coming_in_any_language(word):
    assert "come" in meanings().of(words(word)[0])


def test_the_longest_beginning_that_is_known_counts():
    assert meanings().of("mesazhet") == meanings().of("mesazh")


@pytest.mark.parametrize("text", ["he hit a boy", "uderzył kolegę", "golpeó a un niño", "打人", "তাকে মেরেছে"])
def test_hitting_is_hitting_in_a_note_of_any_language(text):
    found = meanings("note_meanings").in_order(words(text))
    assert "hit" in set().union(*found)


@pytest.mark.parametrize("word", ["", "q", "xylophone", "😀"])
def test_what_nobody_listed_stands_for_nothing(word):
    assert meanings().of(word) == frozenset()


@pytest.mark.parametrize(
    ("word", "latin"), [("ਆਵਾਂਗੇ", "avange"), ("આવીશું", "avisun"), ("прийдемо", "priidemo"), ("yes", "yes"), ("😀", "😀")]
)
def test_other_scripts_are_written_in_latin_letters(word, latin):
    assert romanised(word) == latin


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("no hablo inglés, lo siento", "es"),
        ("ne mund te vijme sot", "sq"),
        ("আমি আসতে পারব না", "bn"),
        ("see you there", "en"),
    ],
)
def test_the_language_of_a_reply_is_told_by_its_spelling(text, language):
    likely = Tongues.load().of(text)
    assert max(likely, key=lambda code: likely[code]) == language
    assert sum(likely.values()) == pytest.approx(1)
