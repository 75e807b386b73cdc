"""The command's lines: one answer each, in order, whatever the line holds."""

import json

import pytest

from flows.tone import check
from flows.tone.lines import explain, tone_line


def test_a_report_is_held_with_its_words_as_typed():
    answer = json.loads(tone_line('{"id": 7, "text": "He THREW a Chair"}'))
    assert answer == {"id": 7, "label": "hold", "kind": "incident", "words": ["THREW a Chair"]}


def test_good_news_is_allowed_with_no_kind():
    assert json.loads(tone_line('{"id": "a", "text": "He read so well"}')) == {
        "id": "a",
        "label": "allow",
        "kind": None,
        "words": [],
    }


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "a" * 2000, "a " * 100_000, "{", "\u202e\u200b", "🙄" * 900])
def test_any_text_gets_one_line_of_ascii(text):
    answer = tone_line(json.dumps({"id": 1, "text": text}))
    assert answer.isascii()
    assert "\n" not in answer
    assert json.loads(answer)["id"] == 1


@pytest.mark.parametrize("line", ["", "not json", "[]", "null", "[" * 100_000, '{"id": 1}', '{"text": 5, "lang": 3}'])
def test_a_line_that_cannot_be_read_is_held(line):
    assert json.loads(tone_line(line))["label"] == "hold"


def test_the_declared_language_counts():
    assert json.loads(tone_line('{"id": 1, "text": "He read so well", "lang": "zz"}'))["label"] == "hold"


def test_a_person_reads_what_why_and_a_way_out():
    told = explain(check("Lovely reading today but he hit a friend"))
    assert told.startswith("hold (sandwich): This one is better by voice.")
    assert told.splitlines()[1:] == ["words: hit", "try: Lovely reading today"]


def test_a_person_reads_that_a_text_may_go():
    assert explain(check("Lovely reading today")) == "allow: this may go."
