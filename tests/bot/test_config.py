"""Settings that are wrong are told at once, and in one sentence."""

import pytest
from pydantic import ValidationError

from bot.config import Settings


@pytest.mark.parametrize("url", ["https://stories.school.example", "http://127.0.0.1:8000/", ""])
def test_an_origin_is_taken_without_its_last_stroke(url):
    assert Settings(_env_file=None, public_url=url).public_url == url.rstrip("/")


@pytest.mark.parametrize("url", ["stories.school.example", "https://school.example/stories", "ftp://x", "https://"])
def test_what_is_no_origin_is_refused(url):
    with pytest.raises(ValidationError, match="give the origin only"):
        Settings(_env_file=None, public_url=url)
