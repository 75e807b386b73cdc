"""The letter from the pages: one button on the family's page, one for a whole programme."""

import pytest

from bot.services.files import AT_MOST
from storage.tables import Parent
from tests.files import picture, voice
from tests.paper import Paper
from tests.school import change


@pytest.mark.parametrize("path", ["/letters/family/{0.family_id}", "/letters/programme/{0.programme_id}"])
@pytest.mark.parametrize("form", ["plain", "large", "easy"])
def test_one_button_prints_it(khan, amina, path, form):
    page = khan.post(path.format(amina), form=form)
    assert page.response.headers["content-type"] == "application/pdf"
    assert page.response.headers["cache-control"] == "no-store"
    assert "Hello Amina." in Paper(page.response.content).words


def test_the_buttons_are_where_staff_look(khan, amina):
    assert f'action="/letters/family/{amina.family_id}"' in khan.get(f"/families/{amina.family_id}").html
    assert f'action="/letters/programme/{amina.programme_id}"' in khan.get("/programme").html


def test_another_form_is_none_of_ours(khan, amina):
    assert khan.post(f"/letters/family/{amina.family_id}", form="x").status == 400


async def test_where_nobody_may_have_one_a_sentence_says_why(house, khan, amina):
    await change(house, Parent, amina.parent_id, ticked_at=None)
    page = khan.post(f"/letters/family/{amina.family_id}")
    assert page.status == 400
    assert "Please tick" in page.words


def test_a_family_of_nobody_is_not_here(khan):
    assert khan.post("/letters/family/999").status == 404


def test_the_letters_picture_is_chosen_seen_and_taken_away(khan):
    assert khan.get("/letter-picture.jpg").status == 404
    assert khan.choose("/letter-picture", file=("us.png", picture("PNG"))).location == "/letter-picture?done=kept"
    assert 'src="/letter-picture.jpg"' in khan.get("/letter-picture").html
    assert khan.get("/letter-picture.jpg").response.headers["content-type"] == "image/jpeg"
    assert khan.post("/letter-picture/remove").location == "/letter-picture?done=removed"
    assert khan.get("/letter-picture.jpg").status == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7", "neither a picture nor a voice note"),
        (voice(), "neither a picture nor a voice note"),
        (b"0" * (AT_MOST + 100_000), "too big"),
    ],
)
def test_what_cannot_be_the_picture_is_said(khan, content, sentence):
    page = khan.choose("/letter-picture", file=("x", content))
    assert (page.status, sentence in page.words) == (422, True)
