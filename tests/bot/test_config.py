"""Settings that are wrong are told at once, and in one sentence."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.config import EXPECTED, Settings, load
from bot.errors import SettingWrong


@pytest.mark.parametrize("url", ["https://stories.school.example", "http://127.0.0.1:8000/", ""])
def test_an_origin_is_taken_without_its_last_stroke(url):
    assert Settings(_env_file=None, public_url=url).public_url == url.rstrip("/")


@pytest.mark.parametrize("url", ["stories.school.example", "https://school.example/stories", "ftp://x", "https://"])
def test_what_is_no_origin_is_refused(url):
    with pytest.raises(ValidationError, match="give the origin only"):
        Settings(_env_file=None, public_url=url)


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "abc"), ("PORT", "99999"), ("SMS_PENCE", "four"), ("SMS_PENCE", "-1"), ("DRY_RUN", "?")],
)
def test_where_no_words_may_stand_the_sentence_says_what_may(monkeypatch, tmp_path, name, value):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(f"STORYLINKS_{name}", value)
    with pytest.raises(SettingWrong, match=f"^STORYLINKS_{name}: this must be "):
        load()


def test_every_setting_without_words_has_its_sentence():
    assert set(EXPECTED) == {
        name for name, field in Settings.model_fields.items() if field.annotation not in (str, Path)
    }
