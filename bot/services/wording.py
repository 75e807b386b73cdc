"""A school's own words for an automatic text: looked at when they are written, and given up in one tap."""

import re
from collections.abc import Mapping

from bot.days import ENGLISH
from bot.errors import Refused
from bot.i18n import OwnWords, places_in, shipped_texts
from bot.sentences import _
from bot.services.budget import at_its_longest as longest
from bot.services.budget import units_over
from bot.services.examples import back_to_places, example_of, only
from bot.services.fixed_texts import why_fixed
from bot.services.house import House
from bot.services.kept_back import KeptBack, looked_at
from bot.services.own_words import current
from bot.services.reading_age import GOAL, reading_age
from bot.services.staff import SignedIn
from bot.services.wording_terms import FIELD, NOT_A_PERSON, SAME, answers_in, keep_terms, tidy
from flows.engine.text import Say, Text
from flows.tone import Purpose, check
from storage.errors import Missing
from storage.repositories import people, staff, wordings
from storage.unit_of_work import UnitOfWork

SPARK, TAIL = "WP-", "HS-14"
"""A spark goes in one SMS with the line that says how to answer it."""
SHORTEST_NAME, LONGEST_NAME = 2, 30
NO_NAMES = "This goes to every family, so please leave names out of it."
HARD = "This is hard to read for many parents. Shorter sentences and shorter words, please."
OWN_FIRST = "Please word the English text first: a translation is made from it."
NO_SUCH_LANGUAGE = "There are no texts in this language yet."
WHO_CHECKED = "Please say who reads this language and has checked it."


def changeable(text_id: str) -> Text:
    """Return our text of this id; raises `Missing` where there is none, `Refused` where it stays as it is."""
    text = next((each for each in shipped_texts() if each.id == text_id), None)
    if text is None:
        raise Missing
    if why := why_fixed(text):
        raise Refused(why)
    return text


async def change(house: House, who: SignedIn, text_id: str, typed: str) -> None:
    """Keep the school's own English for a text; raises `Refused` or `KeptBack`, and then nothing is kept."""
    text = changeable(text_id)
    words = await house.database.read(lambda uow: checked(uow, house, who.school_id, text, typed))
    values = {"made_from": text.sentence, "words": words}
    await house.database.write(lambda uow: _keep(uow, house, who, text_id, ENGLISH, values))


async def give_back(house: House, who: SignedIn, text_id: str) -> None:
    """Go back to our words in every language."""

    def work(uow: UnitOfWork) -> None:
        wordings.remove(uow, who.school_id, text_id)
        staff.note(uow, who.school_id, who.id, "went back to our text", text_id, house.clock.now())

    await house.database.write(work)


async def translate(house: House, who: SignedIn, text_id: str, language: str, typed: str, checked_by: str) -> None:
    """Keep the school's own words in another language, checked by somebody who reads it."""
    text, reader = changeable(text_id), " ".join(checked_by.split())[:LONGEST_NAME]
    if language == ENGLISH or language not in house.catalogues.languages:
        raise Refused(NO_SUCH_LANGUAGE, "language")
    if not reader:
        raise Refused(WHO_CHECKED, "checked_by")

    def look(uow: UnitOfWork) -> tuple[str, str]:
        english = own_english(uow, who.school_id, text)
        return english, checked(uow, house, who.school_id, text, typed, language)

    english, words = await house.database.read(look)
    values = {"made_from": english, "words": words, "checked_by": reader}
    await house.database.write(lambda uow: _keep(uow, house, who, text_id, language, values))


async def forget_translation(house: House, who: SignedIn, text_id: str, language: str) -> None:
    """Go back to our words in this language alone."""

    def work(uow: UnitOfWork) -> None:
        wordings.remove(uow, who.school_id, text_id, language)
        staff.note(uow, who.school_id, who.id, "went back to our text", f"{text_id} {language}", house.clock.now())

    await house.database.write(work)


def own_english(uow: UnitOfWork, school_id: int, text: Text) -> str:
    """Return the school's own English of a text as it is sent, or refuse where it has none."""
    said = current(wordings.of_school(uow, school_id)).said(text, ENGLISH)
    if said is None:
        raise Refused(OWN_FIRST, FIELD)
    return said


def checked(uow: UnitOfWork, house: House, school_id: int, text: Text, typed: str, language: str = ENGLISH) -> str:
    """Return the words, tidied, if they may stand for our text; raises `Refused`, `KeptBack` for bad news."""
    words = tidy(typed)
    keep_terms(text, words, language)
    if words == text.sentence:
        raise Refused(SAME, FIELD)
    _refuse_names(uow, school_id, words)
    _refuse_bad_news(house, text, words, language)
    _refuse_long(house, text, words, language, current(wordings.of_school(uow, school_id)))
    if language == ENGLISH and reading_age(example_of(house.catalogues, text, words)) > GOAL:
        raise Refused(HARD, FIELD)
    return words


def has_known_places(text: Text, words: str) -> bool:
    """Say whether the words can be shown as they would be read: nothing stands in them that is not filled in."""
    return places_in(words) <= places_in(text.sentence)


def _refuse_names(uow: UnitOfWork, school_id: int, words: str) -> None:
    """Refuse the name of anybody here: as a person's own voice, or as one family's news in another's thread."""
    found = people.names(uow, school_id)
    if any(_holds(words, name) for name in found.staff):
        raise Refused(NOT_A_PERSON, FIELD)
    if any(_holds(words, name) for name in found.families):
        raise Refused(NO_NAMES, FIELD)


def _holds(words: str, name: str) -> bool:
    """Say whether a name stands in the words; "Will" and "May" begin many a sentence that names nobody."""
    if len(name) < SHORTEST_NAME:
        return False
    is_a_word_too = any(re.search(rf"\b{re.escape(name.lower())}\b", text.sentence) for text in shipped_texts())
    inside = r"(?<![.!?] )(?<!^)" if is_a_word_too else ""
    return bool(re.search(rf"{inside}(?<!\w){re.escape(name)}(?!\w)", words))


def _refuse_bad_news(house: House, text: Text, words: str, language: str) -> None:
    try:
        looked_at(example_of(house.catalogues, text, words, language), Purpose.OTHER, FIELD, language)
    except KeptBack as kept:
        if not _is_but_for_ours(house, text, words, language):
            raise KeptBack(kept.verdict, _offer(house, text, kept.wording), FIELD) from None


def _is_but_for_ours(house: House, text: Text, words: str, language: str) -> bool:
    """Say whether nothing but the answers that stand word for word in our own text was held."""
    answers = answers_in(house.catalogues.sentence(text, language))
    if answers is None or answers not in words:
        return False
    rest = example_of(house.catalogues, text, words.replace(answers, ""), language)
    return not check(rest, Purpose.OTHER, language).is_held


def _offer(house: House, text: Text, wording: str | None) -> str | None:
    """Return the kind way out if it may stand for the text as it is."""
    if wording is None:
        return None
    offer = back_to_places(house.catalogues, text, wording)
    try:
        keep_terms(text, offer)
    except Refused:
        return None
    return offer


def _refuse_long(house: House, text: Text, words: str, language: str, own: OwnWords) -> None:
    over = max(
        units_over(house.catalogues, each, language, _with(own, text, words, language)) for each in sent_as(text)
    )
    if over > 0:
        raise Refused(
            _("This is {count} characters too long for one text, with names at their longest.", count=over), FIELD
        )


def sent_as(text: Text) -> tuple[Say, ...]:
    """Return the messages in which this text is sent, each of which has to fit."""
    sparks = [each for each in shipped_texts() if each.id.startswith(SPARK)]
    tail = next(each for each in shipped_texts() if each.id == TAIL)
    if text.id == TAIL:
        return tuple((spark, text) for spark in sparks)
    return ((text, tail),) if text.id.startswith(SPARK) else ((text,),)


def at_its_longest(house: House, text: Text, words: str) -> str:
    """Return the longest message in which these words may be sent."""
    own = only(text, words)
    messages = (tuple(longest(house.catalogues, each, ENGLISH) for each in message) for message in sent_as(text))
    return max((house.catalogues.spell(each, ENGLISH, own, is_short=True) for each in messages), key=len)


def _with(own: OwnWords, text: Text, words: str, language: str) -> OwnWords:
    """Return the school's words with these among them."""
    new = only(text, words, language).sentences[language]
    return OwnWords({**own.sentences, language: {**own.sentences.get(language, {}), **new}})


def _keep(uow: UnitOfWork, house: House, who: SignedIn, text_id: str, language: str, values: Mapping[str, str]) -> None:
    now = house.clock.now()
    wordings.keep(uow, who.school_id, text_id, language, {**values, "staff_id": who.id, "changed_at": now})
    about = text_id if language == ENGLISH else f"{text_id} {language}"
    staff.note(uow, who.school_id, who.id, "changed a text", about, now)
