"""What was put right is written out as the training reads it, and nothing else is overwritten."""

import pytest

from benchmarks import corpora
from bot.services.examples_kept import NotOurs, write_out
from storage.tables import Correction
from tests.school import a_family, says


@pytest.fixture
async def examples(house):
    """Keep three examples, two of them alike."""
    family = await a_family(house)
    for _ in range(3):
        await says(house, family, "where is it")

    def keep(uow):
        for number, (labels, words) in enumerate([("yes,question", "haan"), ("no", "cant"), ("no", "cant")], 1):
            uow.orm.add(
                Correction(
                    school_id=family.school_id, parent_id=family.parent_id, inbound_id=number, labels=labels,
                    said_by=family.staff_id, said_at=house.clock.now(), was="{}", context="reminder", language="ur",
                    heard="no", words=words,
                )
            )  # fmt: skip

    await house.database.write(keep)


def test_it_is_written_as_the_training_reads_it(house, examples, tmp_path):
    path = tmp_path / "own.tsv"
    assert write_out(house.database, path) == 2
    found = corpora.own_replies(path)
    assert [(each.context, each.labels, each.text) for each in found] == [
        ("reminder", ("no",), "cant"),
        ("reminder", ("yes", "question"), "haan"),
    ]
    assert corpora.own_replies(tmp_path) == found


def test_writing_again_takes_its_own_place_and_nobody_elses(house, examples, tmp_path):
    path = tmp_path / "own.tsv"
    write_out(house.database, path)
    once = path.read_bytes()
    write_out(house.database, path)
    assert path.read_bytes() == once
    path.write_text("something else", "utf-8")
    with pytest.raises(NotOurs, match="something else"):
        write_out(house.database, path)
    assert path.read_text("utf-8") == "something else"


def test_without_examples_the_file_holds_none(house, tmp_path):
    assert write_out(house.database, tmp_path / "own.tsv") == 0
    assert corpora.own_replies(tmp_path / "own.tsv") == []
