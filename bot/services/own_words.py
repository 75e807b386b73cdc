"""A school's own words for automatic texts, at hand: read once after each change, not for every text.

Whoever has not proved the number hears our words alone, so that no wording can let a first text name a child; nor
does a shared phone hear a school's words, which may hold a name.
"""

from collections.abc import Iterable

from bot.days import ENGLISH
from bot.i18n import SHIPPED, Key, OwnWords, places_in, shipped_texts
from bot.services.fixed_texts import why_fixed
from storage.repositories import wordings
from storage.repositories.talks import SchoolFacts, TalkFacts
from storage.tables import Wording
from storage.unit_of_work import UnitOfWork


class Shelf:
    """The own words of every school that this process has met, each in its newest version."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._kept: dict[int, tuple[str, OwnWords]] = {}

    def of_school(self, uow: UnitOfWork, school: SchoolFacts) -> OwnWords:
        """Return the school's words, from the database only where they have changed."""
        if not school.wordings_version:
            return SHIPPED
        version, found = self._kept.get(school.id, ("", SHIPPED))
        if version != school.wordings_version:
            found = current(wordings.of_school(uow, school.id))
            self._kept[school.id] = (school.wordings_version, found)
        return found

    def for_adult(self, uow: UnitOfWork, talk: TalkFacts) -> OwnWords:
        """Return the school's words as far as this adult hears them."""
        return heard_by(talk, self.of_school(uow, talk.school))


def heard_by(talk: TalkFacts, own: OwnWords) -> OwnWords:
    """Return what this adult hears of a school's words."""
    return own if talk.is_proved and not talk.is_plain else SHIPPED


def current(rows: Iterable[Wording]) -> OwnWords:
    """Return what may be sent of a school's wordings: what is stale, fixed by now or incomplete is as if not there."""
    kept = {(row.text_id, row.language): row for row in rows}
    sentences: dict[str, dict[Key, str]] = {}
    for text in shipped_texts():
        english = kept.get((text.id, ENGLISH))
        if english is None or why_fixed(text) or not stands_for(english, text.sentence):
            continue
        theirs = (row for (id_, _language), row in kept.items() if id_ == text.id)
        for row in theirs:
            if row is english or stands_for(row, english.words):
                sentences.setdefault(row.language, {})[text.id, text.sentence] = row.words
    return OwnWords(sentences)


def stands_for(row: Wording, sentence: str) -> bool:
    """Say whether these words were made from this sentence as it is now, and fill the same places."""
    return row.made_from == sentence and places_in(row.words) == places_in(sentence)
