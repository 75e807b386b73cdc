"""Staff see and hear what a family sent, and nothing of it counts before a person has opened it."""

import pytest

from bot.ports import MediaReference
from bot.services.sweep import tidy
from storage.repositories import media
from storage.tables import Audit, HomeStory, Media, Parent
from tests import files
from tests.school import a_family, row, rows, said_to, says


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    return None if request.param == "sqlite" else request.getfixturevalue("migrated_postgres_url")


@pytest.fixture
async def sent(house, amina):
    """Let Amina send a file, and return its address."""

    async def send(content, answer=None):
        reference = f"ME{len(rows(house, Media))}"
        house.channels[amina.channel].files[reference] = content
        await says(house, amina, "", media=(MediaReference(reference, "image/jpeg"),))
        if answer:
            await says(house, amina, answer)
        return f"/families/{amina.family_id}/files/{rows(house, Media)[-1].id}"

    return send


def thread(browser, family):
    return browser.get(f"/families/{family.family_id}")


def pictures(house, family):
    return house.database.read_now(lambda uow: media.for_book(uow, family.family_id))


async def test_a_picture_is_shown_in_its_thread(house, khan, amina, sent):
    path = await sent(files.picture())
    page = thread(khan, amina)
    assert f'<img src="{path}" alt="Picture from Amina"' in page.html
    assert "They have not said yet whether it is for the book" in page.words
    answer = khan.get(path).response
    assert answer.content == row(house, Media).content
    said = {name: answer.headers[name] for name in ("content-type", "x-content-type-options", "cache-control")}
    assert said == {"content-type": "image/jpeg", "x-content-type-options": "nosniff", "cache-control": "no-store"}
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; sandbox")


async def test_a_voice_note_is_played_in_parts(khan, amina, sent):
    path = await sent(files.voice())
    assert f'<audio controls preload="none" src="{path}"' in thread(khan, amina).html
    whole = khan.get(path).response
    assert (whole.headers["content-type"], whole.headers["accept-ranges"]) == ("audio/ogg", "bytes")
    length = len(whole.content)
    for asked, part in {"bytes=0-1": slice(0, 2), "bytes=10-": slice(10, None), "bytes=-5": slice(-5, None)}.items():
        answer = khan.get(path, headers={"Range": asked}).response
        assert (answer.status_code, answer.content) == (206, whole.content[part])
        assert answer.headers["content-range"].endswith(f"/{length}")
    beyond = khan.get(path, headers={"Range": f"bytes={length}-"}).response
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{length}")
    for odd in ("bytes=-", "bytes=0-1,3-4", "lines=1-2", "bytes=x"):
        assert khan.get(path, headers={"Range": odd}).response.content == whole.content


async def test_a_picture_counts_once_the_parent_said_yes_and_a_person_looked(house, khan, amina, sent):
    path = await sent(files.picture(), answer="1")
    assert pictures(house, amina) == ()
    assert khan.post(f"{path}/looked").location.endswith("done=looked")
    (found,) = pictures(house, amina)
    assert found.content == row(house, Media).content
    assert "For the story book, and looked at." in thread(khan, amina).words
    assert [each.what for each in rows(house, Audit)] == ["opened a file"]


@pytest.mark.parametrize("answer", ["2", None])
async def test_a_picture_that_is_not_for_the_book_never_counts(house, khan, amina, sent, answer):
    path = await sent(files.picture(), answer=answer)
    khan.post(f"{path}/looked")
    assert pictures(house, amina) == ()


async def test_a_photo_of_a_person_is_deleted_at_once_and_the_parent_told_kindly(house, khan, amina, sent):
    path = await sent(files.picture())
    assert khan.post(f"{path}/not-kept").location.endswith("done=not-kept")
    found = row(house, Media)
    assert (found.content, found.reference) == (None, "")
    assert rows(house, HomeStory) == []
    assert said_to(house, amina)[-1].startswith("Thank you for sharing. We only keep drawings and writing")
    assert "no longer kept" in thread(khan, amina).words
    assert khan.get(path).status == 400
    assert row(house, Parent).conversation is None


async def test_a_photo_is_deleted_also_where_nothing_may_be_sent(house, khan, amina, sent):
    path = await sent(files.picture())
    await says(house, amina, "STOP")
    before = said_to(house, amina)
    assert khan.post(f"{path}/not-kept").status == 303
    assert row(house, Media).content is None
    assert said_to(house, amina) == before


async def test_a_voice_story_is_typed_up_and_the_voice_goes(house, khan, amina, sent):
    path = await sent(files.voice(), answer="1")
    assert "Type the story as you hear it" in thread(khan, amina).words
    assert khan.post(f"{path}/typed", words=" One day a fox went out. ").location.endswith("done=typed")
    assert row(house, HomeStory).words == "One day a fox went out."
    assert row(house, Media).content is None
    assert "One day a fox went out." in thread(khan, amina).words


@pytest.mark.parametrize(
    ("content", "answer", "words", "sentence"),
    [
        (files.voice(), "1", " ", "There are no words yet."),
        (files.voice(), "1", "x" * 4001, "longer than a story can be"),
        (files.voice(), "2", "a fox", "has not said yes"),
        (files.picture(), "1", "a fox", "Only a voice story"),
    ],
)
async def test_what_cannot_be_typed_up_changes_nothing(house, khan, sent, content, answer, words, sentence):
    path = await sent(content, answer)
    page = khan.post(f"{path}/typed", words=words)
    assert (page.status, sentence in page.words) == (400, True)
    assert row(house, Media).content
    assert not row(house, HomeStory).words


async def test_why_a_file_is_not_kept_stands_in_the_thread(khan, amina, sent):
    path = await sent(b"no picture")
    page = thread(khan, amina)
    assert "This file is neither a picture nor a voice note that we can open." in page.words
    assert "To be read by a person" in page.words
    assert khan.get(path).status == 400


async def test_another_familys_file_is_nowhere(house, khan, amina, sent):
    path = await sent(files.picture())
    other = await a_family(house, parent="Dawn", child="Ellis", number="+447700900104")
    strange = path.replace(f"/families/{amina.family_id}/", f"/families/{other.family_id}/")
    assert khan.get(strange).status == 404
    assert khan.post(f"{strange}/not-kept").status == 404
    assert khan.post(f"{path}/burn").status == 404
    assert row(house, Media).content


# How long it stays


@pytest.mark.parametrize(
    ("content", "answer", "days"),
    [(files.picture(), None, 7), (files.picture(), "2", 7), (files.voice(), "2", 7), (files.voice(), "1", 14)],
)
async def test_what_is_not_chosen_goes_by_itself(house, sent, content, answer, days):
    await sent(content, answer)
    house.clock.forward(days=days, minutes=-1)
    await tidy(house)
    assert row(house, Media).content
    house.clock.forward(minutes=2)
    await tidy(house)
    assert (row(house, Media).content, row(house, Media).reference) == (None, "")


async def test_a_picture_for_the_book_stays(house, sent):
    await sent(files.picture(), "1")
    house.clock.forward(days=60)
    await tidy(house)
    assert row(house, Media).content


async def test_nothing_goes_while_a_worry_is_open(house, amina, sent):
    await sent(files.picture())
    await says(house, amina, "hes not safe with his dad tonight")
    house.clock.forward(days=60)
    await tidy(house)
    assert row(house, Media).content
