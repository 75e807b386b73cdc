"""A school's own words for automatic texts: what is refused, what goes to whom, and what is stale."""

from datetime import timedelta

import pytest

from bot.errors import Refused
from bot.i18n import SHIPPED
from bot.services import wording
from bot.services.invite import invite
from bot.services.kept_back import KeptBack
from bot.services.preview import preview_family
from bot.services.staff import Role, SignedIn
from bot.services.suppose import Path
from bot.services.wording_cards import Whose, cards, desk
from storage.errors import Missing
from storage.repositories import wordings
from storage.tables import Audit, Outbound, School, Wording
from tests.house import make_house
from tests.school import LONDON, STORY_TIME, TELEGRAM, a_family, at, change, goes_on_to, row, rows, said_to, says

ASK = "Hi! Story time is {day} at {time}. Will we see you? Reply 1 yes, 2 not this time, 3 maybe, 4 another time."
HELLO = "Story day is here: {time}, {place}. We can not wait to see you. Late is fine."


@pytest.fixture
def house(tmp_path, url):
    house = make_house(tmp_path, url=url)
    yield house
    house.database.close()


async def family_of(house, **more):
    """Make a family whose first story time has been."""
    return await a_family(house, story_times=(STORY_TIME - timedelta(days=7), STORY_TIME), **more)


@pytest.fixture
async def amina(house):
    return await family_of(house)


@pytest.fixture
def khan(amina):
    return SignedIn(amina.staff_id, "Mrs Khan", Role.LEAD, amina.school_id, "Hazel Lane Primary", LONDON)


async def was_asked(house, family):
    """Let the ask of this week go, and return it."""
    await goes_on_to(house, at(12, "16:30"))
    return said_to(house, family)[-1]


# What goes to whom


async def test_parents_are_asked_in_the_schools_own_words(house, khan, amina):
    await wording.change(house, khan, "RS-02", ASK)
    assert await was_asked(house, amina) == (
        "Hi! Story time is Thursday 14 May at 2.15pm. Will we see you? "
        "Reply 1 yes, 2 not this time, 3 maybe, 4 another time."
    )
    assert await says(house, amina, "1") == ["Lovely. See you Thursday 14 May at 2.15pm. Thank you."]


async def test_answers_are_in_the_schools_own_words_too(house, khan, amina):
    await wording.change(house, khan, "RS-03", "Hooray. See you {day} at {time}.")
    await was_asked(house, amina)
    assert await says(house, amina, "yes") == ["Hooray. See you Thursday 14 May at 2.15pm."]


async def test_ten_weeks_ahead_are_shown_in_the_schools_own_words(house, khan, amina):
    await wording.change(house, khan, "RS-02", ASK)
    foretold = await preview_family(house, khan.school_id, amina.family_id, Path())
    assert [each.words.body for each in foretold.goes if each.words.texts == "RS-02"] == [await was_asked(house, amina)]


async def test_other_languages_go_on_with_ours_and_staff_read_what_was_meant(house, khan):
    kasia = await family_of(house, parent="Kasia", child="Ola", language="pl", channel=TELEGRAM)
    await wording.change(house, khan, "RS-02", ASK)
    assert (await was_asked(house, kasia)).startswith("Czas na bajkę: czwartek 14 maja")
    assert row(house, Outbound, parent_id=kasia.parent_id).english.startswith("Story time is Thursday")


async def test_a_translation_that_somebody_checked_goes_and_means_the_schools_own(house, khan):
    kasia = await family_of(house, parent="Kasia", child="Ola", language="pl", channel=TELEGRAM)
    await wording.change(house, khan, "RS-02", ASK)
    polish = "Cześć! Bajka jest {day}, {time}. Przyjdziesz? Odpisz: 1 tak, 2 nie tym razem, 3 może, 4 inny termin."
    await wording.translate(house, khan, "RS-02", "pl", polish, "Ms Nowak")
    assert (await was_asked(house, kasia)).startswith("Cześć! Bajka jest czwartek 14 maja")
    assert row(house, Outbound, parent_id=kasia.parent_id).english.startswith("Hi! Story time is Thursday")


async def test_a_translation_of_older_words_is_not_sent(house, khan):
    kasia = await family_of(house, parent="Kasia", child="Ola", language="pl", channel=TELEGRAM)
    await wording.change(house, khan, "RS-03", "Hooray. See you {day} at {time}.")
    await wording.translate(house, khan, "RS-03", "pl", "Hurra. Do zobaczenia {day}, {time}.", "Ms Nowak")
    await wording.change(house, khan, "RS-03", "Great. See you {day} at {time}.")
    await was_asked(house, kasia)
    assert (await says(house, kasia, "tak"))[0].startswith("Super")
    polish = next(each for each in (await desk(house, khan, "RS-03")).others if each.language == "pl")
    assert (polish.whose, polish.kept.words) == (Whose.STALE, "Hurra. Do zobaczenia {day}, {time}.")


async def test_words_made_from_a_text_that_an_upgrade_has_changed_are_not_sent(house, khan, amina):
    await wording.change(house, khan, "RS-02", ASK)
    await change(house, Wording, row(house, Wording).id, made_from="Story time was {day} at {time}. Reply 1 yes.")
    await change(house, School, khan.school_id, wordings_version="after it")
    assert (await was_asked(house, amina)).startswith("Story time is Thursday")
    assert (await desk(house, khan, "RS-02")).english.whose is Whose.STALE
    assert [each.id for each in await cards(house, khan) if each.whose is Whose.STALE] == ["RS-02"]


async def test_ours_again_in_one_tap(house, khan, amina):
    await wording.change(house, khan, "RS-02", ASK)
    await wording.give_back(house, khan, "RS-02")
    assert rows(house, Wording) == []
    assert (await was_asked(house, amina)).startswith("Story time is Thursday")


async def test_before_the_number_is_proved_our_words_go(house, khan):
    dawn = await family_of(house, parent="Dawn", child="Bea", number="+447700900103", is_proved=False)
    await wording.change(house, khan, "CT-10", "Thank you. This is new to me. {staff} will read it by {day}.")
    await wording.change(house, khan, "CT-08",
                         "Sure. {staff} will ring you. When is best? 1 morning, 2 lunch, 3 after school. Or ring {phone}.")  # fmt: skip
    for words in ("call me", "qwertz uiop"):
        assert all("new to me" not in said and "Sure" not in said for said in await says(house, dawn, words))


async def test_what_follows_the_proof_is_in_the_schools_own_words(house, khan):
    dawn = await family_of(house, parent="Dawn", child="Bea", number="+447700900103", is_proved=False)
    hers = "Thank you. We would love to see you and {child} at {school} with {staff}. Reply 1 to hear more, 2 not now."
    await wording.change(house, khan, "ON-02", hers)
    await invite(house, khan, dawn.parent_id)
    assert await says(house, dawn, "1") == [
        "Thank you. We would love to see you and Bea at Hazel Lane with Mrs Khan. Reply 1 to hear more, 2 not now."
    ]


async def test_a_shared_phone_hears_our_words(house, khan):
    shared = await family_of(house, parent="Sam", number="+447700900104", plain_at=house.clock.now())
    await wording.change(house, khan, "RS-02", ASK)
    assert (await was_asked(house, shared)).startswith("Story time is")


async def test_another_school_is_not_touched(house, khan, amina):
    other = await house.database.write(lambda uow: _another_school(uow, house, khan))
    await wording.change(house, khan, "RS-02", ASK)
    assert await house.database.read(lambda uow: wordings.of_school(uow, other)) == ()


def _another_school(uow, house, khan):
    school = School(
        name="Other", short_name="Other", zone="Europe/London", phone="01632 960124", created_at=house.clock.now()
    )
    uow.orm.add(school)
    uow.orm.flush()
    return school.id


async def test_the_words_are_read_once_for_many_texts(house, khan, amina, monkeypatch):
    await wording.change(house, khan, "RS-02", ASK)
    asked = []
    found = wordings.of_school
    monkeypatch.setattr(wordings, "of_school", lambda *of: asked.append(of) or found(*of))
    await was_asked(house, amina)
    await says(house, amina, "1")
    await says(house, amina, "dates")
    assert len(asked) == 1


async def test_who_changed_what_is_kept_without_the_words(house, khan):
    await wording.change(house, khan, "RS-02", ASK)
    await wording.translate(house, khan, "RS-02", "pl", f"Bajka: {{day}}, {{time}}. {ANSWERS_PL}", "Ms Nowak")
    await wording.forget_translation(house, khan, "RS-02", "pl")
    await wording.give_back(house, khan, "RS-02")
    assert [(each.what, each.about) for each in rows(house, Audit)] == [
        ("changed a text", "RS-02"),
        ("changed a text", "RS-02 pl"),
        ("went back to our text", "RS-02 pl"),
        ("went back to our text", "RS-02"),
    ]


ANSWERS_PL = "Odpisz: 1 tak, 2 nie tym razem, 3 może, 4 inny termin."


# What is refused


@pytest.mark.parametrize(
    ("text_id", "words", "why"),
    [
        ("RS-03", "  ", "write what the text says"),
        ("RS-03", "Lovely. See you {day} at {time}. Thank you.", "our words already"),
        ("RS-03", "See you at {time}.", "keep {day} and {time} in this text"),
        ("RS-03", "See you {day} at {time}, {place}.", "Only {day} and {time} can stand"),
        ("RS-03", "See you {day} at {time}. {", "Only {day} and {time} can stand"),
        ("RS-06", "Come if you can, {child}.", "without { and }"),
        ("RS-03", "See you {day} at {time}: www.school.example", "leave links out"),
        ("RS-03", "See you {day} at {time}. Bring 2 pens.", "use just those of our text"),
        ("RS-02", ASK.replace("1 yes, 2 not this time", "1 not this time, 2 yes"), "keep “1 yes, 2 not this time"),
        ("RS-02", ASK.replace(", 4 another time", ""), "keep “1 yes, 2 not this time"),
        ("CT-15", "Okay, texts are on pause. Your place is safe. Text us when it suits you.", "keep STORY in capitals"),
        ("RS-03", "See you {day} at {time}. It will be fun for JJ.", "leave names out"),
        ("RS-03", "See you {day} at {time}. Amina, come as you are.", "leave names out"),
        ("RS-03", "See you {day} at {time}. Mrs Khan is glad.", "may not sound as if a person wrote it"),
        ("CT-09", "This is {staff}. I will ring you on {day}.", "may not sound as if a person wrote it"),
        ("CT-09", "I will ring you on {day}. Love, {staff}", "may not sound as if a person wrote it"),
        ("RS-03", "See you {day} at {time}. " + "It will be fun. " * 10, "too long for one text"),
        ("WP-03", "Story spark: " + "what is in the den? " * 6, "too long for one text"),
        ("RS-03", "We anticipate your participation on {day} at {time}, appreciating your cooperation.", "hard to read"),
    ],
)  # fmt: skip
async def test_what_a_text_cannot_be_is_said_in_one_sentence(house, khan, text_id, words, why):
    with pytest.raises(Refused, match=r".+") as refused:
        await wording.change(house, khan, text_id, words)
    assert why in str(refused.value)
    assert rows(house, Wording) == rows(house, Audit) == []


@pytest.mark.parametrize(
    "words",
    [
        "See you {day} at {time}. JJ hit a child today.",
        "Please come {day} at {time}. You did not come last week.",
        "If you do not come {day} at {time} we will tell the head.",
    ],
)
async def test_no_behaviour_report_leaves_by_a_changed_text(house, khan, words):
    with pytest.raises(Refused):
        await wording.change(house, khan, "RS-03", words)
    with pytest.raises(KeptBack):
        await wording.change(house, khan, "RS-03", words.replace("JJ", "Your child"))
    assert rows(house, Wording) == []


async def test_a_translation_is_looked_at_as_hard(house, khan):
    await wording.change(house, khan, "RS-03", "Hooray. See you {day} at {time}.")
    for words, by, why in (
        ("Hurra {day}, {time}.", "", "who reads this language"),
        ("Hurra {day}.", "Ms Nowak", "keep {day} and {time}"),
        ("Do zobaczenia {day}, {time}. Ola uderzyła dziś dziecko.", "Ms Nowak", ""),
    ):
        with pytest.raises(Refused) as refused:
            await wording.translate(house, khan, "RS-03", "pl", words, by)
        assert why in str(refused.value)
    with pytest.raises(Refused, match="no texts in this language"):
        await wording.translate(house, khan, "RS-03", "tlh", "Qapla' {day} {time}", "Worf")
    with pytest.raises(Refused, match="word the English text first"):
        await wording.translate(house, khan, "RS-06", "pl", "Może być.", "Ms Nowak")
    assert len(rows(house, Wording)) == 1


@pytest.mark.parametrize(
    "text_id", ["ON-01", "ON-01.simpler", "ON-04", "CT-01", "CT-02", "CT-07", "CT-11", "CT-18", "CT-19", "SG-01", "SG-02.plain", "ON-16", "RS-01.plain", "OP-yes", "day.long"]
)  # fmt: skip
async def test_some_texts_stay_as_they_are_and_say_why(house, khan, text_id):
    with pytest.raises(Refused, match=r".+\."):
        await wording.change(house, khan, text_id, "Hello there.")


async def test_a_text_that_is_not_there_is_not_found(house, khan):
    with pytest.raises(Missing):
        await wording.change(house, khan, "XX-99", "Hello there.")


@pytest.mark.parametrize("name", ["Will", "May", "A"])
async def test_a_name_that_is_a_word_too_may_begin_a_sentence(house, khan, name):
    await family_of(house, child=name, number="+447700900105")
    words = "Hi. {name} we see you {day} at {time}?".replace("{name}", name)
    await wording.change(house, khan, "RS-03", words)
    assert row(house, Wording).words == words


async def test_a_curly_quote_is_kept_where_there_is_room_for_it(house, khan, amina):
    await wording.change(house, khan, "RS-06", "Maybe is fine. It’s good to come if you can. No need to reply.")
    assert SHIPPED.sentences == {}
    await was_asked(house, amina)
    assert "It’s good" in (await says(house, amina, "maybe"))[0]
