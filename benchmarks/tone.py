"""Measure the tone check: bad news held, good notes held by mistake, the kinds, the time of one text and the memory.

usage: python benchmarks/tone.py [--part dev|unseen] [--quick] [--declared] [--errors]
The notes are benchmarks/corpora/notes/<part>. `unseen` is written by other hands: of it only totals are shown, never a
line. No language is given to the check unless --declared. Prints the worst errors first (bad news let go, by kind),
then both shares by language with their 95 % interval (Wilson), and as its last line one JSON object.
"""

import argparse
import json
import resource
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from statistics import median, quantiles
from time import perf_counter

from benchmarks import corpora
from flows.tone import Verdict, check

RUNS, QUICK_RUNS = 5, 1
MILLION = 1024
Z = 1.96


@dataclass(frozen=True, slots=True)
class Judged:
    """A note, what the check said of it, and the milliseconds it took."""

    note: corpora.Note
    verdict: Verdict
    ms: float

    @property
    def is_bad(self) -> bool:
        return self.note.label != "allow"

    @property
    def is_wrong(self) -> bool:
        return self.is_bad is not self.verdict.is_held


def judged(note: corpora.Note, *, is_declared: bool) -> Judged:
    language = note.language if is_declared else "en"
    began = perf_counter()
    verdict = check(note.text, language=language)
    return Judged(note, verdict, (perf_counter() - began) * 1000)


def interval(right: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of a proportion, after Wilson."""
    share, square = right / total, Z * Z / total
    middle = (share + square / 2) / (1 + square)
    reach = Z * sqrt(share * (1 - share) / total + square / (4 * total)) / (1 + square)
    return round(middle - reach, 3), round(middle + reach, 3)


def share(cases: list[Judged]) -> dict[str, object]:
    """Return how many of these notes are held, in all and as a share."""
    held = sum(case.verdict.is_held for case in cases)
    if not cases:
        return {"notes": 0}
    return {"notes": len(cases), "held": round(held / len(cases), 3), "interval": interval(held, len(cases))}


def both(cases: list[Judged]) -> dict[str, dict[str, object]]:
    bad, good = ([case for case in cases if case.is_bad is is_bad] for is_bad in (True, False))
    return {"bad news held": share(bad), "good notes held by mistake": share(good)}


def grouped(cases: Iterable[Judged], key: Callable[[Judged], str]) -> dict[str, list[Judged]]:
    return {name: list(group) for name, group in groupby(sorted(cases, key=key), key)}


def right_kinds(cases: list[Judged]) -> float:
    held = [case for case in cases if case.is_bad and case.verdict.is_held]
    return round(sum(case.verdict.kind == case.note.label for case in held) / max(1, len(held)), 3)


def show(title: str, rows: dict[str, dict[str, object]]) -> None:
    print(f"\n{title:<30}{'notes':>6}{'held':>8}   95 % interval")
    for name, row in rows.items():
        print(f"{name:<30}{row['notes']:>6}{row.get('held', ''):>8}   {row.get('interval', '')}")


def show_errors(cases: list[Judged]) -> None:
    for case in sorted((case for case in cases if case.is_wrong), key=lambda case: (not case.is_bad, case.note.label)):
        said = case.verdict.kind or "allow"
        print(f"{case.note.language} {case.note.label} -> {said}: {case.note.text} {list(case.verdict.words)}")


def times_of(cases: list[Judged], runs: int) -> dict[str, float]:
    texts = [case.note.text for case in cases if case.note.language == "en"]
    again = [judged(corpora.Note("en", "allow", text), is_declared=True).ms for _ in range(runs) for text in texts]
    return {"median": round(median(again), 2), "p95": round(quantiles(again, n=20)[-1], 2)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("dev", "unseen"), default="dev")
    parser.add_argument("--quick", action="store_true", help="fewer timed runs")
    parser.add_argument("--declared", action="store_true", help="tell the check each note's language")
    parser.add_argument("--errors", action="store_true", help="show the lines of dev that it got wrong")
    chosen = parser.parse_args()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cases = [judged(note, is_declared=chosen.declared) for note in corpora.notes(chosen.part)]
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // MILLION
    if chosen.errors and chosen.part == "dev":
        show_errors(cases)
    parts = {"English": [case for case in cases if case.note.language == "en"]}
    parts["other languages"] = [case for case in cases if case.note.language != "en"]
    totals = {name: both(part) for name, part in parts.items() if part}
    kinds = {name: share(part) for name, part in grouped(cases, lambda case: case.note.label).items()}
    show("by kind: the least held first", dict(sorted(kinds.items(), key=lambda row: row[1]["held"])))
    for name, part in {**parts, **grouped(cases, lambda case: case.note.language)}.items():
        show(name, both(part))
    figures = {"part": chosen.part, **totals, "kind right": right_kinds(cases), "kinds": kinds}
    ms = times_of(cases, QUICK_RUNS if chosen.quick else RUNS)
    print(json.dumps({"benchmark": "tone", **figures, "ms": ms, "memory_mb": memory}))


if __name__ == "__main__":
    main()
