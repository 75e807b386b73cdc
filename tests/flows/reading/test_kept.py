"""A reading is kept beside its message, and comes back as it was; older ones come back too."""

from dataclasses import replace

import pytest

from flows.reading import Evidence, Intent, Question, Reading, Sureness, Topic
from flows.reading.kept import By, keep, kept

ASK = Question(Topic.REMINDER, ("yes", "no", "maybe", "another_time"))
LATE = Reading(
    "yes 10 min late",
    (Intent.LATE,),
    Sureness.FAIRLY,
    (Evidence(Intent.LATE, "10 min late"), Evidence(Intent.LATE, "10 min late")),
    minutes_late=10,
)


def again(reading=LATE, question=ASK, session_id=7, *, is_button=False):
    return kept(keep(reading, question, session_id, is_button=is_button))


def test_everything_that_staff_are_shown_comes_back():
    found = again()
    assert (found.leading, found.sureness, found.minutes_late) == (Intent.LATE, Sureness.FAIRLY, 10)
    assert found.words == ("10 min late",)
    assert (found.topic, found.options, found.session_id) == (Topic.REMINDER, ASK.options, 7)
    assert found.is_about_coming
    assert not found.took_words
    assert again(question=Question(Topic.INVITATION, takes_words=True)).took_words


@pytest.mark.parametrize(
    ("reading", "is_button", "by"),
    [
        (LATE, False, By.WORDS),
        (replace(LATE, is_learned=True), False, By.LEARNED),
        (replace(LATE, number=1, choice="yes"), False, By.NUMBER),
        (replace(LATE, number=1, choice="yes"), True, By.BUTTON),
    ],
)
def test_it_is_known_what_decided(reading, is_button, by):
    assert again(reading, is_button=is_button).by is by


def test_a_number_that_picks_nothing_decided_nothing():
    assert again(replace(LATE, number=7)).by is By.WORDS


def test_what_was_kept_before_says_less():
    found = kept('{"intents": ["yes", "question"], "asks": ["cost"], "choice": "yes", "sureness": "sure"}')
    assert found.intents == (Intent.YES, Intent.QUESTION)
    assert (found.by, found.topic, found.words) == (None, None, ())
    assert not found.is_about_coming


def test_without_a_session_it_is_not_about_coming():
    assert not again(session_id=None).is_about_coming
    assert not again(question=Question(Topic.ACTIVITY)).is_about_coming
