"""A model judges any text, the same way every time, and says which words it heard."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from flows.learned import encoder
from flows.learned.encoder import embedding
from flows.learned.errors import MeaningUnavailable
from flows.learned.features import BUCKETS, DIMENSIONS, hashed
from flows.learned.model import Model


def small(*, is_exclusive=True):
    """Return a model that says `no` to the word "never" and knows nothing else."""
    spelling = np.zeros((BUCKETS, 2), np.float32)
    spelling[hashed("never").columns, 1] = 9
    layers = np.zeros((2, DIMENSIONS, 2), np.float32)
    bias = np.array([[0, 0], [3, 0]], np.float32)
    return Model(("yes", "no"), ("reminder",), is_exclusive, layers, spelling, bias)


def test_scores_add_up_where_one_label_leads():
    scores = small().scores("we will never come")
    assert sum(scores.values()) == pytest.approx(1)
    assert scores["no"] > scores["yes"]


def test_each_label_stands_for_itself_where_several_may():
    scores = small(is_exclusive=False).scores("hello to you all")
    assert scores == {"yes": 0.5, "no": 0.5}


def test_the_context_counts():
    assert small().scores("hello", "reminder")["yes"] > small().scores("hello", "idle")["yes"]


def test_the_words_that_spoke_for_a_label_are_named():
    assert small().words(["no", "we", "will", "Never", "come"], "no")[0] == "Never"


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "z͑ͫ̓a͇̲l͒g̑o" * 300, "مرحبا", "<b>1</b>", "😀" * 5_000])
def test_any_text_is_judged(text):
    scores = Model.load("reading").scores(text, "reminder")
    assert sum(scores.values()) == pytest.approx(1, abs=1e-3)


def test_one_text_has_one_meaning_in_any_thread():
    texts = [f"we will come on day {day}" for day in range(8)]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(embedding, texts * 4))
    assert all(np.array_equal(found[place], found[place % 8]) for place in range(32))


def test_a_meaning_is_nearer_to_its_like():
    come, like, unlike = map(embedding, ("we will be there", "on sera là", "the dragon burned the bridge"))
    assert come @ like > come @ unlike


def test_an_encoder_that_cannot_load_says_so(monkeypatch):
    class Broken:
        def __init__(self, threads):
            pass

        def encode(self, texts):
            raise OSError

    monkeypatch.setattr(encoder, "USE", Broken)
    encoder._encoder.cache_clear()
    with pytest.raises(MeaningUnavailable):
        Model.load("reading").scores("a text that nobody has remembered")
    encoder._encoder.cache_clear()
