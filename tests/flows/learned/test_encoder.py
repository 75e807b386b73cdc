"""A sentence means the same wherever the table of words lies."""

from functools import partial

import pytest

from bot.services.weights_file import lay_in_file
from flows.learned import encoder
from flows.learned.place import Place

TEXTS = ("yeah well be there x", "jednak przyjdziemy", "جی ہم آئیں گے", "5 😀", "")


@pytest.fixture
def forgetful():
    def forget():
        encoder._encoder.cache_clear()
        encoder.embedding.cache_clear()

    forget()
    yield forget
    forget()


def test_the_table_may_lie_in_a_file(tmp_path, monkeypatch, forgetful):
    monkeypatch.setattr(Place, "lay", None)
    before = [encoder.embedding(text).tolist() for text in TEXTS]
    forgetful()
    monkeypatch.setattr(Place, "lay", partial(lay_in_file, tmp_path))
    assert [encoder.embedding(text).tolist() for text in TEXTS] == before
    assert type(encoder._encoder()._model.table).__name__ == "_Rows"
