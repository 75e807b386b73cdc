"""Half a year of a few families through the whole product: a sample of `benchmarks/year.py`, which plays it all."""

from datetime import date

from benchmarks.year import play
from benchmarks.year_people import MOVES_A_DAY
from tests.properties.hard_rules import broken

LONG_ENOUGH = date(2026, 12, 20)


async def test_a_term_breaks_no_hard_rule_and_tells_every_move_once(tmp_path, monkeypatch):
    monkeypatch.setattr("benchmarks.year_people.MOVES_A_DAY", 5 * MOVES_A_DAY)
    school, town = await play(tmp_path, families=6, seed=4, until=LONG_ENOUGH)
    records = town.records()
    assert [breach for _name, record in records for breach in broken(record)] == []
    assert town.moves.told_not_once() == []
    assert town.moves.count > 3
    assert sum(len(record.sendings) for _name, record in records) > 40
    assert town.books == 6
    school.house.database.close()
