"""Files are fetched after the webhook has answered, made safe, and answered only once it is known what came."""

from dataclasses import replace

import pytest

from bot.errors import FileTooBig, ProviderDown, Refused
from bot.ports import MediaReference
from bot.services.media import fetch_media, open_files
from bot.services.sweep import sweep
from storage.tables import HomeStory, Inbound, Media
from tests import files
from tests.school import SMS, TELEGRAM, a_family, row, rows, said_to, says

PICTURE = "What a picture! Shall it go in the story book? 1 yes please, 2 keep it just for us."
NOT_THROUGH = "That one did not come through."
NOT_OURS = "We cannot open that one."


@pytest.fixture
async def amina(house):
    return await a_family(house)


@pytest.fixture
def sends(house, amina):
    async def send(content, called="image/jpeg", words="", family=None):
        reference = f"ME{len(rows(house, Media)) + 1}"
        family = family or amina
        house.channels[family.channel].files[reference] = content
        return await says(house, family, words, media=(MediaReference(reference, called),))

    return send


async def test_a_picture_is_kept_safe_and_asked_about(house, sends):
    assert await sends(files.picture()) == [PICTURE]
    found = row(house, Media)
    assert (found.content_type, found.fetched_at, found.refusal) == ("image/jpeg", house.clock.now(), None)
    assert found.content.startswith(b"\xff\xd8")
    assert files.PLACE not in found.content
    assert row(house, Inbound).silence is None


async def test_content_decides_whatever_a_file_calls_itself(house, sends):
    for called in ("image/jpeg", "application/octet-stream", "video/mp4", "text/plain"):
        (said,) = await sends(files.voice(), called)
        assert said.startswith("We got your voice story.")
    assert {found.content_type for found in rows(house, Media)} == {"audio/ogg"}


async def test_words_beside_a_picture_are_part_of_the_story(house, sends):
    await sends(files.picture(), words="the hedgehog in the sock drawer")
    assert row(house, HomeStory).words == "the hedgehog in the sock drawer"


@pytest.mark.parametrize(
    ("content", "said", "reason"),
    [
        (b"a text that calls itself a picture", NOT_OURS, "neither a picture nor a voice note"),
        (files.m4a(handler=b"vide"), NOT_OURS, "neither a picture nor a voice note"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NOT_OURS, "neither a picture nor a voice note"),
        (files.bomb(), NOT_OURS, "too big"),
        (FileTooBig(), NOT_OURS, "too big"),
        (files.picture()[:400], NOT_THROUGH, "damaged"),
        (Refused("Twilio no longer has this file."), NOT_THROUGH, "no longer has"),
    ],
)
async def test_a_file_that_cannot_be_kept_is_told_to_both_and_leaves_nothing(house, sends, content, said, reason):
    (answer,) = await sends(content)
    assert answer.startswith(said)
    found = row(house, Media)
    assert (found.content, found.fetched_at) == (None, None)
    assert reason in found.refusal
    assert row(house, Inbound).wants_reader
    assert rows(house, HomeStory) == []


async def test_of_several_files_the_good_one_is_answered_and_the_other_told_to_staff(house, amina):
    phone = house.channels[SMS]
    phone.files |= {"ME1": b"no picture", "ME2": files.picture()}
    both = (MediaReference("ME1", "image/jpeg"), MediaReference("ME2", "image/jpeg"))
    assert await says(house, amina, "", media=both) == [PICTURE]
    assert [found.refusal is None for found in rows(house, Media)] == [False, True]
    assert row(house, Inbound).wants_reader


async def test_a_provider_that_is_away_is_asked_again_for_a_day(house, sends):
    assert await sends(ProviderDown()) == []
    assert row(house, Media).refusal is None
    house.clock.forward(days=1)
    await sweep(house)
    assert row(house, Media).refusal == "This file could not be fetched."


async def test_a_file_that_comes_late_is_still_answered(house, amina, sends):
    await sends(ProviderDown())
    house.channels[SMS].files["ME1"] = files.picture()
    house.clock.forward(minutes=5)
    await sweep(house)
    assert said_to(house, amina) == [PICTURE]


async def test_an_answer_that_would_startle_is_left_to_a_person(house, amina, sends):
    await sends(ProviderDown())
    house.channels[SMS].files["ME1"] = files.picture()
    house.clock.forward(hours=2)
    await sweep(house)
    assert said_to(house, amina) == []
    assert row(house, Media).content
    assert row(house, Inbound).wants_reader


async def test_a_file_fetched_twice_is_answered_once(house, amina, sends):
    await sends(files.picture())
    await open_files(house, row(house, Inbound).id)
    await fetch_media(house)
    assert said_to(house, amina) == [PICTURE]
    assert len(rows(house, HomeStory)) == 1


async def test_a_file_whose_channel_is_off_waits(house, amina):
    off = replace(house, channels={})
    house.jobs.works["open_files"] = lambda inbound_id: open_files(off, inbound_id)
    await says(house, amina, "", media=(MediaReference("ME1", "image/jpeg"),))
    await sweep(off)
    assert (row(house, Media).fetched_at, row(house, Media).refusal) == (None, None)


@pytest.mark.parametrize("words", ["stop", "i want to die", "call me"])
async def test_words_heard_anywhere_come_before_a_file(house, sends, words):
    answers = await sends(files.picture(), words=words)
    heard_first = words != "call me"
    assert (PICTURE not in answers) == heard_first


async def test_a_family_in_a_persons_hands_hears_nothing_of_its_file(house, sends):
    await sends(files.picture(), words="hes not safe with his dad tonight")
    assert await sends(files.picture()) == []
    assert all(found.content for found in rows(house, Media))


async def test_an_unproved_number_is_asked_who_it_is_and_no_story_is_kept(house):
    stranger = await a_family(house, parent="Kasia", channel=TELEGRAM, is_proved=False)
    house.channels[TELEGRAM].files["ME1"] = files.picture()
    answers = await says(house, stranger, "", media=(MediaReference("ME1", "image/jpeg"),))
    assert PICTURE not in answers
    assert rows(house, HomeStory) == []
