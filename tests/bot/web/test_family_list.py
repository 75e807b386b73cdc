"""Many families from a list: all of them, or none and a sentence for each line that cannot be taken."""

import pytest

from bot.services.family_list import EXAMPLE
from bot.web.security import csrf_of
from storage.tables import Address, Child, Family, Parent, Session
from tests.bot.web.conftest import Page
from tests.school import rows

HEAD = "family,child,child 2,texts call them,adult,mobile,language,checked\n"


def looked(khan, text, **more):
    return khan.post("/families/list", list=text, **more)


def sent(khan, content):
    """Post the list as a file."""
    fields = {"csrf": csrf_of(khan.house, khan.token), "add": "yes"}
    return Page(khan.client.post("/families/list", data=fields, files={"file": ("list.csv", content)}))


def test_a_list_is_shown_first_and_nothing_is_kept(house, khan, amina):
    page = looked(khan, EXAMPLE)
    assert page.status == 200
    assert "Ready to add" in page.words
    assert "the boys" in page.words
    assert "Farah Urdu" in page.words
    assert len(rows(house, Family)) == 1


def test_a_list_is_added_whole(house, khan, amina):
    added = looked(khan, EXAMPLE, add="yes", programme=amina.programme_id)
    assert added.location == "/families?added=2"
    assert [each.name for each in rows(house, Child)][1:] == ["Zoë", "Adam", "Idris"]
    new = rows(house, Parent)[1:]
    assert [(each.name, each.language, each.child_called, each.ticked_at is not None) for each in new] == [
        ("Dawn", "en", None, True),
        ("Farah", "ur", "the boys", True),
        ("Imran", "en", "the boys", False),
    ]
    assert len(rows(house, Session, family_id=rows(house, Family)[-1].id)) == 10
    assert rows(house, Address)[-1].number == "+447700900843"
    assert "2 families are in" in khan.get("/families?added=2").words


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_file_is_read_however_a_spreadsheet_saved_it(house, khan, amina, encoding, mark):
    text = "child,adult,mobile\r\nZoë,Dawn,07700 900104\r\n".replace(",", mark)
    assert sent(khan, text.encode(encoding)).location == "/families?added=1"
    assert rows(house, Child)[-1].name == "Zoë"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("1,,,,Dawn,07700 900104,,", "Line 2: Please give a name."),
        ("1,Zoë,,,Dawn,0121 496 0000,,", "Line 2: This is a landline"),
        ("1,Zoë,,,Dawn,07700 900101,,", "Line 2: This number is in use already"),
        ("1,Zoë,,,Dawn,07700 900104,Klingon,", "Line 2: Please choose one of these languages"),
        ("1,Zoë,Bartholomew,,Dawn,07700 900104,,", "Line 2: Together these names are too long"),
        ("1,Zoë,,,Dawn,07700 900104,,\n1,Zoë,,,Rose,07700 900104,,", "Line 3: This number is typed twice"),
        ("1,Zoë,,,Dawn,07700 900104,,\n2,Sam,,,Rose,07700 900104,,", "Line 3: This number stands in the list twice"),
        ("1,Zoë,,,Dawn,07700 900104,,\n1,Zoë,,,Rose,070 1234,,", "Line 3: This number is too short"),
        ("1,Zoë bit Sam,,,Dawn,07700 900104,,", "Line 2:"),
    ],
)
def test_what_is_wrong_is_said_by_line_and_nobody_is_added(house, khan, amina, line, said):
    good = "\n9,Ida,,,May,07700 900109,,"
    page = looked(khan, HEAD + line + good, add="yes")
    assert page.status == 422
    assert said in page.words
    assert "Ida" in page.html
    assert len(rows(house, Family)) == 1


@pytest.mark.parametrize(
    "text",
    ["", "hello", "child,adult\nZoë,Dawn", HEAD, HEAD + ",,,,\n", '"child,adult,mobile\n"', "\x00", "﷽" * 500],
)
def test_what_is_no_list_gets_one_sentence(house, khan, amina, text):
    page = looked(khan, text, add="yes")
    assert page.status == 422
    assert page.beside["list"]
    assert len(rows(house, Family)) == 1


def test_a_list_beyond_all_measure_is_refused(khan, amina):
    many = HEAD + "".join(f"{n},Zoë,,,Dawn,07700 900104,,\n" for n in range(200))
    assert "at most 100" in looked(khan, many).beside["list"]
    five = HEAD + "".join(f"1,Zoë,,,Dawn,07700 90010{n},,\n" for n in range(2, 7))
    assert "4 adults" in looked(khan, five).beside["list"]
    assert sent(khan, b"x" * 300_000).status == 413


def test_the_example_is_a_list_that_can_be_taken(house, khan, amina):
    example = khan.get("/families/list/example.csv")
    assert example.response.headers["content-type"].startswith("text/csv")
    assert sent(khan, example.response.content).location == "/families?added=2"
