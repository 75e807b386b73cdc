"""The letter home: whom it goes to, what stands on it, and that its squares hold nothing about anybody."""

from dataclasses import replace

import pytest

from bot.errors import Refused
from bot.services import letter, letter_picture
from bot.services.letter import Form
from flows.engine.kinds import ChannelName
from storage.errors import Missing
from storage.tables import Audit, LetterPicture, OneTimeLink, Parent
from tests.bot.services.people import signed_in_as
from tests.files import PLACE, picture, voice
from tests.house import make_house
from tests.paper import Paper
from tests.school import TELEGRAM, a_family, change, row, rows, says

A4 = {(210, 297)}


@pytest.fixture
async def amina(house):
    return await a_family(house)


@pytest.fixture
def khan(house, amina):
    return signed_in_as(house, amina.staff_id)


@pytest.fixture
def drawn(monkeypatch):
    """Return what every square that was drawn holds."""
    holds = []
    real = letter.segno.make

    def make(words, **more):
        holds.append(words)
        return real(words, **more)

    monkeypatch.setattr(letter.segno, "make", make)
    return holds


async def letter_of(house, khan, family, form=Form.PLAIN):
    return Paper(await letter.for_family(house, khan, family.family_id, form))


async def test_an_english_letter_is_one_side(house, khan, amina):
    paper = await letter_of(house, khan, amina)
    assert len(paper.pages) == 1
    assert paper.sizes() == A4
    for words in (
        "Hello Amina.",
        "make up a story with JJ.",
        "No reading or writing needed.",
        "07700 900000",
        "Mrs Khan",
    ):
        assert words in paper.words
    assert paper.fonts == {"AtkinsonHyperlegibleNext-Regular", "AtkinsonHyperlegibleNext-Bold"}


@pytest.mark.parametrize(
    ("language", "said", "font"),
    [("pl", "Dzień dobry, Kasia!", "AtkinsonHyperlegibleNext-Bold"), ("ur", "JJ", "NotoNastaliqUrdu-Regular")],
)
async def test_the_home_language_is_in_front_and_english_behind(house, khan, amina, language, said, font):
    await change(house, Parent, amina.parent_id, language=language, name="Kasia")
    paper = await letter_of(house, khan, amina)
    assert len(paper.pages) == 2
    assert said in paper.pages[0]
    assert "Come as you are." not in paper.pages[0]
    assert "No reading or writing needed." in paper.pages[1]
    assert font in paper.fonts


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("language", ["en", "pl", "ur"])
async def test_each_side_is_one_page_with_the_longest_names(house, khan, amina, form, language):
    long = {"name": "Maximiliana-Zoë", "child_called": "Bartholomew-Jayden", "language": language}
    await change(house, Parent, amina.parent_id, **long)
    paper = await letter_of(house, khan, amina, form)
    assert len(paper.pages) == (1 if language == "en" else 2)


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("language", ["en", "pl", "ur", "ta"])
async def test_a_picture_of_who_leads_stands_on_it_and_each_side_stays_one_page(house, khan, amina, form, language):
    await change(house, Parent, amina.parent_id, language=language, name="Maximilianna")
    without = await letter_of(house, khan, amina, form)
    await letter_picture.keep(house, khan, picture("PNG", (1200, 1600)))
    paper = await letter_of(house, khan, amina, form)
    assert (len(paper.pages), len(without.pages)) == ((1, 1) if language == "en" else (2, 2))
    assert (len(paper.pictures()), len(without.pictures())) == (len(paper.pages), 0)


async def test_the_picture_is_kept_without_its_place_and_taken_away_again(house, khan, amina):
    await letter_picture.keep(house, khan, picture())
    assert PLACE not in row(house, LetterPicture).content
    await letter_picture.keep(house, khan, picture("PNG"))
    assert row(house, LetterPicture).kept_by == khan.id
    await letter_picture.remove(house, khan)
    assert rows(house, LetterPicture) == []


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", voice()])
async def test_what_is_no_picture_is_refused(house, khan, amina, content):
    with pytest.raises(Refused) as refused:
        await letter_picture.keep(house, khan, content)
    assert refused.value.field == "file"
    assert rows(house, LetterPicture) == []


async def test_the_square_opens_a_text_and_holds_nothing_about_anybody(house, khan, amina, drawn):
    await letter_of(house, khan, amina)
    assert drawn[0].startswith("http://testserver/t/")
    assert drawn[1:] == ["SMSTO:+447700900000:STORY"]
    assert all("Amina" not in each and "JJ" not in each and "900101" not in each for each in drawn)


async def test_the_second_square_is_bound_to_the_adult(house, khan, amina, drawn):
    await letter_of(house, khan, amina)
    link = row(house, OneTimeLink, purpose="telegram")
    assert link.parent_id == amina.parent_id
    assert link.token_hash == house.database.vault.fingerprint(drawn[0].rpartition("/")[2])
    assert (link.expires_at - house.clock.now()).days == 28


async def test_who_is_on_telegram_has_no_second_square(house, khan, amina):
    kasia = await a_family(house, parent="Kasia", channel=TELEGRAM)
    paper = await letter_of(house, khan, kasia)
    assert "Telegram" not in paper.words
    assert rows(house, OneTimeLink) == []


async def test_without_telegram_and_sms_the_schools_own_number_stands_there(tmp_path):
    house = make_house(tmp_path, channels=(ChannelName.TELEGRAM,))
    house.channels[ChannelName.TELEGRAM].public_name = None
    family = await a_family(house)
    khan = signed_in_as(house, family.staff_id)
    paper = await letter_of(house, khan, family)
    assert "Telegram" not in paper.words
    assert "STORY" not in paper.words
    assert "01632 960123" in paper.words
    house.database.close()


@pytest.mark.parametrize("ruled_out", [{"ticked_at": None}, {"stopped_at": "now"}, {"not_safe_at": "now"}])
async def test_no_letter_goes_round_a_no(house, khan, amina, ruled_out):
    values = {name: value and house.clock.now() for name, value in ruled_out.items()}
    await change(house, Parent, amina.parent_id, **values)
    with pytest.raises(Refused, match="may have a letter"):
        await letter.for_family(house, khan, amina.family_id, Form.PLAIN)


async def test_two_adults_have_a_sheet_each_and_none_names_the_other(house, khan, amina):
    await another_adult(house, amina, "Tom")
    paper = await letter_of(house, khan, amina)
    assert len(paper.pages) == 3, "one side, an empty back, one side"
    assert "Tom" not in paper.pages[0]
    assert "Amina" not in paper.pages[2]


async def test_all_of_a_programme_begin_on_a_fresh_sheet(house, khan, amina):
    await a_family(house, parent="Kasia", child="Ola", language="pl", number="+447700900102")
    await a_family(house, parent="Dawn", child="Max", number="+447700900103")
    paper = Paper(await letter.for_programme(house, khan, amina.programme_id, Form.PLAIN))
    assert ["Amina" in paper.pages[0], "Kasia" in paper.pages[2], "Dawn" in paper.pages[4]] == [True] * 3
    assert len(paper.pages) == 5
    assert row(house, Audit, what="printed a letter").about == f"programme {amina.programme_id}"


async def test_what_is_not_of_this_school_is_not_here(house, khan, amina):
    for call in (letter.for_family, letter.for_programme):
        with pytest.raises(Missing):
            await call(house, replace(khan, school_id=99), 1, Form.PLAIN)


async def test_the_word_of_the_square_begins_the_welcome(house, khan):
    new = await a_family(house, parent="Kasia", number="+447700900102", is_proved=False)
    (first,) = await says(house, new, "STORY")
    assert first.startswith("Hello Kasia. This is the story helper")
    assert "JJ" not in first
    assert "JJ" in (await says(house, new, "1"))[0]


async def test_markup_and_odd_signs_in_a_name_are_only_words(house, khan, amina):
    await change(house, Parent, amina.parent_id, name="#import $x$ *Zoë*", child_called="\u202eنور 🦊\x07")
    paper = await letter_of(house, khan, amina)
    assert "Hello #import $x$ *Zoë*." in paper.words
    assert "NotoEmoji-Regular" in paper.fonts
    assert any(font.startswith("NotoNaskhArabic") for font in paper.fonts)


async def another_adult(house, family, name):
    now = house.clock.now()

    def work(uow):
        values = {"name": name, "ticked_at": now, "ticked_by": family.staff_id, "created_at": now}
        adult = Parent(school_id=family.school_id, family_id=family.family_id, **values)
        uow.orm.add(adult)
        uow.orm.flush()
        return adult.id

    return await house.database.write(work)
