"""The reading age tells hard from easy, and hears syllables where they are."""

import pytest

from bot.services.reading_age import GOAL, YOUNGEST, reading_age, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("time", 1), ("don't", 1), ("you'll", 1), ("asked", 1), ("makes", 1), ("seas", 1), ("story", 2), ("any", 2),
        ("open", 2), ("lovely", 2), ("safely", 2), ("quiet", 2), ("science", 2), ("being", 2), ("table", 2),
        ("wanted", 2), ("boxes", 2), ("Another", 2), ("idea", 3), ("area", 3), ("video", 3), ("created", 3),
        ("celebrate", 3), ("opportunity", 5), ("accompanying", 5), ("unfortunately", 5), ("12", 1),
    ],
)  # fmt: skip
def test_syllables_are_heard(word, count):
    assert syllables(word) == count


def test_hard_is_told_from_easy():
    assert reading_age("The dog ran. It sat. It was hot.") == YOUNGEST
    assert reading_age("We kindly request your attendance at our forthcoming celebration assembly.") > GOAL
    assert reading_age("Participation necessitates completion of the accompanying documentation.") > 16


def test_a_list_of_answers_is_read_one_at_a_time():
    listed = "What time suits you? Reply 1 after drop-off, 2 lunch, 3 before home time, 4 after school, 5 on the phone."
    assert reading_age(listed) < reading_age(listed.replace(",", " or")) - 2


def test_an_hour_is_one_word_and_no_end_of_a_sentence():
    assert reading_age("Come at 2.15pm on Tuesday.") == reading_age("Come at 2pm on Tuesday.")


def test_a_curly_quote_changes_nothing():
    assert reading_age("We’ll keep your chair.") == reading_age("We'll keep your chair.")


@pytest.mark.parametrize("text", ["", "...", "👍"])
def test_what_holds_no_words_is_for_everybody(text):
    assert reading_age(text) == YOUNGEST
