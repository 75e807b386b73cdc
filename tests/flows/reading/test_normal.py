"""Texts made fit to be read."""

import pytest

from flows.reading.normal import EXAMINED, clean, comparable, skeleton, tokenise


def words(text):
    return [token.word for token in tokenise(text).items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We’ll be there", ["well", "be", "there"]),
        ("ＹＥＳ", ["yes"]),
        ("yesssss", ["yess"]),
        ("10mins late", ["10", "mins", "late"]),
        ("at 3.15pm", ["at", "3.15", "pm"]),
        ("1️⃣", ["1"]),
        ("٣", ["3"]),
        ("৪", ["4"]),
        ("Łukasz też", ["lukasz", "tez"]),
        ("👍🏽", ["👍"]),
        ("y\u200bes", ["yes"]),
        ("c u l8r", ["c", "u", "l8r"]),
        ("我会来", ["我", "会", "来"]),
        ("ہاں، جی", ["ہاں".replace("ہ", "ه"), "جی"]),
    ],
)
def test_words_are_compared_in_one_form(text, expected):
    assert words(text) == expected


def test_a_token_knows_where_it_stood():
    tokens = tokenise("Hi, CAN’T come")
    assert tokens.typed(1, 2) == "CAN’T come"


def test_a_question_mark_marks_its_clause():
    assert tokenise("yes. what time? thanks").asking == {1}


def test_only_so_many_characters_are_read():
    assert len(tokenise("a " * EXAMINED).items) == EXAMINED // 2


def test_what_cannot_be_stored_is_dropped():
    assert clean("a\x00b\udfffc\u202ed") == "abcd"


@pytest.mark.parametrize("text", ["S.T.O.P", "ЅТОР", "5T0P", "s t o p", "Ｓｔｏｐ", "sttoopp"])
def test_a_skeleton_is_what_a_text_looks_like(text):
    assert skeleton(text) == "stop"


def test_comparing_twice_changes_nothing_more():
    assert comparable(comparable("Żółć’s")) == comparable("Żółć’s")
