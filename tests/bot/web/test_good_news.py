import re
from html import unescape

import pytest

from flows.engine.kinds import ChannelName
from storage.tables import GoodNews, Outbound, Parent, Task
from tests.bot.web.conftest import signed_in
from tests.school import a_family, change, row, rows, said_to

GOOD = "JJ read to us in a big clear voice and everybody clapped"
SOFT = "JJ was so well behaved on the trip today"
HARD = "JJ did not hit anybody this morning"


@pytest.fixture(autouse=True)
def in_hours(house):
    house.clock.forward(hours=2)


@pytest.fixture
async def kasia(house, amina):
    return await a_family(house, parent="Kasia", child="Maja", number="+447700900102", language="pl")


def path(family):
    return f"/good-news/{family.parent_id}"


def test_one_sees_whom_to_write_to(khan, amina):
    page = khan.get("/good-news")
    assert "Write to Amina" in page.words
    desk = khan.get(path(amina))
    assert "JJ lit up when..." in desk.words
    assert "Good news: JJ was kind to a friend" in desk.words


def test_a_ready_note_is_seen_and_sent_in_two_taps(house, khan, amina):
    seen = khan.post(path(amina), do="look", ready="PN-03")
    assert "JJ read to me today in a big clear voice" in seen.words
    assert "One text, about 4p. It goes at once." in seen.words
    assert rows(house, Outbound) == []
    assert khan.post(path(amina), do="send", ready="PN-03").location == "/good-news?done=sent"
    assert said_to(house, amina)[0].endswith("From Mrs Khan")
    assert row(house, GoodNews).staff_id == amina.staff_id
    assert "make someone's evening" in khan.get("/good-news?done=sent").words


def test_a_ready_note_goes_in_the_home_language(house, khan, kasia):
    seen = khan.post(path(kasia), do="look", ready="PN-06")
    assert "Maja shared with the table" in seen.words
    assert 'lang="pl"' in seen.html
    khan.post(path(kasia), do="send", ready="PN-06")
    sent = row(house, Outbound)
    assert sent.body != sent.english
    assert sent.english.startswith("Good news: Maja shared")


def test_words_of_ones_own_go_as_written_after_one_line_in_the_home_language(house, khan, kasia):
    khan.post(path(kasia), do="send", words="Maja told a lovely story about a hedgehog")
    (text,) = said_to(house, kasia)
    line, own = text.split("\n")
    assert own == "Maja told a lovely story about a hedgehog From Mrs Khan"
    assert "Maja" in line
    assert line != "This is good news about Maja."


def test_words_of_ones_own_go_with_the_writers_name(house, khan, amina):
    khan.post(path(amina), do="send", words=GOOD)
    assert said_to(house, amina) == [f"{GOOD} From Mrs Khan"]


@pytest.mark.parametrize("doing", ["look", "send"])
@pytest.mark.parametrize(
    "words", [HARD, "JJ was suspended", "Great day for once!", "J J b i t Sam", "JJ 👊 Sam", "x" * 3000]
)
def test_a_report_is_kept_back_with_a_way_out(house, khan, amina, words, doing):
    page = khan.post(path(amina), do=doing, words=words)
    assert page.status == 422
    assert "Ring instead" in page.words
    assert "send anyway" not in page.words.lower()
    assert rows(house, Outbound) == []
    assert rows(house, GoodNews) == []


def test_what_holds_it_back_is_shown_as_typed(khan, amina):
    assert "<mark>did not hit</mark>" in khan.post(path(amina), do="look", words=HARD).html


def test_the_kinder_wording_is_one_tap_away(house, khan, amina):
    words = "JJ finally sat and listened to the whole fox story"
    held = khan.post(path(amina), do="look", words=words)
    kinder = unescape(re.search(r'name="instead" value="([^"]*)"', held.html)[1])
    assert "finally" not in kinder
    seen = khan.post(path(amina), instead=kinder, words=words)
    assert seen.value("words") == kinder
    assert "It goes at once" in seen.words
    assert khan.post(path(amina), instead=HARD, words=GOOD).status == 422


def test_a_second_tap_cannot_go_round_the_check(house, khan, amina):
    khan.post(path(amina), do="look", words=GOOD)
    assert khan.post(path(amina), do="send", words=HARD, ready="PN-03").status == 422
    assert rows(house, Outbound) == []


def test_the_words_are_looked_at_while_they_are_typed(house, khan, amina):
    looked = khan.post(f"{path(amina)}/check", words=GOOD).words
    assert looked.startswith("This is good news.")
    assert "One SMS part, 4p a parent." in looked
    assert "<mark>did not hit</mark>" in khan.post(f"{path(amina)}/check", words=HARD).html
    assert khan.post(f"{path(amina)}/check", words=" ").words == ""
    assert rows(house, Outbound) == []


def test_a_dear_character_is_shown(khan, amina):
    seen = khan.post(path(amina), do="look", words="JJ wrote a lovely story about Zoë")
    assert "ë makes it dearer" in seen.words


def test_it_can_be_rung_instead(house, khan, amina):
    rung = khan.post(path(amina), do="ring", words=HARD)
    assert rung.location == f"/ring/{row(house, Task).id}"
    assert rows(house, Outbound) == []


def test_nothing_picked_and_nothing_written_is_said_kindly(khan, amina):
    assert "Pick a ready note" in khan.post(path(amina), do="look").words
    assert "Pick a ready note" in khan.post(path(amina), do="send", ready="PN-99").words
    assert khan.post(path(amina), do="send-anyway", words=HARD).status == 404


async def test_a_note_that_says_today_does_not_go_tomorrow(house, web, amina):
    house.clock.forward(hours=10)
    late = await signed_in(house, web, amina.staff_id)
    assert "without the day" in late.post(path(amina), do="send", ready="PN-01").words
    seen = late.post(path(amina), do="look", ready="PN-12")
    assert "It goes tomorrow, 8.15am. Texts go in school hours only." in seen.words
    assert late.post(path(amina), do="send", ready="PN-12").location == "/good-news?done=waits"
    assert said_to(house, amina) == []


def test_a_full_week_lets_it_wait_for_monday(house, khan, amina):
    while khan.post(path(amina), do="send", ready="PN-12").location == "/good-news?done=sent":
        assert len(said_to(house, amina)) <= 3
    seen = khan.post(path(amina), do="look", ready="PN-12")
    assert "It goes Mon 18 May, 8.15am" in seen.words
    assert "as many texts as a week may hold" in seen.words


@pytest.mark.parametrize("column", ["stopped_at", "not_safe_at", "paused_at"])
async def test_nothing_goes_to_whoever_wants_none(house, khan, amina, column):
    await change(house, Parent, amina.parent_id, **{column: house.clock.now()})
    assert khan.post(path(amina), do="send", ready="PN-12").status == 422
    assert rows(house, Outbound) == []


async def test_a_shared_phone_gets_no_names(house, khan, amina):
    await change(house, Parent, amina.parent_id, plain_at=house.clock.now())
    khan.post(path(amina), do="send", ready="PN-12")
    assert not any(name in said_to(house, amina)[0] for name in ("JJ", "Amina", "Khan"))


# A colleague's eye


@pytest.fixture
def asked(house, khan, amina):
    """A softly held note that a colleague is asked about."""
    held = khan.post(path(amina), do="look", words=SOFT)
    assert "Ask a colleague" in held.words
    assert khan.post(path(amina), do="ask", words=SOFT).location == "/good-news?done=asked"
    return row(house, Outbound).id


def test_a_hard_hold_is_for_no_colleague(house, khan, amina):
    assert "Ask a colleague" not in khan.post(path(amina), do="look", words=HARD).words
    assert khan.post(path(amina), do="ask", words=HARD).status == 422
    assert rows(house, Outbound) == []


def test_a_colleague_lets_it_go(house, khan, lee, amina, asked):
    assert said_to(house, amina) == []
    assert "is this good news?" in lee.get("/good-news").words
    assert lee.post(f"/good-news/drafts/{asked}", do="release").location == "/good-news?done=sent"
    assert said_to(house, amina) == [f"{SOFT} From Mrs Khan"]
    assert lee.post(f"/good-news/drafts/{asked}", do="release").status == 404


def test_the_writer_is_not_the_colleague(house, khan, lee, amina, asked):
    assert khan.post(f"/good-news/drafts/{asked}", do="release").status == 400
    assert khan.post(f"/good-news/drafts/{asked}", do="leave").status == 400
    assert said_to(house, amina) == []


def test_a_colleague_says_not_here_and_nothing_is_kept(house, lee, amina, asked):
    lee.post(f"/good-news/drafts/{asked}", do="leave")
    assert row(house, Outbound).body == ""
    assert rows(house, GoodNews) == []
    assert said_to(house, amina) == []


async def test_a_note_nobody_looked_at_is_gone_after_a_week(house, web, lee, amina, asked):
    assert SOFT in lee.get("/good-news").words
    house.clock.forward(days=7, minutes=1)
    later = await signed_in(house, web, amina.staff_id)
    assert SOFT not in later.get("/good-news").words
    assert lee.post(f"/good-news/drafts/{asked}", do="release").status in (303, 404)
    assert said_to(house, amina) == []


async def test_a_text_by_telegram_costs_nothing(house, khan, amina):
    leila = await a_family(house, parent="Leila", child="Sami", channel=ChannelName.TELEGRAM)
    seen = khan.post(path(leila), do="look", ready="PN-12")
    assert "One text." in seen.words
    assert "about" not in seen.words.partition("One text")[2].partition("Send it")[0]


def test_only_english_words_are_graded_by_age(house, khan, kasia):
    assert "year-old" in khan.post(f"{path(kasia)}/check", words=GOOD).words
    polish = khan.post(f"{path(kasia)}/check", words="Kuba czytał dziś na głos, cała klasa słuchała!").words
    assert "SMS part" in polish
    assert "year-old" not in polish
    assert "grown-up" not in polish
