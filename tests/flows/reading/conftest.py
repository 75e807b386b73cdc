"""The reader with the words that ship."""

import tomllib
from importlib.resources import files

import pytest

from flows.reading import Reader, ReplyWords

SHIPPED = ("en", "pl", "ur")


def shipped_reader():
    folder = files("locales")
    texts = {code: folder.joinpath(code, "replies.toml").read_text(encoding="utf-8") for code in SHIPPED}
    return Reader({code: ReplyWords.parse(tomllib.loads(text)) for code, text in texts.items()})


@pytest.fixture(scope="session")
def reader():
    return shipped_reader()
