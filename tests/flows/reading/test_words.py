"""The words of a language are checked, and what is wrong is named."""

import pytest

from flows.reading import Question, Reader, ReplyWords, Topic, WordsInvalid


def test_words_are_parsed_section_by_section():
    words = ReplyWords.parse({"heard": {"yes": ["dia"]}, "numbers": {"2": ["dau"]}, "languages": {"cy": ["cymraeg"]}})
    assert words.heard == {"yes": ("dia",)}
    assert words.numbers == {"dau": 2}
    assert words.languages == {"cy": ("cymraeg",)}


@pytest.mark.parametrize(
    ("mapping", "named"),
    [
        ({"herad": {}}, "herad"),
        ({"heard": {"yess": ["y"]}}, "yess"),
        ({"heard": {"yes": "y"}}, "[heard] yes"),
        ({"heard": {"yes": [1]}}, "1"),
        ({"heard": {"yes": [" "]}}, "not a phrase"),
        ({"heard": []}, "[heard]"),
        ({"numbers": {"many": ["lots"]}}, "many"),
        ({"numbers": {"99": ["lots"]}}, "99"),
    ],
)
def test_a_mistake_in_the_words_is_named(mapping, named):
    with pytest.raises(WordsInvalid) as refused:
        ReplyWords.parse(mapping)
    assert named in str(refused.value)


def test_a_phrase_that_names_no_set_is_refused():
    words = ReplyWords.parse({"heard": {"yes": ["{nobody} comes"]}})
    with pytest.raises(WordsInvalid, match="nobody"):
        Reader({"en": words})


def test_a_phrase_with_nothing_to_hear_is_refused():
    words = ReplyWords.parse({"heard": {"yes": ["£ left"]}})
    with pytest.raises(WordsInvalid, match="£"):
        Reader({"en": words})


def test_a_reader_with_no_words_still_reads():
    assert Reader({}, is_learned=False).read("hello", Question(Topic.REMINDER)).leading == "unclear"


def test_the_earlier_language_keeps_words_that_two_languages_have():
    reader = Reader(
        {
            "pl": ReplyWords.parse({"heard": {"yes": ["no"]}}),
            "en": ReplyWords.parse({"heard": {"no": ["no"]}}),
        }
    )
    assert reader.read("no", Question(Topic.REMINDER, ("yes", "no"))).choice == "no"
