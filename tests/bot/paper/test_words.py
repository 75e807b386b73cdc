"""Words of people on their way to paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.paper import is_rtl, paragraphs, spoken
from bot.paper.words import TURNS, hand_of


@pytest.mark.parametrize(
    ("words", "rtl"),
    [
        ("The fox", False),
        ("ایک لومڑی", True),
        ("1. ایک", True),
        ("Nur نور", False),
        ("نور Nur", True),
        ("", False),
        ("🦊 5", False),
    ],
)
def test_the_first_letter_says_which_way(words, rtl):
    assert is_rtl(words) is rtl


def test_each_paragraph_has_its_own_way_and_hand():
    found = paragraphs("A fox.\r\n\r\n  ایک لومڑی تھی۔\nكان ثعلب")
    assert [(each["words"], each["dir"], each["hand"]) for each in found] == [
        ("A fox.", "ltr", "naskh"), ("ایک لومڑی تھی۔", "rtl", "nastaliq"), ("كان ثعلب", "rtl", "naskh"),
    ]  # fmt: skip


def test_what_cannot_be_seen_goes_and_what_can_stays():
    assert spoken("\u202eZo\u0308e\x00\x1b[31m\ufeff  *#1*\t🦊") == "Zo\u0308e[31m\ufeff *#1* 🦊"


def test_a_no_break_space_keeps_a_number_together():
    assert spoken("01632\u00a0960123") == "01632\u00a0960123"


@pytest.mark.parametrize(
    ("language", "hand"), [("ur", "nastaliq"), ("ar", "naskh"), ("pa", "naskh"), ("zh-Hant", "hant")]
)
def test_a_language_has_its_hand(language, hand):
    assert hand_of(language) == hand


@given(st.text(max_size=300))
def test_any_words_become_clean_paragraphs(words):
    for each in paragraphs(words):
        assert each["words"] == each["words"].strip()
        assert not set(each["words"]) & (TURNS | {"\n", "\x00"})
