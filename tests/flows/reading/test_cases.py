"""How often the leading intent is right, on lines in other words than the lists hold."""

import tomllib
from pathlib import Path

import pytest

from flows.reading import Intent
from flows.reading.lines import QUESTIONS

WORKED_WITH = [
    "english",
    "english_more",
    "english_second",
    "english_third",
    "fresh_danger",
    "fresh_english",
    "fresh_polish",
    "fresh_urdu",
    "polish",
    "urdu",
]
CASES = Path(__file__).with_name("cases")
COMING = {Intent.YES, Intent.LATE}
NOT_COMING = {Intent.NO, Intent.ALTERNATIVE}


def cases(language):
    contexts = tomllib.loads((CASES / f"{language}.toml").read_text(encoding="utf-8"))
    return [
        (QUESTIONS[context], Intent(intent), line, place % 2 == 1)
        for context, intents in contexts.items()
        for intent, lines in intents.items()
        for place, line in enumerate(lines)
    ]


def wrong(reader, chosen):
    return [(line, intent) for question, intent, line, _ in chosen if reader.read(line, question).leading != intent]


@pytest.mark.parametrize(("language", "least"), [("english", 0.9), ("polish", 0.9), ("urdu", 0.9)])
def test_lines_kept_back_are_mostly_read_right(reader, language, least):
    kept_back = [case for case in cases(language) if case[3]]
    assert 1 - len(wrong(reader, kept_back)) / len(kept_back) >= least


@pytest.mark.parametrize(("language", "least"), [("english", 0.9), ("polish", 0.85), ("urdu", 0.85)])
def test_unseen_lines_are_mostly_read_right(reader, language, least):
    unseen = cases(f"unseen_{language}")
    assert 1 - len(wrong(reader, unseen)) / len(unseen) >= least


@pytest.mark.parametrize("language", WORKED_WITH)
def test_lines_worked_with_are_read_right(reader, language):
    seen = [case for case in cases(language) if not case[3]]
    assert len(wrong(reader, seen)) <= len(seen) // 50


@pytest.mark.parametrize("language", WORKED_WITH)
def test_no_stop_and_no_distress_is_missed(reader, language):
    gravest = [case for case in cases(language) if case[1] in {Intent.STOP, Intent.DISTRESS}]
    assert [line for question, intent, line, _ in gravest if not reader.read(line, question).has(intent)] == []


@pytest.mark.parametrize("language", WORKED_WITH)
def test_coming_is_never_surely_read_as_not_coming_nor_the_reverse(reader, language):
    confused = []
    for question, intent, line, _ in cases(language):
        reading = reader.read(line, question)
        one, other = (COMING, NOT_COMING) if intent in COMING else (NOT_COMING, COMING)
        if intent in one and reading.leading in other and reading.sureness == "sure":
            confused.append(line)
    assert confused == []
