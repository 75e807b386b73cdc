import re
from html import unescape

import pytest

from flows.engine.kinds import ChannelName
from storage.tables import OnCall, School, Staff
from tests.school import row, rows

TYPED = {
    "school_name": "Hazel Lane Primary",
    "short_name": "Hazel Lane",
    "phone": "01632 960124",
    "opens": "08:00",
    "closes": "17:30",
    "staffed_from": "08:30",
    "staffed_to": "16:00",
    "on_call_1": "07700 900205",
}


def test_the_page_shows_the_school_as_it_is(khan, amina):
    page = khan.get("/school")
    assert page.value("school_name") == "Hazel Lane Primary"
    assert page.value("on_call_1") == "07700 900201"
    assert "Mrs Khan" in page.words


def test_the_school_is_changed_and_the_alert_tested(house, khan, amina):
    assert khan.post("/school", **TYPED, test="yes").location == "/school?done=kept"
    school = row(house, School)
    assert (school.phone, f"{school.closes:%H:%M}", school.welcomes_siblings) == ("01632 960124", "17:30", False)
    assert [each.number for each in rows(house, OnCall)] == ["+447700900205"]
    assert [each.to for each in house.channels[ChannelName.SMS].sent] == ["+447700900205"]


@pytest.mark.parametrize(
    ("field", "typed"), [("school_name", ""), ("opens", "noon"), ("phone", "12"), ("on_call_1", "0121 496 0000")]
)
def test_bad_input_changes_nothing(house, khan, amina, field, typed):
    page = khan.post("/school", **{**TYPED, field: typed})
    assert page.status == 422
    assert field in page.beside
    assert page.value(field) == typed
    assert row(house, School).phone == "01632 960123"


def test_a_colleague_is_added_and_chooses_a_password_by_link(house, khan, visitor, amina):
    page = khan.post("/school/colleagues", name="Mr Lee", sign_in_name="Lee", role="ta")
    link = unescape(re.search(r"/new-password/[\w-]+", page.html)[0])
    visitor.post(link, password="three plain words", again="three plain words")
    assert visitor.post("/sign-in", name="lee", password="three plain words").status == 303
    assert visitor.get("/families").status == 200
    assert visitor.get("/school").status == 403


@pytest.mark.parametrize(
    ("field", "typed"),
    [("name", ""), ("name", "x" * 15), ("sign_in_name", " "), ("sign_in_name", "LEE"), ("role", "king")],
)
def test_a_colleague_typed_wrong_is_said_so(house, khan, amina, field, typed):
    khan.post("/school/colleagues", name="Mr Lee", sign_in_name="lee", role="ta")
    page = khan.post("/school/colleagues", **{"name": "Ms Roy", "sign_in_name": "roy", "role": "ta", field: typed})
    assert page.status == 422
    assert field in page.beside
    assert len(rows(house, Staff)) == 2


def test_access_ends_at_once(house, khan, lee, amina):
    assert lee.get("/families").status == 200
    khan.post(f"/school/colleagues/{rows(house, Staff)[-1].id}/end")
    assert lee.get("/families").location == "/sign-in?next=/families"


def test_nobody_ends_their_own_access_or_a_strangers(khan, amina):
    assert khan.post(f"/school/colleagues/{amina.staff_id}/end").status == 400
    assert khan.post("/school/colleagues/999/end").status == 404
    assert khan.get("/families").status == 200
