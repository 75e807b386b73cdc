"""What stands on the pages for the codes that the facts are kept in: plain, kind, and never a count of what is not."""

import json

from bot.services.reading_age import GOAL
from flows.engine.events import Need
from flows.options import LABEL_OF
from flows.reading import Intent

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
    Intent.YES: "yes",
    Intent.NO: "not this time",
    Intent.MAYBE: "maybe",
    Intent.LATE: "late",
    Intent.ALTERNATIVE: "another time",
    Intent.QUESTION: "a question",
    Intent.STORY: "a story",
    Intent.STORY_NONE: "not this week",
    Intent.STOP: "stop",
    Intent.START: "start again",
    Intent.HELP: "help",
    Intent.CALLBACK: "please ring",
    Intent.LANGUAGE: "another language",
    Intent.THANKS: "thanks",
    Intent.WRONG_NUMBER: "not their number",
    Intent.DISTRESS: "for a person",
    Intent.UNCLEAR: "for a person",
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
    """Return what a message was understood as: "yes, late"; nothing for one that was not read by the helper."""
    if not reading:
        return ""
    words = [HEARD[Intent(each)] for each in json.loads(reading)["intents"]]
    return ", ".join(dict.fromkeys(words))


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
