"""The language of the pages: chosen by whoever is signed in, kept by the browser, else asked of it."""

import pytest

from bot.sentences import say, speak
from bot.web.security import LANGUAGE_COOKIE
from storage.tables import Staff
from tests.school import a_family, row, says

WELSH = {"accept-language": "cy-GB,cy;q=0.9,en;q=0.8"}


@pytest.fixture(autouse=True)
def english():
    speak("en")


async def test_whoever_chooses_reads_every_page_in_it_from_then_on(house, khan, amina, web):
    assert khan.post("/language", language="cy", next="/families").location == "/families"
    page = khan.get("/families")
    assert '<html lang="cy">' in page.html
    assert "Ychwanegu teulu" in page.words
    assert row(house, Staff).language == "cy"


async def test_days_hours_and_numbers_are_said_in_it_too(house, khan, amina):
    other = await a_family(house, parent="Dawn", child="Ellis", number="+447700900104")
    await says(house, other, "is it cold in the hall")
    khan.post("/language", language="cy")
    words = khan.get("/").words
    assert "Dydd Llun 11 Mai. Dau deulu, un ateb i'w ddarllen. Amser: un munud, fwy neu lai." in words
    assert "Iau 2.15yp" in words


async def test_they_read_it_wherever_they_sign_in(khan):
    khan.post("/language", language="cy")
    khan.client.cookies.delete(LANGUAGE_COOKIE)
    assert '<html lang="cy">' in khan.get("/help").html
    khan.post("/language", language="en")
    assert '<html lang="en-GB">' in khan.get("/help", headers=WELSH).html


async def test_a_colleague_who_has_not_chosen_gets_what_the_browser_asks_for(khan, lee):
    khan.post("/language", language="cy")
    assert '<html lang="en-GB">' in lee.get("/help").html
    assert '<html lang="cy">' in lee.get("/help", headers=WELSH).html


@pytest.mark.parametrize("path", ["/sign-in", "/privacy", "/nowhere"])
async def test_before_signing_in_the_browser_says_it(visitor, amina, path):
    assert '<html lang="en-GB">' in visitor.get(path).html
    assert '<html lang="cy">' in visitor.get(path, headers=WELSH).html


async def test_before_signing_in_it_can_be_chosen_too(visitor, amina):
    visitor.post("/language", language="cy", next="/sign-in")
    assert "Mewngofnodi" in visitor.get("/sign-in").words


def test_set_up_begins_in_the_language_of_the_browser(visitor):
    page = visitor.get("/set-up", headers=WELSH)
    assert "Gosod yr ysgol" in page.words
    assert "English" in page.words


async def test_a_refusal_is_in_the_language_of_the_page(khan, amina):
    khan.post("/language", language="cy")
    page = khan.post("/families/new", child="", adult_1_name="Dawn", adult_1_number="07700 900104")
    assert page.beside["child"] == "Rhowch enw."
    page = khan.post("/families/new", child="Ellis", adult_1_name="Dawn", adult_1_number="0770")
    assert page.beside["adult_1_number"].startswith("Mae'r rhif hwn yn rhy fyr.")


async def test_the_switch_leads_back_to_the_page_it_stands_on(khan):
    page = khan.get("/families/1?adult=1")
    assert 'name="next" value="/families/1?adult=1"' in page.html
    assert '<span lang="cy" dir="ltr">Cymraeg</span>' in page.html


async def test_after_a_refused_form_it_leads_to_monday(khan):
    assert 'name="next" value="/"' in khan.post("/families/new").html


async def test_a_language_that_is_not_there_is_refused(house, khan):
    assert khan.post("/language", language="tlh").status == 400
    assert row(house, Staff).language is None


async def test_nobody_is_led_elsewhere(khan):
    assert khan.post("/language", language="cy", next="https://elsewhere.example").location == "/"


async def test_what_parents_are_sent_is_marked_as_english(house, khan, amina):
    khan.post("/language", language="cy")
    assert '<span lang="en" dir="ltr">' in khan.get("/sparks").html


def test_the_page_leaves_its_language_behind(visitor):
    visitor.get("/privacy", headers=WELSH)
    assert say("today") == "today"
