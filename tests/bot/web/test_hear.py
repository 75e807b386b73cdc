"""A week's spark in big letters and aloud, for anybody; staff's own voice where they recorded it."""

import pytest

from bot.services.files import AT_MOST
from bot.web.security import csrf_of
from flows.home_story import SPARKS
from storage.tables import Recording
from tests import files
from tests.bot.web.conftest import Page
from tests.school import STORY_TIME, a_family, at, row, rows, says


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    return None if request.param == "sqlite" else request.getfixturevalue("migrated_postgres_url")


def records(browser, content, week=4, language="en"):
    fields = {"csrf": csrf_of(browser.house, browser.token), "week": week, "language": language}
    return Page(browser.client.post("/sparks", data=fields, files={"voice": ("voice.ogg", content, "audio/ogg")}))


def test_every_spark_is_shown_in_every_language(house, visitor):
    for language in house.catalogues.languages:
        for week, spark in enumerate(SPARKS, 1):
            page = visitor.get(f"/h/{week}/{language}")
            assert page.status == 200
            assert house.catalogues.text(spark, language) in page.words


def test_it_stands_from_right_to_left_and_knows_nobody(visitor, amina):
    page = visitor.get("/h/4/ur")
    assert '<html lang="ur" dir="rtl">' in page.html
    assert not any(name in page.words for name in ("JJ", "Amina", "Khan", "Hazel"))


def test_without_a_recording_a_script_of_our_own_may_read_it(visitor):
    page = visitor.get("/h/4/en")
    assert 'src="/static/hear.js"' in page.html
    assert '<button id="listen" class="primary" type="button" hidden>' in page.html
    assert visitor.client.get("/static/hear.js").status_code == 200


@pytest.mark.parametrize("path", ["/h/0/en", "/h/11/en", "/h/4/xx", "/h/4/en/voice", "/h/four/en"])
def test_what_is_not_there_is_said(visitor, path):
    assert visitor.get(path).status == 404


def test_staffs_voice_is_played(house, visitor, khan):
    assert records(khan, files.voice()).location == "/sparks?done=kept"
    assert '<audio controls src="/h/4/en/voice"' in visitor.get("/h/4/en").html
    assert "hear.js" in visitor.get("/h/4/en").html
    answer = visitor.client.get("/h/4/en/voice", headers={"Range": "bytes=0-3"})
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (206, b"OggS", "audio/ogg")
    assert files.PLACE not in row(house, Recording).content
    assert "audio" not in visitor.get("/h/4/pl").html


def test_a_newer_recording_takes_the_olders_place_and_may_go(house, khan, lee, visitor):
    records(khan, files.voice())
    records(lee, files.mp3())
    assert row(house, Recording).content_type == "audio/mpeg"
    assert "Recorded in English" in khan.get("/sparks").words
    assert khan.post("/sparks/4/en/remove").location == "/sparks?done=removed"
    assert rows(house, Recording) == []
    assert "<audio" not in visitor.get("/h/4/en").html


@pytest.mark.parametrize(
    ("content", "more", "sentence"),
    [
        (b"", {}, "Please choose the file with your voice first."),
        (b"a text", {}, "This file is neither a picture nor a voice note that we can open."),
        (files.picture(), {}, "This is a picture. Please choose the file with your voice."),
        (files.voice()[:200], {}, "This file is damaged"),
        (b"\0" * (AT_MOST + 100_000), {}, "This file is too big for us."),
        (files.voice(), {"week": 11}, "Please choose one of the sparks"),
        (files.voice(), {"language": "xx"}, "Please choose one of the sparks"),
    ],
    ids=["nothing", "text", "picture", "half", "large", "week", "language"],
)
def test_what_cannot_be_kept_is_said_and_changes_nothing(house, khan, content, more, sentence):
    page = records(khan, content, **more)
    assert (page.status, sentence in page.words) == (422, True)
    assert rows(house, Recording) == []


async def test_a_parent_who_asks_is_led_to_this_weeks_spark(house, visitor, amina):
    pole = await a_family(house, parent="Kasia", child="Maja", number="+447700900102", language="pl")
    assert await says(house, amina, "can you read it to me") == [
        "There is no story spark yet. The first one comes after your first story time."
    ]
    house.clock.time = at(STORY_TIME.date(), "18:00")
    assert await says(house, amina, "can i hear it") == [
        "Want to hear this week's spark? Tap to listen: http://testserver/h/4/en"
    ]
    (said,) = await says(house, pole, "mogę tego posłuchać?")
    assert said.endswith("http://testserver/h/4/pl")
