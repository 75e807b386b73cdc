"""The flows hang together: every ending has its transcript, every place exists, every question has simpler words."""

import ast
from itertools import product
from pathlib import Path

import pytest

from flows import ANYWHERE, ASIDES, FLOWS, SCRIPT
from flows.engine.diagram import EXAMPLE, EXAMPLES, edges, leads_to, page, readings
from flows.engine.moves import find_question, find_step
from flows.engine.steps import Finish, Go, Pass, Step
from flows.engine.text import Text
from flows.engine.transcript import THEN, parse
from flows.options import LABEL_OF
from tests.guards.test_imports import BENEATH_THE_FLOWS, modules_in_flows

ROOT = Path(__file__).parents[2]
QUESTIONS = [(flow, step) for flow in FLOWS for step in flow.steps if isinstance(step, Step)]
NAMED = pytest.mark.parametrize(
    ("flow", "step"), QUESTIONS, ids=[f"{flow.name}.{step.name}" for flow, step in QUESTIONS]
)


def told_endings():
    pages = (ROOT / "tests" / "transcripts").rglob("*.txt")
    lines = (line for path in pages for line in parse(path.read_text("utf-8")) if line.who == THEN)
    return {fact.removeprefix("ends ") for line in lines for fact in line.words.split("\n") if fact.startswith("ends ")}


def test_every_ending_of_every_flow_has_a_transcript():
    endings = {f"{flow.name}: {ending}" for flow in FLOWS for ending in flow.endings}
    assert endings - told_endings() == set(), "these endings have no transcript yet"


def test_every_flow_has_a_folder_of_transcripts():
    folders = {path.parent.name for path in (ROOT / "tests" / "transcripts").rglob("*.txt")}
    assert {flow.name for flow in FLOWS if flow.steps or flow.endings} - folders == set()


def outcomes():
    """Yield (flow, outcome) for every question and every row, whatever is heard."""
    for (flow, step), c in product(QUESTIONS, EXAMPLES):
        yield from ((flow.name, step.answer(reading, c)) for _, reading in readings(step))
    nothing_asked = QUESTIONS[0][1]
    for row, c in product((*ANYWHERE, *ASIDES), EXAMPLES):
        yield from ((row.flow, row.answer(reading, c)) for _, reading in readings(nothing_asked))
    for c in EXAMPLES:
        yield from (("idle", SCRIPT.idle(reading, c)) for _, reading in readings(nothing_asked))


def test_every_place_that_an_answer_leads_to_exists():
    for flow, outcome in outcomes():
        list(leads_to(SCRIPT, flow, outcome))
        if isinstance(outcome, Pass):
            find_question(SCRIPT, outcome.to)
        assert not (isinstance(outcome, Go) and not outcome.step)


def test_no_flow_ends_in_a_way_it_does_not_name():
    endings = {flow.name: set(flow.endings) for flow in FLOWS} | {"idle": {"told a story", "texted first"}}
    ended = {(flow, outcome.ending) for flow, outcome in outcomes() if isinstance(outcome, Finish)}
    assert {(flow, ending) for flow, ending in ended if ending not in endings[flow]} == set()


@NAMED
def test_a_late_answer_leads_to_a_question(flow, step):
    if step.after:
        assert isinstance(find_step(SCRIPT, step.after), Step)


@NAMED
def test_every_question_has_simpler_words(flow, step):
    words = step.simpler(EXAMPLE)
    assert words
    assert all(isinstance(text, Text) for text in words)
    assert len(words) == 1


def digits(texts):
    """Return the digits that a text offers as answers: those in its sentence, not those of a date or an hour."""
    return {int(letter) for text in texts for letter in text.sentence if letter.isdecimal()}


@NAMED
def test_the_simpler_question_offers_digits_that_the_question_knows(flow, step):
    offered = digits(step.simpler(EXAMPLE))
    if step.options:
        assert offered <= set(range(1, len(step.options) + 1))
        assert offered


@NAMED
def test_the_question_offers_digits_that_it_knows(flow, step):
    said = step.prompt(EXAMPLE)
    offered = digits(text for text in said if not text.id.startswith("FB"))
    if step.options:
        assert offered <= set(range(1, len(step.options) + 1))


@NAMED
def test_every_option_has_a_label_for_its_button(flow, step):
    assert [option for option in step.options if option not in LABEL_OF] == []


def test_every_file_of_a_flow_is_in_the_registry():
    assert modules_in_flows() - BENEATH_THE_FLOWS == {flow.name for flow in FLOWS}


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
def test_a_flow_says_when_it_starts_ends_and_what_it_records(flow):
    tree = ast.parse((ROOT / "flows" / f"{flow.name}.py").read_text("utf-8"))
    poster = ast.get_docstring(tree)
    assert [word for word in ("Starts", "Ends", "Records") if word.lower() not in poster.lower()] == []


def test_every_question_can_be_left():
    ways = {edge.place for edge in edges(SCRIPT)}
    assert {f"{flow.name}.{step.name}" for flow, step in QUESTIONS} - ways == set()


def test_the_diagram_is_current(request):
    path, drawn = ROOT / "docs" / "flows.md", page(SCRIPT)
    if request.config.getoption("--rewrite-transcripts"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(drawn, "utf-8")
    assert path.read_text("utf-8") == drawn, "run pytest --rewrite-transcripts and review the change"


def opened_places():
    """Yield every "flow.step" that the planner may open, as it stands in its code."""
    tree = ast.parse((ROOT / "flows" / "programme" / "openings.py").read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Open":
            flow, step = node.args
            steps = (step.body, step.orelse) if isinstance(step, ast.IfExp) else (step,)
            yield from (f"{flow.value}.{each.value}" for each in steps)


def test_every_place_that_the_planner_opens_exists():
    places = set(opened_places())
    assert "celebration.goodbye" in places
    assert {place for place in places if not find_step(SCRIPT, place)} == set()
