"""The language of what a parent typed, as far as its letters tell: parents mix languages and scripts."""

import unicodedata

from bot.days import ENGLISH, locale_of

UNKNOWN = "und"


def written_in(body: str, language: str, *, is_glossed: bool) -> str:
    """Return a BCP 47 tag for words of an adult who reads this language: "ur", "ur-Latn", "en", or "und"."""
    is_latin = all(map(_is_latin, filter(str.isalpha, body)))
    if language == ENGLISH:
        return ENGLISH if is_latin else UNKNOWN
    if not is_latin or _is_latin(str(locale_of(language).languages.get(language.partition("-")[0], "x"))[0]):
        return language
    return f"{language}-Latn" if is_glossed else ENGLISH


def has_foreign_letters(body: str) -> bool:
    """Say whether there are letters that English does not have."""
    return any(sign.isalpha() and not sign.isascii() for sign in body)


def _is_latin(sign: str) -> bool:
    return "LATIN" in unicodedata.name(sign, "LATIN")
