"""A table lies in a file that nobody else sees, and in memory where there is none."""

import tempfile

import numpy as np
import pytest

from bot.services.weights_file import lay_in_file

TABLE = np.arange(5 * 512, dtype=np.uint32).astype(np.uint8).reshape(5, 512)


@pytest.mark.parametrize("there", [True, False])
def test_the_rows_are_those_of_the_table(tmp_path, there):
    laid = lay_in_file(tmp_path if there else tmp_path / "nowhere", TABLE)
    places = np.array([4, 0, 4, 2])
    assert laid is not TABLE
    assert (laid[places] == TABLE[places]).all()
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_it_stays_in_memory(tmp_path, monkeypatch):
    def full(**_):
        raise OSError

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    assert lay_in_file(tmp_path, TABLE) is TABLE
