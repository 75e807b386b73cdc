"""How well the check tells bad news from good, on notes as tired teachers type them.

`held` and `allowed` are what the rules were made with; `unseen` was written before them and `fresh` after them,
and neither is tuned on. `fresh` goes looking for words that no list holds: it shows how far lists carry.
"""

from pathlib import Path

import pytest

from flows.tone import check

NOTES = Path(__file__).parent / "notes"


def notes(name):
    """Return (label, text) of every note in a file."""
    lines = (NOTES / f"{name}.txt").read_text("utf-8").splitlines()
    return [tuple(line.split(" | ", 1)) for line in lines if line and not line.startswith("#")]


def share_held(name, label, language):
    texts = [text for given, text in notes(name) if given.split()[0] == label]
    return sum(check(text, language=language).is_held for text in texts) / len(texts)


@pytest.mark.parametrize(
    ("name", "language", "least"),
    [("held_en", "en", 0.95), ("unseen_en", "en", 0.9), ("fresh_en", "en", 0.5), ("pl", "pl", 0.9), ("ur", "ur", 0.9)],
)
def test_bad_news_is_held(name, language, least):
    assert share_held(name, "hold", language) >= least


@pytest.mark.parametrize(
    ("name", "language", "most"),
    [
        ("allowed_en", "en", 0.05),
        ("unseen_en", "en", 0.1),
        ("fresh_en", "en", 0.15),
        ("pl", "pl", 0.1),
        ("ur", "ur", 0.1),
    ],
)
def test_good_notes_go(name, language, most):
    assert share_held(name, "allow", language) <= most
