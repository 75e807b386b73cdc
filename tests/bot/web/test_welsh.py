"""The main pages in Welsh: none of the English sentences of the catalogue stands on them."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from bot.sentences import PLACE, _, say, speak
from locales import staff
from tests.school import at, goes_on_to, says

PAGES = (
    *(
        "/",
        "/families",
        "/families/new",
        "/families/list",
        "/families/1",
        "/families/1/rhythm",
        "/families/1/ten-weeks",
    ),
    *("/programme", "/programme/new", "/programme/1/rhythm", "/programme/1/ten-weeks", "/school-year", "/going-out"),
    *("/sessions/1", "/sessions/1/story", "/reminders", "/reminders/new", "/sparks", "/books/1", "/good-news"),
    *("/good-news/1", "/help", "/privacy", "/school", "/wording", "/wording/RS-02", "/nowhere"),
)
SHORTEST = 8
"""Shorter pieces may be the same in Welsh, or part of a name."""


class Shown(HTMLParser):
    """The words of a page that are in its own language, with what a screen reader says; not what is typed to parents."""

    def __init__(self):
        super().__init__()
        self.languages, self.words = [], []

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.words += [found[name] for name in ("aria-label", "alt", "placeholder") if found.get(name)]
        if tag not in {"br", "img", "input", "link", "meta"}:
            self.languages.append("en" if tag == "textarea" else found.get("lang"))

    def handle_endtag(self, tag):
        self.languages.pop()

    def handle_data(self, data):
        if next((each for each in reversed(self.languages) if each), "") == "cy":
            self.words.append(data)


def english_pieces():
    """Return the longest piece of every sentence that has one of some length, where the Welsh is another."""
    speak("cy")
    sentences = [message.id for message in staff.extract() if message.id]
    forms = {form for each in sentences for form in ((each,) if isinstance(each, str) else each)}
    spoken = {form for form in forms if form not in say(_(form))}
    speak("en")
    pieces = {max(PLACE.split(form)[::3], key=len).strip() for form in spoken}
    return {piece for piece in pieces if len(piece) >= SHORTEST and " " in piece}


@pytest.fixture
async def busy(house, amina):
    """Let some days go by in which things happen."""
    await says(house, amina, "can someone ring me please")
    await goes_on_to(house, at(12, "16:30"))
    await says(house, amina, "another time please")
    return amina


async def test_no_english_sentence_stands_on_a_welsh_page(house, busy, khan):
    khan.post("/language", language="cy")
    pieces, left = english_pieces(), {}
    for path in PAGES:
        page = khan.get(path)
        shown = Shown()
        shown.feed(page.html)
        words = unescape(" ".join(" ".join(shown.words).split()))
        left[path] = {piece for piece in pieces if re.search(rf"\b{re.escape(piece)}", words)}
    assert {path: found for path, found in left.items() if found} == {}
    assert len(pieces) > 800
