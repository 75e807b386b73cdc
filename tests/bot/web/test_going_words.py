"""Every kind of message and every reason has its words, and they are kind."""

from datetime import timedelta

import pytest

from bot.services import announce, sessions, skip
from bot.web import going_words, words
from flows.engine.kinds import MessageKind
from flows.gate import Why
from flows.programme import SkipWhy
from storage.reports.going_out import Going
from tests.school import LONDON, at

OURS = (announce.REPLACED, sessions.MOVED, sessions.CANCELLED, skip.BY_STAFF, "no_address", "cancelled")


@pytest.mark.parametrize("kind", list(MessageKind))
def test_every_kind_of_message_is_named(kind):
    assert going_words.kind(kind)


@pytest.mark.parametrize("why", [*Why, *SkipWhy, *OURS, *(each for each in words.STANDINGS if each != "proved")])
def test_every_reason_is_said_in_a_sentence(why):
    assert len(going_words.left_out(why).split()) > 1 or why == "paused"


def test_a_reason_that_nobody_knows_says_nothing():
    assert going_words.left_out(None) == ""
    assert going_words.left_out("something new") == ""


def a_moment(number=1, kind="hello", skip=None, parent="Amina", week=4, **more):
    values = {
        "moment_id": number, "parent_id": number, "family_id": number, "session_id": 1, "child": "JJ", "hint": None,
        "due_at": at(14, "08:30"), "expires_at": at(14, "14:15"), "state": "planned", "why": None,
    }  # fmt: skip
    return Going(**{**values, "parent": parent, "kind": kind, "skip": skip, "week": week, **more})


def test_the_same_at_the_same_time_is_one_line():
    (batch,) = going_words.batches([a_moment(n) for n in range(1, 5)], LONDON)
    assert batch.what == "hello to four"
    assert batch.at.tzinfo is LONDON


def test_one_alone_is_named():
    (batch,) = going_words.batches([a_moment()], LONDON)
    assert batch.what == "hello to Amina"


def test_the_spark_says_its_week():
    (batch,) = going_words.batches([a_moment(kind="spark")], LONDON)
    assert batch.what == "story spark, week 4 to Amina"


def test_in_the_week_of_the_first_page_it_is_no_spark():
    assert going_words.kind("spark", 9) == "a line for the front of the book"
    assert going_words.kind("thanks", 9) == "thank you"


def test_what_does_not_go_as_things_are_is_left_out():
    assert going_words.batches([a_moment(skip="not_coming"), a_moment(state="skipped", why="staff")], LONDON) == ()


def test_the_thanks_say_on_what_they_wait():
    (batch,) = going_words.batches([a_moment(kind="thanks", skip="not_marked")], LONDON)
    assert batch.note == "if they came"


def test_what_was_put_off_says_why():
    (batch,) = going_words.batches([a_moment(why="outside_hours")], LONDON)
    assert batch.note == "Texts go in school hours only."


def test_lines_are_in_the_order_of_time():
    later = a_moment(2, due_at=at(14, "08:30") + timedelta(hours=1))
    assert [each.at for each in going_words.batches([later, a_moment()], LONDON)] == [at(14, "08:30"), later.due_at]
