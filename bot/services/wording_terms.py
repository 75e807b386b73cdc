"""What a school's own words must keep of ours: the places that are filled, the answers, and whose voice it is."""

import re
from typing import Final

from bot.days import ENGLISH
from bot.errors import Refused
from bot.i18n import places_in
from bot.sentences import _
from bot.services.reminder_words import LINK
from flows.engine.text import Text

FIELD: Final = "words"
PLACE = re.compile(r"\{\s*(\w*)\s*\}")
BRACES = re.compile(r"[{}]")
ANSWERS = re.compile(r"\b1 [^.?!]*")
"""The numbered answers of a question, from the first to the end of the sentence."""
NUMBER = re.compile(r"\d+")
CONTROL_WORD = re.compile(r"\b[A-Z]{2,}\b")
SPEAKS_AS_STAFF = re.compile(
    r"\b(this is|it is|it's|i am|i'm|my name is) \{staff\}|\b(from|love|regards|wishes|thanks|x+)\W+\{staff\}\W*$",
    re.IGNORECASE,
)
EMPTY = "Please write what the text says, or go back to ours."
SAME = "These are our words already. There is nothing to keep."
NO_LINK = "Please leave links out of a text."
NOT_A_PERSON = "This goes by itself, so it may not sound as if a person wrote it. Please leave that name out."
OTHER_NUMBERS = "Parents answer with numbers, so please use just those of our text, in the same order."


def tidy(typed: str) -> str:
    """Return the words on one line, their places written as ours are."""
    return PLACE.sub(lambda found: f"{{{found[1].lower()}}}", " ".join(typed.split()))


def keep_terms(text: Text, words: str, language: str = ENGLISH) -> None:
    """Raise `Refused` unless the words keep what our text needs; a translation has its own words for the answers."""
    if not words:
        raise Refused(EMPTY, FIELD)
    _keep_places(text, words)
    if LINK.search(PLACE.sub("", words)):
        raise Refused(NO_LINK, FIELD)
    if language == ENGLISH:
        _keep_answers(text, words)
    if _numbers(words) != _numbers(text.sentence):
        raise Refused(OTHER_NUMBERS, FIELD)
    _keep_control_words(text, words)
    if SPEAKS_AS_STAFF.search(words):
        raise Refused(NOT_A_PERSON, FIELD)


def answers_in(sentence: str) -> str | None:
    """Return the part of a question that says what each number means, None where it asks for none."""
    found = ANSWERS.search(sentence)
    return found[0] if found else None


def _keep_places(text: Text, words: str) -> None:
    wanted, used = places_in(text.sentence), places_in(words)
    if used - wanted or BRACES.search(PLACE.sub("", words)):
        named = _listed(text.sentence)
        only = _("Only {places} can stand in this text.", places=named)
        raise Refused(only if named else _("Please write this text without { and }."), FIELD)
    if wanted - used:
        places = _listed(text.sentence)
        kept = _("Please keep {places} in this text: they are filled in for each family.", places=places)
        raise Refused(kept, FIELD)


def _keep_answers(text: Text, words: str) -> None:
    answers = answers_in(text.sentence)
    if answers and answers not in words:
        kept = _("Please keep “{answers}” just as it is: it is what parents answer.", answers=answers)
        raise Refused(kept, FIELD)


def _keep_control_words(text: Text, words: str) -> None:
    lost = [word for word in CONTROL_WORD.findall(text.sentence) if word not in CONTROL_WORD.findall(words)]
    if lost:
        kept = _("Please keep {word} in capitals: it is a word that parents text back.", word=lost[0])
        raise Refused(kept, FIELD)


def _numbers(words: str) -> list[str]:
    return list(dict.fromkeys(NUMBER.findall(words)))


def _listed(sentence: str) -> str:
    named = [f"{{{name}}}" for name in dict.fromkeys(PLACE.findall(sentence))]
    return " and ".join(filter(None, (", ".join(named[:-1]), *named[-1:])))
