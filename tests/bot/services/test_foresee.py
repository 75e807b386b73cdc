"""What will go is foreseen by the gate itself: what is left out says why, before it happens."""

from datetime import timedelta

import pytest

from bot.services.foresee import foresee
from storage.reports.going_out import going_out
from storage.tables import Family, Programme
from tests.school import LONDON, STORY_TIME, a_family, at, change, goes_on_to, moments, said_to, says

WEEKS = tuple(STORY_TIME + timedelta(weeks=n) for n in range(2))


def foreseen(house, family):
    """Return kind and fate of each planned text: None goes, a word says why not."""
    now = house.clock.now()

    def look(uow):
        found = going_out(uow, family.school_id, LONDON, now, now + timedelta(days=7))
        return foresee(uow, family.school_id, found.going, now)

    return {each.kind: each.skip for each in house.database.read_now(look) if each.parent_id == family.parent_id}


@pytest.fixture
async def amina(house):
    house.clock.time = at(11, "08:20")
    return await a_family(house, story_times=WEEKS)


async def test_who_has_answered_is_not_asked_again(house, amina):
    await says(house, amina, "yes see you thursday")
    fates = foreseen(house, amina)
    assert (fates["hello"], fates["thanks"]) == (None, "not_marked")
    assert fates["ask"] == "already_answered"


async def test_thanks_and_kept_safe_share_one_place(house, amina):
    fates = foreseen(house, amina)
    assert (fates["ask"], fates["hello"], fates["thanks"], fates["missed"]) == (None, None, "not_marked", None)


async def test_an_unproved_number_is_said(house):
    rose = await a_family(house, parent="Rose", child="Sam", number="+447700900104", is_proved=False)
    assert set(foreseen(house, rose).values()) <= {"unproved", "not_marked", "no_sign"}
    assert foreseen(house, rose)["ask"] == "unproved"


async def test_a_resting_programme_is_said(house, amina):
    await change(house, Programme, amina.programme_id, paused_at=house.clock.now())
    assert foreseen(house, amina)["hello"] == "resting"


async def test_a_family_in_hand_is_said(house, amina):
    await change(house, Family, amina.family_id, held_at=house.clock.now())
    assert foreseen(house, amina)["hello"] == "held"


async def test_what_is_foreseen_is_what_happens(house, amina):
    fates = foreseen(house, amina)
    for moment in (at(12, "16:30"), at(14, "08:30"), at(14, "16:30"), at(15, "16:30")):
        await goes_on_to(house, moment)
    gone = {kind for kind, state, _why in moments(house, session_id=amina.sessions[0]) if state == "done"}
    assert gone == {kind for kind, why in fates.items() if why is None}
    assert len(said_to(house, amina)) == len(gone)
