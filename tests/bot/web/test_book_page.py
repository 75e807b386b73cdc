"""The story book in the browser: for staff, and on the family's phone in their language."""

import pytest

from storage.tables import Book, Parent
from tests.a_book import drew, made, told
from tests.bot.web.conftest import Browser
from tests.paper import Paper
from tests.school import change, row, said_to


@pytest.fixture
async def filled(house, amina):
    await made(house, amina, amina.sessions[0], "The <b>fox</b>", "One day.\n\n<script>x</script>")
    await told(house, amina, "A dragon for tea.")
    return amina


@pytest.fixture
def phone(web, khan, filled):
    """Return the family's phone, which has opened the link once."""
    phone = Browser(web)
    token = link_of(khan, filled)
    phone.get(f"/b/{token}")
    assert phone.post(f"/b/{token}").location == "/our-book"
    phone.link = token
    return phone


def link_of(khan, family):
    page = khan.post(f"/books/{family.parent_id}/show")
    return page.html.partition("/b/")[2].partition("<")[0].strip()


def test_staff_see_what_is_in_it_and_are_led_to_the_family(khan, filled):
    page = khan.get(f"/books/{filled.parent_id}")
    assert "The family sees it first" in page.words
    assert "A dragon for tea." in page.words
    assert "<script>x" not in page.html
    assert f"/books/{filled.parent_id}/print" not in page.html
    assert f'href="/books/{filled.parent_id}"' in khan.get(f"/families/{filled.family_id}").html


def test_a_print_before_that_is_refused_with_a_sentence(khan, filled):
    page = khan.post(f"/books/{filled.parent_id}/print")
    assert page.status == 400
    assert "looks at it first" in page.words
    assert khan.post(f"/books/{filled.parent_id}/ready").status == 422


def test_the_square_is_drawn_for_our_link_only(khan, filled):
    token = link_of(khan, filled)
    assert khan.get(f"/books/square.svg?token={token}").response.headers["content-type"] == "image/svg+xml"
    assert khan.get("/books/square.svg?token=<x>").status == 404


def test_a_phone_that_looks_ahead_uses_nothing_up(khan, visitor, filled):
    token = link_of(khan, filled)
    for _look in range(3):
        page = visitor.get(f"/b/{token}")
        assert page.status == 200
        assert "JJ" not in page.html
        assert "Amina" not in page.html
    assert visitor.post(f"/b/{token}").location == "/our-book"


def test_the_family_takes_out_puts_back_and_says_that_it_is_good(house, khan, phone, filled):
    page = phone.get("/our-book")
    assert "The &lt;b&gt;fox" in page.html
    home = page.html.partition('value="home-')[2].partition('"')[0]
    assert phone.post("/our-book/out", item=f"home-{home}").location == "/our-book#book"
    assert "This is out. It will not be printed." in phone.get("/our-book").words
    assert "A dragon for tea." not in khan.get(f"/books/{filled.parent_id}").words
    phone.post("/our-book/good")
    assert "We will print it for you." in phone.get("/our-book").words
    paper = Paper(khan.post(f"/books/{filled.parent_id}/print").response.content)
    assert "A dragon for tea." not in paper.words
    phone.post("/our-book/back", item=f"home-{home}")
    phone.post("/our-book/good")
    assert "A dragon for tea." in Paper(khan.post(f"/books/{filled.parent_id}/print").response.content).words
    assert khan.post(f"/books/{filled.parent_id}/ready").location.endswith("?done=ready")
    assert row(house, Book).ready_at


def test_a_reload_works_and_another_phone_with_the_link_sees_nothing(web, phone):
    for _reload in range(2):
        assert phone.get("/our-book").status == 200
    assert phone.get(f"/b/{phone.link}").location == "/our-book"
    other = Browser(web)
    for answer in (other.get(f"/b/{phone.link}"), other.post(f"/b/{phone.link}"), other.get("/our-book")):
        assert answer.status == 410
        assert "This link has run out" in answer.words
        assert "JJ" not in answer.html
    assert other.get("/b/strange").words == other.get(f"/b/{phone.link}").words


def test_the_closed_door_speaks_every_language(visitor):
    html = visitor.get("/b/strange").html
    assert 'lang="ur" dir="rtl"' in html
    assert "Ten link już nie działa" in html


async def test_an_urdu_family_reads_it_from_right_to_left(house, phone, filled):
    await change(house, Parent, filled.parent_id, language="ur")
    html = phone.get("/our-book").html
    assert '<html lang="ur" dir="rtl">' in html
    assert "Take it out" not in html


async def test_a_drawing_is_shown_small_and_only_inside(house, phone, visitor, filled):
    _key, media_id = await drew(house, filled)
    assert f"/our-book/pictures/{media_id}" in phone.get("/our-book").html
    shown = phone.get(f"/our-book/pictures/{media_id}")
    assert shown.response.headers["content-type"] == "image/jpeg"
    assert visitor.get(f"/our-book/pictures/{media_id}").status == 404


def test_what_nobody_offers_is_not_here(phone):
    assert phone.post("/our-book/burn").status == 404
    assert phone.post("/our-book/out", item="story-999").status == 404


def test_the_link_is_texted(house, khan, filled):
    house.clock.forward(minutes=30)
    assert khan.post(f"/books/{filled.parent_id}/send").location == f"/books/{filled.parent_id}?done=sent"
    assert said_to(house, filled)[0].startswith("Your story book is nearly done.")


async def test_a_text_that_may_not_go_comes_back_with_its_reason(house, khan, filled):
    await change(house, Parent, filled.parent_id, stopped_at=house.clock.now())
    page = khan.post(f"/books/{filled.parent_id}/send")
    assert page.status == 422
    assert "stopped the texts" in page.words


def test_a_book_of_nobody_is_not_here(khan):
    assert khan.get("/books/999").status == 404
    assert khan.post("/books/1/burn").status == 404
