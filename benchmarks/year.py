"""Play a school's year through the whole product: families, their answers and silences, staff and their changes.

usage: python benchmarks/year.py [--families N] [--seed S] [--quick]
Everything goes through the services that serve real families, on a real database and a clock set by hand; only the
phones are pretended. From September to July, with England's holidays and both clock changes. What went out is then
held against `tests/properties/hard_rules.py`, which is written from the hard rules alone and knows nothing of the
planner; how each adult stood is taken from what they wrote, not from what the product kept.
Prints a table, and as its last line one JSON object; `broken_rules` has to be empty.
"""

import argparse
import asyncio
import json
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from time import perf_counter

from benchmarks.year_people import Town
from benchmarks.year_school import LAST, School, days_of_the_year, made_school
from tests.properties.hard_rules import broken

FAMILIES, QUICK_FAMILIES = 200, 20
MOST = 999
"""Ofcom's drama range has a thousand numbers, of which the school's first family has one."""
SHOWN = 20


async def play(folder: Path, families: int, seed: int, until: date = LAST) -> tuple[School, Town]:
    """Let the year pass: on each day what is due goes, parents answer when they do, staff do their rounds."""
    school = await made_school(folder, families, seed)
    town = Town(school, seed)
    for day in days_of_the_year(until):
        await town.live(day)
    await town.bind_books()
    return school, town


def report(school: School, town: Town, seconds: float) -> dict[str, object]:
    """Check what went, print it, and return the figures."""
    records = town.records()
    breaches = [f"family {name}: {breach}" for name, record in records for breach in broken(record)]
    kinds = Counter(sent.kind for _name, record in records for sent in record.sendings)
    for kind, count in kinds.most_common():
        print(f"{kind:<16}{count:>8}")
    for breach in breaches[:SHOWN]:
        print(breach)
    return {
        "benchmark": "year",
        "families": len(records),
        "texts": sum(kinds.values()),
        "replies": town.replies,
        "moves": town.moves.count,
        "broken_rules": breaches,
        "told_of_moves_not_once": town.moves.told_not_once(),
        "families_with_book": town.books,
        "seconds": round(seconds, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", type=int, default=None, help=f"how many (default {FAMILIES})")
    parser.add_argument("--seed", type=int, default=1, help="chooses who writes what and when (default 1)")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_FAMILIES} families")
    asked = parser.parse_args()
    if asked.families and asked.families > MOST:
        parser.error(f"There are numbers for {MOST} invented families at most.")
    families = asked.families or (QUICK_FAMILIES if asked.quick else FAMILIES)
    with tempfile.TemporaryDirectory(prefix="storylinks-year-") as folder:
        began = perf_counter()
        school, town = asyncio.run(play(Path(folder), families, asked.seed))
        figures = report(school, town, perf_counter() - began)
        school.house.database.close()
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
