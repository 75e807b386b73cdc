"""Words and pieces are hashed the same way whatever case, accents, width or odd signs they come in."""

import numpy as np
import pytest

from flows.learned.features import BUCKETS, hashed, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Can't COME?", ["cant", "come", "?"]),
        ("Přijdu   ＯＫ", ["prijdu", "ok"]),
        ("sooooo good", ["soo", "good"]),
        ("yes👍🏽 <3", ["yes", "👍", "🏽", "<3"]),
        ("我们会来", ["我", "们", "会", "来"]),
        ("હા આવીશું", ["હા", "આવીશું"]),
        ("z\u200be\u200br\u200bo", ["zero"]),
        ("", []),
    ],
)
def test_words_are_compared_bare(text, expected):
    assert words(text) == expected


def test_a_text_is_of_length_one_and_has_each_column_once():
    found = hashed("no problem, see you then. no problem", "reminder")
    assert float(found.values @ found.values) == pytest.approx(1)
    assert len(set(found.columns.tolist())) == len(found.columns)
    assert found.columns.max() < BUCKETS


def test_the_context_and_the_order_of_words_count():
    same = hashed("no problem", "reminder")
    for other in (hashed("no problem", "activity"), hashed("problem no", "reminder")):
        assert not np.array_equal(np.sort(same.columns), np.sort(other.columns))
