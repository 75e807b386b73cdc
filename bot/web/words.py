"""What stands on the pages for the codes that the facts are kept in: plain, kind, and never a count of what is not."""

from bot.i18n import english_names
from bot.services.reading_age import GOAL
from flows.engine.events import Need
from flows.options import LABEL_OF
from flows.reading import Intent, Sureness
from flows.reading.choice import MEANINGS
from flows.reading.kept import By, Kept, kept

STANDINGS = {
    "not_safe": "Do not text or ring. Speak in person.",
    "stopped": "They stopped the texts. Speak in person.",
    "no_address": "A number that works is needed",
    "not_ticked": "May they be messaged? Please check",
    "paused": "Resting",
    "quiet": "Left in peace. A hello at the gate may help",
    "proved": "In touch",
    "idle": "Six months without a word. Is the number still theirs?",
    "invited": "The first text has gone. Check the number at the gate",
    "new": "Ready to invite",
}
ANSWERS = {
    "yes": "Coming",
    "late": "Coming, a bit late",
    "maybe": "Hoping to",
    "another_time": "Asked for another time",
    "no": "Not this time",
    None: "Door open",
}
MINUTES_LATE = {5: "five", 10: "ten", 15: "fifteen", 20: "twenty", 30: "thirty"}
HEARD = {
    Intent.YES: "Yes",
    Intent.NO: "Not this time",
    Intent.MAYBE: "Maybe",
    Intent.LATE: "Coming, a bit late",
    Intent.ALTERNATIVE: "Another time",
    Intent.QUESTION: "A question",
    Intent.STORY: "A story",
    Intent.STORY_NONE: "No story this week",
    Intent.STOP: "No more texts",
    Intent.START: "Texts again",
    Intent.HELP: "How does this work",
    Intent.CALLBACK: "Please ring",
    Intent.LANGUAGE: "Another language",
    Intent.THANKS: "Thanks or a greeting",
    Intent.WRONG_NUMBER: "Not their number",
    Intent.DISTRESS: "For a person",
    Intent.UNCLEAR: "For a person",
}
ANSWER_OF = {
    Intent.YES: "yes",
    Intent.LATE: "late",
    Intent.MAYBE: "maybe",
    Intent.NO: "no",
    Intent.ALTERNATIVE: "another_time",
}
"""The answer about coming that an intent is, where a session was asked about."""
SURENESS = {Sureness.SURE: "sure", Sureness.FAIRLY: "fairly sure", Sureness.UNSURE: "not sure"}
DECIDED = {
    By.BUTTON: "They pressed a button.",
    By.NUMBER: "They picked a number.",
    By.WORDS: "Decided by words on our lists, marked above.",
    By.LEARNED: "Decided by what such texts usually mean.",
}
"""A worry is never a label: it is a text for a person, as many others are."""
NEEDS = {
    Need.READ: "There are words to read",
    Need.RING: "Please ring",
    Need.OTHER_TIME: "Another time is wished for",
    Need.GUEST: "Somebody else would come along. Please check",
    Need.NEW_NUMBER: "Please check the number with the family",
    Need.WRONG_NUMBER: "The number was somebody else's. Please put the school's records right",
    Need.HELP_TO_COME: "Something would make coming easier",
    Need.LANGUAGE: "Another language is wished for",
    Need.NEW_COPY: "A new copy of the story is wished for",
    Need.LEAVE_IN_PEACE: "Do not text or ring. Speak in person",
    Need.MANY_TEXTS: "Many texts came at once. Please read them",
    Need.COMING_BACK: "They would like to come back",
}
READERS = {
    5: "a five-year-old",
    6: "a six-year-old",
    7: "a seven-year-old",
    8: "an eight-year-old",
    9: "a nine-year-old",
    10: "a ten-year-old",
    11: "an eleven-year-old",
    12: "a twelve-year-old",
}
BEST_TIMES = {"morning": "in the morning", "lunch": "at lunch time", "after_school": "after school"}
CHANNELS = {"sms": "SMS", "telegram": "Telegram"}
FILES = {"audio": "A voice note", "image": "A picture", "video": "A film"}


def standing(code: str) -> str:
    """Return how an adult stands."""
    return STANDINGS[code]


def answer(code: str | None, minutes_late: int | None = None) -> str:
    """Return what a parent said about coming: "Coming, ten minutes late"."""
    if code == "late" and minutes_late:
        return f"Coming, {MINUTES_LATE.get(minutes_late, minutes_late)} minutes late"
    return ANSWERS[code]


def heard(reading: str | None) -> str:
    """Return what a message was understood as: "Coming, ten minutes late"; nothing where the helper read nothing."""
    return understood(kept(reading)) if reading else ""


def understood(reading: Kept) -> str:
    """Return a reading in plain words, what leads first: "Coming, ten minutes late. A question"."""
    first = _leading(reading)
    others = (HEARD[intent] for intent in reading.intents[1:])
    return ". ".join(dict.fromkeys((first, *others)))


def _leading(reading: Kept) -> str:
    """Return what leads, as finely as it is known: how late, which of the answers, which language."""
    label = LABEL_OF.get(reading.choice or "")
    if reading.leading in ANSWER_OF and (reading.is_about_coming or reading.leading is Intent.LATE):
        return answer(ANSWER_OF[reading.leading], reading.minutes_late)
    if label and (reading.choice not in MEANINGS or reading.leading is Intent.STORY):
        return label.sentence
    if reading.leading is Intent.LANGUAGE and reading.language:
        return f"Another language: {english_names().get(reading.language, reading.language)}"
    return HEARD[reading.leading]


def need(code: str) -> str:
    """Return why a person is wanted."""
    return NEEDS[Need(code)]


def best_time(code: str | None) -> str:
    """Return when a parent would like to be rung."""
    return BEST_TIMES.get(code, code.replace("_", " ")) if code else "any time"


def channel(code: str | None) -> str:
    """Return what a channel is called."""
    return CHANNELS.get(code, "") if code else ""


def file(code: str) -> str:
    """Return what came along with a message."""
    return FILES.get(code, "A file")


def reading_age(age: int) -> str:
    """Return how easily a text reads: "A nine-year-old can read this."."""
    if age <= GOAL:
        return f"{READERS[age].capitalize()} can read this."
    return f"Hard to read: it is like a text for {READERS.get(age, 'a grown-up')}."


def help_wished(code: str) -> str:
    """Return what would make coming easier."""
    label = LABEL_OF.get(code)
    return label.sentence if label else code.replace("_", " ")
