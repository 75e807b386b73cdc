"""Forms with files: read within a bound, and never more than was allowed."""

import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from bot.web.forms import read_form
from bot.web.uploads import FORM_BYTES, READ_AT_MOST, _bounded

FILE_BYTES = 100_000


async def take(request):
    form = await read_form(request, FILE_BYTES)
    files = {name: (file.name, len(file.content)) for name, file in form.files.items()}
    return JSONResponse({"words": {name: list(words) for name, words in form.values.items()}, "files": files})


@pytest.fixture
def door():
    return TestClient(Starlette(routes=[Route("/", take, methods=["POST"])]))


def posted(door, **kinds):
    return door.post("/", **kinds).json()


def test_words_and_a_file_come_together(door):
    found = posted(door, data={"csrf": "x"}, files={"file": ("story.jpg", b"12345")})
    assert found == {"words": {"csrf": ["x"]}, "files": {"file": ["story.jpg", 5]}}


def test_a_file_field_left_empty_is_no_file(door):
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--b--\r\n'
    found = posted(door, content=body, headers={"content-type": "multipart/form-data; boundary=b"})
    assert found["files"] == {}


def test_words_are_cleaned_as_in_any_form(door):
    found = posted(door, data={"words": "a\x00b\u202ec"}, files={"file": ("x", b"1")})
    assert found["words"] == {"words": ["abc"]}


def test_a_form_without_files_is_read_as_ever(door):
    assert posted(door, data={"words": "hello"}) == {"words": {"words": ["hello"]}, "files": {}}


def test_a_file_beyond_the_bound_is_refused(door):
    answer = door.post("/", files={"file": ("film.mp4", b"x" * (FILE_BYTES + FORM_BYTES + 1))})
    assert answer.status_code == 413


async def test_a_form_beyond_all_measure_is_not_read_to_its_end():
    pieces = []

    async def endless():
        while True:
            pieces.append(bytes(1024 * 1024))
            yield pieces[-1]

    with pytest.raises(HTTPException):
        assert [len(piece) async for piece in _bounded(endless(), FILE_BYTES)] == []
    assert len(pieces) == READ_AT_MOST // len(pieces[0]) + 1


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"nothing of the kind", "multipart/form-data; boundary=b"),
        (b"--b\r\n\r\n", "multipart/form-data"),
        (b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--", "multipart/form-data; boundary=b"),
    ],
)
def test_what_is_no_form_is_refused(door, body, kind):
    assert door.post("/", content=body, headers={"content-type": kind}).status_code == 400


def test_very_many_files_are_refused(door):
    files = [(f"file{n}", ("x", b"1")) for n in range(20)]
    assert door.post("/", files=files).status_code == 400
