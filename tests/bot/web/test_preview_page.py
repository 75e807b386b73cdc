"""The pages of ten weeks ahead: what staff read before anything goes."""

from datetime import timedelta

import pytest

from bot.services.branches import BRANCHES
from storage.tables import Family
from tests.school import STORY_TIME, a_family, change

TEN = tuple(STORY_TIME + timedelta(weeks=n) for n in range(10))


@pytest.fixture
async def amina(house):
    return await a_family(house, story_times=TEN, week=1)


def test_the_weeks_of_a_family_are_shown(khan, amina):
    page = khan.get(f"/families/{amina.family_id}/ten-weeks")
    assert page.status == 200
    assert "Ten weeks ahead: JJ and Amina" in page.words
    assert "Tue 12 May, 4.30pm Can you come? SMS · 1 part · 4p" in page.words
    assert "At 4p for each SMS part." in page.words
    assert "1 Yes Lovely. See you Thursday 14 May" in page.words
    assert "Story time 10: Thu 16 Jul, 2.15pm" in page.words


@pytest.mark.parametrize("branch", BRANCHES, ids=lambda each: each.code)
def test_every_branch_is_one_tap_away(khan, amina, branch):
    address = f"/families/{amina.family_id}/ten-weeks?adult={amina.parent_id}&if={branch.code}"
    assert address in khan.get(f"/families/{amina.family_id}/ten-weeks").html.replace("&amp;", "&")
    page = khan.get(address)
    assert page.status == 200
    assert f"{branch.label} · as things stand" in page.words


def test_silence_is_shown_to_end_in_peace(khan, amina):
    page = khan.get(f"/families/{amina.family_id}/ten-weeks?if=nothing")
    assert "We leave this family in peace. A hello at the gate may help." in page.words


async def test_a_foreign_text_is_marked_with_its_language_and_direction(house, khan, amina):
    bilal = await a_family(house, parent="Bilal", child="Noor", language="ur", number="+447700900103", story_times=TEN)
    page = khan.get(f"/families/{bilal.family_id}/ten-weeks")
    assert page.html.count('<p lang="ur" dir="rtl">') > 10
    assert "Story time is today at" in khan.get(f"/families/{bilal.family_id}/ten-weeks?if=nothing").words


async def test_a_programme_is_chosen_for_a_family_in_draft(house, khan, amina):
    rose = await a_family(house, parent="Rose", child="Sam", number="+447700900104", story_times=(), is_ticked=False,
                          is_proved=False)  # fmt: skip
    await change(house, Family, rose.family_id, programme_id=None)
    page = khan.get(f"/families/{rose.family_id}/ten-weeks")
    assert "This family is on no programme yet." in page.words
    chosen = khan.get(f"/families/{rose.family_id}/ten-weeks?programme={rose.programme_id}")
    assert "This takes for granted that the family joins this programme now." in chosen.words
    assert "This takes for granted that you invite Rose now." in chosen.words
    assert "Story time 10:" in chosen.words


async def test_the_weeks_of_a_programme_are_shown(house, khan, amina):
    await a_family(house, parent="Bilal", child="Noor", language="ur", number="+447700900103", story_times=TEN)
    page = khan.get(f"/programme/{amina.programme_id}/ten-weeks")
    assert page.status == 200
    assert "Ten weeks ahead: Summer" in page.words
    assert "Can you come? to Amina SMS · 1 part · 4p" in page.words
    assert "Can you come? to Bilal SMS · 2 parts · 8p" in page.words


@pytest.mark.parametrize("path", ["/families/99/ten-weeks", "/programme/99/ten-weeks"])
def test_what_is_not_there_is_not_shown(khan, path):
    assert khan.get(path).status == 404


@pytest.mark.parametrize("query", ["adult=nobody", "adult=999999999", "if=" + "x" * 99, "adult=٣"])
def test_a_wrong_address_shows_the_first_adult_on_the_first_branch(khan, amina, query):
    assert (
        "Ten weeks ahead: JJ and Amina Yes each week"
        in khan.get(f"/families/{amina.family_id}/ten-weeks?{query}").words
    )


def test_family_and_programme_lead_there(khan, amina):
    assert (
        f'href="/families/{amina.family_id}/ten-weeks?adult={amina.parent_id}"'
        in khan.get(f"/families/{amina.family_id}").html
    )
    assert f'href="/programme/{amina.programme_id}/ten-weeks"' in khan.get("/programme").html
