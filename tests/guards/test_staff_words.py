"""What staff read: every sentence of the pages is marked, and said in each of their languages."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from bot.sentences import has_same_places
from locales import staff

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "locales"
TEMPLATES = sorted((ROOT / "bot" / "web" / "templates").glob("*.html"))
FOR_PARENTS = re.compile(r'{% extends "small\.html" %}|^<!doctype html>\n<html lang="{{ language }}"')
"""Pages of parents speak the parents' language, with texts of the flows."""
MARKS = frozenset({"_", "_n"})
SPOKEN = re.compile(r'\b(?:aria-label|alt|placeholder|title)="([^"]*)"')
ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"')
TAG = re.compile(r"<[^>]*>")
WORDS = re.compile(r"[^\W\d_]{2,}")
IN_CODE = re.compile(r"[^\W\d_] [^\W\d_]|^[A-Z][a-z]")
NOT_SAID = ["Goes", "Writes", "short code"]
"""Names of classes."""


def name(path):
    return path.name


def catalogue(path):
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3] if path.suffix == ".po" else None)


@pytest.fixture(params=sorted(LOCALES.glob("*/LC_MESSAGES/staff.po")), ids=lambda path: path.parts[-3], scope="module")
def translated(request):
    return catalogue(request.param)


@cache
def found():
    return places(staff.extract())


def places(catalogue):
    return {message.id: {place for place, _line in message.locations} for message in catalogue if message.id}


def test_the_template_is_up_to_date():
    assert places(catalogue(LOCALES / "staff.pot")) == found(), "Run python -m locales."


def test_every_sentence_is_said_in_the_language(translated):
    sentences = {message.id for message in translated if message.id and said(message)}
    assert found().keys() - sentences == set()


def said(message):
    forms = (message.string,) if isinstance(message.string, str) else message.string
    return all(forms) and not message.fuzzy


def test_every_translation_has_the_places_of_its_sentence(translated):
    assert [message.id for message in translated if message.id and not has_same_places(message)] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_no_words_of_a_page_stand_unmarked(template):
    source = template.read_text("utf-8")
    if FOR_PARENTS.search(source):
        return
    html = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.DOTALL)
    html = re.sub(r"<meta .*>|<!doctype html>", "", html)
    shown = [TAG.sub(" ", ATTRIBUTE.sub("", html)), *SPOKEN.findall(html)]
    assert [word for each in shown for word in WORDS.findall(each)] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_no_words_in_the_code_of_a_page_stand_unmarked(template):
    page = Environment(autoescape=True).parse(template.read_text("utf-8"))
    marked = {
        id(argument)
        for call in page.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in MARKS
        for argument in call.args
    }
    texts = [
        each.value for each in page.find_all(nodes.Const) if isinstance(each.value, str) and id(each) not in marked
    ]
    assert [text for text in texts if IN_CODE.search(text) and text not in NOT_SAID] == []
