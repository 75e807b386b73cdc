"""Ten thousand random days of families: no hard rule is broken, and no planted fault passes unseen."""

import ast
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from flows.engine.kinds import MessageKind as Kind
from flows.gate import Drop, Wait, Why, may_send
from flows.programme import Rhythm, plan
from tests.properties import hard_rules
from tests.properties.family_days import Family
from tests.properties.hard_rules import broken

FAMILIES = 125
DAYS_EACH = 80


def records(families=FAMILIES, **faults):
    return [Family(seed, DAYS_EACH, **faults).play() for seed in range(families)]


def breaches(played):
    return [f"seed {seed}: {breach}" for seed, record in enumerate(played) for breach in broken(record)]


def test_ten_thousand_random_days_break_no_hard_rule():
    assert FAMILIES * DAYS_EACH == 10_000
    played = records()
    assert breaches(played) == []
    # The days are worth something only if all kinds of text went in them, and calm weeks are among them.
    kinds = Counter(sent.kind for record in played for sent in record.sendings)
    assert set(kinds) == {kind.value for kind in Kind} - {"alert"}
    assert min(kinds.values()) > 10
    assert sum(len(record.expected_hellos) for record in played) > 50


def test_the_same_seed_plays_the_same_days():
    assert Family(7, DAYS_EACH).play() == Family(7, DAYS_EACH).play()


def test_the_checker_knows_nothing_of_what_it_checks():
    tree = ast.parse(Path(hard_rules.__file__).read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


# Planted faults


def gate_that_ignores_closed_days(candidate, standing, calendar, *rest):
    return may_send(candidate, standing, replace(calendar, closed=frozenset()), *rest)


def gate_that_ignores_terms(candidate, standing, calendar, *rest):
    return may_send(candidate, standing, replace(calendar, terms=()), *rest)


def gate_that_ignores_quiet_days(candidate, standing, calendar, *rest):
    return may_send(candidate, standing, replace(calendar, quiet=frozenset()), *rest)


def planner_that_knows_no_choice(sessions, _rhythm, calendar, **chosen):
    return plan(sessions, Rhythm(), calendar, **chosen)


def planner_that_forgets_terms_and_quiet_days(sessions, rhythm, calendar, **chosen):
    return plan(sessions, rhythm, replace(calendar, terms=(), quiet=frozenset()), **chosen)


def gate_on_greenwich_time(candidate, standing, calendar, *rest):
    """Take the hours of a winter day for those of every day."""
    summer = calendar.local(rest[1]).dst() or timedelta(0)
    sent, now, *others = rest
    return may_send(candidate, standing, calendar, sent, now + summer, *others)


def gate_with_one_place_too_many(candidate, standing, calendar, sent, now, cap, to_come):
    return may_send(candidate, standing, calendar, sent, now, cap + 1, to_come)


def gate_deaf_to(**cleared):
    def deaf(candidate, standing, *rest):
        return may_send(candidate, replace(standing, **cleared), *rest)

    return deaf


def gate_that_forgets_today(*given):
    ruling = may_send(*given)
    return may_send(*given[:3], (), *given[4:6], ()) if ruling == Drop(Why.CAP_FULL) else ruling


def gate_that_loses_what_waits(*given):
    ruling = may_send(*given)
    never = given[4].astimezone(UTC) + timedelta(days=9000)
    return Wait(never, ruling.why) if isinstance(ruling, Wait) else ruling


def planner_that_doubles_a_key(*given, **chosen):
    moments = plan(*given, **chosen)
    return tuple(copy for each in moments for copy in (each, replace(each, key=f"{each.key}:again")))


def planner_that_loses_hellos(*given, **chosen):
    return tuple(each for each in plan(*given, **chosen) if each.kind is not Kind.HELLO)


def planner_an_hour_off(*given, **chosen):
    """Say the hello an hour late and let it live on."""
    late = timedelta(hours=9)
    return tuple(
        replace(each, due=each.due + late, expires=each.expires + late) if each.kind is Kind.HELLO else each
        for each in plan(*given, **chosen)
    )


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ({"gate": gate_that_ignores_closed_days}, "hours"),
        ({"gate": gate_on_greenwich_time}, "hours"),
        ({"gate": gate_that_ignores_terms, "planner": planner_that_forgets_terms_and_quiet_days}, "hours"),
        ({"gate": gate_that_ignores_quiet_days, "planner": planner_that_forgets_terms_and_quiet_days}, "quiet"),
        ({"gate": gate_deaf_to(is_resting=False)}, "standing"),
        ({"planner": planner_that_knows_no_choice}, "rhythm"),
        ({"gate": gate_with_one_place_too_many}, "weekly_cap"),
        ({"gate": gate_that_forgets_today}, "weekly_cap"),
        ({"gate": gate_deaf_to(is_stopped=False, not_safe=False)}, "standing"),
        ({"gate": gate_deaf_to(is_paused=False)}, "standing"),
        ({"gate": gate_deaf_to(is_held=False)}, "standing"),
        ({"gate": gate_deaf_to(is_proved=True)}, "standing"),
        ({"gate": gate_deaf_to(may_be_messaged=True)}, "standing"),
        ({"gate": gate_deaf_to(wants_fewer=False)}, "weekly_cap"),
        ({"gate": gate_that_loses_what_waits}, "nothing_lost"),
        ({"planner": planner_that_doubles_a_key}, "doubled"),
        ({"planner": planner_that_loses_hellos}, "nothing_lost"),
        ({"planner": planner_an_hour_off}, "timely"),
    ],
)
def test_a_planted_fault_is_caught(fault, rule):
    found = {breach.split(": ")[1] for breach in breaches(records(families=25, **fault))}
    assert rule in found
