"""The tone check holds or allows whatever it is given, soon, and offers only what it would allow itself."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.tone import Kind, Purpose, check
from flows.tone.lines import tone_line
from flows.tone.offers import QUESTIONS
from tests.effort import effort

ANY_TEXT = st.text(alphabet=st.characters(), max_size=2100)
WORDS = st.lists(
    st.sampled_from(
        [
            "he",
            "she",
            "hit",
            "kicked",
            "off",
            "the",
            "a",
            "story",
            "dragon",
            "not",
            "only",
            "but",
            "lovely",
            "🙄",
            "again",
            ".",
            ",",
            "h1t",
            "k",
            "i",
            "c",
            "{child}",
            "3",
            "of",
        ]
    )
)


@settings(max_examples=150)
@given(ANY_TEXT, st.sampled_from(Purpose), st.sampled_from(("en", "pl", "ur", "cy", "")))
def test_any_text_gets_a_verdict(text, purpose, language):
    verdict = check(text, purpose, language)
    assert verdict.is_held is isinstance(verdict.kind, Kind)
    assert all(word in text for word in verdict.words)


@settings(max_examples=150)
@given(WORDS, st.sampled_from(Purpose))
def test_an_offer_is_a_question_or_passes_the_check(words, purpose):
    offer = check(" ".join(words), purpose).suggestion
    assert offer is None or offer in QUESTIONS.values() or not check(offer, purpose).is_held


@given(ANY_TEXT)
def test_any_text_gets_a_line(text):
    assert json.loads(tone_line(json.dumps({"id": 1, "text": text})))["id"] == 1


MOST_CALLS = 500_000
"""Far under a second; an ordinary note takes some 10,000."""


@pytest.mark.parametrize(
    "unit", ["a ", "he ", "the dragon ", "not ", "h.i.t.", "had a very ", "🙄", "'a", "a*", "was ", ", "]
)
def test_the_longest_text_is_read_in_bounded_time(unit):
    check("warm")
    assert effort(lambda: check((unit * 2000)[:2000])) < MOST_CALLS
