"""The parents' phones of the demo: what stands on them, what a tap sends, how the clock goes on, what is saved."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.simulator.adapter import SimulatedPhone
from bot.config import Settings
from bot.errors import Refused
from bot.ports import MediaReference
from bot.services.demo_clock import DemoClock
from bot.services.files import AT_MOST
from bot.services.invite import invite
from bot.services.join_telegram import make_link
from bot.services.staff import Role, SignedIn
from bot.web import make_web
from bot.web.security import csrf_of
from flows.engine.kinds import ChannelName
from flows.engine.transcript import BEGINS, BOT, MEDIA, parse, print_transcript
from storage.tables import Address, HomeStory, Inbound, Media, Moment, Outbound, Rsvp
from tests.bot.web.conftest import Page, signed_in
from tests.files import PLACE, picture, voice
from tests.house import MONDAY, make_house
from tests.school import LONDON, STORY_TIME, TELEGRAM, a_family, row, rows
from tests.transcripts.runner import run

REAL = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture
def house(tmp_path):
    house = make_house(tmp_path, is_demo=True, clock=DemoClock(MONDAY, lambda: REAL))
    house = replace(house, real_now=lambda: REAL)  # a sign-in goes by the real clock, which nobody moves
    yield house
    house.database.close()


@pytest.fixture
async def asked(house, khan):
    """Let the clock go to the ask of Tuesday; return Mrs Khan's browser."""
    khan.post("/phone/clock", of="1-sms", to="chosen", until="2026-05-12T16:31")
    return khan


async def test_beside_a_real_school_there_is_no_phone(tmp_path):
    house = make_house(tmp_path)
    family = await a_family(house)
    khan = await signed_in(house, make_web(house, Settings(_env_file=None), []), family.staff_id)
    assert khan.get("/phone").status == 404
    assert khan.get("/phone/transcript?of=1-sms").status == 404
    assert khan.post("/phone/say", of="1-sms", words="hello").status == 404
    assert khan.post("/phone/clock", of="1-sms", to="hour").status == 404
    assert khan.post("/phone/join", token="t" * 32).status == 404
    assert rows(house, Inbound) == []
    house.database.close()


async def test_every_parent_has_a_phone(house, khan):
    await a_family(house, parent="Kasia", child="Maja", language="pl", channel=TELEGRAM)
    page = khan.get("/phone?of=2-telegram")
    assert "Amina JJ’s family · SMS" in page.words
    assert "Kasia’s phone" in page.words
    assert "Nothing has come yet." in page.words


def test_the_clock_goes_to_what_is_sent_next(khan):
    page = khan.get("/phone")
    assert "Next: tomorrow, 4.30pm, “can you come?” to JJ" in page.words
    there = khan.post("/phone/clock", of="1-sms", to="next")
    assert (there.status, there.location) == (303, "/phone?of=1-sms")
    page = khan.get("/phone")
    assert "Tuesday 12 May, 4.30pm" in page.words
    assert "today, 4.30pm" in page.words


@pytest.mark.parametrize(
    ("to", "shown"),
    [
        ("hour", "Monday 11 May, 9.20am"),
        ("morning", "Tuesday 12 May, 8.20am"),
        ("week", "Monday 18 May, 8.20am"),
    ],
)
def test_the_clock_goes_on(khan, to, shown):
    khan.post("/phone/clock", of="1-sms", to=to)
    assert shown in khan.get("/phone").words


@pytest.mark.parametrize("until", ["2026-05-11T08:00", "2027-05-11T08:00", "soon", ""])
def test_a_clock_that_cannot_go_there_says_so(house, khan, until):
    page = khan.post("/phone/clock", of="1-sms", to="chosen", until=until)
    assert page.status == 422
    assert page.value("until") == until
    assert list(page.beside) == ["until"]
    assert house.clock.now() == MONDAY


def test_a_digit_is_answered_before_the_page_is_back(asked):
    assert all(words in asked.get("/phone").words for words in ("1 Yes", "2 Not this time", "3 Maybe"))
    asked.post("/phone/say", of="1-sms", words="1")
    page = asked.get("/phone")
    assert "understood: Coming" in page.words
    assert "See you Thursday 14 May at 2.15pm" in page.words


def test_a_digit_that_means_nothing_any_more_is_not_offered(asked):
    asked.post("/phone/say", of="1-sms", words="no")
    asked.post("/phone/say", of="1-sms", words="STOP")
    page = asked.get("/phone")
    assert "Done. No more texts" in page.words
    assert not any(words in page.words for words in ("1 Yes", "2 Not this time", "3 Maybe"))


def test_words_are_read_as_a_parent_types_them(house, asked):
    asked.post("/phone/say", of="1-sms", words="yh but 10 min late x")
    said = row(house, Rsvp)
    assert (said.answer, said.minutes_late) == ("late", 10)
    assert "late" in asked.get("/phone").words.partition("understood:")[2][:30]
    assert "Coming, ten minutes late" in asked.get("/").words


async def test_a_button_of_telegram_carries_its_own_question(house, khan):
    kasia = await a_family(house, parent="Kasia", child="Maja", channel=TELEGRAM)
    khan.post("/phone/clock", of="2-telegram", to="chosen", until="2026-05-12T16:31")
    page = khan.get("/phone?of=2-telegram")
    button = f"invitation.first_ask:{kasia.sessions[0]}:yes"
    assert f'value="{button}"' in page.html
    khan.post("/phone/say", of="2-telegram", button=button)
    assert [each.body for each in rows(house, Inbound)] == ["1"]
    assert row(house, Rsvp).answer == "yes"


def test_nothing_said_is_nothing_sent(house, asked):
    asked.post("/phone/say", of="1-sms", words="   ")
    assert rows(house, Inbound) == []


def test_the_page_looks_again_only_for_what_is_new(asked):
    assert asked.get("/phone/thread?of=1-sms&seen=1").status == 204
    fresh = asked.get("/phone/thread?of=1-sms&seen=0")
    assert "Can you come?" in fresh.words
    assert "<html" not in fresh.html
    assert "seen=1" in fresh.html


async def test_a_new_phone_opens_the_link_to_telegram(house, khan, amina):
    link = await house.database.write(lambda uow: make_link(uow, house, amina.parent_id, house.clock.now()))
    token = link.rpartition("/")[2]
    assert khan.get(f"/t/{token}").location == f"/phone?token={token}"
    assert "Open in Telegram" in khan.get(f"/phone?token={token}").words
    joined = khan.post("/phone/join", token=token)
    assert joined.location == "/phone?of=1-telegram"
    assert "Story time Telegram" in khan.get(joined.location).words
    assert [each.to for each in house.channels[TELEGRAM].sent] == [row(house, Address, channel=TELEGRAM).number]
    assert row(house, Address, channel=TELEGRAM).parent_id == amina.parent_id


async def test_a_link_that_has_been_used_says_so_and_binds_nothing(house, khan, amina):
    link = await house.database.write(lambda uow: make_link(uow, house, amina.parent_id, house.clock.now()))
    token = link.rpartition("/")[2]
    khan.post("/phone/join", token=token)
    again = khan.post("/phone/join", token=token)
    assert "has been used or has run out" in khan.get(again.location).words
    assert len(rows(house, Address, channel=TELEGRAM)) == 1


def test_a_talk_is_saved_as_a_test_that_runs(asked):
    asked.post("/phone/say", of="1-sms", words="yh but 10 min late x")
    saved = asked.get("/phone/transcript?of=1-sms")
    assert saved.response.headers["content-disposition"] == 'attachment; filename="talk-1-sms.txt"'
    lines = parse(saved.html)
    assert print_transcript(lines) == saved.html
    assert lines[0].words.startswith("Amina, parent of JJ, English, SMS; session 4 on Thursday 14 May 2026 14:15")
    assert [(line.who, line.words) for line in lines if line.who == BEGINS] == [("begins", "invitation.first_ask")]
    assert [line.words for line in run(lines) if line.who == BOT] == [line.words for line in lines if line.who == BOT]


async def test_a_talk_that_began_with_a_new_number_is_saved_so(house, khan, amina):
    bilal = await a_family(house, parent="Bilal", child="Noor", number="+447700900103", is_proved=False)
    who = SignedIn(amina.staff_id, "Mrs Khan", Role.LEAD, amina.school_id, "Hazel Lane Primary", LONDON)
    await invite(house, who, bilal.parent_id)
    khan.post("/phone/say", of="2-sms", words="1")
    saved = khan.get("/phone/transcript?of=2-sms").html
    assert "not proved" in saved.splitlines()[0]
    assert "begins  welcome.prove" in saved
    assert "Bilal   1" in saved


async def test_several_phones_stand_side_by_side(house, khan):
    await a_family(house, parent="Kasia", child="Maja", channel=TELEGRAM)
    await a_family(house, parent="Bilal", child="Noor", language="ur", number="+447700900103")
    page = khan.get("/phone?of=1-sms&of=2-telegram&of=3-sms")
    assert "Amina’s, Kasia’s and Bilal’s phones" in page.words
    assert page.html.count('class="talk"') == 3
    khan.post("/phone/clock", of="1-sms,2-telegram", to="chosen", until="2026-05-12T16:31")
    there = khan.post("/phone/say", of="1-sms,2-telegram", phone="2-telegram", words="yes")
    assert there.location == "/phone?of=1-sms,2-telegram"
    assert [each.parent_id for each in rows(house, Inbound)] == [2]
    thread = khan.get("/phone/thread?of=1-sms,2-telegram&phone=2-telegram&seen=1")
    assert 'id="talk-2-telegram"' in thread.html
    assert "understood: Coming" in thread.words


async def test_no_more_than_three_phones_stand_there(house, khan):
    for n in range(2, 6):
        await a_family(house, parent=f"Parent {n}", number=f"+44770090010{n}")
    page = khan.get("/phone?of=" + ",".join(f"{n}-sms" for n in range(1, 6)))
    assert page.html.count('class="talk"') == 3


def test_a_phone_that_is_not_there_is_the_first_one(khan):
    assert "Amina’s phone" in khan.get("/phone?of=99-sms,nonsense").words


def test_the_clock_goes_to_the_end_of_the_ten_weeks(house, khan):
    there = khan.post("/phone/clock", of="1-sms", to="end")
    assert there.location == "/phone?of=1-sms"
    assert "Nothing more is planned." in khan.get("/phone").words
    assert {each.state for each in rows(house, Moment)} <= {"done", "skipped", "planned"}
    assert [each.kind for each in rows(house, Outbound)] == ["ask", "hello", "missed"]
    again = khan.post("/phone/clock", of="1-sms", to="end")
    assert (again.status, "Nothing more is planned." in again.words) == (422, True)


async def test_a_long_way_is_gone_in_stretches_and_says_how_far_it_is(house, khan, monkeypatch):
    monkeypatch.setattr("bot.web.pages.simulator.STRETCH", 2)
    there = khan.post("/phone/clock", of="1-sms", to="end")
    assert there.location.startswith("/phone?of=1-sms&until=2026-05-1")
    page = khan.get(there.location)
    assert "On the way to" in page.words
    assert "It is Thursday 14 May now." in page.words
    until = page.value("until")
    for _ in range(5):
        there = khan.post("/phone/clock", of="1-sms", to="chosen", until=until)
    assert there.location == "/phone?of=1-sms"
    assert "On the way" not in khan.get(there.location).words


async def test_nobody_answers_and_the_weeks_end_in_quiet(house, khan, amina):
    rose = await a_family(house, parent="Rose", number="+447700900104", week=1,
                          story_times=tuple(STORY_TIME + timedelta(weeks=n) for n in range(10)))  # fmt: skip
    there = khan.post("/phone/clock", of="2-sms", to="nobody")
    page = khan.get(there.location)
    while "until=" in there.location:
        there = khan.post("/phone/clock", of="2-sms", to="chosen", until=page.value("until"), since=page.value("since"))
        page = khan.get(there.location)
    went = [each.kind for each in rows(house, Outbound, parent_id=rose.parent_id)]
    assert went == ["ask", "hello", "missed", "ask", "hello"]
    ladder = page.words.partition("What went to Rose")[2]
    assert "Tue 12 May, 4.30pm Can you come?" in ladder
    assert "Fri 15 May, 4.30pm We kept the story safe" in ladder
    assert "After that, quiet." in ladder
    assert rows(house, Inbound) == []


@pytest.mark.parametrize("since", ["", "soon", "2026-05-11", "9" * 99])
def test_a_look_back_to_no_moment_is_left_out(khan, since):
    assert "What went to" not in khan.get(f"/phone?of=1-sms&since={since}").words


@pytest.mark.parametrize("to", ["morning", "week", "end", "nobody", "next", "hour"])
def test_every_jump_wakes_each_moment_in_its_order(house, khan, to):
    khan.post("/phone/clock", of="1-sms", to=to)
    sent = [each.sent_at for each in rows(house, Outbound)]
    assert sent == sorted(sent)
    assert all(each.due_at > house.clock.now() or each.state != "planned" for each in rows(house, Moment)
               if each.kind not in ("thanks", "celebration"))  # fmt: skip


def test_the_clock_never_goes_back(house, asked):
    before = house.clock.now()
    asked.post("/phone/clock", of="1-sms", to="chosen", until="2026-05-11T09:00")
    assert house.clock.now() == before
    assert before - MONDAY > timedelta(days=1)


# Attached


@pytest.fixture
def phones(house):
    """Let the demo's own phones stand in for both channels, as in the demo itself."""
    house.channels.update({name: SimulatedPhone(name) for name in ChannelName})


def attach(khan, key, content, words=""):
    fields = {"of": key, "phone": key, "words": words, "csrf": csrf_of(khan.house, khan.token)}
    return Page(khan.client.post("/phone/say", data=fields, files={"file": ("from my phone", content)}))


async def test_a_picture_goes_the_way_of_every_picture(house, khan, amina, phones):
    assert attach(khan, "1-sms", picture("PNG"), "our dragon").status == 303
    kept = row(house, Media)
    assert (kept.content_type, PLACE in kept.content, kept.refusal) == ("image/jpeg", False, None)
    page = khan.get("/phone?of=1-sms")
    assert "our dragon" in page.words
    assert "What a picture! Shall it go in the story book?" in page.words
    assert f'src="/families/{amina.family_id}/files/{kept.id}"' in page.html
    assert khan.get(f"/families/{amina.family_id}/files/{kept.id}").status == 200


async def test_a_voice_note_goes_so_on_telegram(house, khan, phones):
    kasia = await a_family(house, parent="Kasia", child="Maja", channel=TELEGRAM)
    attach(khan, f"{kasia.parent_id}-telegram", voice())
    page = khan.get(f"/phone?of={kasia.parent_id}-telegram")
    assert "We got your voice story." in page.words
    assert "<audio controls" in page.html
    assert row(house, HomeStory).kind == "told"


@pytest.mark.parametrize("content", [b"%PDF-1.7 nothing", b"MZ a program", picture() + b" " * AT_MOST])
async def test_what_no_parent_should_send_is_answered_clearly(house, khan, amina, phones, content):
    attach(khan, "1-sms", content)
    assert "We cannot open that one." in khan.get("/phone?of=1-sms").words
    assert row(house, Media).content is None


async def test_a_file_beyond_every_phone_is_refused_and_nothing_is_kept(house, khan, amina, phones):
    page = attach(khan, "1-sms", b"0" * (2 * AT_MOST + 100_000))
    assert (page.status, "too big even for a phone" in page.words) == (422, True)
    assert rows(house, Media) == []


async def test_a_talk_with_a_picture_is_saved_as_one(house, khan, amina, phones):
    attach(khan, "1-sms", picture())
    saved = khan.get("/phone/transcript?of=1-sms").response.text
    assert [line.words for line in parse(saved) if line.who == MEDIA] == ["picture"]
    assert [line.words for line in run(parse(saved)) if line.who == BOT] == [
        line.words for line in parse(saved) if line.who == BOT
    ]


async def test_a_reference_that_holds_no_file_is_refused():
    with pytest.raises(Refused):
        await SimulatedPhone(ChannelName.SMS).fetch(MediaReference("data:;base64,%", ""), 10)
    with pytest.raises(Refused):
        await SimulatedPhone(ChannelName.SMS).fetch(MediaReference("elsewhere", ""), 10)
