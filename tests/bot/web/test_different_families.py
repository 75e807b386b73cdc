"""What staff do for different families: a second adult, a checked carer, an interpreter, a child who leaves."""

import pytest

from flows.engine.events import Need
from storage.tables import Family, Parent, Rsvp, Session, Task
from tests.bot.web.conftest import signed_in
from tests.school import a_family, add_address, at, change, goes_on_to, row, rows, said_to, says


def path(family, verb):
    return f"/families/{family.family_id}/adults/{family.parent_id}/{verb}"


@pytest.fixture
async def dawn(house, amina):
    """Return a family whose number is not proved yet."""
    return await a_family(house, parent="Dawn", child="Ellis", number="+447700900104", is_proved=False)


# Session by phone, somebody else came


async def test_a_story_by_phone_is_thanked_as_one(house, web, amina):
    house.clock.time = at(14, "15:00")
    khan = await signed_in(house, web, amina.staff_id)
    khan.post(f"/sessions/{amina.sessions[0]}/how", how="phone")
    await goes_on_to(house, at(14, "16:30"))
    assert said_to(house, amina)[-1] == (
        "Thank you for the story call today. You made it work. The story is on its way home."
    )


async def test_whoever_came_in_the_parents_place_stands_in_the_thanks(house, web, amina):
    house.clock.time = at(14, "15:00")
    khan = await signed_in(house, web, amina.staff_id)
    khan.post(f"/sessions/{amina.sessions[0]}/how", how="guest", guest="Nan Joy")
    await goes_on_to(house, at(14, "16:30"))
    assert said_to(house, amina)[-1].startswith("Nan Joy and JJ made a story today.")


@pytest.mark.parametrize(("typed", "why"), [("", "give a name"), ("Nan Joy hit him", "more than a name")])
async def test_only_a_first_name_stands_there(house, web, amina, typed, why):
    house.clock.time = at(14, "15:00")
    khan = await signed_in(house, web, amina.staff_id)
    page = khan.post(f"/sessions/{amina.sessions[0]}/how", how="guest", guest=typed)
    assert page.status == 422
    assert why in page.words or "at most 12" in page.words
    assert row(house, Session, id=amina.sessions[0]).came_together_at is None


async def test_a_tick_taken_back_takes_what_stood_beside_it(house, web, amina):
    house.clock.time = at(14, "15:00")
    khan = await signed_in(house, web, amina.staff_id)
    khan.post(f"/sessions/{amina.sessions[0]}/how", how="guest", guest="Nan Joy")
    khan.post(f"/sessions/{amina.sessions[0]}/not-came")
    session = row(house, Session, id=amina.sessions[0])
    assert (session.came_together_at, session.came_with, session.was_by_phone) == (None, None, False)


# A second adult, a carer


async def test_a_second_adult_is_asked_in_words_of_their_own(house, khan, dawn):
    def add(uow):
        first = uow.orm.get(Parent, dawn.parent_id)
        first.invited_at = house.clock.now()
        mark = Parent(
            school_id=first.school_id, family_id=first.family_id, name="Mark", ticked_at=first.ticked_at,
            created_at=first.created_at,
        )  # fmt: skip
        uow.orm.add(mark)
        uow.orm.flush()
        add_address(uow, house, mark.id, "sms", "+447700900107", is_proved=False)
        return mark.id

    mark = await house.database.write(add)
    khan.post(f"/families/{dawn.family_id}/adults/{mark}/invite")
    texts = [each.body for each in house.channels["sms"].sent if each.to == "+447700900107"]
    assert texts == [
        (
            "Hello Mark. This is the story helper at Hazel Lane. Mrs Khan has an invite for you. Is this you? "
            "Reply 1 yes, 2 no. STOP to end."
        )
    ]


async def test_a_checked_carer_hears_that_all_is_in_place_and_no_more(house, khan, dawn):
    khan.post(path(dawn, "carer"), carer="yes")
    khan.post(path(dawn, "invite"))
    await says(house, dawn, "1")
    said = said_to(house, dawn)[-1]
    assert said.startswith("Hello Dawn. Hazel Lane would love you to make stories with Ellis.")
    assert not any(word in said.lower() for word in ("foster", "carer", "placement", "social"))


async def test_the_carer_tick_is_taken_back(house, khan, dawn):
    khan.post(path(dawn, "carer"), carer="yes")
    khan.post(path(dawn, "carer"))
    assert row(house, Parent, id=dawn.parent_id).carer_checked_at is None


# An interpreter


async def test_an_interpreter_was_asked_for(house, khan, amina):
    await says(house, amina, "can i have an interpreter please")
    khan.post(path(amina, "interpreter"), speaks="Somali", found="yes")
    assert said_to(house, amina)[-1] == (
        "We have asked for a Somali speaker for Thursday 14 May at 2.15pm. What you say stays private."
    )
    assert row(house, Task, need=Need.LANGUAGE).done_at is not None


async def test_nobody_was_found_and_they_wait_a_week(house, khan, amina):
    khan.post(path(amina, "interpreter"), speaks="Somali", found="no")
    await says(house, amina, "2")
    assert row(house, Rsvp, parent_id=amina.parent_id).answer == "no"
    assert [each.need for each in rows(house, Task, done_at=None)] == [Need.LANGUAGE]


async def test_without_a_story_time_to_come_there_is_nothing_to_ask_for(house, khan, amina):
    await change(house, Session, amina.sessions[0], cancelled_at=house.clock.now())
    page = khan.post(path(amina, "interpreter"), speaks="Somali", found="yes")
    assert "There is no story time to come." in page.words
    assert said_to(house, amina) == []


# A child leaves


async def test_when_a_child_leaves_all_is_quiet_and_the_book_is_asked_about(house, khan, amina):
    khan.post(path(amina, "leaving"))
    assert row(house, Family, id=amina.family_id).held_at is not None
    assert said_to(house, amina)[-1].startswith("The stories go with JJ.")
    assert await says(house, amina, "1") == [
        "Lovely. The story book will come home to you. You are always welcome here."
    ]
    assert await says(house, amina, "thanks for all") == []
    await goes_on_to(house, at(14, "08:30"))
    assert len(said_to(house, amina)) == 2


# Wishes


async def test_a_wish_is_looked_after_with_one_tap(house, khan, amina):
    await says(house, amina, "its hard for me to get there")
    await says(house, amina, "3")
    assert "Help to get here" in khan.get("/").words
    khan.post(f"/wishes/{amina.parent_id}/{Need.HELP_TO_COME}/done")
    assert row(house, Task, need=Need.HELP_TO_COME).done_at is not None
    assert "Help to get here" in khan.get("/").words


@pytest.mark.parametrize("need", ["ring", "read", "nonsense"])
def test_a_ring_is_not_looked_after_in_passing(khan, amina, need):
    page = khan.post(f"/wishes/{amina.parent_id}/{need}/done")
    assert "Please open the talk for this." in page.words
