"""The flows drawn from themselves: every step is asked what each answer would lead to.

Nothing is drawn by hand, so the picture cannot be out of date; a step that leads nowhere shows at once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from flows.engine.context import Answer, Context, Offer, Session
from flows.engine.moves import find_question, find_step
from flows.engine.steps import Again, Finish, Flow, Go, HandOver, Notice, Outcome, Pass, Quiet, Script, Stay, Step
from flows.reading.choice import meaning_of
from flows.reading.meaning import Ask, Intent, Reading

SESSION = Session(4, 4, date(2026, 5, 14), time(14, 15), "library")
NEXT = Session(5, 5, date(2026, 5, 21), time(14, 15), "library")
EXAMPLE = Context(
    now=datetime(2026, 5, 12, 16, 30, tzinfo=UTC),
    school="Hill School",
    staff="Mrs Khan",
    parent="Amina",
    child="JJ",
    phone="0161 496 0000",
    read_by=date(2026, 5, 13),
    languages=("en", "pl"),
    session=SESSION,
    next_one=NEXT,
    coming_dates=(SESSION.on, NEXT.on),
    offer=Offer(date(2026, 5, 15), time(9)),
    spark_week=4,
    telegram_link="story.example/t/x7Kp2",
)
EXAMPLES = (
    EXAMPLE,
    replace(EXAMPLE, session=replace(SESSION, answer=Answer.YES)),
    replace(EXAMPLE, session=None, next_one=None, coming_dates=(), offer=None),
)
"""Contexts that differ in what steps look at: nothing answered yet, answered, and no session planned."""
MOST_LABELS = 8
"""An answer that more meanings than these lead to is simply any words."""


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """What one answer at one place leads to: "flow.step", or "flow: ending" where the talk ends."""

    place: str
    answer: str
    leads_to: str


def edges(script: Script, contexts: Iterable[Context] = EXAMPLES) -> tuple[Edge, ...]:
    """Return every way from every question, in the order in which the flows are written."""
    known = tuple(contexts)
    places = ((flow, step) for flow in script.flows for step in flow.steps if isinstance(step, Step))
    found = (edge for flow, step in places for c in known for edge in _edges_of(script, flow, step, c))
    return tuple(dict.fromkeys(found))


def leads_to(script: Script, flow: str, outcome: Outcome) -> Iterator[str]:
    """Yield where an outcome leads, and raise `UnknownFlow` or `UnknownStep` where there is no such place."""
    match outcome:
        case Go(step):
            find_step(script, f"{flow}.{step}")
            yield f"{flow}.{step}"
        case Finish(ending, then=then):
            yield f"{flow}: {ending}"
            if then:
                find_step(script, then)
                yield then
        case HandOver(need):
            yield f"{flow}: a person ({need.replace('_', ' ')})"
        case Stay() | Again() | Quiet() | Pass():
            return


def readings(step: Step) -> Iterator[tuple[str, Reading]]:
    """Yield a reading for each option of a step, then for each intent and some words, each with its label."""
    for number, option in enumerate(step.options, 1):
        yield option, Reading(str(number), (meaning_of(option),), choice=option, number=number)
    for intent in Intent:
        yield intent, Reading("words", (intent,), language="pl" if intent is Intent.LANGUAGE else None)
    yield "another language", Reading("Soomaali", (Intent.LANGUAGE,), language="so")
    yield "a number", Reading("2", (Intent.UNCLEAR,), number=2)
    for ask in Ask:
        yield ask, Reading("words", (Intent.UNCLEAR,), asks=frozenset({ask}))


def page(script: Script) -> str:
    """Return the flows as a page of Mermaid diagrams, one for each flow that asks something."""
    found = edges(script)
    drawn = (
        _drawing(flow, [edge for edge in found if edge.place.startswith(f"{flow.name}.")]) for flow in script.flows
    )
    head = "# The conversations\n\nDrawn from the flows by `flows/engine/diagram.py`; a test keeps the page current.\n"
    return "\n".join((head, *(drawing for drawing in drawn if drawing)))


def _edges_of(script: Script, flow: Flow, step: Step, c: Context) -> Iterator[Edge]:
    for label, reading in readings(step):
        name, outcome = _resolved(script, flow.name, step.answer(reading, c), reading, c)
        for target in leads_to(script, name, outcome):
            yield Edge(f"{flow.name}.{step.name}", label, target)


def _resolved(script: Script, flow: str, outcome: Outcome, reading: Reading, c: Context) -> tuple[str, Outcome]:
    while isinstance(outcome, Pass):
        flow = outcome.to.partition(".")[0]
        outcome = find_question(script, outcome.to).answer(reading, c)
    return flow, outcome


def _drawing(flow: Flow, found: list[Edge]) -> str:
    if not flow.steps:
        return ""
    names = tuple(dict.fromkeys((*(f"{flow.name}.{step.name}" for step in flow.steps), *(e.leads_to for e in found))))
    ids = {name: f"n{number}" for number, name in enumerate(names)}
    lines = [f"## {flow.name}\n", "```mermaid", "flowchart TD"]
    lines += [f"    {ids[name]}{_shape(name, flow)}" for name in names]
    lines += [f"    {ids[place]} -->|{answers}| {ids[target]}" for (place, target), answers in _labelled(found)]
    return "\n".join((*lines, "```\n"))


def _shape(name: str, flow: Flow) -> str:
    notices = {f"{flow.name}.{step.name}" for step in flow.steps if isinstance(step, Notice)}
    if ":" in name:
        return f'(["{name.partition(": ")[2]}"])'
    words = name.removeprefix(f"{flow.name}.").replace("_", " ")
    return f'>"{words}"]' if name in notices else f'["{words}"]'


def _labelled(found: Iterable[Edge]) -> Iterator[tuple[tuple[str, str], str]]:
    answers: dict[tuple[str, str], list[str]] = {}
    for edge in found:
        answers.setdefault((edge.place, edge.leads_to), []).append(edge.answer.replace("_", " "))
    for way, labels in answers.items():
        yield way, ", ".join(dict.fromkeys(labels)) if len(labels) <= MOST_LABELS else "any words"
