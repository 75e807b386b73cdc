"""Situations that concern more than one talk."""

import re

from locales.__main__ import extract
from storage.tables import Parent, Programme, Staff
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
