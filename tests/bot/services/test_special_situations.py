"""Situations that concern more than one talk."""

import re

import pytest

from bot.errors import Refused
from bot.services import adults
from locales.__main__ import extract
from storage.tables import Family, Moment, Parent, Programme, Staff
from tests.bot.services.people import signed_in_as
from tests.school import a_family, add_address, at, goes_on_to, row, said_to, says

SENTENCES = [str(entry.id) for entry in extract() if entry.id]


def test_no_text_gives_the_child_as_the_reason():
    because = re.compile(r"(because|as|since) \{child\}|\{child\} (is|was) (off|away|ill|not in|absent)", re.IGNORECASE)
    assert [sentence for sentence in SENTENCES if because.search(sentence)] == []


def test_no_text_promises_a_child_that_somebody_comes():
    promise = re.compile(
        r"(told|tell|promised?) \{child\}|\{child\} (is waiting|waits|knows|expects|will be sad|is looking forward)",
        re.IGNORECASE,
    )
    assert [sentence for sentence in SENTENCES if promise.search(sentence)] == []


async def test_after_a_death_every_adult_of_the_family_is_left_in_peace(house):
    amina = await a_family(house)

    def add(uow):
        first = uow.orm.get(Parent, amina.parent_id)
        mark = Parent(
            school_id=first.school_id,
            family_id=first.family_id,
            name="Mark",
            ticked_at=first.ticked_at,
            invited_at=first.ticked_at,
            accepted_at=first.ticked_at,
            created_at=first.created_at,
        )
        uow.orm.add(mark)
        uow.orm.flush()
        add_address(uow, house, mark.id, "sms", "+447700900107")
        return mark.id

    mark = await house.database.write(add)
    assert len(await says(house, amina, "my dad passed away on sunday")) == 1
    assert row(house, Parent, id=mark).paused_at is not None
    await goes_on_to(house, at(12, "16:30"))
    await goes_on_to(house, at(14, "08:30"))
    assert [each.to for each in house.channels["sms"].sent] == [amina.number]


async def test_a_person_may_say_sorry_once_and_leave_the_family_in_peace(house):
    amina = await a_family(house, standing_place_at=house.clock.now())
    khan = signed_in_as(house, amina.staff_id)
    assert (await adults.be_sorry(house, khan, amina.parent_id)).until is None
    (said,) = said_to(house, amina)
    assert said.startswith("We are so sorry. We have stopped the texts for now.")
    with pytest.raises(Refused, match="left in peace already"):
        await adults.be_sorry(house, khan, amina.parent_id)
    await goes_on_to(house, at(14, "08:30"))
    assert len(said_to(house, amina)) == 1
    assert (await says(house, amina, "STORY"))[0].startswith("Hello again.")


async def test_in_the_evening_kind_words_wait_for_the_morning_and_all_else_is_quiet_at_once(house):
    amina = await a_family(house, standing_place_at=house.clock.now())
    house.clock.time = at(12, "20:00")
    going = await adults.be_sorry(house, signed_in_as(house, amina.staff_id), amina.parent_id)
    assert going.until == at(13, "08:15")
    for moment in (at(13, "08:15"), at(14, "08:30")):
        await goes_on_to(house, moment)
    assert [said[:15] for said in said_to(house, amina)] == ["We are so sorry"]


async def test_sparks_go_on_saturdays_once_a_parent_says_so_and_on_school_days_again(house):
    amina = await a_family(house, standing_place_at=house.clock.now())
    await says(house, amina, "saturday is better for the story idea")
    spark = row(house, Moment, parent_id=amina.parent_id, kind="spark")
    assert spark.due_at == at(16, "10:00")
    await says(house, amina, "2")
    assert row(house, Moment, id=spark.id).due_at == at(19, "16:30")
    assert row(house, Family, id=amina.family_id).saturday_spark is None


async def test_another_lead_stands_in_the_texts_the_same_day(house):
    amina = await a_family(house)

    def hand_on(uow):
        now = house.clock.now()
        cover = Staff(
            school_id=amina.school_id,
            name="Mr Lee",
            sign_in_name="lee",
            sign_in_hash="1" * 64,
            role="lead",
            created_at=now,
        )
        uow.orm.add(cover)
        uow.orm.flush()
        uow.orm.get(Programme, amina.programme_id).lead_id = cover.id

    await says(house, amina, "can my mum come instead")
    await house.database.write(hand_on)
    await says(house, amina, "Nan Joy")
    first, second = said_to(house, amina)[-2:]
    assert "Mrs Khan will check" in first
    assert "Mr Lee will check" in second
