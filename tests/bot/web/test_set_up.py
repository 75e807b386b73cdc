from datetime import date

import pytest

from bot.services.set_up import new_code
from flows.engine.kinds import ChannelName
from storage.tables import ClosedDay, OnCall, School, Staff
from tests.school import row, rows

TYPED = {
    "school_name": "Hazel Lane Primary",
    "short_name": "Hazel Lane",
    "zone": "Europe/London",
    "phone": "01632 960123",
    "opens": "08:15",
    "closes": "18:30",
    "staffed_from": "8.30",
    "staffed_to": "16:00",
    "closed_days": "25 May 2026 to 29 May 2026 Half-term\n4/5/2026, Bank holiday",
    "welcomes_siblings": "yes",
    "on_call_1": "07700 900201",
    "on_call_2": "+44 7700 900202",
    "test": "yes",
    "name": "Mrs Khan",
    "sign_in_name": "Khan",
    "password": "three plain words",
    "again": "three plain words",
}


@pytest.fixture
async def code(house):
    return await new_code(house)


def test_whoever_comes_first_is_led_to_set_up(visitor):
    assert visitor.get("/families").location == "/set-up"
    assert visitor.get("/sign-in").location == "/set-up"


def test_the_school_is_set_up_and_its_first_person_signs_in(house, visitor, code):
    done = visitor.post("/set-up", **TYPED, code=code.lower().replace("-", " "))
    assert (done.status, done.location) == (303, "/sign-in?done=set-up")
    assert "The school is set up. Please sign in" in visitor.get(done.location).words
    school = row(house, School)
    assert (school.name, school.short_name, school.opens.isoformat()) == (
        "Hazel Lane Primary",
        "Hazel Lane",
        "08:15:00",
    )
    assert [each.number for each in rows(house, OnCall)] == ["+447700900201", "+447700900202"]
    assert len(rows(house, ClosedDay)) == 6
    entered = visitor.post("/sign-in", name="khan", password="three plain words")
    assert (entered.status, entered.location) == (303, "/")
    assert row(house, Staff).role == "lead"


def test_the_bank_holidays_of_a_nation_are_closed_from_the_start(house, visitor, code):
    visitor.post("/set-up", **TYPED, nation="NIR", code=code)
    days = {each.on_date: each.name for each in rows(house, ClosedDay)}
    assert days[date(2027, 3, 17)] == "Saint Patrick's Day"
    assert days[date(2026, 5, 25)] == "Half-term"
    assert row(house, School).nation == "NIR"


def test_the_on_call_mobiles_get_a_test_alert_at_any_hour(house, visitor, code):
    house.clock.forward(hours=14)
    visitor.post("/set-up", **TYPED, code=code)
    sent = house.channels[ChannelName.SMS].sent
    assert [each.to for each in sent] == ["+447700900201", "+447700900202"]
    assert "test" in sent[0].body


def test_without_the_tick_nothing_is_sent(house, visitor, code):
    visitor.post("/set-up", **{name: typed for name, typed in TYPED.items() if name != "test"}, code=code)
    assert house.channels[ChannelName.SMS].sent == []


@pytest.mark.parametrize(
    ("field", "typed", "beside"),
    [
        ("code", "AAAA-AAAA-AAAA", "not the one in the terminal"),
        ("code", "", "not the one in the terminal"),
        ("nation", "FRA", "choose one of these"),
        ("school_name", " ", "name"),
        ("school_name", "x" * 81, "80"),
        ("short_name", "Hazel Lane Primary School", "19"),
        ("short_name", "", "name"),
        ("zone", "Europe/Nowhere", "time zone"),
        ("zone", "../../etc/passwd", "time zone"),
        ("phone", "ring us", "number that parents ring"),
        ("phone", "999", "number that parents ring"),
        ("opens", "25:00", "time"),
        ("opens", "soon", "time"),
        ("opens", "05:00", "7am"),
        ("closes", "07:00", "end"),
        ("staffed_to", "07:00", "end"),
        ("closed_days", "Half-term", "no date"),
        ("closed_days", "31 February 2026", "no date"),
        ("closed_days", "29 May 2026 to 25 May 2026", "after the first"),
        ("on_call_1", "0121 496 0000", "landline"),
        ("on_call_2", "0770", "too short"),
        ("on_call_2", "07700 900201", "twice"),
        ("name", "Mrs Khan-Featherstonehaugh", "14"),
        ("name", "Mrs Khan <b>", "letters"),
        ("sign_in_name", "  ", "name to sign in"),
        ("password", "short", "10 characters"),
        ("again", "three other words", "not the same"),
    ],
)
def test_bad_input_comes_back_with_a_sentence_and_everything_typed(house, visitor, code, field, typed, beside):
    page = visitor.post("/set-up", **{**TYPED, "code": code, field: typed})
    place = {"opens": "closes"}.get(field, field) if typed == "05:00" else field
    assert page.status == 422
    assert beside in page.beside[place]
    assert page.value("school_name") == {**TYPED, field: typed}["school_name"].strip()
    assert "three plain words" not in page.html
    assert rows(house, School) == []


def test_somebody_must_be_told_when_a_parent_needs_a_call(visitor, code):
    page = visitor.post("/set-up", **{**TYPED, "code": code, "on_call_1": "", "on_call_2": ""})
    assert "at least one" in page.beside["on_call_1"]


def test_the_code_works_once(house, visitor, code):
    visitor.post("/set-up", **TYPED, code=code)
    again = visitor.post("/set-up", **TYPED, code=code)
    assert "terminal" in again.beside["code"]
    assert len(rows(house, School)) == 1
    assert visitor.get("/set-up").location == "/sign-in"


def test_the_code_runs_out_after_a_day(house, visitor, code):
    house.clock.forward(hours=25)
    assert visitor.post("/set-up", **TYPED, code=code).status == 422


async def test_a_new_code_takes_the_place_of_the_old_one(house, visitor, code):
    newer = await new_code(house)
    assert visitor.post("/set-up", **TYPED, code=code).status == 422
    assert visitor.post("/set-up", **TYPED, code=newer).status == 303
    assert await new_code(house) is None
