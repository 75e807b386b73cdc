"""The whole thread in a browser: a family is added, a text arrives, the parent answers, Monday says who is coming."""

import os
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT

NEW = re.compile(r"/families/\d+\?done=added")
STEPS = 12
WITHIN_MS = 60_000
expect.set_options(timeout=WITHIN_MS)
PICTURES = ROOT / "docs"


def sign_in(page, demo):
    page.goto(f"{demo.origin}/")
    page.get_by_label("Your sign-in name").fill("khan")
    page.get_by_label("Your password").fill(demo.password("khan"))
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def picture(page, name):
    """Keep a picture for the README, when they are asked for."""
    if os.environ.get("STORYLINKS_SCREENSHOTS"):
        page.screenshot(path=PICTURES / f"{name}.png")


@pytest.fixture
def page(chromium, demo):
    context = chromium.new_context(viewport={"width": 1200, "height": 1060})
    page = context.new_page()
    page.set_default_timeout(WITHIN_MS)
    page.troubles = []
    page.on("pageerror", lambda error: page.troubles.append(str(error)))
    sign_in(page, demo)
    yield page
    assert page.troubles == []
    context.close()


def add_family(page, demo):
    page.goto(f"{demo.origin}/families/new")
    page.get_by_label("First name, nickname or a letter").fill("Rosie")
    page.get_by_label("Programme").select_option(label="Summer stories")
    page.get_by_label("What they like to be called").first.fill("Grace")
    page.get_by_label("Mobile number").first.fill("07700 900123")
    page.get_by_label("I have checked").first.check()
    page.get_by_role("button", name="Add the family").click()
    expect(page).to_have_url(NEW)


def phone(page, demo):
    page.goto(f"{demo.origin}/phone")
    page.get_by_role("navigation", name="Phones").get_by_role("link", name="Grace").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Grace’s phone")


def write(page, words):
    page.get_by_label("Grace writes").fill(words)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".said.parent p").last).to_have_text(words)
    expect(page.locator(".said").last).not_to_have_class(re.compile("parent"))


def until_asked_again(page):
    """Move the clock, one text at a time, until one comes to this phone."""
    before = page.locator(".said").count()
    for _ in range(STEPS):
        shown = page.locator(".clock .number").inner_text()
        page.get_by_role("button", name="Go there").click()
        expect(page.locator(".clock .number")).not_to_have_text(shown)
        if page.locator(".said").count() > before:
            return
    pytest.fail("No text came to this phone.")


def test_a_parent_answers_and_the_school_sees_who_is_coming(page, demo):
    picture(page, "monday")
    add_family(page, demo)
    page.get_by_role("button", name="Invite Grace").click()
    phone(page, demo)
    expect(page.locator(".said p").last).to_contain_text("Is this Grace?")
    for words in ("1", "1", "Rosie", "ok"):
        write(page, words)
    expect(page.locator(".said a").last).to_have_attribute("href", re.compile(r"/t/[\w-]+$"))
    until_asked_again(page)
    write(page, "yh but 10 min late x")
    expect(page.locator(".said.parent small").last).to_contain_text("late")
    picture(page, "phone")
    page.get_by_role("link", name="Monday", exact=True).click()
    line = page.get_by_role("listitem").filter(has_text="Rosie and Grace").first
    expect(line).to_contain_text("Coming, ten minutes late")


def test_a_link_joins_on_telegram_from_a_new_phone(page, demo):
    page.goto(f"{demo.origin}/families")
    page.get_by_role("link", name="Ellis").click()
    page.get_by_role("button", name="Telegram").click()
    link = page.locator(".code").inner_text()
    page.goto(link)
    page.get_by_role("button", name="Open in Telegram").click()
    expect(page.locator(".bar")).to_contain_text("Telegram")
    expect(page.locator(".said p").last).to_contain_text("Dawn")


def test_what_comes_appears_by_itself(page, demo):
    page.goto(f"{demo.origin}/phone?of=1-sms")
    other = page.context.new_page()
    other.goto(f"{demo.origin}/phone?of=1-sms")
    other.get_by_label("Amina writes").fill("can i bring my mum")
    other.get_by_role("button", name="Send").click()
    expect(page.locator(".said.parent p").last).to_have_text("can i bring my mum")


@pytest.mark.parametrize("path", ["/", "/phone"])
@pytest.mark.parametrize("width", [320, 390, 1200])
def test_nothing_hangs_over_the_edge(page, demo, path, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{demo.origin}{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_monday_needs_no_script(chromium, demo):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, demo)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mrs Khan")
    expect(page.get_by_role("heading", name="This week", exact=True)).to_be_visible()
    page.get_by_role("button", name="I am ringing now").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Leila")
    context.close()


def test_the_phone_needs_no_script(chromium, demo):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, demo)
    page.goto(f"{demo.origin}/phone?of=3-sms")
    page.get_by_label("Bilal writes").fill("شکریہ")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".said.parent p").last).to_have_text("شکریہ")
    context.close()
