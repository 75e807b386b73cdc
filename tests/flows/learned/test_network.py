"""The network judges any text, the same way every time, and says which words it heard."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from flows.learned import encoder
from flows.learned.encoder import embedding
from flows.learned.errors import MeaningUnavailable
from flows.learned.features import DIMENSIONS
from flows.learned.network import BITS, NOUGHT, Network
from flows.learned.replies import Known, noted


def small():
    """Return a network that says `no` to the word "never", and is inclined to `yes` in a reminder."""
    known = Known.of_names(iter(noted("never").worded))
    spelling = np.full((len(known.hashes), 1), NOUGHT + 0 | NOUGHT + 7 << BITS, np.uint8)
    meaning = np.zeros((DIMENSIONS + 1, 2), np.float32)
    meaning[DIMENSIONS, 0] = 1
    heads = np.array([[3, 0, 3, 0], [0, 3, 0, 3]], np.float32)
    return Network(
        ("yes", "no"), ("reminder",), known, spelling, np.ones(2, np.float32), meaning, np.zeros(2, np.float32), heads,
        np.zeros(4, np.float32),
    )  # fmt: skip


def test_what_leads_adds_up_and_what_is_there_need_not():
    judged = small().judge("we will never come")
    assert sum(judged.leads.values()) == pytest.approx(1)
    assert judged.leads["no"] > judged.leads["yes"]
    assert judged.there["no"] > 0.9
    assert judged.there["yes"] == 0.5


def test_the_context_counts():
    assert small().judge("hello", "reminder").leads["yes"] > small().judge("hello", "idle").leads["yes"]


def test_the_words_that_spoke_for_a_label_are_named():
    assert small().words(["no", "we", "will", "Never", "come"], "no")[0] == "Never"


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "z͑ͫ̓a͇̲l͒g̑o" * 300, "مرحبا", "<b>1</b>", "😀" * 5_000])
def test_any_text_is_judged(text):
    assert sum(Network.load("reading").judge(text, "reminder").leads.values()) == pytest.approx(1, abs=1e-3)


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
        Network.load("reading").judge("a text that nobody has remembered")
    encoder._encoder.cache_clear()
