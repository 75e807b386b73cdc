"""Where any words are an answer, words are never lost, and what is about coming is never taken for them."""

import pytest

from flows.engine.diagram import EXAMPLE
from flows.engine.told import Told, told
from flows.reading.meaning import Question, Topic
from tests.transcripts.runner import reader

ASKED = Question(Topic.ACTIVITY, takes_words=True)


def what_comes_of(words):
    return told(reader().read(words, ASKED), EXAMPLE)


@pytest.mark.parametrize(
    "words",
    [
        "the dragon",
        "😀",
        "it was fab thanks",
        "she was poorly but loved it",
        "no arguing at all this time",
        "śmiech",
        "7",
    ],
)
def test_words_are_the_answer(words):
    assert what_comes_of(words) is Told.WORDS


@pytest.mark.parametrize("words", ["no", "nothing", "skip", "ok", "thanks", "nic", "", "   "])
def test_nothing_is_nothing(words):
    assert what_comes_of(words) is Told.NOTHING


@pytest.mark.parametrize("words", ["cant make it thursday", "running late", "see u thursday"])
def test_words_about_coming_are_about_coming(words):
    assert what_comes_of(words) is Told.COMING
