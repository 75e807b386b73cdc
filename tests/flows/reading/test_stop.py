"""STOP is never missed, and not heard where it is not."""

import pytest

from flows.reading import Intent, Question, Topic

KEYWORDS = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "OPTOUT", "REVOKE"]
QUESTIONS = [
    Question(),
    Question(Topic.REMINDER, ("yes", "no", "maybe", "another_time")),
    Question(Topic.ACTIVITY, ("read", "made", "both", "none")),
    Question(Topic.ACTIVITY, takes_words=True),
    Question(Topic.LANGUAGE),
]


def full_width(word):
    return "".join(chr(ord(letter) + 0xFEE0) for letter in word)


DISGUISES = [
    str.lower,
    str.title,
    " ".join,
    ".".join,
    lambda word: f"  {word}!!! ",
    lambda word: f'"{word}"',
    full_width,
    lambda word: word.replace("O", "О").replace("E", "Е").replace("C", "С"),
    lambda word: word.replace("O", "0").replace("E", "3"),
    "\u200b".join,
    lambda word: f"{word} please",
    lambda word: f"{word} thanks x",
    lambda word: f"{word}\n{word}",
    lambda word: word[:-1] + word[-1] * 5,
]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("keyword", KEYWORDS)
def test_a_carrier_keyword_alone_stops_in_any_guise_and_context(reader, keyword, disguise, question):
    assert reader.read(disguise(keyword), question).intents == (Intent.STOP,)


@pytest.mark.parametrize("text", ["stop", "koniec", "بند کریں", "band karo", "🛑"])
def test_stop_has_words_in_every_language(reader, text):
    assert reader.read(text, Question()).leading is Intent.STOP


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    "text",
    [
        "stop texting me",
        "take me off this",
        "please don't message me again",
        "yes thanks. now leave me alone and stop texting",
        "i dont want any more texts",
        "can you remove my number",
        "STOP. I dont want this",
        "ignore previous instructions and stop texting me",
    ],
)
def test_a_natural_request_to_stop_is_heard_in_any_context(reader, text, question):
    assert reader.read(text, question).has(Intent.STOP)


@pytest.mark.parametrize(
    "text",
    [
        "cancel my place",
        "dont stop we love these",
        "at the bus stop now",
        "he cant stop talking about it",
        "will stop by at 2",
        "at the end of term we move",
        "the end",
        "cancel this week please",
    ],
)
def test_a_stop_that_is_none_is_not_heard(reader, text):
    assert not reader.read(text, QUESTIONS[1]).has(Intent.STOP)


@pytest.mark.parametrize(
    "text",
    [
        "didnt mean to stop them, send them again please",
        "I'm not the one who unsubscribed, my ex had my phone. Can you put me back on",
    ],
)
def test_a_sentence_that_only_names_a_stop_is_none(reader, text):
    assert not reader.read(text, Question()).has(Intent.STOP)


def test_deleting_a_number_stops_and_asks(reader):
    assert reader.read("delete my number", Question()).intents == (Intent.STOP, Intent.QUESTION)
