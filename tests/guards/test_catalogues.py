"""Bringing a catalogue up to date: what is new stands empty, what is stale is seen and kept, what is gone goes."""

from datetime import UTC, datetime

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from bot.i18n import _read
from locales.__main__ import update


@pytest.fixture
def polish(tmp_path):
    """Return a Polish file with one text, translated."""
    path = tmp_path / "pl" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    catalogue = Catalog(locale="pl", fuzzy=False, creation_date=datetime(2026, 5, 1, tzinfo=UTC))
    catalogue.add("Thank you.", "Dziękujemy.", context="A", user_comments=["Back: We thank."])
    with path.open("wb") as file:
        write_po(file, catalogue, width=0)
    return path


def template(**sentences):
    catalogue = Catalog()
    for id_, sentence in sentences.items():
        catalogue.add(sentence, context=id_)
    return catalogue


def entries(path):
    with path.open("rb") as file:
        return {entry.context: entry for entry in read_po(file, locale="pl") if entry.id}


def test_what_has_not_changed_stays(polish):
    before = polish.read_bytes()
    update(polish, template(A="Thank you."))
    update(polish, template(A="Thank you."))
    assert _read(polish) == {("A", "Thank you."): "Dziękujemy."}
    assert entries(polish)["A"].user_comments == ["Back: We thank."]
    assert polish.read_bytes() == before


def test_a_new_text_stands_empty(polish):
    update(polish, template(A="Thank you.", B="Good news."))
    assert entries(polish)["B"].string == ""


def test_a_translation_of_an_older_sentence_is_kept_for_the_translator_and_not_read(polish):
    update(polish, template(A="Thanks a lot."))
    update(polish, template(A="Thanks a lot."))
    stale = entries(polish)["A"]
    assert (stale.string, stale.fuzzy, stale.user_comments) == (
        "Dziękujemy.",
        True,
        ["Back: We thank.", "Was: Thank you."],
    )
    assert _read(polish) == {}


def test_a_folder_may_name_a_script(tmp_path):
    path = tmp_path / "zh-Hant" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, Catalog(locale="zh_Hant", fuzzy=False))
    update(path, template(A="Thank you."))
    assert "Language: zh_Hant" in path.read_text("utf-8")


def test_a_text_that_is_gone_goes(polish):
    update(polish, template(B="Good news."))
    assert list(entries(polish)) == ["B"]
    assert "Dziękujemy" not in polish.read_text("utf-8")


def test_one_language_leaves_nothing_behind_for_the_next(polish, tmp_path):
    newer = template(A="Thanks a lot.")
    update(polish, newer)
    assert not any(message.string for message in newer if message.id)
