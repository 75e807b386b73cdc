"""What stands beside a parent's words: the reading in plain words, the words that decided, and their gloss."""

import pytest

from bot.i18n import english_names, load_reply_words
from bot.web.understood import pieces, understand
from bot.web.words import understood
from flows.reading import Glossary, Intent, Sureness, Topic
from flows.reading.kept import By, Kept
from flows.reading.meaning import When

GLOSSARY = Glossary(load_reply_words(), english_names())
ASKED = {"topic": Topic.REMINDER, "session_id": 1}


def marked(body, *words):
    return "".join(f"[{each.words}]" if each.is_marked else each.words for each in pieces(body, words))


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        (Kept((Intent.LATE,), minutes_late=10, **ASKED), "Coming, ten minutes late"),
        (Kept((Intent.YES, Intent.QUESTION), **ASKED), "Coming. A question"),
        (Kept((Intent.ALTERNATIVE,), **ASKED), "Asked for another time"),
        (Kept((Intent.YES,)), "Yes"),
        (Kept((Intent.YES,), choice="lunch", topic=Topic.REMINDER), "Lunch"),
        (Kept((Intent.STORY,), choice="made", topic=Topic.ACTIVITY), "We made one up"),
        (Kept((Intent.LANGUAGE,), language="pl"), "Another language: Polish"),
        (Kept((Intent.DISTRESS, Intent.UNCLEAR)), "For a person"),
        (Kept((Intent.DISTRESS, Intent.UNCLEAR), took_words=True), "For a person"),
        (Kept((Intent.UNCLEAR,), topic=Topic.INVITATION), "For a person"),
        (Kept((Intent.UNCLEAR,), topic=Topic.INVITATION, took_words=True), "In their own words"),
        (Kept((Intent.YES,), when=When.parse("thu after 15:00"), **ASKED), "Coming. Thursday, after 3pm"),
        (Kept((Intent.YES,), when=When(part="after_school"), **ASKED), "Coming. After school"),
        (Kept((Intent.ALTERNATIVE,), when=When(part="lunch"), **ASKED), "Asked for another time. At lunch time"),
        (Kept((Intent.YES,), little_ones=2, company=("his nan",), **ASKED), "Coming. Little ones: 2. With: his nan"),
    ],
)
def test_a_reading_stands_in_plain_words(reading, words):
    assert understood(reading) == words


@pytest.mark.parametrize(
    ("body", "words", "expected"),
    [
        ("yes but 10 min late x", ("10 min late",), "yes but [10 min late] x"),
        ("i know no", ("no",), "i know [no]"),
        ("knows", ("no",), "k[no]ws"),
        ("haan aaungi", ("haan", "haan aaungi"), "[haan aaungi]"),
        ("جی ہاں آئیں گے", ("آئیں گے",), "جی ہاں [آئیں گے]"),
        ("yes", ("no", ""), "yes"),
        ("", (), ""),
    ],
)
def test_the_words_that_decided_are_marked(body, words, expected):
    assert marked(body, *words).replace("][", "") == expected


@pytest.mark.parametrize("body", ["yes but 10 min late x", "no no no", "ہاں ہاں"])
def test_no_letter_is_lost_or_said_twice(body):
    found = pieces(body, ("no no", "no", "yes", "ہاں", body))
    assert "".join(each.words for each in found) == body


def test_how_sure_and_what_decided_are_said_without_a_number():
    found = understand("ok", Kept((Intent.YES,), Sureness.FAIRLY, By.WORDS, ("ok",), **ASKED), "en", GLOSSARY)
    assert (found.meaning, found.sure) == ("Coming", "fairly sure")
    assert "words on our lists" in found.decided


def test_what_nobody_could_read_has_no_grade():
    assert understand("??", Kept((Intent.UNCLEAR,), Sureness.UNSURE, By.WORDS), "en", GLOSSARY).sure == ""


def test_what_no_dictionary_knows_is_said_only_where_it_helps():
    assert understand("ذهبنا", None, "ur", GLOSSARY).has_no_dictionary
    assert not understand("hello there", None, "ur", GLOSSARY).has_no_dictionary
    assert not understand("ذهبنا", None, "en", GLOSSARY).has_no_dictionary
    assert not understand("haan", None, "ur", GLOSSARY).has_no_dictionary
