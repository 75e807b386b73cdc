"""The texts and a school's own words for them: shown as parents see them, looked at while typed, kept by the lead."""

import pytest

from bot.services.staff import Role
from storage.tables import Audit, Wording
from tests.school import at, goes_on_to, row, rows, said_to

ASK = "Hi! Story time is {day} at {time}. Will we see you? Reply 1 yes, 2 not this time, 3 maybe, 4 another time."
FIRST = (
    "Hi! Your first story time with {child} is {day} at {time}, {place}. Will we see you? "
    "Reply 1 yes, 2 not this time, 3 maybe."
)


@pytest.mark.parametrize("role", [Role.TA, Role.DSL, Role.OFFICE, Role.HEAD, Role.TECHNICIAN])
async def test_only_the_lead_may_change_a_text(house, signed_in_as, role):
    other = await signed_in_as(role)
    assert other.get("/wording").status == 403
    assert other.post("/wording/RS-02", do="keep", words=ASK).status == 403
    assert rows(house, Wording) == []


async def test_every_text_stands_there_as_parents_see_it(khan):
    words = khan.get("/wording").words
    assert (
        "Can you come? Two school days before the first story time Your first story time with JJ is Thursday" in words
    )
    assert "Hello {parent}. This is the story helper at {school}." in words
    assert "It goes to a number that is not proved yet, so it may name neither child nor story time." in words
    assert "Your words" not in words


async def test_a_text_is_looked_at_kept_and_goes(house, khan, amina, signed_in_as):
    page = khan.get("/wording/RS-01")
    assert "Please leave “1 yes, 2 not this time, 3 maybe” as it is" in page.words
    seen = khan.post("/wording/RS-01", do="look", words=FIRST).words
    assert "Hi! Your first story time with JJ is Thursday 14 May at 2.15pm, Nest room." in seen
    assert "year-old can read this. One SMS part, 4p a parent." in seen
    assert rows(house, Wording) == []
    assert khan.post("/wording/RS-01", do="keep", words=FIRST).location == "/wording/RS-01?done=kept"
    assert row(house, Audit).what == "changed a text"
    after = khan.get("/wording/RS-01?done=kept").words
    assert "It goes in your words from the next text on. Ours" in after
    assert "Worded by Mrs Khan, today, " in after
    assert "Your words" in khan.get("/wording").words
    await goes_on_to(house, at(12, "16:30"))
    (said,) = said_to(house, amina)
    assert said.startswith("Hi! Your first story time with JJ is Thursday 14 May")
    colleague = await signed_in_as(Role.TA)
    for path in (f"/families/{amina.family_id}", "/going-out"):
        assert said in colleague.get(path).words


async def test_ours_is_back_in_one_tap(house, khan):
    khan.post("/wording/RS-01", do="keep", words=FIRST)
    assert khan.post("/wording/RS-01", do="back").location == "/wording?done=back"
    assert rows(house, Wording) == []
    assert "Your words" not in khan.get("/wording?done=back").words


async def test_what_makes_it_dearer_is_shown_with_a_plain_way_in_one_tap(house, khan):
    curly = "Maybe is fine. It’s good if you can. We’ll say hello that morning. No need to reply."
    looked = khan.post("/wording/RS-06/check", words=curly)
    assert "The ’ in “It’s” makes it dearer." in looked.words
    assert 'name="instead" value="Maybe is fine. It&#39;s good if you can. We&#39;ll say hello' in looked.html
    plain = khan.post("/wording/RS-06", instead=curly.replace("’", "'"), words=curly)
    assert "dearer" not in plain.words
    assert "This may go." in plain.words
    emoji = khan.post("/wording/RS-06/check", words=f"Maybe is fine 🎉 {'Come if you can. ' * 4}")
    assert "The 🎉 makes it dearer." in emoji.words
    assert 'value="Maybe is fine Come if you can. Come' in emoji.html
    assert "dearer" not in khan.post("/wording/RS-06/check", words="Maybe is fine 🎉 Come if you can.").words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("See you at {time}.", "Please keep {day} and {time} in this text"),
        ("See you {day} at {time}. Your child hit someone.", "<mark>hit</mark>"),
        ("See you {day} at {time}. " + "We anticipate participation. " * 2, "Hard to read: it is like a text for"),
        ("See you {day} at {time}, {place}.", "Only {day} and {time} can stand in this text."),
        ("See you {day} at {", "Only {day} and {time} can stand in this text."),
    ],
)
async def test_what_is_wrong_is_said_while_typing_and_again_on_keeping(house, khan, words, said):
    assert said in khan.post("/wording/RS-03/check", words=words).html
    refused = khan.post("/wording/RS-03", do="keep", words=words)
    assert refused.status == 422
    assert words.strip() in refused.html
    assert rows(house, Wording) == rows(house, Audit) == []


async def test_nothing_typed_is_nothing_to_look_at(khan):
    assert khan.post("/wording/RS-03/check", words=" ").words == ""


async def test_the_page_says_what_each_language_gets(house, khan):
    before = khan.get("/wording/RS-03").words
    assert "Ours go in every language." in before
    assert "Your own words in Polish" not in before
    khan.post("/wording/RS-03", do="keep", words="Hooray. See you {day} at {time}.")
    kept = khan.get("/wording/RS-03").words
    assert "Your words go to parents who read English. In every other language ours go on" in kept
    assert "Polish Our words" in kept
    polish = {"words": "Hurra. Do zobaczenia {day}, {time}.", "checked_by": "Ms Nowak"}
    assert khan.post("/wording/RS-03/in/pl", do="keep", **polish).location == "/wording/RS-03?done=translated"
    assert "Polish Your words, checked by Ms Nowak, today" in khan.get("/wording/RS-03").words
    khan.post("/wording/RS-03", do="keep", words="Great. See you {day} at {time}.")
    stale = khan.get("/wording/RS-03").words
    assert "Polish Our words. Yours were made from an older English text, so they are not sent" in stale
    assert khan.post("/wording/RS-03/in/pl", do="back").location == "/wording/RS-03?done=forgotten"
    assert [each.language for each in rows(house, Wording)] == ["en"]


async def test_a_translation_nobody_has_checked_is_not_kept(house, khan):
    khan.post("/wording/RS-03", do="keep", words="Hooray. See you {day} at {time}.")
    refused = khan.post("/wording/RS-03/in/pl", do="keep", words="Hurra {day}, {time}.", checked_by="")
    assert refused.status == 422
    assert "Please say who reads this language and has checked it." in refused.words
    assert "Hurra {day}, {time}." in refused.words
    assert len(rows(house, Wording)) == 1


@pytest.mark.parametrize(
    ("path", "status"), [("/wording/XX-99", 404), ("/wording/SG-01", 400), ("/wording/OP-yes", 400)]
)
async def test_there_is_no_desk_for_a_text_that_stays_as_it_is(khan, path, status):
    assert khan.get(path).status == status
    assert khan.post(path, do="keep", words="Hello there.").status == status


async def test_no_other_doing_is_known(khan):
    assert khan.post("/wording/RS-03", do="burn", words="Hello there.").status == 404


async def test_answers_and_reminders_are_looked_at_the_same_way(khan, amina):
    box = f"/families/{amina.family_id}/adults/{amina.parent_id}/check"
    assert "can read this. One SMS part, 4p a parent." in khan.post(box, words="Thank you. See you soon.").words
    assert "<mark>hit</mark>" in khan.post(box, words="JJ hit a child.").html
    assert khan.post(box, words=" ").words == ""
    looked = khan.post("/reminders/check", wording="Story time is {day} at {time}. Late is fine 🎉").words
    assert "Story time is Thursday 14 May at 2.15pm. Late is fine 🎉 Reply 1 yes" in looked
    assert "The 🎉 makes it dearer. Write it in plain signs" in looked
    again = khan.post("/reminders/new", wording="🎉", instead="Story time is {day}.", programme="1", who="all")
    assert "Story time is {day}.</textarea>" in again.html
