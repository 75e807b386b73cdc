"""What staff read, in the language they chose: English sentences that know how they are said in another.

English stands where it is said, in a page, a template or a service, as one whole sentence with named places:
`_("Ring {parent}", parent=name)`. It is text like any other, and turns on a page into the language in which that page
is read. Catalogues are `locales/*/LC_MESSAGES/staff.po`, apart from the texts to parents, whose rules are others. A
sentence that is missing there, is marked fuzzy or has other places than the English one is said in English.
"""

import re
from contextvars import ContextVar
from datetime import date, time
from functools import cache
from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO
from typing import Final, TypeAlias

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import escape

from bot.days import BRITISH, ENGLISH, clock_of, clock_words, day_words, locale_of
from bot.i18n import PLACE, places_in

DAY: Final = "EEEE d MMMM"
NOON: Final = 12
COUNT: Final = "count"
NUMBERS: Final = frozenset({COUNT, "number"})
FILE: Final = "LC_MESSAGES/staff.po"
WISHED: Final = re.compile(r"\s*([a-zA-Z]+)[^,;]*(?:;\s*q=(\d(?:\.\d+)?))?\s*")
"""One entry of Accept-Language: "cy-GB;q=0.9"."""

_SPOKEN: ContextVar[str] = ContextVar("spoken", default=ENGLISH)

Said: TypeAlias = str | int | date | time
"""A value in a sentence. A day and an hour are written as the language writes them; a sentence is said in it too."""


class Sentence(str):
    """An English sentence, its places filled, that is said in the language of the page it stands on."""

    __slots__ = ("many", "template", "values")

    template: str
    many: str
    values: dict[str, Said]

    def said(self, language: str) -> str:
        """Return it in this language, as plain text."""
        return _filled(self._template(language), self.values, language)

    def __html__(self) -> str:
        """Return it as it stands on a page: in the page's language, and only what is markup already left as markup."""
        language = spoken()
        if not self.values:
            return str(escape(self._template(language)))

        def filled(place: re.Match[str]) -> str:
            value = self.values[place[1]]
            return str(escape(value if isinstance(value, str) else _words(value, language)))

        return PLACE.sub(filled, str(escape(self._template(language))))

    def _template(self, language: str) -> str:
        if not self.template:
            return ""
        count = self.values.get(COUNT)
        if self.many and isinstance(count, int):
            return _catalogue(language).ngettext(self.template, self.many, count)
        return _catalogue(language).gettext(self.template)


def _(english: str, **values: Said) -> Sentence:
    """Return a sentence; without values nothing is filled in, and one that is one already stays as it is."""
    if isinstance(english, Sentence):
        return _sentence(english.template, english.many, values) if values else english
    return _sentence(english, "", values)


def _n(one: str, many: str, count: int, **values: Said) -> Sentence:
    """Return a sentence that depends on a number, which stands at {count}; a language may have more forms than two."""
    return _sentence(one, many, {**values, COUNT: count})


def _sentence(one: str, many: str, values: dict[str, Said]) -> Sentence:
    sentence = Sentence(_filled(many if many and values[COUNT] != 1 else one, values, ENGLISH))
    sentence.template, sentence.many, sentence.values = one, many, values
    return sentence


def _filled(template: str, values: dict[str, Said], language: str) -> str:
    return PLACE.sub(lambda place: _words(values[place[1]], language), template) if values else template


def _words(value: Said, language: str) -> str:
    match value:
        case Sentence():
            return value.said(language)
        case date():
            return day_words(value, DAY, locale_name(language))
        case time():
            return hour(value).said(language)
        case _:
            return str(value)


def hour(at: time) -> Sentence:
    """Return an hour: "2.15pm", "9am"."""
    said = clock_words(at, clock_of(at).sentence, ENGLISH)
    return _("{hour}am", hour=said) if at.hour < NOON else _("{hour}pm", hour=said)


def spoken() -> str:
    """Return the language of the page that is being made."""
    return _SPOKEN.get()


def speak(language: str) -> None:
    """Let everything that is said from here on, in this request, be in this language."""
    _SPOKEN.set(language)


def say(words: str) -> str:
    """Return words in the language of the page, as plain text."""
    return words.said(spoken()) if isinstance(words, Sentence) else words


def locale_name(language: str) -> str:
    """Return by whose custom days and names of languages are written."""
    return BRITISH if language == ENGLISH else language


def language_name(language: str) -> str:
    """Return what a language is called in the language of the page: "Polish"."""
    return str(locale_of(locale_name(spoken())).languages.get(language.replace("-", "_"), language))


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that staff can choose, English first."""
    folders = sorted(folder.name for folder in files("locales").iterdir() if folder.joinpath(FILE).is_file())
    return (ENGLISH, *folders)


def wished(accept_language: str) -> str:
    """Return the language that a browser asks for before any other of ours; English where it names none."""
    entries = (WISHED.fullmatch(entry) for entry in accept_language.split(","))
    ranked = sorted((-float(entry[2] or 1), n, entry[1].lower()) for n, entry in enumerate(entries) if entry)
    return next((language for _rank, _place, language in ranked if language in languages()), ENGLISH)


@cache
def _catalogue(language: str) -> GNUTranslations:
    """Return the sentences of a language that may be trusted; none of English, which is what it is made from."""
    compiled = BytesIO()
    write_mo(compiled, _trusted(language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def _trusted(language: str) -> Catalog:
    if language == ENGLISH or language not in languages():
        return Catalog()
    with files("locales").joinpath(language, FILE).open("rb") as file:
        catalogue = read_po(file, locale=language)
    for message in catalogue:
        if message.id and not has_same_places(message):
            message.string = ""
    return catalogue


def has_same_places(message: Message) -> bool:
    """Say whether a translation has the places of its sentence; where it has forms, a word may stand for the number."""
    if isinstance(message.id, str):
        return places_in(message.id) == places_in(str(message.string))
    wanted = places_in(message.id[1])
    return all(wanted - NUMBERS <= places_in(form) <= wanted | NUMBERS for form in message.string or ())
