"""Every special situation is shown somewhere: a transcript, or a test named after it, that exists."""

import ast
import tomllib
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
ROWS = tomllib.loads(Path(__file__).with_suffix(".toml").with_name("special_situations.toml").read_text("utf-8"))
SITUATIONS = 34


def is_there(shown):
    """Say whether this transcript, or this test of this file, exists."""
    place, _, test = shown.partition("::")
    path = TESTS / place
    if not path.is_file():
        return False
    return not test or test in {
        node.name
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_no_situation_is_forgotten():
    assert len(ROWS) == SITUATIONS


@pytest.mark.parametrize("name", ROWS)
def test_a_special_situation_is_shown_somewhere(name):
    row = ROWS[name]
    assert row["rule"]
    assert row["shown_by"]
    assert [shown for shown in row["shown_by"] if not is_there(shown)] == []
