"""UK mobile numbers: what people type → E.164, or the sentence that says what is wrong with it."""

import unicodedata
from typing import NewType

from phonenumbers import (
    NumberParseException,
    PhoneNumber,
    PhoneNumberFormat,
    PhoneNumberType,
    ValidationResult,
    format_number,
    is_possible_number_with_reason,
    number_type,
    parse,
)

from bot.errors import Refused

E164 = NewType("E164", str)
"""A number as providers take it: +447700900123."""

COUNTRY = 44
MOBILE_DIGITS = 10  # after the country's 44
# Ofcom keeps these for films and examples, so nobody is behind them (ofcom.org.uk, numbers for drama use).
DRAMA = range(7700_900_000, 7700_901_000)
_TOO_SHORT = "This number is too short. A UK mobile has 11 digits, such as 07700 900123."
_TOO_LONG = "This number is too long. A UK mobile has 11 digits, such as 07700 900123."
_UNKNOWN = "There is no such mobile number. Please check it with the family."
_NOT_A_MOBILE = "This is not a mobile number. Please ask the family for one; it begins with 07."
_PUNCTUATION = frozenset("+()-./ ")
_LENGTHS = {
    ValidationResult.TOO_SHORT: _TOO_SHORT,
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: _TOO_SHORT,
    ValidationResult.TOO_LONG: _TOO_LONG,
    ValidationResult.INVALID_LENGTH: _UNKNOWN,
}
_KINDS = {
    PhoneNumberType.FIXED_LINE: "This is a landline. Please ask the family for a mobile number, which begins with 07.",
    PhoneNumberType.PERSONAL_NUMBER: "Numbers that begin with 070 are no mobiles and cost the family a lot. "
    "Please ask for another.",
    PhoneNumberType.PAGER: "Numbers that begin with 076 are pagers. Please ask the family for a mobile number.",
    PhoneNumberType.UNKNOWN: _UNKNOWN,
}


def mobile(text: str, *, drama_range_allowed: bool) -> E164:
    """Return the UK mobile that somebody typed, or raise `Refused` with the sentence to show beside the field.

    Spaces, dots, dashes, brackets, +44, 0044, a forgotten 0 and digits of other scripts are all fine.
    `drama_range_allowed` lets 07700 900000 to 900999 in, which are nobody's: for demo mode and tests.
    """
    number = _parsed(_plain(text))
    if number.country_code != COUNTRY:
        raise Refused("This is not a UK number. We can only text UK mobiles, which begin with 07.")
    _refuse_other_kinds(number, drama_range_allowed=drama_range_allowed)
    return E164(format_number(number, PhoneNumberFormat.E164))


def shown(number: str) -> str:
    """Return a number as people write it: "07700 900123", abroad "+33 6 12 34 56 78"; what is no number stays."""
    try:
        parsed = parse(number, "GB")
    except NumberParseException:
        return number
    is_ours = parsed.country_code == COUNTRY
    return format_number(parsed, PhoneNumberFormat.NATIONAL if is_ours else PhoneNumberFormat.INTERNATIONAL)


def _plain(text: str) -> str:
    """Return digits and punctuation only; numbers copied from a phone bring invisible marks and odd dashes along."""
    plain = "".join(_plain_character(character) for character in unicodedata.normalize("NFKC", text))
    plain = plain.strip()
    if not plain:
        raise Refused("Please type a mobile number, such as 07700 900123.")
    if not set(plain) <= _PUNCTUATION | set("0123456789"):
        raise Refused("Please type the number only, in digits, such as 07700 900123.")
    return plain


def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    match category:
        case "Nd":
            return str(unicodedata.digit(character))
        case "Pd":
            return "-"
        case "Zs":
            return " "
        case "Cf":
            return ""
        case _:
            return character


def _parsed(plain: str) -> PhoneNumber:
    try:
        return parse(plain, "GB")
    except NumberParseException as wrong:
        is_long = wrong.error_type == NumberParseException.TOO_LONG
        raise Refused(_TOO_LONG if is_long else _TOO_SHORT) from None


def _refuse_other_kinds(number: PhoneNumber, *, drama_range_allowed: bool) -> None:
    digits = number.national_number or 0
    if digits in DRAMA:
        if drama_range_allowed:
            return
        raise Refused("This number is only for films and examples. Please type the family's own.")
    if wrong := _wrong_length(number):
        raise Refused(wrong)
    kind = number_type(number)
    # 07624 is a mobile on the Isle of Man, but a pager by its first three digits; we text neither.
    if kind == PhoneNumberType.MOBILE and not str(digits).startswith("76"):
        return
    raise Refused(_KINDS.get(PhoneNumberType.PAGER if kind == PhoneNumberType.MOBILE else kind, _NOT_A_MOBILE))


def _wrong_length(number: PhoneNumber) -> str | None:
    """Say what is wrong with the length; the library allows 07 numbers of nine digits, which do not exist."""
    digits = str(number.national_number)
    if digits.startswith("7") and len(digits) < MOBILE_DIGITS:
        return _TOO_SHORT
    length = is_possible_number_with_reason(number)
    return None if length == ValidationResult.IS_POSSIBLE else _LENGTHS.get(length, _UNKNOWN)
