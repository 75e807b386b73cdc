"""The wording of a weekly reminder: looked at when it is written, filled when it goes."""

import re

from bot.errors import Refused
from bot.i18n import Catalogues
from bot.services.kept_back import looked_at
from flows.engine.context import Session
from flows.engine.text import Text, Value
from flows.sms import measure, plain
from flows.tone import Purpose

FIELD = "wording"
PLACES = frozenset({"day", "time", "place"})
PLACE = re.compile(r"\{\s*(\w*)\s*\}")
BRACES = re.compile(r"[{}]")
LONGEST = 400
MOST_SEGMENTS = 2
LONGEST_VALUES: dict[str, str] = {"day": "Wed 12 May", "time": "12.15pm", "place": "M" * 16}
USUAL_VALUES: dict[str, str] = {"day": "Thursday 14 May", "time": "2.15pm", "place": "Nest room"}
ANSWERS = " Reply 1 yes, 2 not this time, 3 maybe, 4 another time."
LINK = re.compile(r"https?://|www\.|\b\w+\.(com|co|uk|org|net)\b", re.IGNORECASE)


def checked(typed: str) -> str:
    """Return the wording, tidied, if it may stand in a text; raises `Refused`, `KeptBack` for bad news."""
    wording = PLACE.sub(lambda found: f"{{{found[1].lower()}}}", plain(" ".join(typed.split())))
    if not wording:
        raise Refused("Please write what the reminder says.", FIELD)
    _refuse_places(wording)
    if LINK.search(wording):
        raise Refused("Please leave links out: a reminder says who, when and where.", FIELD)
    looked_at(wording, Purpose.OTHER, FIELD)
    if len(wording) > LONGEST or measure(example(wording) + ANSWERS).count > MOST_SEGMENTS:
        raise Refused("This is too long for a text. The shorter, the better it is read.", FIELD)
    return wording


def example(wording: str) -> str:
    """Return the wording with the longest values that can stand in it."""
    return PLACE.sub(lambda found: LONGEST_VALUES.get(found[1], ""), wording)


def usual(wording: str) -> str:
    """Return the reminder as a parent reads it, with a usual day, hour and place."""
    return PLACE.sub(lambda found: USUAL_VALUES.get(found[1].lower(), found[0]), wording) + ANSWERS


def filled(wording: str, session: Session | None, catalogues: Catalogues) -> str:
    """Return the wording with the session's day, hour and place; without a session, nothing that needs one."""
    if not PLACE.search(wording):
        return wording
    if session is None:
        return ""
    values: dict[str, Value] = {"day": session.on, "time": session.at, "place": session.place}
    spoken = {name: catalogues.text(Text("", "{value}", value=value), "en") for name, value in values.items()}
    return PLACE.sub(lambda found: spoken.get(found[1], ""), wording)


def _refuse_places(wording: str) -> None:
    unknown = [name for name in PLACE.findall(wording) if name not in PLACES]
    if unknown or BRACES.search(PLACE.sub("", wording)):
        raise Refused("Only {day}, {time} and {place} are filled in by themselves.", FIELD)
