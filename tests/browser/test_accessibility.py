"""Every page that links lead to, looked at by axe-core (WCAG 2.2 A and AA): wide and light, narrow and dark."""

import re
from collections import deque
from urllib.parse import urldefrag, urlsplit

import pytest

from tests.browser.conftest import ROOT
from tests.browser.test_monday_to_phone import sign_in

AXE = (ROOT / "tests" / "browser" / "axe" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK = """rules => axe.run(document, {runOnly: rules, resultTypes: ["violations"]}).then(found => found.violations.map(
    each => `${each.id}: ${each.help}: ${each.nodes.map(node => node.target.join(" ")).slice(0, 3).join("; ")}`))"""
LINKS = "[...document.querySelectorAll('a[href]')].map(each => each.href)"
NUMBERS = re.compile(r"(?<=/)\d+(?=/|$)|[\w-]{20,}")
NO_PAGES = re.compile(r"\.(svg|txt|pdf|csv|ics|png)$|/phone/transcript|/static/")
WITHOUT_SIGNING_IN = ("/sign-in", "/privacy", "/set-up", "/t/nothing")


def shape(url):
    """Return which page an address shows, whoever it shows: pages of one kind are looked at once."""
    return NUMBERS.sub("_", urlsplit(url).path)


def pages(page, origin):
    """Yield each kind of page that links lead to from Monday on; the page stands there when it is yielded."""
    waiting, seen = deque([f"{origin}/"]), set()
    while waiting:
        url = waiting.popleft()
        if shape(url) in seen:
            continue
        seen.add(shape(url))
        page.goto(url)
        yield shape(url)
        links = (urldefrag(link).url for link in page.evaluate(LINKS))
        waiting.extend(link for link in links if link.startswith(origin) and not NO_PAGES.search(urlsplit(link).path))


def troubles(page, kind):
    page.evaluate(AXE)
    return [f"{kind} {found}" for found in page.evaluate(LOOK, RULES)]


def test_a_page_in_welsh_can_be_used_by_everybody(chromium, demo):
    context = chromium.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    sign_in(page, demo)
    page.get_by_role("button", name="Cymraeg").click()
    page.locator("html[lang=cy]").wait_for()
    languages = page.evaluate("[...document.querySelectorAll('html, footer [lang]')].map(each => each.lang)")
    found = troubles(page, "/")
    page.get_by_role("button", name="English").click()
    context.close()
    assert (found, languages) == ([], ["cy", "en"])


GAP = """([above, below]) => document.querySelector(below).getBoundingClientRect().top
    - document.querySelector(above).getBoundingClientRect().bottom"""
ROOM = 16
"""Pixels between what belongs together and what comes next."""


@pytest.mark.parametrize("width", [390, 1200])
def test_what_comes_next_does_not_stand_too_close(chromium, demo, width):
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{demo.origin}/sign-in")
    assert page.evaluate(GAP, ["main form.card", "main form.card + p"]) >= ROOM
    page.get_by_label("Your sign-in name").fill("nobody")
    page.get_by_label("Your password").fill("not a word")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()
    assert page.evaluate(GAP, ["main > [role=alert]", "main > form.card"]) >= ROOM
    sign_in(page, demo)
    page.goto(f"{demo.origin}/school-year")
    page.locator("#closed_days").fill("19 May 2026 Polling day")
    page.get_by_role("button", name="Keep these days").click()
    page.locator("button[name=do]").click()
    page.locator("summary", has_text="School is open after all").first.click()
    page.get_by_role("button", name="School is open after all: Tue 19 May").click()
    page.locator("[name=stay]").wait_for()
    assert page.evaluate(GAP, ["form:has([name=stay]) .actions", "form:has([name=stay]) + ul"]) >= ROOM
    page.locator("button[name=do]").click()
    context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 390)])
def test_every_page_can_be_used_by_everybody(chromium, demo, scheme, width):
    context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    found = []
    for path in WITHOUT_SIGNING_IN:
        page.goto(f"{demo.origin}{path}")
        found += troubles(page, path)
    sign_in(page, demo)
    kinds = []
    for kind in pages(page, demo.origin):
        kinds.append(kind)
        found += troubles(page, kind)
    context.close()
    assert found == []
    assert {"/", "/families/_", "/families/new", "/programme", "/good-news", "/going-out", "/phone"} <= set(kinds)
