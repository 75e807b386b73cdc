import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refused
from bot.services.numbers import mobile, shown

AMINA = "+447700900123"
SAM = "+447400123456"
WAYS_TO_TYPE_IT = (
    "07400123456",
    "07400 123456",
    "07400 123 456",
    " 07400-123-456 ",
    "07400.123.456",
    "(07400) 123456",
    "07400/123456",
    "+447400123456",
    "+44 7400 123456",
    "+44 (0)7400 123456",
    "+4407400 123456",
    "0044 7400 123456",
    "0044 (0) 7400 123456",
    "447400123456",
    "44 7400 123456",
    "7400123456",
    "07400\u00a0123\u202f456",
    "07400–123—456",
    "\u202a+44 7400 123456\u202c",
    "\u200e07400 123456",
    "\ufeff07400123456",
    "０７４００１２３４５６",
    "٠٧٤٠٠١٢٣٤٥٦",
    "۰۷۴۰۰۱۲۳۴۵۶",
    "০৭৪০০১২৩৪৫৬",
    "07400  123456",
    "＋４４ ７４００ １２３４５６",
)


@pytest.mark.parametrize("typed", WAYS_TO_TYPE_IT)
def test_however_people_type_it(typed):
    assert mobile(typed, drama_range_allowed=False) == SAM


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Please type a mobile number"),
        ("   ", "Please type a mobile number"),
        ("\u200b", "Please type a mobile number"),
        ("0121 496 0000", "landline"),
        ("020 7946 0018", "landline"),
        ("+44 20 7946 0018", "landline"),
        ("070 1123 4567", "070"),
        ("07600 123456", "076"),
        ("07624 123456", "076"),
        ("+33 6 12 34 56 78", "not a UK number"),
        ("00353 86 123 4567", "not a UK number"),
        ("+1 415 867 5309", "not a UK number"),
        ("0800 1111", "not a mobile"),
        ("0300 123 4567", "not a mobile"),
        ("0901 234 5678", "not a mobile"),
        ("0560 012 3456", "not a mobile"),
        ("07400 12345", "too short"),
        ("07400 1234567", "too long"),
        ("0" * 30, "too long"),
        ("074", "too short"),
        ("999", "too short"),
        ("7", "too short"),
        ("+", "too short"),
        ("+44", "too short"),
        ("60006", "too short"),
        ("07500 000 000 07500 000 001", "too long"),
        ("07400 12345O", "in digits"),
        ("07FLOWERS", "in digits"),
        ("mum 07400 123456", "in digits"),
        ("07400 123456 ext 3", "in digits"),
        ("07400\x00123456", "in digits"),
        ("07400 123456;", "in digits"),
        ("<b>07400123456", "in digits"),
        ("²7400123456", "too long"),
        ("07000000000", "070"),
        ("00000000000", "no such"),
        ("07300 000000000000000000", "too long"),
    ],
)
def test_what_is_no_uk_mobile_is_told_so(typed, words):
    with pytest.raises(Refused, match=words) as refused:
        mobile(typed, drama_range_allowed=False)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("typed", ["07911 123456", "07781 123456", "07797 123456"])
def test_the_channel_islands_are_reached_like_any_other(typed):
    assert mobile(typed, drama_range_allowed=False).startswith("+447")


@pytest.mark.parametrize("typed", ["07700 900000", "07700 900123", "07700 900999", AMINA])
def test_the_drama_range_is_for_demo_and_tests_only(typed):
    assert mobile(typed, drama_range_allowed=True).startswith("+447700900")
    with pytest.raises(Refused, match="films and examples"):
        mobile(typed, drama_range_allowed=False)


@pytest.mark.parametrize("typed", ["07700 901000", "07700 90012", "07700 9001234", "020 7946 0018", "+33 7700 900123"])
def test_beside_the_drama_range_nothing_more_is_let_in(typed):
    with pytest.raises(Refused):
        mobile(typed, drama_range_allowed=True)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (AMINA, "07700 900123"),
        (SAM, "07400 123456"),
        ("+33612345678", "+33 6 12 34 56 78"),
        ("Bank", "Bank"),
        ("", ""),
    ],
)
def test_a_number_is_shown_as_people_write_it(number, words):
    assert shown(number) == words


def read(typed, *, drama_range_allowed=True):
    """Return the number, or the sentence that refuses it."""
    try:
        return mobile(typed, drama_range_allowed=drama_range_allowed)
    except Refused as refused:
        return str(refused)


@given(st.text(max_size=60), st.booleans())
def test_any_text_is_a_mobile_or_is_refused_with_a_sentence(typed, allowed):
    answer = read(typed, drama_range_allowed=allowed)
    assert answer.startswith("+447") or answer.endswith(".")


@given(st.text(alphabet=st.characters(categories=["Nd", "Pd", "Cf", "Zs"]), max_size=20))
def test_digits_and_dashes_of_every_script_are_read(typed):
    """Never "the number only, in digits": these are digits, also where few people have seen them."""
    assert "in digits" not in read(typed)


@given(st.integers(0, 999_999_999))
def test_of_all_07_numbers_the_valid_mobiles_are_let_in_and_come_back_as_they_are_shown(rest):
    typed = f"07{rest:09d}"
    is_valid = phonenumbers.is_valid_number(phonenumbers.parse(typed, "GB"))
    is_ours = is_valid and typed[:3] not in ("070", "076")
    number = read(typed, drama_range_allowed=False)
    assert number.startswith("+") == is_ours
    assert not is_ours or read(shown(number), drama_range_allowed=False) == number
