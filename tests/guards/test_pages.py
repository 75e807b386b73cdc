"""What no page may hold: styles and scripts of its own, red, and words that count, blame or chase."""

import re
from pathlib import Path

import pytest

from bot.web import PAGES

WEB = Path(__file__).parents[2] / "bot" / "web"
TEMPLATES = sorted((WEB / "templates").glob("*.html"))
STYLES = sorted((WEB / "static").glob("*.css"))
SAID = [*TEMPLATES, *sorted((WEB / "pages").glob("*.py")), WEB / "words.py", WEB / "mistakes.py"]
NEVER_SAID = re.compile(
    r"no[ -]reply|not replied|no response|absen|no[ -]show|did(n't| not) (come|attend|reply|turn up)|fail(ed|ure) to|"
    r"non-?engag|engagement|missed|unexcused|poor attendance|warning|behaviour point|chase|overdue|risk score|"
    r"campaign|household|send anyway",
    re.IGNORECASE,
)
NAMED_RED = re.compile(r"\b(red|crimson|firebrick|tomato|darkred|orangered|indianred|maroon|salmon|coral)\b")
HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", re.IGNORECASE)


def name(path):
    return path.name


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_template_holds_no_style_and_no_script(template):
    html = template.read_text("utf-8")
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:|hx-on|hx-vals=.js:", html, re.IGNORECASE)
    scripts = re.findall(r"<script[^>]*>", html)
    assert all(re.search(r'src="/static/[\w.-]+"', tag) for tag in scripts)


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_every_form_that_is_posted_carries_the_token(template):
    html = template.read_text("utf-8")
    macros = re.findall(r"{%-? macro (\w+)\([^)]*\) -?%}(.*?){%-? endmacro", html, re.DOTALL)
    carriers = {"token()", 'name="csrf"'} | {f"{name}(" for name, body in macros if "token()" in body}
    for form in re.findall(r'<form[^>]*method="post".*?</form>', html, re.DOTALL):
        assert any(carrier in form for carrier in carriers)


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_nothing_is_loaded_from_elsewhere(template):
    loaded = re.findall(r'(?:src|href|action)="(\w+:)?//', template.read_text("utf-8"))
    assert loaded == []


@pytest.mark.parametrize("place", SAID, ids=name)
def test_no_page_counts_blames_or_chases(place):
    shown = re.sub(r"\{%.*?%\}", " ", place.read_text("utf-8"), flags=re.DOTALL)
    assert [found[0] for found in NEVER_SAID.finditer(shown)] == []


def test_the_templates_of_the_pages_are_named_after_them():
    pages = {page.__name__.rpartition(".")[2] for page in PAGES}
    unused = {template.stem for template in TEMPLATES} - pages
    used = {
        found for place in (*TEMPLATES, *(WEB / "pages").glob("*.py"), WEB / "mistakes.py")
        for found in re.findall(r'"(\w+)\.html"', place.read_text("utf-8"))
    }  # fmt: skip
    assert unused <= used


@pytest.mark.parametrize("style", STYLES, ids=name)
def test_there_is_no_red(style):
    css = re.sub(r"/\*.*?\*/", "", style.read_text("utf-8"), flags=re.DOTALL)
    assert NAMED_RED.findall(css) == []
    assert [colour for colour in HEX.findall(css) if is_red(colour)] == []


@pytest.mark.parametrize("style", STYLES, ids=name)
def test_a_style_loads_nothing_from_elsewhere(style):
    assert not re.search(r'@import|url\((?!"fonts/)', style.read_text("utf-8"))


def is_red(colour):
    """Say whether a colour reads as red: far more red than green and blue."""
    wide = "".join(digit * 2 for digit in colour) if len(colour) == 3 else colour
    red, green, blue = (int(wide[n : n + 2], 16) for n in (0, 2, 4))
    return red > 120 and red - green > 90 and red - blue > 60


def test_red_is_known_when_it_is_seen():
    assert all(map(is_red, ("f00", "c0392b", "d4351c", "ff6666", "b00020")))
    assert not any(map(is_red, ("8a5a00", "f0c66b", "fdf0d2", "1e6b62", "000", "fff")))
