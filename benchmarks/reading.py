"""Measure how replies are read: how often the leading intent is right, the worst errors, time and memory.

usage: python benchmarks/reading.py [--part dev|unseen|hard] [--quick] [--lines]
Reads benchmarks/corpora/replies/<part> (corpora.py says how they came about). Prints the worst errors first (a stop or
a danger missed or imagined, coming and not coming confused), then how often each language and intent is right with its
95 % interval (Wilson), how often each grade of sureness is, the time of one text and the memory that reading takes,
and as its last line one JSON object. Only totals of `unseen` and `hard` are shown.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from benchmarks import corpora
from bot.i18n import load_reply_words
from flows.reading import Intent, Reader, Reading
from flows.reading.lines import QUESTIONS

COMING, NOT_COMING = {Intent.YES, Intent.LATE}, {Intent.NO, Intent.ALTERNATIVE}
GRAVEST = (Intent.STOP, Intent.DISTRESS)
COUNTED = ("unseen", "hard")
"""The parts that another hand wrote to judge by: counted, never looked at."""
LONGEST = "he said he will not be able to come but i can " * 43
RUNS, QUICK_RUNS, QUICK_TEXTS = 3, 1, 200
Z = 1.96


@dataclass(frozen=True, slots=True)
class Case:
    """A line of the measured part and how it was read."""

    reply: corpora.Reply
    reading: Reading

    @property
    def intent(self) -> Intent:
        return Intent(self.reply.labels[0])

    @property
    def is_right(self) -> bool:
        return self.reading.leading is self.intent

    @property
    def is_whole(self) -> bool:
        """Say whether every label is right, the language asked for included."""
        is_language = self.reading.language == self.reply.target or "language" not in self.reply.labels
        return set(map(str, self.reading.intents)) == set(self.reply.labels) and is_language

    @property
    def is_confused(self) -> bool:
        """Say whether coming was read as not coming, or the reverse, and not asked about."""
        sides = ({self.intent, self.reading.leading} & side for side in (COMING, NOT_COMING))
        return all(sides) and self.reading.sureness != "unsure"

    def missed(self) -> list[Intent]:
        return [one for one in GRAVEST if one in self.reply.labels and not self.reading.has(one)]

    def imagined(self) -> list[Intent]:
        return [one for one in GRAVEST if one not in self.reply.labels and self.reading.has(one)]


def read_all(reader: Reader, part: str) -> list[Case]:
    return [Case(one, reader.read(one.text, QUESTIONS[one.context])) for one in corpora.replies(part)]


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
    right, whole = (sum(getattr(case, name) for case in cases) for name in ("is_right", "is_whole"))
    shares = {"right": round(right / len(cases), 3), "whole": round(whole / len(cases), 3)}
    return {"lines": len(cases), **shares, "interval": interval(right, len(cases))}


def worst(cases: Iterable[Case]) -> dict[str, list[Case]]:
    found = {f"missed {one}": [case for case in cases if one in case.missed()] for one in GRAVEST}
    found["coming confused"] = [case for case in cases if case.is_confused]
    found["surely confused"] = [case for case in found["coming confused"] if case.reading.sureness == "sure"]
    return found | {f"imagined {one}": [case for case in cases if one in case.imagined()] for one in GRAVEST}


def timed(reader: Reader, texts: Iterable[str]) -> list[float]:
    """Return the milliseconds of every reading, none remembered from before."""
    times = []
    for number, text in enumerate(texts):
        fresh = f"{text} {number}"
        began = perf_counter()
        reader.read(fresh, QUESTIONS["reminder"])
        times.append((perf_counter() - began) * 1000)
    return times


def times_of(reader: Reader, texts: list[str], runs: int) -> dict[str, float]:
    typical = timed(reader, texts * runs)
    figures = {
        "median": median(typical),
        "p95": quantiles(typical, n=20)[-1],
        "2000 characters": median(timed(reader, [LONGEST] * 5)),
    }
    return {name: round(value, 2) for name, value in figures.items()}


def resident() -> float:
    """Return the megabytes that this process holds, where the system tells."""
    status = Path("/proc/self/status")
    lines = status.read_text("utf-8").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def show(tables: Mapping[str, Mapping[str, dict[str, object]]], errors: Mapping[str, list[Case]]) -> None:
    for name, found in errors.items():
        print(f"{name:<20}{len(found):>4}")
    for title, table in tables.items():
        print(f"\n{title:<16}{'lines':>6}{'right':>8}{'whole':>8}   95 % interval of right")
        for name, row in table.items():
            print(f"{name:<16}{row['lines']:>6}{row['right']:>8}{row['whole']:>8}   {row['interval']}")


def show_lines(cases: list[Case], errors: Mapping[str, list[Case]]) -> None:
    """Show every line read wrong, the worst first."""
    for name, found in errors.items():
        print("", *(f"{name}: {told(case)}" for case in found), sep="\n")
    print("", *(told(case) for case in cases if not case.is_right), sep="\n")


def told(case: Case) -> str:
    reply = case.reply
    heard = f"{','.join(case.reading.intents)} ({case.reading.sureness})"
    return f"{reply.language} {reply.context} {','.join(reply.labels)}: {reply.text!r} -> {heard}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=["dev", *COUNTED, "train"], default="dev")
    parser.add_argument("--quick", action="store_true", help="fewer timed runs")
    parser.add_argument("--lines", action="store_true", help="show the lines read wrong; never those of unseen or hard")
    chosen = parser.parse_args()
    reader = Reader(load_reply_words())
    at_rest = resident()
    cases = read_all(reader, chosen.part)
    if not cases:
        raise SystemExit(f"benchmarks/corpora/replies/{chosen.part} holds no lines.")
    figures = times_of(reader, [case.reply.text for case in cases][-QUICK_TEXTS:], QUICK_RUNS if chosen.quick else RUNS)
    errors = worst(cases)
    tables = {
        "language": tally(cases, lambda case: case.reply.language),
        "other than en": {"all": scored([case for case in cases if case.reply.language != "en"] or cases)},
        "intent": tally(cases, lambda case: case.intent),
        "sureness": tally(cases, lambda case: case.reading.sureness),
    }
    show(tables, errors)
    if chosen.lines and chosen.part not in COUNTED:
        show_lines(cases, errors)
    counts = {name: len(found) for name, found in errors.items()}
    memory = round(resident() - at_rest, 1)
    print(json.dumps({"benchmark": "reading", **tables, "worst": counts, "ms": figures, "megabytes on top": memory}))


if __name__ == "__main__":
    main()
