"""A phone that only texts sends a picture or a voice by a small page in its own language, once."""

import re

import pytest

from bot.services.files import AT_MOST
from bot.web.security import csrf_of
from storage.tables import HomeStory, Inbound, Media, OneTimeLink
from tests import files
from tests.bot.web.conftest import Page
from tests.school import TELEGRAM, a_family, row, rows, said_to, says

RUN_OUT = "This link has run out. Text us, and we will send you a new one."
THANKS = "Thank you. It came through. You will get a text from us."


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    return None if request.param == "sqlite" else request.getfixturevalue("migrated_postgres_url")


@pytest.fixture
async def link(house, amina):
    """Return the address that Amina is texted when she asks."""
    return await asks(house, amina)


async def asks(house, family, words="can i send a picture"):
    (said,) = await says(house, family, words)
    return re.search(r"http://testserver(/u/[\w-]+)", said)[1]


def uploads(browser, link, csrf=None, **chosen):
    """Post the page's form; what is not chosen goes as a browser sends it, empty."""
    fields = {name: (f"{name}.jpg", chosen.get(name, b""), "image/jpeg") for name in ("picture", "voice")}
    token = csrf if csrf is not None else csrf_of(browser.house, browser.token or browser.visit())
    return Page(browser.client.post(link, data={"csrf": token}, files=fields))


async def test_the_page_is_small_and_needs_no_script(visitor, link):
    page = visitor.get(link)
    assert page.status == 200
    assert "Send a picture or your voice" in page.words
    assert "<script" not in page.html
    assert re.search(r'name="picture" type="file" accept="image/jpeg,image/png,image/webp"', page.html)
    assert re.search(r'name="voice" type="file" accept="audio/\*" capture', page.html)
    assert not any(name in page.words for name in ("JJ", "Amina", "Khan", "Hazel"))


async def test_it_speaks_the_parents_language_from_right_to_left(house, visitor, amina):
    urdu = await a_family(house, parent="Saima", child="Bilal", number="+447700900105", language="ur")
    page = visitor.get(await asks(house, urdu, "can i send a picture"))
    assert '<html lang="ur" dir="rtl">' in page.html
    assert "تصویر یا اپنی آواز بھیجیں" in page.words
    assert "Send" not in page.words


async def test_a_picture_is_taken_as_if_it_had_come_by_message(house, visitor, amina, link):
    page = uploads(visitor, link, picture=files.picture())
    assert (page.status, page.words.endswith(THANKS)) == (200, True)
    assert said_to(house, amina)[-1].startswith("What a picture!")
    found = row(house, Media)
    assert (found.content_type, files.PLACE in found.content) == ("image/jpeg", False)
    assert row(house, HomeStory).inbound_id == found.inbound_id
    await says(house, amina, "1")
    assert row(house, HomeStory).for_book is True


async def test_picture_and_voice_are_one_message(house, visitor, amina, link):
    uploads(visitor, link, picture=files.picture(), voice=files.voice())
    assert [found.content_type for found in rows(house, Media)] == ["image/jpeg", "audio/ogg"]
    assert len({found.inbound_id for found in rows(house, Media)}) == 1


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({}, "Please choose a picture or a voice note first."),
        ({"picture": b"a text named picture.jpg"}, "We cannot open that kind."),
        ({"picture": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}, "We cannot open that kind."),
        ({"picture": files.picture()[:300]}, "That one did not come through whole."),
        ({"picture": files.bomb()}, "That one is too big for us."),
        ({"voice": b"\0" * (AT_MOST + 1)}, "That one is too big for us."),
        ({"voice": b"\0" * (4 * AT_MOST)}, "That one is too big for us."),
        ({"picture": files.picture(), "voice": files.m4a(handler=b"vide")}, "We cannot open that kind."),
    ],
    ids=["nothing", "text", "svg", "half", "bomb", "large", "forty megabytes", "film beside a picture"],
)
async def test_what_cannot_be_taken_is_said_and_the_link_still_works(house, visitor, link, chosen, sentence):
    page = uploads(visitor, link, **chosen)
    assert (page.status, sentence in page.words) == (422, True)
    assert rows(house, Media) == []
    assert THANKS in uploads(visitor, link, voice=files.voice()).words


@pytest.mark.parametrize("body", [b"", b"--x", b"nonsense", b"--x\r\n\r\n\r\n--y--", b"--x\r\nA: b\r\n\r\n--x--"])
@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "multipart/form-data", "multipart/form-data; boundary="]
)
async def test_a_broken_form_does_nothing(house, visitor, link, body, kind):
    assert visitor.client.post(link, content=body, headers={"Content-Type": kind}).status_code in (400, 403)
    assert rows(house, Media) == []


async def test_a_used_an_old_and_an_invented_link_answer_alike(house, visitor, amina, link):
    uploads(visitor, link, picture=files.picture())
    old = await asks(house, amina)
    house.clock.forward(days=7, minutes=1)
    for path in (link, old, "/u/invented", "/u/" + "x" * 500):
        for page in (visitor.get(path), uploads(visitor, path, voice=files.voice()), uploads(visitor, path)):
            assert (page.status, page.words.endswith(RUN_OUT)) == (404, True)
    assert len(rows(house, Media)) == 1


async def test_a_forwarded_link_harms_nobody(house, web, visitor, amina, link):
    """Whoever opens it sees no name, and what they send is asked about at the parent's own number."""
    assert THANKS in uploads(visitor, link, picture=files.picture()).words
    assert said_to(house, amina)[-1].startswith("What a picture!")


async def test_the_same_file_sent_twice_is_one_message(house, visitor, amina, link):
    uploads(visitor, link, picture=files.picture())

    def reopen(uow):
        uow.orm.get(OneTimeLink, row(house, OneTimeLink).id).used_at = None

    await house.database.write(reopen)  # as if the power had gone before the link was marked
    uploads(visitor, link, picture=files.picture())
    assert len(rows(house, Media)) == 1
    assert row(house, OneTimeLink).used_at


async def test_a_second_tap_is_thanked_as_the_first(house, visitor, link):
    for _ in range(2):
        assert THANKS in uploads(visitor, link, picture=files.picture()).words
    assert len(rows(house, Media)) == 1


async def test_another_sites_form_sends_nothing(house, visitor, link):
    assert uploads(visitor, link, csrf="x" * 64, picture=files.picture()).status == 403
    assert rows(house, Media) == []


async def test_only_who_asked_by_text_gets_a_link(house, amina):
    kasia = await a_family(house, parent="Kasia", child="Maja", channel=TELEGRAM)
    assert await says(house, kasia, "can i send a picture") == [
        "Yes please. Send it here, the way you send one to a friend."
    ]
    await says(house, amina, "can my mum come")
    assert rows(house, OneTimeLink) == []


async def test_staff_offer_it(house, khan, amina):
    start = f"/families/{amina.family_id}"
    assert "Offer to send a picture or voice" in khan.get(start).words
    assert khan.post(f"{start}/adults/{amina.parent_id}/upload").location.endswith("done=sent")
    assert "/u/" in said_to(house, amina)[-1]


async def test_other_pages_read_no_files(house, khan, amina):
    answer = khan.client.post("/sign-out", data={"csrf": "x"}, files={"picture": files.picture()})
    assert answer.status_code == 403


async def test_an_upload_is_one_text_of_the_parent(house, visitor, amina, link):
    uploads(visitor, link, picture=files.picture())
    came = rows(house, Inbound)[-1]
    assert (came.channel, came.parent_id, came.provider_id.startswith("upload-")) == ("sms", amina.parent_id, True)
