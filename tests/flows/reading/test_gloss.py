"""What words in another language mean: as far as our own lists know, and no further."""

import pytest

from bot.i18n import english_names, load_reply_words
from flows.reading import Glossary


@pytest.fixture(scope="module")
def glossary():
    return Glossary(load_reply_words(), english_names())


def known(glossary, text, language):
    return [(each.words, each.meaning) for each in glossary.gloss(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ur", "جی ہاں ہم آئیں گے", [("جی ہاں", "yes"), ("آئیں گے", "coming")]),
        ("ur", "haan aaungi magar dair se", [("haan", "yes"), ("aaungi", "coming"), ("dair se", "late, or leaving early")]),
        ("pl", "Tak, będziemy", [("Tak", "yes"), ("będziemy", "coming")]),
        ("ar", "لا أستطيع ابني مريض", [("لا أستطيع", "cannot come"), ("مريض", "what is in the way")]),
        ("uk", "так, прийдемо", [("так", "yes"), ("прийдемо", "coming")]),
        ("pa", "ਹਾਂ ਜੀ ਅਸੀਂ ਆਵਾਂਗੇ", [("ਹਾਂ ਜੀ", "yes"), ("ਆਵਾਂਗੇ", "coming")]),
        ("zh-Hans", "好的，晚点到", [("好的", "yes"), ("晚点到", "late, or leaving early")]),
    ],
)  # fmt: skip
def test_words_on_our_lists_are_glossed(glossary, language, text, expected):
    assert known(glossary, text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [("ur", "۲", [("۲", "2")]), ("ar", "٣", [("٣", "3")]), ("pl", "dwa", [("dwa", "2")]), ("pl", "2", [])],
)
def test_a_number_is_glossed_unless_it_stands_in_our_own_digits(glossary, language, text, expected):
    assert known(glossary, text, language) == expected


def test_a_language_is_named_in_english(glossary):
    assert ("اردو", "Urdu") in known(glossary, "اردو میں لکھیں", "ur")


@pytest.mark.parametrize("text", ["", " ", "żółw qwerty", "\x00\ud800", "🙂", "۔"])
def test_what_no_list_holds_stays_without_a_gloss(glossary, text):
    assert known(glossary, text, "pl") == []


@pytest.mark.parametrize("language", ["en", "xx", "und-nothing"])
def test_english_and_languages_without_lists_have_no_gloss(glossary, language):
    assert known(glossary, "yes haan tak", language) == []


def test_english_words_among_others_say_nothing_new(glossary):
    assert known(glossary, "beta 10 min late", "ur") == []


def test_a_keyword_is_glossed_only_where_it_is_all_there_is(glossary):
    assert known(glossary, "بس", "ur") == [("بس", "no more texts")]
    assert ("بس", "no more texts") not in known(glossary, "بس دس منٹ", "ur")


def test_a_figure_of_speech_is_not_glossed_by_its_parts(glossary):
    everything = known(glossary, "spoko, nie ma problemu, będziemy", "pl")
    assert ("nie", "not") not in everything
    assert ("będziemy", "coming") in everything


def test_a_very_long_text_is_glossed_too(glossary):
    assert len(known(glossary, "haan " * 2_000, "ur")) < 2_000
