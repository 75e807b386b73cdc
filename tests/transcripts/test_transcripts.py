"""Every transcript reads as it stands: one test per file."""

from pathlib import Path

import pytest

from flows.engine.transcript import parse, print_transcript
from tests.transcripts.runner import run

HERE = Path(__file__).parent
PAGES = sorted(HERE.rglob("*.txt"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}: {page.stem.replace('_', ' ')}")
def test_a_conversation_goes_as_written(page, request):
    written = parse(page.read_text("utf-8"))
    spoken = print_transcript(run(written))
    if request.config.getoption("--rewrite-transcripts"):
        page.write_text(spoken, "utf-8")
    assert page.read_text("utf-8") == spoken


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_printed_as_it_was_read(page):
    lines = parse(page.read_text("utf-8"))
    assert parse(print_transcript(lines)) == lines
