"""The small language of phrases."""

import pytest

from flows.reading.normal import tokenise
from flows.reading.phrases import PhraseBook

SETS = {"mum": ("mum", "step mum")}


def finds(phrase, text):
    book = PhraseBook()
    book.add(phrase, "yes", SETS)
    tokens = tokenise(text).items
    begins = frozenset(i for i, token in enumerate(tokens) if i == 0 or tokens[i - 1].clause != token.clause)
    return bool(book.find(tokens, begins))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("can't come", "sorry CANT come"),
        ("can't|won't come", "I won’t come"),
        ("will (really) come", "will come"),
        ("will (really) come", "will really come"),
        ("will (all|both|) come", "will both come"),
        ("will (all|both|) come", "will come"),
        ("at (the gate|home time)", "at home time"),
        ("{mum} comes", "his step mum comes"),
        ("com*", "comin"),
        ("not .. bad", "not all that bad"),
        ("^ stop", "ok. stop this"),
        ("stop $", "please stop. thanks"),
        ("żeby", "zeby"),
    ],
)
def test_a_phrase_is_found(phrase, text):
    assert finds(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("at (the gate|home time)", "at noon"),
        ("not .. bad", "not one two three four bad"),
        ("^ stop", "please stop"),
        ("stop $", "stop this"),
        ("no problem", "no, problem with work"),
        ("com*", "become"),
    ],
)
def test_a_phrase_is_not_found(phrase, text):
    assert not finds(phrase, text)
