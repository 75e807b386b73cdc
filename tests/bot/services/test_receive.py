"""What a parent writes is stored once, understood against what was asked, and answered once."""

import asyncio
from dataclasses import replace
from datetime import time

import pytest

from bot.ports import MediaReference
from bot.services.outbox import token_of
from bot.services.receive import receive
from flows.engine.turn import Place
from storage.tables import HomeStory, Inbound, Media, Moment, Outbound, Parent, Rsvp, School, Session, Task
from tests.bot.services.texts import ask
from tests.school import (
    STORY_TIME,
    TELEGRAM,
    a_family,
    at,
    change,
    from_,
    goes_on_to,
    outbox,
    row,
    rows,
    said_to,
    says,
)

LATER = [STORY_TIME, STORY_TIME.replace(day=21), STORY_TIME.replace(day=28)]


def button(session, option, step="ask"):
    return token_of(Place("invitation", step, session), option)


# Once


async def test_a_yes_to_the_ask_changes_the_rsvp(house):
    amina = await a_family(house)
    await goes_on_to(house, at(12, "16:30"))
    assert said_to(house, amina)[-1].startswith("Your first story time")
    assert await says(house, amina, "yh but 10 min late x")
    found = row(house, Rsvp)
    assert (found.answer, found.minutes_late) == ("late", 10)


async def test_a_message_brought_twice_is_one_message(house):
    amina = await a_family(house)
    message = from_(amina, "what time is it", house)
    await receive(house, message)
    answered = said_to(house, amina)
    again = await receive(house, message)
    assert again.message_ids == ()
    assert said_to(house, amina) == answered
    assert len(rows(house, Inbound)) == 1


async def test_a_message_brought_twice_at_the_same_moment_is_one_message(house):
    amina = await a_family(house)
    message = from_(amina, "what time is it", house)
    await asyncio.gather(*(receive(house, message) for _ in range(8)))
    assert len(rows(house, Inbound)) == 1
    assert len(rows(house, Outbound)) == 1


async def test_the_same_id_on_another_channel_is_another_message(house):
    amina, kasia = await a_family(house), await a_family(house, channel=TELEGRAM)
    for family in (amina, kasia):
        await receive(house, from_(family, "hello", house, provider_id="7"))
    assert len(rows(house, Inbound)) == 2


async def test_a_copy_does_not_answer_the_question_that_came_after_it(house):
    amina = await a_family(house, is_proved=False)
    await ask(house, amina, "welcome.prove")
    one = from_(amina, "1", house)
    await receive(house, one)
    assert "invited" in said_to(house, amina)[-1]
    await receive(house, one)
    assert row(house, Parent).accepted_at is None


# One after the other


async def test_two_messages_at_the_same_instant_are_handled_one_after_the_other(house):
    families = [await a_family(house, number=f"+4477009003{n:02}") for n in range(3)]
    await goes_on_to(house, at(12, "16:30"))
    for family, order in zip(families, (("yes", "no"), ("no", "yes")), strict=False):
        for words in order:
            await says(house, family, words)
    await asyncio.gather(*(receive(house, from_(families[2], words, house)) for words in ("yes", "no")))
    decided = [[each.body for each in rows(house, Outbound, parent_id=family.parent_id)] for family in families]
    assert decided[2] in decided[:2]


async def test_a_reply_is_read_against_what_the_one_before_it_brought_up(house):
    amina = await a_family(house, is_proved=False)
    await ask(house, amina, "welcome.prove")
    await asyncio.gather(*(receive(house, from_(amina, "1", house)) for _ in range(2)))
    assert row(house, Parent).accepted_at is not None


async def test_the_reader_is_ready_before_a_transaction_begins(house, monkeypatch):
    amina = await a_family(house)
    happened = []

    async def ready():
        happened.append("ready")

    def read(text, question):
        happened.append("read")
        return house.read(text, question)

    write = house.database.write

    async def noted(work):
        happened.append("begin")
        return await write(work)

    monkeypatch.setattr(house.database, "write", noted)
    await receive(replace(house, ready_to_read=ready, read=read), from_(amina, "yes", house))
    assert happened[:3] == ["ready", "begin", "read"]


async def test_twelve_parents_at_once_are_all_answered(house):
    families = [await a_family(house, number=f"+4477009003{n:02}") for n in range(12)]
    await asyncio.gather(*(receive(house, from_(each, "what time is it", house)) for each in families))
    assert [len(said_to(house, each)) for each in families] == [1] * 12


# When it came


async def test_an_answer_counts_from_when_the_text_was_written(house):
    amina = await a_family(house)
    assert await says(house, amina, "what time is it", received_at=at(12, "09:20")) == []
    assert outbox(house) == [("suppressed", "expired")]
    inbound = row(house, Inbound)
    assert inbound.received_at == at(12, "09:20")
    assert inbound.wants_reader


async def test_a_phone_whose_clock_is_ahead_is_not_believed(house):
    amina = await a_family(house)
    await says(house, amina, "hello", received_at=at(13))
    assert row(house, Inbound).received_at == at(12)


async def test_a_digit_after_the_session_began_is_met_with_the_next_one(house):
    amina = await a_family(house, story_times=LATER)
    await goes_on_to(house, at(12, "16:30"))
    house.clock.time = at(14, "15:00")
    (answer,) = await says(house, amina, "1")
    assert answer.startswith("Thank you. That one has been, and your next is Thursday 21 May")
    assert rows(house, Rsvp) == []


async def test_a_digit_days_after_the_session_is_for_a_person(house):
    amina = await a_family(house, story_times=LATER)
    await goes_on_to(house, at(12, "16:30"))
    house.clock.time = at(16, "11:00")
    await says(house, amina, "1")
    assert rows(house, Rsvp) == []
    assert [each.need for each in rows(house, Task)] == ["read"]


# Buttons


async def test_a_button_answers_its_own_question(house):
    kasia = await a_family(house, channel=TELEGRAM, language="pl", story_times=LATER)
    await goes_on_to(house, at(12, "16:30"))
    await says(house, kasia, "LANG")
    await says(house, kasia, "Tak", button=button(kasia.sessions[0], "yes", "first_ask"))
    assert row(house, Rsvp).answer == "yes"


async def test_a_button_of_a_session_that_is_over_says_nothing_about_the_next(house):
    kasia = await a_family(house, channel=TELEGRAM, story_times=LATER)
    house.clock.time = at(18)
    await says(house, kasia, "Yes", button=button(kasia.sessions[0], "yes"))
    assert rows(house, Rsvp) == []


async def test_a_button_of_somebody_elses_session_says_nothing_about_ours(house):
    kasia = await a_family(house, channel=TELEGRAM, story_times=LATER)
    other = await a_family(house, number="+447700900102", story_times=LATER)
    await says(house, kasia, "Yes", button=button(other.sessions[0], "yes"))
    assert rows(house, Rsvp) == []


@pytest.mark.parametrize("data", ["", "x", "a.b:c:d", "invitation.ask:1:never", "gone.flow:1:yes", "::", "é.ü:1:ß" * 9])
async def test_a_button_that_is_none_of_ours_is_read_as_its_words(house, data):
    kasia = await a_family(house, channel=TELEGRAM)
    assert await says(house, kasia, "what time is it", button=data)


async def test_buttons_pressed_again_and_again_do_not_pile_up(house):
    kasia = await a_family(house, channel=TELEGRAM, story_times=LATER)
    await says(house, kasia, "i want to die")
    for _ in range(8):
        for session in kasia.sessions:
            await says(house, kasia, "Yes", button=button(session, "yes"))
    assert len(row(house, Parent).conversation or "") < 1_500


# Files


async def test_a_file_is_kept_with_its_message(house):
    amina = await a_family(house)
    await says(house, amina, "", media=(MediaReference("https://file", "image/jpeg", 9),))
    found = row(house, Media)
    assert (found.reference, found.content_type) == ("https://file", "image/jpeg")
    assert row(house, HomeStory).inbound_id == found.inbound_id


@pytest.mark.parametrize("said", ["x" * 300, "image/\0", "image/jpeg; " + "a" * 200, "", "é/ü"])
async def test_a_file_that_says_nonsense_about_itself_is_kept_as_any_file(house, said):
    amina = await a_family(house)
    house.channels[amina.channel].files["https://file"] = b"nonsense too"
    await says(house, amina, "", media=(MediaReference("https://file", said),))
    assert row(house, Media).content_type == "application/octet-stream"


# Whatever was typed

STRANGE = {
    "nothing": "",
    "white": " \t\n ",
    "nul": "yes\0no",
    "lone surrogate": "yes \ud800 x",
    "turned around": "\u202eyes\u202c",
    "2000": "a story about a fox " * 100,
    "100000": "na na " * 16_667,
    "one long word": "a" * 100_000,
    "zalgo": "y\u0336e\u0336s\u0336" * 50,
    "only marks": "?!" * 500,
    "binary": bytes(range(256)).decode("latin-1"),
    "emoji": "👍🏽" * 300,
    "braces": "{child} {0} %s {{x}}",
    "digits": "1" * 5_000,
    "sql": "'; DROP TABLE parents; --",
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE.keys())
async def test_whatever_is_typed_is_kept_and_answered_at_most_once(house, text):
    amina = await a_family(house)
    await goes_on_to(house, at(12, "16:30"))
    answers = await says(house, amina, text)
    inbound = row(house, Inbound)
    assert len(answers) == (0 if inbound.silence else 1)
    assert "\0" not in inbound.body
    assert len(inbound.body) <= 4_000


async def test_twenty_texts_in_ten_minutes_are_met_with_quiet_and_a_person(house):
    amina = await a_family(house)
    answers = [await says(house, amina, f"a fox number {n}") for n in range(25)]
    assert [each for each in answers[19:] if each] == [answers[19]]
    assert answers[19][0].startswith("Thank you. That was a lot of texts")
    assert "many_texts" in {each.need for each in rows(house, Task)}
    house.clock.forward(minutes=61)
    assert await says(house, amina, "what time is it")


async def test_a_stop_in_a_flood_is_heard(house):
    amina = await a_family(house)
    for n in range(22):
        await says(house, amina, f"a fox number {n}")
    assert await says(house, amina, "STOP")
    assert row(house, Parent).stopped_at is not None


# Languages


async def test_a_language_is_changed_and_answered_in(house):
    amina = await a_family(house)
    (answer,) = await says(house, amina, "LANG Polski")
    assert row(house, Parent).language == "pl"
    found = row(house, Outbound)
    assert found.english == "Okay. We will write to you in this language now."
    assert answer == "Dobrze. Teraz będziemy pisać w tym języku."
    assert row(house, Outbound).body == answer


# Other times


async def test_taking_another_time_moves_the_session_and_what_is_planned_around_it(house):
    offered = {"offered_on": at(15).date(), "offered_at": STORY_TIME.time()}
    amina = await a_family(house)
    await change(house, Session, amina.sessions[0], **offered)
    await ask(house, amina, "another_time.found")
    assert await says(house, amina, "1")
    assert row(house, Session).on_date == offered["offered_on"]
    hellos = [each.due_at for each in rows(house, Moment, kind="hello")]
    assert hellos == [at(15, "08:30")]


async def test_a_parent_hears_the_hours_in_which_the_school_itself_reads(house):
    new = await a_family(house, is_proved=False, accepted_at=None)
    await change(house, School, new.school_id, staffed_from=time(9), staffed_to=time(15, 15))
    for words in ("STORY", "1", "1", "ok", "ok"):
        await says(house, new, words)
    assert "A person reads these texts on school days, 9 to 3.15." in " ".join(said_to(house, new))
