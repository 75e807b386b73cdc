"""The press sets what it is handed and opens nothing else."""

import asyncio

import pytest

from bot.paper.press import FONTS, TEMPLATES, PaperJam, set_now, set_pages
from tests.paper import Paper

SOURCES = sorted(TEMPLATES.glob("*.typ"))


@pytest.fixture
def template(monkeypatch):
    """Return what sets a template that a test has written."""

    def set_this(body, values=None, pictures=None):
        source = f"#let sheets(values) = {{\n{body}\n}}".encode()
        monkeypatch.setattr("bot.paper.press._templates", lambda: {"trial.typ": source})
        return set_now("trial", values or {}, pictures or {})

    return set_this


def test_words_are_printed_as_they_stand(template):
    words = '#import "x.typ" $a$ *b* _c_ <d> @e `f` \\ // = g'
    assert Paper(template('set text(font: "Noto Sans")\nvalues.words', {"words": words})).words == words


@pytest.mark.parametrize("path", ["/etc/passwd", "../press.py", "../fonts/LICENSE"])
def test_nothing_outside_can_be_read(template, path):
    with pytest.raises(PaperJam):
        template(f'raw(read("{path}"))')


def test_a_picture_that_is_none_jams_and_says_nothing_of_its_content(template):
    with pytest.raises(PaperJam) as jam:
        template('image("a.jpg")', pictures={"a.jpg": b"a secret"})
    assert "secret" not in str(jam.value)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_a_template_loads_no_package_and_runs_no_words(source):
    body = source.read_text("utf-8")
    assert "@" not in body
    assert "eval(" not in body


async def test_several_at_a_time_do_not_hold_the_loop():
    ticks = 0

    async def tick():
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0)

    ticking = asyncio.create_task(tick())
    values = {"title": "t", "author": "a", "form": "plain", "letters": []}
    pages = await asyncio.gather(*(set_pages("letter", values, {}) for _ in range(6)))
    ticking.cancel()
    assert all(each.startswith(b"%PDF") for each in pages)
    assert ticks > 10


def test_the_fonts_stay_small_and_have_their_licence():
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 12_000_000
    assert "SIL OPEN FONT LICENSE" in (FONTS / "LICENSE").read_text("utf-8")
