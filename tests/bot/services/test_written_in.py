"""The language of what was typed, told by its letters."""

import pytest

from bot.services.written_in import written_in


@pytest.mark.parametrize(
    ("body", "language", "is_glossed", "expected"),
    [
        ("جی ہاں", "ur", True, "ur"),
        ("haan aaungi", "ur", True, "ur-Latn"),
        ("see you then", "ur", False, "en"),
        ("tak", "pl", True, "pl"),
        ("jesteśmy", "pl", False, "pl"),
        ("yes ok", "en", False, "en"),
        ("نعم", "en", False, "und"),
    ],
)
def test_the_language_of_what_was_typed_is_told_by_its_letters(body, language, is_glossed, expected):
    assert written_in(body, language, is_glossed=is_glossed) == expected
