"""One tap beside a message says what it means; what is grave is asked once more; the examples can be seen and deleted."""

import pytest

from bot.services.staff import Role
from storage.tables import Audit, Correction, Family, Inbound, Parent, Rsvp
from tests.bot.web.conftest import a_colleague, signed_in
from tests.school import a_family, at, goes_on_to, row, rows, said_to, says


@pytest.fixture
async def no(house, amina):
    """Return a message read as "not this time", where coming was meant."""
    await goes_on_to(house, at(12, "16:30"))
    await says(house, amina, "cant make it")
    house.clock.time = at(13)
    return row(house, Inbound)


@pytest.fixture
async def khan(house, web, amina, no):
    return await signed_in(house, web, amina.staff_id)


def talk(family):
    return f"/families/{family.family_id}?adult={family.parent_id}"


def meaning(family, message):
    return f"/families/{family.family_id}/adults/{family.parent_id}/messages/{message.id}/meaning"


async def test_the_reading_and_the_ways_to_put_it_right_stand_beside_the_words(house, khan, amina):
    page = khan.get(talk(amina))
    assert "Understood: Not this time" in page.words
    assert "<mark>cant make it</mark>" in page.html
    likely, _, others = page.html.partition("Something else")
    assert ">Coming, but late</button>" in likely
    assert ">The wrong number</button>" not in likely
    assert ">The wrong number</button>" in others
    assert "hx-boost" in page.html


async def test_one_tap_puts_the_week_right_and_says_who_did(house, khan, amina, no):
    done = khan.post(meaning(amina, no), said="yes", seen="")
    assert done.location.endswith(f"done=put-right#message-{no.id}")
    page = khan.get(talk(amina))
    assert "It means: Coming" in page.words
    assert "Put right by Mrs Khan, today, 10am. Understood before: Not this time." in page.words
    assert row(house, Rsvp).answer == "yes"


async def test_it_can_be_put_right_again_and_taken_back(house, khan, amina, no):
    khan.post(meaning(amina, no), said="yes", seen="")
    house.clock.forward(minutes=1)
    shown = khan.get(talk(amina)).value("seen")
    assert khan.post(meaning(amina, no), said="maybe", seen=shown).status == 303
    shown = khan.get(talk(amina)).value("seen")
    assert khan.post(meaning(amina, no), said="before", seen=shown).location.endswith(f"taken-back#message-{no.id}")
    assert row(house, Rsvp).answer == "no"


async def test_of_two_colleagues_the_second_is_told(house, web, khan, amina, no):
    lee = await signed_in(house, web, await a_colleague(house, amina.school_id, "Mr Lee", Role.TA))
    lee.post(meaning(amina, no), said="maybe", seen="")
    page = khan.post(meaning(amina, no), said="yes", seen="")
    assert page.status == 422
    assert "A colleague has put this one right meanwhile" in page.words
    assert row(house, Rsvp).answer == "maybe"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("stop", "Only they can bring the texts back"),
        ("distress", "the on-call mobile is asked to ring"),
        ("wrong_number", "The number is forgotten"),
    ],
)
async def test_what_is_grave_is_asked_once_more(house, khan, amina, no, said, words):
    sent = said_to(house, amina)
    page = khan.post(meaning(amina, no), said=said, seen="")
    assert page.status == 200
    assert words in page.words
    assert "cant make it" in page.words
    assert rows(house, Correction) == []
    assert khan.post(meaning(amina, no), said=said, seen=page.value("seen"), sure="yes").status == 303
    assert row(house, Correction).labels == said
    assert said_to(house, amina) == sent


async def test_after_a_stop_and_a_worry_the_family_is_as_after_the_real_thing(house, khan, amina, no):
    khan.post(meaning(amina, no), said="distress", seen="", sure="yes")
    assert row(house, Family).held_at is not None
    assert "A person has this family in hand" in khan.get(talk(amina)).words
    shown = khan.get(talk(amina)).value("seen")
    house.clock.forward(minutes=1)
    khan.post(meaning(amina, no), said="stop", seen=shown, sure="yes")
    assert row(house, Parent).stopped_at is not None
    assert "Speak in person" in khan.get(talk(amina)).words


@pytest.mark.parametrize("said", ["", "nonsense", "start"])
async def test_a_meaning_that_is_none_is_refused(house, khan, amina, no, said):
    assert khan.post(meaning(amina, no), said=said, seen="").status == 422
    assert rows(house, Correction) == []


async def test_a_message_of_another_family_is_not_found(house, khan, amina, no):
    other = await a_family(house, parent="Kasia", child="Maja", number="+447700900102")
    assert khan.post(meaning(other, no), said="yes", seen="").status == 404
    no.id = 4711
    assert khan.post(meaning(amina, no), said="yes", seen="").status == 404


async def test_right_to_left_words_are_marked_and_glossed(house, web, amina):
    sana = await a_family(house, parent="Sana", child="Ali", number="+447700900103", language="ur")
    await goes_on_to(house, at(12, "16:30"))
    await says(house, sana, "جی ہاں ہم آئیں گے، علی")
    khan = await signed_in(house, web, amina.staff_id)
    page = khan.get(talk(sana))
    assert '<p lang="ur" dir="auto">' in page.html
    assert '<span lang="ur" dir="auto">جی ہاں</span> = yes' in page.html
    khan.post(meaning(sana, rows(house, Inbound)[-1]), said="late", seen="")
    assert "علی" not in row(house, Correction).words


# The examples


async def test_examples_are_shown_and_deleted(house, khan, amina, no):
    assert "There are none" in khan.get("/examples").words
    khan.post(meaning(amina, no), said="yes", seen="")
    page = khan.get("/examples")
    assert "cant make it English · means: Coming" in page.words
    assert khan.post(f"/examples/{row(house, Correction).id}/forget").location == "/examples?done=one"
    assert row(house, Correction).words is None
    assert row(house, Rsvp).answer == "yes"
    assert "deleted an example" in [each.what for each in rows(house, Audit)]


async def test_an_example_is_deleted_from_the_talk_too(house, khan, amina, no):
    khan.post(meaning(amina, no), said="yes", seen="")
    page = khan.get(talk(amina))
    assert "Kept to learn from, without names: “ cant make it ”" in page.words
    back = page.value("back")
    assert khan.post(f"/examples/{row(house, Correction).id}/forget", back=back).location == back
    assert khan.post(f"/examples/{row(house, Correction).id}/forget", back="//elsewhere").location == "/"
    assert "Kept to learn from" not in khan.get(talk(amina)).words


async def test_all_examples_go_only_when_ticked(house, khan, amina, no):
    khan.post(meaning(amina, no), said="yes", seen="")
    assert khan.post("/examples/forget").status == 422
    assert row(house, Correction).words
    assert khan.post("/examples/forget", sure="yes").location == "/examples?done=all"
    assert row(house, Correction).words is None
