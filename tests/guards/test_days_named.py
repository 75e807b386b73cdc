"""Which texts name a story time's day: a day by which a person reads must not count as one."""

import ast
from pathlib import Path

from bot.services.outbox import OTHER_DAYS

FLOWS = Path(__file__).parents[2] / "flows"


def texts_naming_the_readers_day():
    """Yield the id of every text whose {day} is the one by which a person reads."""
    for path in FLOWS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text":
                days = [word.value for word in node.keywords if isinstance(word.value, ast.Attribute)]
                if any(day.attr == "read_by" for day in days):
                    yield node.args[0].value


def test_the_days_on_which_a_person_reads_are_no_story_times():
    assert set(texts_naming_the_readers_day()) == OTHER_DAYS
