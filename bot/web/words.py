"""What stands on the pages for the codes that the facts are kept in: plain, kind, and never a count of what is not."""

from collections.abc import Iterator
from datetime import date, time, timedelta

from bot.days import day_words
from bot.sentences import _, hour, language_name, locale_name, say, spoken
from flows.engine.events import Need
from flows.options import LABEL_OF
from flows.reading import Intent, Sureness
from flows.reading.choice import MEANINGS
from flows.reading.kept import By, Kept, kept
from flows.reading.meaning import DAYS, TOMORROW, When

A_MONDAY = date(2026, 5, 11)
STANDINGS: dict[str, str] = {
    "not_safe": _("Do not text or ring. Speak in person."),
    "stopped": _("They stopped the texts. Speak in person."),
    "no_address": _("A number that works is needed"),
    "not_ticked": _("May they be messaged? Please check"),
    "paused": _("Resting"),
    "quiet": _("Left in peace. A hello at the gate may help"),
    "proved": _("In touch"),
    "idle": _("Six months without a word. Is the number still theirs?"),
    "invited": _("Invited. Check the number at the gate"),
    "new": _("Ready to invite"),
}
ANSWERS = {
    "yes": _("Coming"),
    "late": _("Coming, a bit late"),
    "maybe": _("Hoping to"),
    "another_time": _("Asked for another time"),
    "no": _("Not this time"),
    None: _("Door open"),
}
MINUTES_LATE = {5: _("five"), 10: _("ten"), 15: _("fifteen"), 20: _("twenty"), 30: _("thirty")}
HEARD = {
    Intent.YES: _("Yes"),
    Intent.NO: _("Not this time"),
    Intent.MAYBE: _("Maybe"),
    Intent.LATE: _("Coming, a bit late"),
    Intent.ALTERNATIVE: _("Another time"),
    Intent.QUESTION: _("A question"),
    Intent.STORY: _("A story"),
    Intent.STORY_NONE: _("No story this week"),
    Intent.STOP: _("No more texts"),
    Intent.START: _("Texts again"),
    Intent.HELP: _("How does this work"),
    Intent.CALLBACK: _("Please ring"),
    Intent.LANGUAGE: _("Another language"),
    Intent.THANKS: _("Thanks or a greeting"),
    Intent.WRONG_NUMBER: _("Not their number"),
    Intent.DISTRESS: _("For a person"),
    Intent.UNCLEAR: _("For a person"),
}
ANSWER_OF = {
    Intent.YES: "yes",
    Intent.LATE: "late",
    Intent.MAYBE: "maybe",
    Intent.NO: "no",
    Intent.ALTERNATIVE: "another_time",
}
"""The answer about coming that an intent is, where a session was asked about."""
SURENESS = {Sureness.SURE: _("sure"), Sureness.FAIRLY: _("fairly sure"), Sureness.UNSURE: _("not sure")}
MEANT = {
    Intent.YES: _("Coming"),
    Intent.LATE: _("Coming, but late"),
    Intent.MAYBE: _("Maybe"),
    Intent.NO: _("Not this time"),
    Intent.ALTERNATIVE: _("Another time"),
    Intent.QUESTION: _("It is a question"),
    Intent.STORY: _("A story"),
    Intent.STORY_NONE: _("No story this week"),
    Intent.THANKS: _("Thanks or a greeting"),
    Intent.CALLBACK: _("They want a call"),
    Intent.UNCLEAR: _("Nobody can read it"),
    Intent.STOP: _("They want no more texts"),
    Intent.DISTRESS: _("Someone may be at risk"),
    Intent.WRONG_NUMBER: _("The wrong number"),
}
"""What staff may say that a message means; the order is that of the buttons."""
DECIDED = {
    By.BUTTON: _("They pressed a button."),
    By.NUMBER: _("They picked a number."),
    By.WORDS: _("Decided by words on our lists, marked above."),
    By.LEARNED: _("Decided by what such texts usually mean."),
}
"""A worry is never a label: it is a text for a person, as many others are."""
NEEDS = {
    Need.READ: _("There are words to read"),
    Need.RING: _("Please ring"),
    Need.OTHER_TIME: _("Another time is wished for"),
    Need.GUEST: _("Somebody else would come along. Please check"),
    Need.NEW_NUMBER: _("Please check the number with the family"),
    Need.WRONG_NUMBER: _("The number was somebody else's. Please put the school's records right"),
    Need.HELP_TO_COME: _("Something would make coming easier"),
    Need.LANGUAGE: _("Another language is wished for"),
    Need.NEW_COPY: _("A new copy of the story is wished for"),
    Need.LEAVE_IN_PEACE: _("Do not text or ring. Speak in person"),
    Need.MANY_TEXTS: _("Many texts came at once. Please read them"),
    Need.COMING_BACK: _("They would like to come back"),
}
READERS = {
    5: _("A five-year-old can read this."),
    6: _("A six-year-old can read this."),
    7: _("A seven-year-old can read this."),
    8: _("An eight-year-old can read this."),
    9: _("A nine-year-old can read this."),
    10: _("Hard to read: it is like a text for a ten-year-old."),
    11: _("Hard to read: it is like a text for an eleven-year-old."),
    12: _("Hard to read: it is like a text for a twelve-year-old."),
}
HARDER = _("Hard to read: it is like a text for a grown-up.")
BEST_TIMES = {"morning": _("in the morning"), "lunch": _("at lunch time"), "after_school": _("after school")}
PARTS = {
    "after_drop_off": _("after drop-off"),
    "lunch": BEST_TIMES["lunch"],
    "before_home_time": _("before home time"),
    "after_school": BEST_TIMES["after_school"],
    "phone": _("on the phone"),
}
"""When a parent would rather come; it stands in the middle of a sentence."""
CHANNELS = {"sms": "SMS", "telegram": "Telegram"}
FILES = {"audio": _("A voice note"), "image": _("A picture"), "video": _("A film")}


def standing(code: str) -> str:
    """Return how an adult stands."""
    return STANDINGS[code]


def answer(code: str | None, minutes_late: int | None = None) -> str:
    """Return what a parent said about coming: "Coming, ten minutes late"."""
    if code == "late" and minutes_late:
        return _("Coming, {minutes} minutes late", minutes=MINUTES_LATE.get(minutes_late, minutes_late))
    return ANSWERS[code]


def heard(reading: str | None) -> str:
    """Return what a message was understood as: "Coming, ten minutes late"; nothing where the helper read nothing."""
    return understood(kept(reading)) if reading else ""


def understood(reading: Kept) -> str:
    """Return a reading in plain words, what leads first: "Coming, ten minutes late. A question"."""
    first = _leading(reading)
    others = (HEARD[intent] for intent in reading.intents[1:])
    return ". ".join(say(each) for each in dict.fromkeys((first, *others, *_named(reading))))


def _named(reading: Kept) -> Iterator[str]:
    """Yield what is named beside the meaning: a time, little ones, who comes along."""
    if reading.when:
        named = when(reading.when)
        yield named[:1].upper() + named[1:]
    if reading.little_ones:
        yield _("Little ones: {number}", number=reading.little_ones)
    if reading.company:
        yield _("With: {names}", names=", ".join(reading.company))


def when(named: When) -> str:
    """Return a time that a parent named: "Thursday, after 3pm"."""
    about = _bounded(named.at, named.bound) if named.at else _part(named.part)
    return ", ".join(filter(None, (_day(named.day), say(about))))


def _day(day: str | None) -> str:
    if day == TOMORROW:
        return say(_("tomorrow"))
    return day_words(A_MONDAY + timedelta(DAYS.index(day)), "EEEE", locale_name(spoken())) if day else ""


def _part(part: str | None) -> str:
    return PARTS.get(part or "", (part or "").replace("_", " "))


def _bounded(at: time, bound: str) -> str:
    if bound == "after":
        return _("after {hour}", hour=clock(at))
    return _("before {hour}", hour=clock(at)) if bound else clock(at)


def clock(at: time) -> str:
    """Return an hour: "2.15pm", "9am"."""
    return say(hour(at))


def _leading(reading: Kept) -> str:
    """Return what leads, as finely as it is known."""
    if reading.leading is Intent.UNCLEAR and reading.took_words:
        return _("In their own words")
    return _finer(reading) or HEARD[reading.leading]


def _finer(reading: Kept) -> str:
    """Return how late, which of the answers, which language; nothing where the intent says all."""
    label = LABEL_OF.get(reading.choice or "")
    if reading.leading in ANSWER_OF and (reading.is_about_coming or reading.leading is Intent.LATE):
        return answer(ANSWER_OF[reading.leading], reading.minutes_late)
    if label and (reading.choice not in MEANINGS or reading.leading is Intent.STORY):
        return _(label.sentence)
    if reading.leading is Intent.LANGUAGE and reading.language:
        return _("Another language: {language}", language=language_name(reading.language))
    return ""


def meant(code: str) -> str:
    """Return what staff said that a message means."""
    return MEANT[Intent(code)]


def need(code: str) -> str:
    """Return why a person is wanted."""
    return NEEDS[Need(code)]


def wished_time(code: str) -> str:
    """Return when a parent would rather come."""
    return when(When.parse(code))


def best_time(code: str | None) -> str:
    """Return when a parent would like to be rung."""
    return BEST_TIMES.get(code, code.replace("_", " ")) if code else _("any time")


def channel(code: str | None) -> str:
    """Return what a channel is called."""
    return CHANNELS.get(code, "") if code else ""


def file(code: str) -> str:
    """Return what came along with a message."""
    return FILES.get(code, _("A file"))


def reading_age(age: int) -> str:
    """Return how easily a text reads: "A nine-year-old can read this."."""
    return READERS.get(age, HARDER)


def help_wished(code: str) -> str:
    """Return what would make coming easier."""
    label = LABEL_OF.get(code)
    return _(label.sentence) if label else code.replace("_", " ")
