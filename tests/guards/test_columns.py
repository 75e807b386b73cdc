"""Every column has a purpose, and there is none in which behaviour, an absence or a missed count could be kept."""

import tomllib
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.tables import Base
from storage.tables.base import Sealed, SealedBytes

PURPOSES = tomllib.loads(Path(__file__).with_name("columns.toml").read_text("utf-8"))
COLUMNS = {(table.name, column.name): column for table in Base.metadata.sorted_tables for column in table.columns}

FORBIDDEN = (
    "absen", "attend", "behavio", "blame", "concern", "conduct", "count", "detention", "exclu", "grade", "ignored",
    "incident", "mark_", "missed", "missing", "no_show", "points", "punish", "rank", "rating", "risk", "sanction",
    "score", "silent", "skipped", "streak", "target", "truan", "unanswered", "warning",
)  # fmt: skip
NUMBERS = {
    ("on_call", "position"), ("outbox", "segments"), ("outbox", "tries"),
    ("families", "ask_days_before"), ("families", "spark_after"), ("programmes", "ask_days_before"),
    ("programmes", "spark_after"), ("programmes", "weekday"), ("rsvps", "little_ones"), ("rsvps", "minutes_late"), ("schools", "weekly_cap"),
    ("recordings", "week"), ("sessions", "week"), ("tasks", "alerted"),
}  # fmt: skip
"""The only columns that hold a number which is no row's: each says what somebody told us, or counts our own doings."""
WORDS_OF_PEOPLE = {
    ("addresses", "number"), ("children", "name"), ("corrections", "heard"), ("corrections", "labels"), ("corrections", "was"), ("corrections", "words"), ("good_news", "note"), ("home_stories", "words"),
    ("inbound", "body"), ("inbound", "reading"), ("media", "content"), ("media", "reference"), ("on_call", "number"),
    ("outbox", "body"), ("outbox", "buttons"), ("outbox", "english"), ("outbox", "to"), ("parents", "child_called"),
    ("parents", "name"), ("reminders", "wording"), ("rsvps", "guest"), ("sessions", "came_with"), ("staff", "name"), ("staff", "sign_in_name"),
    ("stories", "title"), ("stories", "words"), ("recordings", "content"), ("letter_pictures", "content"),
    ("wordings", "checked_by"), ("wordings", "made_from"), ("wordings", "words"),
}  # fmt: skip


def test_every_column_has_a_purpose_and_every_purpose_a_column():
    written = {(table, column) for table, columns in PURPOSES.items() for column in columns}
    assert written == set(COLUMNS)


def test_every_purpose_says_something():
    empty = [(table, column) for table, columns in PURPOSES.items() for column, why in columns.items() if len(why) < 3]
    assert empty == []


@pytest.mark.parametrize("word", FORBIDDEN)
def test_no_table_or_column_is_named_after_what_we_never_keep(word):
    names = {name for pair in COLUMNS for name in pair}
    assert [name for name in names if word in name] == []


def test_no_new_number_is_kept():
    numbers = {
        place
        for place, column in COLUMNS.items()
        if isinstance(column.type, sa.Integer | sa.Numeric) and not column.primary_key and not column.foreign_keys
    }
    assert numbers == NUMBERS


def test_no_column_takes_whatever_is_put_in():
    assert [place for place, column in COLUMNS.items() if isinstance(column.type, sa.JSON | sa.ARRAY | sa.Text)] == []


def test_words_and_numbers_of_people_are_sealed():
    sealed = {place for place, column in COLUMNS.items() if isinstance(column.type, Sealed | SealedBytes)}
    assert sealed == WORDS_OF_PEOPLE


def test_the_only_tick_about_a_session_is_that_they_came_together():
    about = [name for (table, name) in COLUMNS if table == "sessions" and name.endswith("_at")]
    assert sorted(about) == ["came_together_at", "cancelled_at", "offered_at"]
