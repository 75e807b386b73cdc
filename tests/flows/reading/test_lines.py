"""One JSON line in, one out, whatever it holds; and words for a person."""

import json

import pytest

from flows.reading import Question, Topic
from flows.reading.lines import explain, read_line


def answer(reader, record):
    return json.loads(read_line(reader, json.dumps(record)))


def test_a_line_is_answered_with_its_id_and_labels(reader):
    line = {"id": 7, "context": "reminder", "text": "yes but 10 min late, can i bring the baby"}
    assert answer(reader, line) == {"id": 7, "labels": ["late", "question"], "target_lang": None}


def test_a_language_is_named_by_its_code(reader):
    line = {"id": "a", "context": "language", "text": "polski"}
    assert answer(reader, line) == {"id": "a", "labels": ["language"], "target_lang": "pl"}


@pytest.mark.parametrize(
    ("context", "labels"),
    [("invitation", ["alternative"]), ("reminder", ["alternative"]), ("activity", ["unclear"]), ("idle", ["unclear"])],
)
def test_a_digit_means_what_the_context_says(reader, context, labels):
    assert answer(reader, {"id": 1, "context": context, "text": "4"})["labels"] == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("pause", ["help"]),
        ("less", ["help"]),
        ("more", ["help"]),
        ("dates", ["question"]),
        ("what do you hold on me", ["question"]),
        ("not safe to text me", ["distress"]),
        ("delete my number", ["stop", "question"]),
    ],
)
def test_finer_wishes_fold_into_the_labels(reader, text, labels):
    assert answer(reader, {"id": 1, "context": "idle", "text": text})["labels"] == labels


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "\ud83d\udc4d", "x" * 2000, "\u202e", "🏴‍☠️" * 300, "ا" * 2000])
def test_any_text_is_answered_in_one_line(reader, text):
    line = read_line(reader, json.dumps({"id": "i", "context": "idle", "text": text}))
    assert "\n" not in line
    assert json.loads(line)["id"] == "i"
    assert json.loads(line)["labels"]


@pytest.mark.parametrize(
    "line", ["", "not json", "[]", "null", "[" * 100_000, '{"id": 3}', '{"id": 3, "text": 5}', "1e999"]
)
def test_a_line_that_is_no_record_is_answered_too(reader, line):
    assert json.loads(read_line(reader, line))["labels"] == ["unclear"]


def test_a_person_is_told_what_was_understood_and_from_which_words(reader):
    reading = reader.read("cant make it sorry", Question(Topic.REMINDER, ("yes", "no")))
    shown = explain(reading)
    assert "no (sure)" in shown
    assert "cant make it" in shown
    assert "choice: no" in shown
