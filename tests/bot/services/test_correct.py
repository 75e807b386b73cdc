"""Staff put a reading right: the week follows, nothing is sent, and the words stay without names."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, update

from bot.errors import Refused
from bot.services.correct import CHOICES, MEANWHILE, correct, take_back
from bot.services.staff import Role, SignedIn
from bot.services.sweep import tidy
from flows.engine.events import Need
from flows.reading import Intent
from flows.reading.kept import kept
from storage.errors import Missing
from storage.tables import (
    Address,
    Audit,
    Correction,
    Family,
    HomeStory,
    Inbound,
    Outbound,
    Parent,
    Rsvp,
    Staff,
    Task,
)
from tests.school import STORY_TIME, a_family, at, change, goes_on_to, outbox, row, rows, said_to, says

LATE_AGAIN = STORY_TIME + timedelta(days=7)


@pytest.fixture
async def amina(house):
    """Return a family that has been asked about Thursday, by text."""
    family = await a_family(house, story_times=(STORY_TIME, LATE_AGAIN))
    await goes_on_to(house, at(12, "16:30"))
    return family


def who(house):
    person = row(house, Staff)
    return SignedIn(
        person.id, person.name, Role(person.role), person.school_id, "Hazel Lane", ZoneInfo("Europe/London")
    )


async def wrote(house, family, words):
    """Let the parent write, and return the message."""
    await says(house, family, words)
    return rows(house, Inbound, parent_id=family.parent_id)[-1]


def seen(house, message):
    found = rows(house, Correction, inbound_id=message.id)
    return found[0].said_at.isoformat() if found else ""


async def puts_right(house, family, message, said):
    house.clock.forward(minutes=1)
    await correct(house, who(house), family.parent_id, message.id, said, seen(house, message))


async def takes_back(house, family, message):
    await take_back(house, who(house), family.parent_id, message.id, seen(house, message))


def answer(house, family, session=0):
    found = rows(house, Rsvp, session_id=family.sessions[session])
    return found[0].answer if found else None


# The week


@pytest.mark.parametrize(
    ("said", "expected"),
    [("yes", "yes"), ("late", "late"), ("maybe", "maybe"), ("no", "no"), ("alternative", "another_time")],
)
async def test_the_week_shows_what_was_meant(house, amina, said, expected):
    message = await wrote(house, amina, "cant make it")
    assert answer(house, amina) == "no"
    sent = said_to(house, amina)
    await puts_right(house, amina, message, said)
    assert answer(house, amina) == expected
    assert said_to(house, amina) == sent


@pytest.mark.parametrize("said", ["question", "thanks", "unclear", "story", "story_none", "callback"])
async def test_what_was_no_answer_leaves_the_door_open(house, amina, said):
    message = await wrote(house, amina, "yes we will be there")
    await puts_right(house, amina, message, said)
    assert answer(house, amina) is None


async def test_a_question_leaves_an_earlier_answer_alone(house, amina):
    await wrote(house, amina, "yes we will be there")
    message = await wrote(house, amina, "where is it")
    await puts_right(house, amina, message, "thanks")
    assert answer(house, amina) == "yes"


async def test_a_later_answer_is_never_overruled(house, amina):
    first = await wrote(house, amina, "maybe, if i get off work")
    await wrote(house, amina, "yes we will be there")
    await puts_right(house, amina, first, "no")
    assert answer(house, amina) == "yes"
    assert row(house, Correction).labels == "no"


async def test_how_late_is_kept_where_the_words_say_it(house, amina):
    message = await wrote(house, amina, "yes but 10 min late x")
    await puts_right(house, amina, message, "no")
    await puts_right(house, amina, message, "late")
    assert row(house, Rsvp).minutes_late == 10


async def test_for_a_past_session_only_the_record_changes(house, amina):
    message = await wrote(house, amina, "cant make it")
    house.clock.time = at(19)
    before = outbox(house)
    await puts_right(house, amina, message, "alternative")
    assert answer(house, amina) == "another_time"
    assert answer(house, amina, 1) is None
    assert outbox(house) == before
    assert rows(house, Task, need=Need.OTHER_TIME, done_at=None) == []


async def test_another_time_asks_staff_to_find_one(house, amina):
    message = await wrote(house, amina, "yes we will be there")
    await puts_right(house, amina, message, "alternative")
    assert row(house, Task, done_at=None).need == Need.OTHER_TIME
    await puts_right(house, amina, message, "yes")
    assert rows(house, Task, done_at=None) == []


async def test_a_call_asks_somebody_to_ring(house, amina):
    message = await wrote(house, amina, "yes we will be there")
    await puts_right(house, amina, message, "callback")
    task = row(house, Task, done_at=None)
    assert (task.need, task.is_safety) == (Need.RING, False)
    await puts_right(house, amina, message, "thanks")
    assert rows(house, Task, done_at=None) == []


# Stories


async def test_a_story_is_kept_and_forgotten_again(house, amina):
    words = "the fox went out and then it found a big red door in the snow"
    message = await wrote(house, amina, "the thing with the door again and again and so on and on")
    await change(house, Inbound, message.id, body=words)
    await puts_right(house, amina, message, "story")
    kept_story = row(house, HomeStory)
    assert (kept_story.words, kept_story.kind, kept_story.for_book) == (words, "told", None)
    await puts_right(house, amina, message, "story_none")
    assert rows(house, HomeStory) == []


async def test_a_story_in_the_book_stays_the_familys(house, amina):
    message = await wrote(house, amina, "once upon a time a fox found a red door in the snow")
    stories = rows(house, HomeStory, inbound_id=message.id)
    if not stories:
        await puts_right(house, amina, message, "story")
    await change(house, HomeStory, row(house, HomeStory).id, for_book=True)
    await puts_right(house, amina, message, "thanks")
    assert row(house, HomeStory).for_book


# What ends the texts, or has somebody alerted


async def test_no_more_texts_acts_as_the_real_thing(house, amina):
    message = await wrote(house, amina, "yes we will be there")
    sent = said_to(house, amina)
    await puts_right(house, amina, message, "stop")
    assert row(house, Parent).stopped_at is not None
    assert row(house, Parent).conversation is None
    assert said_to(house, amina) == sent
    await goes_on_to(house, at(14, "08:30"))
    assert said_to(house, amina) == sent


async def test_a_stop_is_not_lifted_by_a_second_thought(house, amina):
    message = await wrote(house, amina, "yes we will be there")
    await puts_right(house, amina, message, "stop")
    await takes_back(house, amina, message)
    assert row(house, Parent).stopped_at is not None
    assert answer(house, amina) == "yes"


async def test_a_stop_is_kept_without_any_address_too(house, amina):
    message = await wrote(house, amina, "yes we will be there")

    def forget(uow):
        uow.orm.delete(uow.orm.get(Address, 1))

    await house.database.write(forget)
    await puts_right(house, amina, message, "stop")
    assert row(house, Parent).stopped_at is not None


async def test_a_worry_stops_everything_and_alerts_somebody(house, amina):
    message = await wrote(house, amina, "yes we will be there")
    sent = said_to(house, amina)
    await puts_right(house, amina, message, "distress")
    task = row(house, Task, is_safety=True)
    assert row(house, Family).held_at is not None
    assert task.need == Need.RING
    (alert,) = rows(house, Outbound, kind="alert")
    assert "we will be there" not in alert.body
    assert said_to(house, amina) == sent
    assert row(house, Correction).words is None


async def test_a_worry_is_not_called_off_by_a_second_thought(house, amina):
    message = await wrote(house, amina, "yes we will be there")
    await puts_right(house, amina, message, "distress")
    await puts_right(house, amina, message, "yes")
    assert row(house, Family).held_at is not None
    assert row(house, Task, is_safety=True).done_at is None


async def test_a_wrong_number_is_forgotten(house, amina):
    message = await wrote(house, amina, "yes we will be there")
    await puts_right(house, amina, message, "wrong_number")
    assert rows(house, Address) == []
    assert row(house, Task, done_at=None).need == Need.WRONG_NUMBER


# Twice, two at once, gone


async def test_taking_it_back_brings_back_what_was(house, amina):
    await wrote(house, amina, "no sorry not thursday")
    message = await wrote(house, amina, "thank you")
    assert answer(house, amina) == "no"
    await puts_right(house, amina, message, "yes")
    assert answer(house, amina) == "yes"
    await puts_right(house, amina, message, "late")
    await takes_back(house, amina, message)
    assert answer(house, amina) == "no"
    assert rows(house, Correction) == []


async def test_taking_it_back_leaves_a_later_answer(house, amina):
    message = await wrote(house, amina, "no sorry not thursday")
    await puts_right(house, amina, message, "yes")
    await wrote(house, amina, "maybe, if i get off work")
    later = answer(house, amina)
    await takes_back(house, amina, message)
    assert answer(house, amina) == later


async def test_the_same_again_changes_nothing(house, amina):
    message = await wrote(house, amina, "cant make it")
    await puts_right(house, amina, message, "yes")
    once = row(house, Correction).said_at
    await correct(house, who(house), amina.parent_id, message.id, "yes", "")
    assert row(house, Correction).said_at == once
    await takes_back(house, amina, message)
    await takes_back(house, amina, message)


async def test_of_two_at_once_the_second_looks_again(house, amina):
    message = await wrote(house, amina, "cant make it")
    await correct(house, who(house), amina.parent_id, message.id, "yes", "")
    with pytest.raises(Refused, match="colleague"):
        await correct(house, who(house), amina.parent_id, message.id, "maybe", "")
    assert answer(house, amina) == "yes"
    with pytest.raises(Refused) as refused:
        await take_back(house, who(house), amina.parent_id, message.id, "yesterday")
    assert str(refused.value) == MEANWHILE


async def test_what_is_nobodys_message_is_not_found(house, amina):
    with pytest.raises(Missing):
        await correct(house, who(house), amina.parent_id, 4711, "yes", "")
    other = await a_family(house, parent="Kasia", child="Maja", number="+447700900102")
    message = await wrote(house, amina, "cant make it")
    with pytest.raises(Missing):
        await correct(house, who(house), other.parent_id, message.id, "yes", "")


async def test_an_unknown_meaning_is_refused(house, amina):
    message = await wrote(house, amina, "cant make it")
    with pytest.raises(Refused):
        await correct(house, who(house), amina.parent_id, message.id, "start", "")
    assert answer(house, amina) == "no"


async def test_what_the_helper_did_not_read_is_not_put_right(house, amina):
    message = await wrote(house, amina, "cant make it")
    await change(house, Inbound, message.id, reading=None)
    with pytest.raises(Refused, match="did not read"):
        await correct(house, who(house), amina.parent_id, message.id, "yes", "")


@pytest.mark.parametrize("said", CHOICES)
async def test_every_choice_is_kept_audited_and_read(house, amina, said):
    message = await wrote(house, amina, "qwxz blorp")
    await puts_right(house, amina, message, said)
    assert row(house, Correction).labels == said
    assert "put a reading right" in [each.what for each in rows(house, Audit)]
    assert row(house, Inbound, id=message.id).wants_reader is False or row(house, Inbound, id=message.id).read_by
    assert rows(house, Task, need="read", done_at=None) == []


# The example


async def test_the_words_are_kept_without_names_and_with_what_was_asked(house, amina):
    message = await wrote(house, amina, "JJ and amina cant, ask Zayd on 07700 900123. where is it?")
    heard = kept(message.reading).leading
    await puts_right(house, amina, message, "yes")
    example = row(house, Correction)
    assert example.words == "Sam and Sam cant, ask Sam on 00000. where is it?"
    assert (example.context, example.language, example.heard) == ("invitation", "en", heard)


async def test_a_question_beside_the_answer_is_still_meant(house, amina):
    message = await wrote(house, amina, "cant come. where is it?")
    assert Intent.QUESTION in kept(message.reading).intents
    await puts_right(house, amina, message, "yes")
    assert row(house, Correction).labels == "yes,question"


async def test_examples_go_with_the_family_and_30_days_after_its_last_session(house, amina):
    message = await wrote(house, amina, "cant make it")
    await puts_right(house, amina, message, "yes")
    house.clock.time = at(21) + timedelta(days=29)
    await tidy(house)
    assert len(rows(house, Correction)) == 1
    house.clock.forward(days=3)
    await tidy(house)
    assert rows(house, Correction) == []


async def test_a_deleted_message_takes_what_was_said_of_it_along(house, amina):
    message = await wrote(house, amina, "thank you")
    await puts_right(house, amina, message, "yes")

    def forget(uow):
        uow.connection.execute(update(Outbound).values(answers_id=None))
        uow.connection.execute(delete(Inbound).where(Inbound.id == message.id))

    await house.database.write(forget)
    assert rows(house, Correction) == []
    assert row(house, Rsvp).inbound_id is None
    assert answer(house, amina) == "yes"
