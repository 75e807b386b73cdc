import pytest

from flows.engine.kinds import ChannelName
from storage.repositories import parents, schools
from storage.tables import Address, Child, Family, Moment, Parent, Session
from tests.bot.web.conftest import a_colleague, signed_in
from tests.school import AMINA, row, rows

TYPED = {
    "child": "Zoë",
    "adult_1_name": "Dawn",
    "adult_1_number": "07700 900 104",
    "adult_1_language": "en",
    "adult_1_may": "yes",
}


def test_the_list_says_how_each_adult_stands(khan, amina):
    page = khan.get("/families")
    assert "JJ" in page.words
    assert "Amina" in page.words
    assert "In touch" in page.words


def test_a_family_is_added_with_who_checked_and_when(house, khan, amina):
    added = khan.post("/families/new", **TYPED)
    family = rows(house, Family)[-1]
    assert added.location == f"/families/{family.id}?done=added"
    dawn = row(house, Parent, family_id=family.id)
    assert (dawn.name, dawn.language, dawn.ticked_by, dawn.ticked_at) == (
        "Dawn",
        "en",
        amina.staff_id,
        house.clock.now(),
    )
    assert row(house, Address, parent_id=dawn.id).number == "+447700900104"
    assert row(house, Child, family_id=family.id).name == "Zoë"
    assert house.channels[ChannelName.SMS].sent == []


def test_a_family_on_a_programme_gets_its_story_times(house, khan, amina):
    khan.post("/families/new", **TYPED, programme=amina.programme_id)
    family = rows(house, Family)[-1]
    sessions = rows(house, Session, family_id=family.id)
    assert [each.week for each in sessions] == list(range(1, 11))
    assert rows(house, Moment, parent_id=row(house, Parent, family_id=family.id).id)


def test_two_homes_are_two_adults(house, khan, amina):
    more = {"adult_2_name": "Rose", "adult_2_number": "07700 900105", "adult_2_language": "pl"}
    khan.post("/families/new", **TYPED, **more)
    adults = rows(house, Parent, family_id=rows(house, Family)[-1].id)
    assert [(each.name, each.language, each.ticked_at is not None) for each in adults] == [
        ("Dawn", "en", True),
        ("Rose", "pl", False),
    ]


def test_brothers_and_sisters_are_named_together(house, khan, amina):
    khan.post("/families/new", **TYPED, child_2="Max")
    family = rows(house, Family)[-1]
    assert [each.name for each in rows(house, Child, family_id=family.id)] == ["Zoë", "Max"]
    assert row(house, Parent, family_id=family.id).child_called == "Zoë & Max"
    assert "Zoë and Max" in khan.get("/families").words


def test_long_names_together_need_a_short_one(house, khan, amina):
    names = {**TYPED, "child_2": "Maximilian"}
    assert "too long" in khan.post("/families/new", **names).beside["together"]
    khan.post("/families/new", **names, together="the twins")
    assert rows(house, Parent)[-1].child_called == "the twins"


@pytest.mark.parametrize(
    ("field", "typed", "beside"),
    [
        ("child", "", "name"),
        ("child", "Bartholomew-James", "12 characters"),
        ("child", "JJ bit Sam", "more than a name"),
        ("child", "<b>JJ</b>", "letters"),
        ("child", "JJ2", "letters"),
        ("adult_1_name", "", "name"),
        ("adult_1_name", "Amina 😀", "letters"),
        ("adult_1_number", "", "mobile number"),
        ("adult_1_number", "0121 496 0000", "landline"),
        ("adult_1_number", "07700 90010", "too short"),
        ("adult_1_number", "+33 6 12 34 56 78", "UK"),
        ("adult_1_number", "ask mum", "digits"),
        ("adult_1_number", "07700 900101", "in use already"),
        ("adult_1_language", "tlh", "these languages"),
        ("programme", "x", "choose"),
    ],
)
def test_bad_input_comes_back_with_a_sentence_and_everything_typed(house, khan, amina, field, typed, beside):
    page = khan.post("/families/new", **{**TYPED, field: typed})
    assert page.status == 422
    if field != "adult_1_language":
        assert beside in page.beside[field]
    assert beside in page.words
    for name in ("child", "adult_1_name", "adult_1_number"):
        assert page.value(name) == {**TYPED, field: typed}[name]
    assert 'name="adult_1_may" value="yes" checked' in page.html
    assert len(rows(house, Family)) == 1


def test_a_curly_apostrophe_is_made_plain_and_accents_stay(house, khan, amina):
    khan.post("/families/new", **{**TYPED, "child": "Zoë", "adult_1_name": "D’Arcy"})
    assert rows(house, Parent)[-1].name == "D'Arcy"


async def test_a_number_that_was_stopped_is_not_taken_in_again(house, khan, amina):
    found = house.database.vault.fingerprint("+447700900104")
    await house.database.write(lambda uow: parents.stop_address(uow, ChannelName.SMS, found, house.clock.now()))
    page = khan.post("/families/new", **TYPED)
    assert "no more texts" in page.beside["adult_1_number"]
    assert len(rows(house, Family)) == 1


def test_the_same_number_for_two_adults_is_said_beside_the_second(khan, amina):
    more = {"adult_2_name": "Rose", "adult_2_number": "+447700900104", "adult_2_language": "en"}
    page = khan.post("/families/new", **TYPED, **more)
    assert "twice" in page.beside["adult_2_number"]


@pytest.mark.parametrize(
    "typed",
    ["\x00", "\u202e", "x" * 2000, "﷽" * 300, "0" * 5000, "\ud800".encode("utf-8", "surrogatepass"), b"\xff\xfe"],
)
@pytest.mark.parametrize("field", ["child", "adult_1_name", "adult_1_number", "adult_1_language", "programme"])
def test_strange_input_breaks_nothing(house, khan, amina, field, typed):
    assert khan.post("/families/new", **{**TYPED, field: typed}).status in (303, 422)


def test_a_form_beyond_all_measure_is_refused(khan, amina):
    assert khan.post("/families/new", **{**TYPED, "child": "x" * 300_000}).status == 413


async def test_another_school_sees_nothing(house, web, khan, amina):
    values = {"name": "Elm Grove", "short_name": "Elm Grove", "zone": "Europe/London", "phone": "01632 960999"}
    other = await house.database.write(lambda uow: schools.add(uow, {**values, "created_at": house.clock.now()}))
    stranger = await signed_in(house, web, await a_colleague(house, other, "Ms Green", "lead"))
    assert "JJ" not in stranger.get("/families").words
    assert stranger.get(f"/families/{amina.family_id}").status == 404
    assert stranger.post(f"/families/{amina.family_id}/adults/{amina.parent_id}/rest").status == 404
    assert stranger.get(f"/good-news/{amina.parent_id}").status == 404
    assert stranger.post("/families/new", **TYPED, programme=amina.programme_id).status == 404
    assert AMINA not in stranger.get("/families").html
