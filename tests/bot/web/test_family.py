from datetime import timedelta

import pytest

from flows.engine.events import Need
from flows.engine.kinds import ChannelName
from storage.repositories import answers, parents
from storage.tables import Address, Family, Inbound, Outbound, Parent, Session, Task
from tests.bot.web.conftest import signed_in
from tests.school import STORY_TIME, a_family, at, change, goes_on_to, row, rows, said_to, says

SMS = ChannelName.SMS


@pytest.fixture
async def dawn(house, amina):
    """Return a family whose number is not proved yet."""
    return await a_family(house, parent="Dawn", child="Ellis", number="+447700900104", is_proved=False)


@pytest.fixture
async def kasia(house, amina):
    """Return a family that reads Polish."""
    return await a_family(house, parent="Kasia", child="Maja", number="+447700900102", language="pl")


def path(family, verb=None):
    start = f"/families/{family.family_id}"
    return f"{start}/adults/{family.parent_id}/{verb}" if verb else start


# The talk


async def test_the_talk_is_shown_both_ways_with_what_was_heard(house, khan, amina):
    await says(house, amina, "yes but 10 min late x")
    page = khan.get(path(amina))
    assert "yes but 10 min late x" in page.words
    assert "Understood: Coming, ten minutes late" in page.words
    assert "<mark>10 min late</mark>" in page.html
    assert "No rush" in page.words


async def test_another_language_stands_beside_english(house, khan, kasia):
    await says(house, kasia, "STOP")
    page = khan.get(path(kasia))
    assert 'lang="pl" dir="ltr"' in page.html
    assert row(house, Outbound, parent_id=kasia.parent_id).english in page.words


async def test_one_adults_thread_shows_nothing_of_the_others(house, khan, amina):
    def add(uow):
        now = house.clock.now()
        mark = Parent(school_id=amina.school_id, family_id=amina.family_id, name="Mark", language="en", created_at=now)
        uow.orm.add(mark)
        uow.orm.flush()
        return mark.id

    mark = await house.database.write(add)
    await says(house, amina, "yes we will be there")
    page = khan.get(f"{path(amina)}?adult={mark}")
    assert "Mark" in page.words
    assert "we will be there" not in page.words
    assert "we will be there" in khan.get(path(amina)).words


async def test_a_silence_says_its_reason(house, khan, amina):
    await says(house, amina, "STOP")
    await says(house, amina, "hello?")
    assert "No answer went. They stopped the texts." in khan.get(path(amina)).words


async def test_what_did_not_go_says_why_and_what_to_do(house, khan, dawn):
    await change(house, Parent, dawn.parent_id, ticked_at=None)
    await house.database.write(
        lambda uow: uow.orm.add(
            Outbound(
                school_id=dawn.school_id,
                parent_id=dawn.parent_id,
                channel="sms",
                to=dawn.number,
                kind="ask",
                texts="RS-01",
                body="Can you come?",
                state="suppressed",
                why="unproved",
                created_at=house.clock.now(),
                not_before=house.clock.now(),
                expires_at=house.clock.now(),
            )
        )
    )
    words = khan.get(path(dawn)).words
    assert "Not sent" in words
    assert "check it with them at the gate" in words


async def test_an_unsure_text_goes_again_with_one_tap(house, khan, amina):
    khan.post(path(amina, "reply"), words="See you on Thursday.")
    sent = row(house, Outbound)
    await change(house, Outbound, sent.id, state="unsure")
    assert "not sure this one arrived" in khan.get(path(amina)).words
    assert khan.post(path(amina, "again"), message=sent.id).location.endswith("done=again")
    assert len(said_to(house, amina)) == 2
    assert khan.post(path(amina, "again"), message=sent.id).status == 422
    assert len(said_to(house, amina)) == 2


# Words of a person


def test_an_answer_goes_with_the_name_of_whoever_wrote_it(house, khan, amina):
    done = khan.post(path(amina, "reply"), words="Yes, that’s fine.  See you at 2.15.")
    assert done.location.endswith("done=sent")
    assert said_to(house, amina) == ["Yes, that's fine. See you at 2.15. From Mrs Khan"]
    assert row(house, Outbound).kind == "person"


@pytest.mark.parametrize("words", ["JJ hit a boy today", "He was excluded from class again", "JJ b1t someone", " "])
def test_no_report_leaves_by_the_reply_box(house, khan, amina, words):
    page = khan.post(path(amina, "reply"), words=words)
    assert page.status == 422
    assert rows(house, Outbound) == []
    assert words.strip() in page.html


async def test_an_answer_out_of_hours_waits_and_says_until_when(house, web, amina):
    house.clock.forward(hours=12)
    late = await signed_in(house, web, amina.staff_id)
    assert late.post(path(amina, "reply"), words="Yes, that is fine.").location.endswith("done=waits")
    assert "Waiting, goes tomorrow, 8.15am" in late.get(path(amina)).words
    assert said_to(house, amina) == []


async def test_an_answer_marks_what_was_written_as_read(house, khan, amina):
    await says(house, amina, "what do you think about the thing we spoke of")
    assert row(house, Inbound).wants_reader
    khan.post(path(amina, "reply"), words="Yes, that is fine.")
    assert row(house, Inbound).read_by == amina.staff_id
    assert rows(house, Task, done_at=None) == []


async def test_what_was_written_can_be_marked_as_read(house, khan, amina):
    await says(house, amina, "what do you think about the thing we spoke of")
    assert "To be read by a person" in khan.get(path(amina)).words
    khan.post(path(amina, "read"))
    assert "To be read by a person" not in khan.get(path(amina)).words


@pytest.mark.parametrize("column", ["stopped_at", "not_safe_at"])
async def test_nothing_goes_to_whoever_stopped_or_is_not_safe(house, khan, amina, column):
    await change(house, Parent, amina.parent_id, **{column: house.clock.now()})
    page = khan.post(path(amina, "reply"), words="Yes, that is fine.")
    assert page.status == 422
    assert "Speak in person" in page.words
    assert rows(house, Outbound) == []
    assert "Answer Amina" not in page.words


async def test_no_name_goes_to_a_shared_phone(house, khan, amina):
    await change(house, Parent, amina.parent_id, plain_at=house.clock.now())
    assert "no names" in khan.post(path(amina, "reply"), words="JJ is fine.").words
    khan.post(path(amina, "reply"), words="Yes, that is fine.")
    assert said_to(house, amina) == ["Yes, that is fine."]


# A person takes over


async def test_taking_over_quietens_the_helper_until_it_is_handed_back(house, khan, amina):
    khan.post(path(amina, "take-over"))
    assert row(house, Family).held_at is not None
    assert await says(house, amina, "what time is it") == []
    khan.post(path(amina, "reply"), words="At 2.15 on Thursday.")
    assert len(said_to(house, amina)) == 1
    khan.post(path(amina, "hand-back"))
    assert row(house, Family).held_at is None


async def test_after_a_worry_somebody_rings_before_the_texts_start_again(house, khan, amina):
    await says(house, amina, "i cant go on i want to die")
    assert row(house, Family).held_at is not None
    assert "Please ring first" in khan.post(path(amina, "hand-back")).words
    task = row(house, Task, is_safety=True)
    khan.post(f"/ring/{task.id}", do="rang")
    assert khan.post(path(amina, "hand-back")).location.endswith("done=hand-back")
    page = khan.get(path(amina))
    assert "Understood: For a person Decided" in page.words
    assert "distress" not in page.words


# Inviting and proving


def test_the_first_text_names_neither_the_child_nor_the_programme(house, khan, dawn):
    assert khan.post(path(dawn, "invite")).location.endswith("done=sent")
    (first,) = said_to(house, dawn)
    assert first.startswith("Hello Dawn. This is the story helper at Hazel Lane.")
    assert "Ellis" not in first
    assert "Story Links" not in first


def test_the_first_text_goes_once(house, khan, dawn):
    khan.post(path(dawn, "invite"))
    assert "at the gate" in khan.post(path(dawn, "invite")).words
    assert len(said_to(house, dawn)) == 1


async def test_only_whoever_was_ticked_is_invited(house, khan, dawn):
    await change(house, Parent, dawn.parent_id, ticked_at=None, ticked_by=None)
    assert "ticked" in khan.post(path(dawn, "invite")).words
    assert "tick that you have checked" in khan.post(path(dawn, "may")).words
    khan.post(path(dawn, "may"), checked="yes")
    assert khan.post(path(dawn, "invite")).location.endswith("done=sent")


async def test_an_invitation_out_of_hours_waits_for_the_morning(house, web, dawn):
    house.clock.forward(hours=12)
    late = await signed_in(house, web, dawn.staff_id)
    assert late.post(path(dawn, "invite")).location.endswith("done=waits")
    assert said_to(house, dawn) == []
    assert "Waiting, goes tomorrow, 8.15am" in late.get(path(dawn)).words


def test_a_number_checked_at_the_gate_is_proved(house, khan, dawn):
    khan.post(path(dawn, "checked"))
    assert row(house, Address, parent_id=dawn.parent_id).proved_at == house.clock.now()
    assert "In touch" in khan.get(path(dawn)).words


def test_a_new_number_is_asked_who_it_is(house, khan, amina):
    assert "in use" in khan.post(path(amina, "number"), number="07700900101").beside["number"]
    assert "landline" in khan.post(path(amina, "number"), number="0121 496 0000").beside["number"]
    khan.post(path(amina, "number"), number="07700 900199")
    address = row(house, Address, parent_id=amina.parent_id)
    assert (address.number, address.proved_at) == ("+447700900199", None)
    (asked,) = house.channels[SMS].sent
    assert "JJ" not in asked.body


# Putting things right


def test_names_and_language_are_put_right(house, khan, amina):
    khan.post(path(amina, "details"), name="Amy", language="pl", child="JayJay")
    adult = row(house, Parent, id=amina.parent_id)
    assert (adult.name, adult.language) == ("Amy", "pl")
    assert "JayJay and Amy" in khan.get(path(amina)).words


@pytest.mark.parametrize(
    ("field", "typed"), [("name", ""), ("name", "x" * 13), ("language", "tlh"), ("child", "JJ hit Sam")]
)
def test_wrong_details_are_said_so(house, khan, amina, field, typed):
    page = khan.post(path(amina, "details"), **{"name": "Amy", "language": "en", "child": "JJ", field: typed})
    assert page.status == 422
    assert row(house, Parent, id=amina.parent_id).name == "Amina"


def test_texts_rest_and_are_woken(house, khan, amina):
    khan.post(path(amina, "rest"))
    assert "Resting" in khan.get(path(amina)).words
    khan.post(path(amina, "wake"))
    assert "In touch" in khan.get(path(amina)).words


def test_taking_the_tick_back_holds_everything(house, khan, amina):
    khan.post(path(amina, "may-not"))
    assert "Please check" in khan.get(path(amina)).words
    assert khan.post(path(amina, "reply"), words="Yes, that is fine.").status == 422


async def test_a_family_without_a_programme_joins_one(house, khan, amina):
    khan.post("/families/new", child="Theo", adult_1_name="Mark", adult_1_number="07700900105", adult_1_language="en")
    mark = rows(house, Parent)[-1]
    where = f"/families/{mark.family_id}/adults/{mark.id}/programme"
    assert khan.post(where, programme="").status == 422
    khan.post(where, programme=amina.programme_id)
    assert len(rows(house, Session, family_id=mark.family_id)) == 10
    assert "already" in khan.post(where, programme=amina.programme_id).words


# Telegram


def test_a_telegram_link_is_a_code_to_point_a_camera_at(house, khan, amina):
    page = khan.post(path(amina, "telegram"))
    assert f"{house.origin}/t/" in page.words
    source = page.html.split('class="qr" src="')[1].split('"')[0]
    drawn = khan.get(source.replace("&amp;", "&"))
    assert drawn.response.headers["content-type"] == "image/svg+xml"
    assert drawn.html.startswith("<?xml")
    assert amina.number not in page.html


async def test_there_is_no_link_for_whoever_must_not_be_messaged(house, khan, amina):
    await change(house, Parent, amina.parent_id, ticked_at=None)
    assert "check first" in khan.post(path(amina, "telegram")).words
    assert khan.get(f"{path(amina)}/telegram.svg?token=<b>").status == 404


# What is not there


def test_what_is_not_there_is_not_found(khan, amina):
    assert khan.get("/families/999").status == 404
    assert khan.get(f"{path(amina)}?adult=999").status == 404
    assert khan.get(f"{path(amina)}?adult=x").status == 200
    assert khan.post(path(amina, "report-behaviour")).status == 404
    assert khan.post(f"/families/999/adults/{amina.parent_id}/rest").status == 404


async def test_every_need_is_said_in_words(house, khan, amina):
    for need in Need:
        values = {"school_id": amina.school_id, "parent_id": amina.parent_id, "need": need, "ref": "ABCD"}
        raised = {**values, "is_safety": False, "raised_at": house.clock.now(), "alerted": 0}
        await house.database.write(lambda uow, row_=raised: answers.raise_task(uow, row_))
    assert khan.get(path(amina)).status == 200


async def test_every_standing_is_said_in_words(house, khan, amina):
    for column in ("not_safe_at", "stopped_at", "paused_at", "quiet_at"):
        await change(house, Parent, amina.parent_id, **{column: house.clock.now()})
        assert khan.get(path(amina)).status == 200
        assert khan.get("/families").status == 200
        await change(house, Parent, amina.parent_id, **{column: None})
    await house.database.write(lambda uow: parents.remove_address(uow, row_id(house, amina)))
    assert "A number that works is needed" in khan.get(path(amina)).words
    assert khan.post(path(amina, "reply"), words="Yes, that is fine.").status == 422


def row_id(house, family):
    return row(house, Address, parent_id=family.parent_id).id


# Silence, and a new beginning


@pytest.fixture
async def dana(house, amina):
    """Return a family that has been silent for two sessions."""
    times = [STORY_TIME - timedelta(weeks=n) for n in (2, 1, 0)]
    return await a_family(house, parent="Dana", child="Ola", number="+447700900105", week=2, story_times=times)


def test_a_family_that_fell_silent_is_left_in_peace_with_one_press(house, khan, dana):
    assert "One kind text, then quiet" in khan.get(path(dana)).words
    khan.post(path(dana, "peace"))
    assert said_to(house, dana) == [
        (
            "No need to reply. Your place at story time is here when it suits you. Text STORY any time. "
            "Warm wishes from Hazel Lane."
        )
    ]
    assert row(house, Parent, id=dana.parent_id).quiet_at is not None
    assert "One kind text, then quiet" not in khan.get(path(dana)).words


def test_nobody_is_left_in_peace_twice(house, khan, dana):
    khan.post(path(dana, "peace"))
    assert "They are left in peace already." in khan.post(path(dana, "peace")).words
    assert len(said_to(house, dana)) == 1


async def test_a_person_lets_the_texts_begin_anew(house, khan, dana):
    khan.post(path(dana, "wake"))
    assert "One kind text, then quiet" not in khan.get(path(dana)).words
    await goes_on_to(house, at(12, "16:30"))
    assert len(said_to(house, dana)) == 1


async def test_without_a_person_nothing_goes_to_whoever_fell_silent(house, dana):
    await goes_on_to(house, at(12, "16:30"))
    await goes_on_to(house, at(14, "08:30"))
    await goes_on_to(house, at(15, "16:30"))
    assert said_to(house, dana) == []


async def test_a_number_that_lay_idle_is_said_in_plain_words_and_asked_at_one_press(house, khan, amina):
    address = row(house, Address, parent_id=amina.parent_id)
    await change(house, Address, address.id, proved_at=None, lapsed_at=house.clock.now())
    await change(house, Parent, amina.parent_id, invited_at=None)
    assert "Six months without a word. Is the number still theirs?" in khan.get(path(amina)).words
    assert khan.post(path(amina, "invite")).location.endswith("done=sent")
    assert said_to(house, amina)[-1].startswith("Hello Amina. This is the story helper at Hazel Lane.")


async def test_after_a_hard_day_kind_words_go_once_and_then_nothing(house, khan, amina):
    assert khan.post(path(amina, "sorry")).location.endswith("done=sent")
    assert said_to(house, amina)[-1].startswith("We are so sorry.")
    page = khan.get(path(amina))
    assert "Left in peace" in page.words
    assert khan.post(path(amina, "sorry")).status == 422
