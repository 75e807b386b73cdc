"""What is kept to learn from names nobody: not in any script, not by number, address or link."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import load_reply_words
from bot.services.nameless import LONGEST, nameless, sound
from flows.reading import Glossary

GLOSSARY = Glossary(load_reply_words())
NAMES = ("Amina", "JJ", "Mrs Khan", "Hazel Lane Primary", "Will", "Kasia", "小龙", "Mary-Anne O'Neil")


def kept(text, language="en", names=NAMES):
    return nameless(text, names, GLOSSARY.vocabulary(language).__contains__)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "yes Amina x, JJ is poorly", "yes Sam x, Sam is poorly"),
        ("en", "jj is poorly says amina", "Sam is poorly says Sam"),
        ("en", "MY SON JJ IS ILL MRS KHAN", "MY SON Sam IS ILL MRS Sam"),
        ("en", "is Amina's nan coming", "is Sam's nan coming"),
        ("en", "Mary-Anne O’Neil here", "Sam here"),
        ("en", "tell Zayd and Fatimah", "tell Sam and Sam"),
        ("en", "my name is tariq", "my name is Sam"),
        ("pl", "Kasi nie będzie, powiem Aminie", "Sam nie będzie, powiem Sam"),
        ("ur", "main amina hun", "main Sam hun"),
        ("ur", "آمنہ بیمار ہے", "سام بیمار ہے"),
        ("pa", "ਆਮੀਨਾ ਬੀਮਾਰ ਹੈ", "ਸੈਮ ਬੀਮਾਰ ਹੈ"),
        ("bn", "আমিনা অসুস্থ", "স্যাম অসুস্থ"),
        ("uk", "аміна хвора", "Сем хвора"),
        ("zh-Hans", "小龙病了，去不了", "小明病了，去不了"),
    ],
)
def test_names_give_way_to_a_stand_in_of_their_script(language, text, expected):
    assert kept(text, language) == expected


def test_several_scripts_in_one_text():
    assert kept("Amina آمنہ আমিনা x", "ur") == "Sam سام স্যাম x"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ring 07700 900123 today", "ring 00000 today"),
        ("ring +44 (0)7700-900123", "ring 00000"),
        ("۰۷۷۰۰۹۰۰۱۲۳", "00000"),
        ("see https://school.example/a?b=c ok", "see link ok"),
        ("write to a.b@c.org", "write to link"),
        ("we live at SW1A 1AA", "we live at Sam"),
        ("10 min late, 2.15 on the 12th", "10 min late, 2.15 on the 12th"),
    ],
)
def test_long_numbers_links_and_addresses_go_and_times_stay(text, expected):
    assert kept(text) == expected


def test_a_name_that_is_a_word_is_one_only_with_a_capital():
    assert kept("will you tell Will") == "will you tell Sam"


def test_the_words_of_a_schools_name_that_name_nobody_stay():
    assert kept("is it at school or on hazel lane") == "is it at school or on Sam lane"


@pytest.mark.parametrize("text", ["will be late", "no thanks", "1", "yes 👍"])
def test_what_names_nobody_stays_as_it_is(text):
    assert kept(text) == text


def test_it_is_one_short_line():
    found = kept("yes\n\tno  maybe " + "x" * 900)
    assert found.startswith("yes no maybe")
    assert len(found) <= LONGEST


@pytest.mark.parametrize(("one", "other"), [("Amina", "آمنہ"), ("Kasia", "کاسیا"), ("Khan", "خان"), ("Amina", "аміна")])
def test_names_sound_alike_in_other_scripts(one, other):
    assert sound(one) == sound(other)


@given(st.text(max_size=200), st.lists(st.text(min_size=1, max_size=12), max_size=4))
def test_any_text_and_any_names_are_taken(text, names):
    found = nameless(text, names, lambda _word: False)
    assert "\n" not in found
    assert "\t" not in found
