"""Time the preview: ten weeks of one family read, planned, judged, begun, worded and counted, on three paths.

usage: python benchmarks/preview.py [--quick]
Prints a table, and as its last line one JSON object (milliseconds, median of the runs after a warm-up).
"""

import argparse
import asyncio
import json
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the tests' house and school

from bot.services.preview import preview
from bot.services.suppose import Path as Way
from bot.services.suppose import Says
from storage.repositories import families
from tests.house import make_house
from tests.school import STORY_TIME, a_family

RUNS, QUICK_RUNS, WARM_UP = 50, 10, 3
TEN_WEEKS = tuple(STORY_TIME + timedelta(weeks=n) for n in range(10))
WAYS = {
    "yes, and they come": Way(),
    "not this time": Way(Says.NO, comes=False),
    "nothing": Way(Says.NOTHING, comes=False),
}


def timed(house, family_id, way, runs):
    """Return the median time in milliseconds, and how many messages go."""

    def look(uow):
        return preview(uow, house, families.adults(uow, family_id)[0], way)

    times = []
    for _ in range(WARM_UP + runs):
        began = perf_counter()
        shown = house.database.read_now(look)
        times.append(perf_counter() - began)
    return round(median(times[WARM_UP:]) * 1e3, 1), len(shown.goes)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs")
    runs = QUICK_RUNS if parser.parse_args().quick else RUNS
    with tempfile.TemporaryDirectory() as folder:
        house = make_house(Path(folder))
        family = asyncio.run(a_family(house, story_times=TEN_WEEKS, week=1, language="pl"))
        figures = {name: timed(house, family.family_id, way, runs) for name, way in WAYS.items()}
        house.database.close()
    for name, (milliseconds, messages) in figures.items():
        print(f"{name:<24}{messages:>6} messages{milliseconds:>10.1f} ms")
    print(json.dumps({"benchmark": "preview", "runs": runs, "ms": {name: ms for name, (ms, _) in figures.items()}}))


if __name__ == "__main__":
    main()
