"""The Monday page: the most human thing first, states in words, one tap each, and kind when there is nothing to do."""

from datetime import timedelta

import pytest

from flows.engine.kinds import ChannelName
from storage.tables import Family, Inbound, Moment, Parent, Session, Task
from tests.bot.web.conftest import signed_in
from tests.school import STORY_TIME, a_family, at, change, goes_on_to, row, rows, says


@pytest.fixture
async def asked(house, amina):
    """Let Tuesday's ask go out to Amina."""
    await goes_on_to(house, at(12, "16:30"))
    return amina


async def look(house, web, family):
    """Open the page now: whoever signed in yesterday is asked to sign in again."""
    return (await signed_in(house, web, family.staff_id)).get("/")


@pytest.mark.parametrize(
    ("clock", "greeting"), [("8:20", "Good morning"), ("12:00", "Good afternoon"), ("18:00", "Good evening")]
)
async def test_it_greets_by_the_schools_clock(house, web, amina, clock, greeting):
    house.clock.time = at(11, clock.zfill(5))
    assert f"{greeting}, Mrs Khan" in (await look(house, web, amina)).words


async def test_it_says_how_much_there_is_and_how_long_it_takes(house, khan, amina):
    other = await a_family(house, parent="Dawn", child="Ellis", number="+447700900104")
    await says(house, amina, "can someone ring me please")
    await says(house, other, "is it cold in the hall")
    assert "Monday 11 May. Two families, one to ring, one reply to read. About two minutes." in khan.get("/").words


async def test_with_nothing_to_do_it_wishes_a_good_day(house, web, amina):
    await change(house, Parent, amina.parent_id, ticked_at=None)
    assert "One family. All set. Have a good Monday." in (await look(house, web, amina)).words
    house.clock.time = at(15)
    await change(house, Session, amina.sessions[0], came_together_at=at(14, "15:00"))
    assert "Have a good Friday." in (await look(house, web, amina)).words


@pytest.mark.parametrize(("day", "week"), [(22, "This week"), (23, "Next week")])
async def test_from_saturday_on_it_shows_the_next_week_and_where_to_begin(house, web, amina, day, week):
    house.clock.time = at(day)
    page = await look(house, web, amina)
    assert f"{week} No story times {week.lower()}. Look at the programme" in page.words
    assert 'href="/families/new"' in page.html


async def test_without_sms_it_says_that_no_text_can_go(house, khan, amina):
    assert "No text can go yet" not in khan.get("/").words
    del house.channels[ChannelName.SMS]
    words = khan.get("/").words
    assert "SMS is off on this machine" in words
    assert "All set" not in words


async def test_whom_to_ring_stands_first_with_a_way_to_the_card(house, khan, amina):
    await says(house, amina, "can someone ring me please")
    page, task = khan.get("/"), row(house, Task).id
    assert page.words.index("Please ring") < page.words.index("This week")
    assert f'href="/ring/{task}"' in page.html
    assert page.words.count("can someone ring me please") == 1
    khan.post(f"/ring/{task}", do="now")
    ringing = khan.get("/")
    assert "Mrs Khan is ringing" in ringing.words
    assert "I am ringing now" not in ringing.words


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (None, "Door open"),
        ("1", "Coming"),
        ("yh but 10 min late x", "Coming, ten minutes late"),
        ("3", "Hoping to"),
        ("2", "Not this time"),
    ],
)
async def test_the_state_stands_in_words(house, web, asked, reply, words):
    if reply:
        await says(house, asked, reply)
    page = await look(house, web, asked)
    chips = page.html.partition("This week")[2].partition("</section>")[0]
    assert f">{words}</span>" in chips


async def test_another_time_asked_for_stands_so(house, web):
    weeks = tuple(STORY_TIME + timedelta(weeks=n) for n in range(2))
    amina = await a_family(house, week=4, story_times=weeks)
    await goes_on_to(house, at(12, "16:30"))
    await says(house, amina, "can we do another time")
    assert "Asked for another time" in (await look(house, web, amina)).words


@pytest.mark.parametrize(
    ("wished", "words"),
    [
        ("after drop off", "best after drop-off"),
        ("another time, maybe lunch", "best at lunch time"),
        ("thursday after 3", "best Thursday, after 3pm"),
    ],
)
async def test_the_time_that_would_be_best_stands_inside_a_sentence(house, web, asked, wished, words):
    await says(house, asked, "4")
    await says(house, asked, wished)
    assert f"Instead of Thu 14 May, 2.15pm, {words}." in (await look(house, web, asked)).words


async def test_a_language_is_named_in_itself(house, khan):
    await a_family(house, parent="Bilal", child="Noor", language="ur", number="+447700900103", help_wished="quiet_door")
    page = khan.get("/")
    assert '<span lang="ur" dir="rtl">اردو</span>' in page.html
    assert "A quiet door" in page.words


async def test_they_came_is_one_tap_and_one_to_take_it_back(house, web, asked):
    house.clock.time = at(14, "15:00")
    khan = await signed_in(house, web, asked.staff_id)
    assert "They came together" in khan.get("/").words
    ticked = khan.post(f"/sessions/{asked.sessions[0]}/came", next="/")
    assert ticked.location == "/?done=came"
    assert row(house, Session).came_together_at == at(14, "15:00")
    page = khan.get(ticked.location)
    assert "Lovely." in page.words
    assert "Came together" in page.words
    khan.post(f"/sessions/{asked.sessions[0]}/not-came", next="/")
    assert row(house, Session).came_together_at is None


def test_a_session_to_come_cannot_be_ticked(house, khan, amina):
    page = khan.post(f"/sessions/{amina.sessions[0]}/came", next="/")
    assert page.status == 422
    assert "still to come" in page.words
    assert row(house, Session).came_together_at is None


async def test_nobody_is_sent_elsewhere_after_a_tick(house, web, asked):
    house.clock.time = at(14, "15:00")
    khan = await signed_in(house, web, asked.staff_id)
    ticked = khan.post(f"/sessions/{asked.sessions[0]}/came", next="//elsewhere.example")
    assert ticked.location == "/?done=came"


async def test_words_are_read_with_their_language_and_what_they_were_heard_as(house, khan):
    kasia = await a_family(house, parent="Kasia", child="Maja", language="pl", number="+447700900102")
    await says(house, kasia, "Czy w sali jest zimno?")
    page = khan.get("/")
    assert '<span lang="pl" dir="ltr">Czy w sali jest zimno?</span>' in page.html
    assert "Polish · understood: A question" in page.words
    assert khan.post(f"/read/{kasia.parent_id}").location == "/?done=read"
    assert row(house, Inbound).read_at == house.clock.now()
    assert "Czy w sali" not in khan.get("/").words


async def test_words_cannot_break_the_page(house, khan, amina):
    await says(house, amina, "is it <script>alert(1)</script> cold in the hall?")
    assert "<script>alert" not in khan.get("/").html


def test_good_news_is_two_taps_away(khan, amina):
    page = khan.get("/")
    assert "A word about Amina’s own part in JJ’s stories would be lovely." in page.words
    assert f'href="/good-news/{amina.parent_id}"' in page.html


async def test_what_goes_out_stands_by_day(house, khan, amina):
    await a_family(house, parent="Dawn", child="Ellis", number="+447700900104")
    words = khan.get("/").words.partition("Going out this week")[2]
    assert "Tue 4.30pm can you come? to two" in words
    assert "Thu 8.30am hello to two" in words


async def test_a_family_in_a_persons_hands_gets_nothing(house, khan, amina):
    await change(house, Family, amina.family_id, held_at=house.clock.now())
    assert "Nothing more goes out by itself this week." in khan.get("/").words


async def test_closing_the_school_today_is_looked_at_first(house, web, asked):
    house.clock.time = at(14, "07:30")
    khan = await signed_in(house, web, asked.staff_id)
    assert "Amina for JJ · goes at once School is closed today, so no story time." in khan.post("/closed-today").words
    assert row(house, Session, id=asked.sessions[0]).cancelled_at is None
    assert khan.confirm("/closed-today").location == "/?done=closed"
    assert row(house, Session, id=asked.sessions[0]).cancelled_at is not None


def test_the_page_counts_nothing_that_is_missing(khan, house):
    words = khan.get("/").words.casefold()
    assert rows(house, Moment)
    assert not any(never in words for never in ("no reply", "missed", "absent", "%"))
