"""Time the planner: ten weeks of one family laid out, planned, opened and put through the gate.

usage: python benchmarks/planner.py [--quick]
Prints a table, and as its last line one JSON object (microseconds, median of the runs).
"""

import argparse
import json
from collections.abc import Callable
from datetime import date, time, timedelta
from statistics import median
from time import perf_counter
from zoneinfo import ZoneInfo

from flows.calendar import SchoolCalendar
from flows.gate import Candidate, Standing, may_send
from flows.programme import Facts, Moment, Rhythm, SessionPlan, lay_out, opening, plan

START, RUNS, QUICK_RUNS = date(2026, 4, 27), 2000, 100
HALF_TERM = frozenset(date(2026, 5, 25) + timedelta(days=n) for n in range(5))
CALENDAR = SchoolCalendar(ZoneInfo("Europe/London"), closed=HALF_TERM)
WELL = Standing(may_be_messaged=True, is_proved=True)


def laid_out() -> tuple[SessionPlan, ...]:
    days = lay_out(START, 3, time(14, 15), CALENDAR)
    return tuple(SessionPlan(day.week, day.week, day.on, day.at) for day in days)


def ten_weeks() -> tuple[Moment, ...]:
    return plan(laid_out(), Rhythm(), CALENDAR)


def preview() -> None:
    """Do what the ten-week preview does: every moment opened and judged at its own hour."""
    for moment in ten_weeks():
        opening(moment, Facts(rsvp="yes"))
        may_send(Candidate(moment.kind, moment.expires), WELL, CALENDAR, (), moment.due)


def one_at_the_gate() -> None:
    may_send(Candidate(MOMENTS[0].kind, MOMENTS[0].expires), WELL, CALENDAR, (), MOMENTS[0].due)


MOMENTS = ten_weeks()
PARTS: dict[str, Callable[[], object]] = {
    "lay out ten dates": laid_out,
    "plan ten weeks": ten_weeks,
    "preview ten weeks": preview,
    "one text at the gate": one_at_the_gate,
}


def timed(part: Callable[[], object], runs: int) -> float:
    """Return the median time of one run in microseconds."""
    times = []
    for _ in range(runs):
        began = perf_counter()
        part()
        times.append(perf_counter() - began)
    return round(median(times) * 1e6, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs")
    runs = QUICK_RUNS if parser.parse_args().quick else RUNS
    figures = {name: timed(part, runs) for name, part in PARTS.items()}
    for name, microseconds in figures.items():
        print(f"{name:<24}{microseconds:>10.1f} us")
    print(json.dumps({"benchmark": "planner", "moments": len(MOMENTS), "runs": runs, "us": figures}))


if __name__ == "__main__":
    main()
