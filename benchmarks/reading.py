"""Measure how replies are read: how often the leading intent is right, the worst errors, and the time of one text.

usage: python benchmarks/reading.py [--quick]
The lines are the unseen_*.toml beside the tests of reading, which the rules were never worked on with. Prints the
worst errors first (a stop or a distress missed or imagined, coming and not coming confused), then how often each
language and intent is right with its 95 % interval (Wilson), and as its last line one JSON object.
"""

import argparse
import json
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby
from math import sqrt
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from flows.reading import Intent, Reader, Reading, ReplyWords
from flows.reading.lines import QUESTIONS

CASES = Path(__file__).resolve().parent.parent / "tests" / "flows" / "reading" / "cases"
SHIPPED = ("en", "pl", "ur")
COMING, NOT_COMING = {Intent.YES, Intent.LATE}, {Intent.NO, Intent.ALTERNATIVE}
GRAVEST = (Intent.DISTRESS, Intent.STOP)
LONGEST = "he said he will not be able to come but i can " * 43
RUNS, QUICK_RUNS = 20, 2
Z = 1.96


@dataclass(frozen=True, slots=True)
class Case:
    """A line of the measured part and how it was read."""

    language: str
    context: str
    intent: Intent
    line: str
    reading: Reading

    @property
    def is_right(self) -> bool:
        return self.reading.leading is self.intent

    @property
    def is_confused(self) -> bool:
        """Say whether coming was read as not coming, or the reverse, and not asked about."""
        sides = ({self.intent, self.reading.leading} & side for side in (COMING, NOT_COMING))
        return all(sides) and self.reading.sureness != "unsure"

    def missed(self) -> list[Intent]:
        return [one for one in GRAVEST if self.intent is one and not self.reading.has(one)]

    def imagined(self) -> list[Intent]:
        return [one for one in GRAVEST if self.intent not in GRAVEST and self.reading.has(one)]


def shipped_reader() -> Reader:
    folder = files("locales")
    texts = {code: folder.joinpath(code, "replies.toml").read_text(encoding="utf-8") for code in SHIPPED}
    return Reader({code: ReplyWords.parse(tomllib.loads(text)) for code, text in texts.items()})


def read_all(reader: Reader) -> list[Case]:
    return [
        Case(path.stem.removeprefix("unseen_"), context, Intent(intent), line, reader.read(line, QUESTIONS[context]))
        for path in sorted(CASES.glob("unseen_*.toml"))
        for context, intents in tomllib.loads(path.read_text(encoding="utf-8")).items()
        for intent, lines in intents.items()
        for line in lines
    ]


def interval(right: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of a proportion, after Wilson."""
    share, square = right / total, Z * Z / total
    middle = (share + square / 2) / (1 + square)
    reach = Z * sqrt(share * (1 - share) / total + square / (4 * total)) / (1 + square)
    return round(middle - reach, 3), round(middle + reach, 3)


def tally(cases: Iterable[Case], key: Callable[[Case], str]) -> dict[str, dict[str, object]]:
    groups = {name: list(group) for name, group in groupby(sorted(cases, key=key), key)}
    return {name: scored(group) for name, group in groups.items()}


def scored(cases: list[Case]) -> dict[str, object]:
    right = sum(case.is_right for case in cases)
    return {"lines": len(cases), "right": round(right / len(cases), 3), "interval": interval(right, len(cases))}


def worst(cases: Iterable[Case]) -> dict[str, list[Case]]:
    found = {f"missed {one}": [case for case in cases if one in case.missed()] for one in GRAVEST}
    found["coming confused"] = [case for case in cases if case.is_confused]
    return found | {f"imagined {one}": [case for case in cases if one in case.imagined()] for one in GRAVEST}


def timed(reader: Reader, texts: list[str], runs: int) -> list[float]:
    """Return the milliseconds of every reading."""
    times = []
    for text in texts * runs:
        began = perf_counter()
        reader.read(text, QUESTIONS["reminder"])
        times.append((perf_counter() - began) * 1000)
    return times


def times_of(reader: Reader, texts: list[str], runs: int) -> dict[str, float]:
    typical = timed(reader, texts, runs)
    figures = {
        "median": median(typical),
        "p95": quantiles(typical, n=20)[-1],
        "2000 characters": median(timed(reader, [LONGEST], runs)),
    }
    return {name: round(value, 2) for name, value in figures.items()}


def show(tables: Mapping[str, Mapping[str, dict[str, object]]], errors: Mapping[str, list[Case]]) -> None:
    for name, found in errors.items():
        print(f"{name:<20}{len(found):>4}")
    for title, table in tables.items():
        print(f"\n{title:<16}{'lines':>6}{'right':>8}   95 % interval")
        for name, row in table.items():
            print(f"{name:<16}{row['lines']:>6}{row['right']:>8}   {row['interval']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer timed runs")
    parser.add_argument(
        "--lines", action="store_true", help="show the worst lines; who has seen them cannot unsee them"
    )
    chosen = parser.parse_args()
    reader = shipped_reader()
    cases = read_all(reader)
    errors = worst(cases)
    tables = {"language": tally(cases, lambda case: case.language), "intent": tally(cases, lambda case: case.intent)}
    show(tables, errors)
    for name, found in errors.items() if chosen.lines else ():
        print("", *(f"{name}: {case.line!r} -> {case.reading.leading}" for case in found), sep="\n")
    figures = times_of(reader, [case.line for case in cases], QUICK_RUNS if chosen.quick else RUNS)
    counts = {name: len(found) for name, found in errors.items()}
    print(json.dumps({"benchmark": "reading", **tables, "worst": counts, "ms": figures}))


if __name__ == "__main__":
    main()
