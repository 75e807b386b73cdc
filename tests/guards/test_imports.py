"""Who may import whom: the contracts of pyproject.toml, and the one that reads the folder of flows."""

import subprocess
import sys
from pathlib import Path

import grimp
import pytest
from importlinter import api
from importlinter.cli import EXIT_STATUS_SUCCESS

ROOT = Path(__file__).parents[2]
# Everything in flows/ that is not itself a conversation.
BENEATH_THE_FLOWS = {"programme", "gate", "engine", "reading", "tone", "learned", "options", "calendar", "plain", "sms"}


def modules_in_flows():
    """Return the names of the files and folders of flows/."""
    found = {path.stem for path in (ROOT / "flows").iterdir() if path.suffix == ".py" or path.is_dir()}
    return {name for name in found if not name.startswith("_")}


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch):
    monkeypatch.chdir(ROOT)


def test_the_import_contracts_are_kept():
    # In a process of its own: the linter's command switches every logger off that is there already.
    command = [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"]
    linted = subprocess.run(command, capture_output=True, text=True, check=False)
    assert linted.returncode == EXIT_STATUS_SUCCESS, linted.stdout


def test_no_contract_makes_an_exception():
    contracts = api.read_configuration("pyproject.toml")["contracts_options"]
    assert [contract["name"] for contract in contracts if "ignore_imports" in contract] == []


def test_flows_stand_on_the_machine_and_not_on_each_other():
    flows = {f"flows.{name}" for name in modules_in_flows() - BENEATH_THE_FLOWS}
    beneath = {f"flows.{name}" for name in modules_in_flows() & BENEATH_THE_FLOWS}
    layers = [grimp.Layer(*flows), grimp.Layer(*beneath, independent=False)]
    graph = grimp.build_graph("flows", cache_dir=None)
    broken = graph.find_illegal_dependencies_for_layers([layer for layer in layers if layer.module_tails])
    assert {(one.importer, one.imported) for one in broken} == set()
