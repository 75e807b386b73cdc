"""Ten weeks before they happen: in draft, on no programme, in the middle, at rest; nothing is written."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.services.branches import BRANCHES, branch, money, parts
from bot.services.play import Goes, StaysHere, Writes
from bot.services.preview import preview_family, preview_programme
from bot.services.set_out import Note
from bot.services.skip import take_out
from bot.services.staff import Role, SignedIn
from bot.services.suppose import Path, Says
from flows.sms import measure
from storage.errors import Missing
from storage.tables import Address, Family, Inbound, Moment, Outbound, Parent, Programme, Session
from tests.school import LONDON, STORY_TIME, TELEGRAM, a_family, at, change, goes_on_to, row, rows, says

TEN = tuple(STORY_TIME + timedelta(weeks=n) for n in range(10))


async def shown(house, family, path=None, **more):
    return await preview_family(house, family.school_id, family.family_id, path or Path(), **more)


def kinds(found):
    return [each.kind for each in found.goes if each.kind != "reply"]


def stays(found):
    return {(each.kind, str(each.why)) for each in found.lines if isinstance(each, StaysHere)}


@pytest.fixture
async def amina(house):
    return await a_family(house, story_times=TEN, week=1)


async def test_ten_weeks_are_shown_with_words_hour_channel_and_price(house, amina):
    found = await shown(house, amina)
    first = found.goes[0]
    assert (first.kind, first.at, first.channel, first.segments) == ("ask", at(12, "16:30"), "sms", 1)
    assert first.words.body.startswith("Your first story time with JJ is Thursday 14 May at 2.15pm")
    assert first.pence == Decimal("4.0")
    assert found.pence == 4 * found.segments
    assert found.segments == sum(measure(each.words.body).count for each in found.goes)


async def test_nothing_is_written(house, amina):
    before = [len(rows(house, table)) for table in (Moment, Outbound, Inbound)]
    said = row(house, Parent).conversation
    for each in BRANCHES:
        await shown(house, amina, each.path)
    assert [len(rows(house, table)) for table in (Moment, Outbound, Inbound)] == before
    assert row(house, Parent).conversation == said


async def test_a_price_of_ones_own_is_counted_with(house, amina):
    found = await shown(replace(house, sms_pence=Decimal("2.5")), amina)
    assert found.pence == Decimal("2.5") * found.segments


async def test_telegram_costs_nothing(house):
    leila = await a_family(house, channel=TELEGRAM, story_times=TEN, week=1)
    found = await shown(house, leila)
    assert {each.channel for each in found.goes} == {"telegram"}
    assert (found.segments, found.pence) == (0, 0)


async def test_both_languages_stand_side_by_side(house):
    bilal = await a_family(house, language="ur", story_times=TEN, week=1)
    first = (await shown(house, bilal)).goes[0]
    assert first.body_language == "ur"
    assert first.words.english.startswith("Your first story time")
    assert first.segments == 2


async def test_each_answer_to_the_ask_is_shown_with_what_it_brings(house, amina):
    ask = (await shown(house, amina, Path(Says.NOTHING, comes=False))).goes[0]
    assert [(each.digit, each.english) for each in ask.replies] == [
        ("1", "Yes"), ("2", "Not this time"), ("3", "Maybe"),
    ]  # fmt: skip
    assert ask.replies[0].said[0].body.startswith("Lovely. See you Thursday")


async def test_who_never_answers_is_left_in_peace_after_two_story_times(house, amina):
    found = await shown(house, amina, Path(Says.NOTHING, comes=False))
    assert kinds(found) == ["ask", "hello", "missed", "ask", "hello"]
    assert ("ask", "silent") in stays(found)


async def test_a_no_brings_no_hello(house, amina):
    found = await shown(house, amina, Path(Says.NO, comes=False))
    assert "hello" not in kinds(found)
    assert ("hello", "not_coming") in stays(found)


async def test_a_kept_place_is_asked_no_more(house, amina):
    found = await shown(house, amina, Path(keeps_place=True))
    assert kinds(found).count("ask") == 1
    assert any("Your place is kept" in each.words.body for each in found.goes)


async def test_an_adult_in_draft_is_shown_as_if_ticked_and_invited(house):
    rose = await a_family(house, story_times=TEN, week=1, is_ticked=False, is_proved=False)
    found = await shown(house, rose)
    assert found.notes == (Note.TICKED, Note.INVITED)
    assert found.goes[0].words.texts == "ON-01"
    assert kinds(found)[:3] == ["proving", "ask", "hello"]


async def test_a_first_text_that_nobody_answers_is_followed_by_nothing(house):
    rose = await a_family(house, story_times=TEN, week=1, is_proved=False)
    found = await shown(house, rose, Path(Says.NOTHING))
    assert kinds(found) == ["proving"]
    assert ("ask", "unproved") in stays(found)


async def test_a_family_on_no_programme_is_shown_what_one_would_bring(house, amina):
    rose = await a_family(house, parent="Rose", child="Sam", number="+447700900104", story_times=(), is_planned=False)
    await change(house, Family, rose.family_id, programme_id=None)
    assert (await shown(house, rose)).notes == (Note.NO_PROGRAMME,)
    found = await shown(house, rose, on=rose.programme_id)
    assert found.notes == (Note.JOINED,)
    assert len(found.sessions) == 10
    assert kinds(found).count("hello") == 10
    assert rows(house, Session, family_id=rose.family_id) == []


async def test_who_is_on_a_programme_is_not_supposed_to_join_another(house, amina):
    assert await shown(house, amina, on=amina.programme_id) == await shown(house, amina)


async def test_without_a_number_that_works_only_that_is_said(house, amina):
    await change(house, Address, row(house, Address).id, failed_at=house.clock.now())
    found = await shown(house, amina)
    assert (found.lines, found.notes) == ((), (Note.NO_NUMBER,))


async def test_at_rest_everything_stays_and_says_why(house, amina):
    await change(house, Programme, amina.programme_id, paused_at=house.clock.now())
    found = await shown(house, amina)
    assert found.goes == ()
    assert ("ask", "resting") in stays(found)


async def test_in_the_middle_it_goes_on_from_now(house, amina):
    await goes_on_to(house, at(12, "16:30"))
    found = await shown(house, amina)
    assert isinstance(found.lines[0], Writes)
    await says(house, amina, "no sorry")
    assert not isinstance((await shown(house, amina)).lines[0], Writes)
    assert kinds(await shown(house, amina, Path(Says.NOTHING, comes=False)))[0] == "ask"


async def test_what_staff_took_out_stays_here(house, amina):
    who = SignedIn(amina.staff_id, "Mrs Khan", Role.LEAD, amina.school_id, "Hazel Lane Primary", LONDON)
    await take_out(house, who, rows(house, Moment, kind="ask")[0].id)
    found = await shown(house, amina)
    assert ("ask", "staff") in stays(found)
    assert found.goes[0].kind == "hello"


async def test_what_waits_for_its_hour_is_shown_at_that_hour(house, amina):
    await goes_on_to(house, at(12, "16:30"))
    waiting = row(house, Outbound)
    await change(house, Outbound, waiting.id, state="queued", not_before=at(13, "08:15"), sent_at=None)
    first = (await shown(house, amina)).goes[0]
    assert (first.at, first.words.body) == (at(13, "08:15"), waiting.body)


async def test_a_programme_is_shown_adult_by_adult(house, amina):
    await a_family(house, parent="Kasia", child="Maja", language="pl", channel=TELEGRAM, story_times=TEN, week=1)
    found = await preview_programme(house, amina.school_id, amina.programme_id, Path())
    assert [each.parent for each in found.adults] == ["Amina", "Kasia"]
    assert found.pence == found.adults[0].pence
    moments = [each.at for _adult, each in found.goes]
    assert moments == sorted(moments)
    assert len(moments) == sum(len(each.goes) for each in found.adults)


async def test_another_schools_family_is_not_there(house, amina):
    with pytest.raises(Missing):
        await preview_family(house, amina.school_id + 1, amina.family_id, Path())


async def test_every_line_stands_in_the_order_of_the_clock(house, amina):
    lines = (await shown(house, amina)).lines
    assert [each.at for each in lines] == sorted(each.at for each in lines)
    assert isinstance(lines[0], Goes)


@pytest.mark.parametrize(
    ("pence", "words"), [("0", "nothing"), ("8.0", "8p"), ("7.5", "7.5p"), ("100", "£1.00"), ("279.5", "£2.80")]
)
def test_a_price_reads_as_it_is_said(pence, words):
    assert money(Decimal(pence)) == words


def test_an_unknown_branch_is_the_first():
    assert branch("nonsense") is BRANCHES[0]
    assert (parts(1), parts(2)) == ("1 part", "2 parts")
