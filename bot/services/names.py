"""Names and places that stand in texts: short enough for one SMS, and nothing but a name."""

import unicodedata

from bot.errors import Refused
from bot.sentences import _
from flows.sms import plain
from flows.tone import Purpose, check

LONGEST = {"parent": 12, "child": 12, "staff": 14, "school": 19, "place": 16, "language": 12}
"""So many characters keep every text within its SMS parts."""
MOST_WORDS = {"parent": 2, "child": 2, "staff": 3, "language": 2}
TOO_LONG = _("Please use at most {count} characters, so that it fits a text. A short form is fine.")
MARKS = frozenset(" '-.")
MARKS_IN_PLACES = MARKS | frozenset("&,/()0123456789")


def name_of(typed: str, what: str, field: str) -> str:
    """Return the name, accents and all, or raise `Refused`; `what` is a key of `LONGEST`."""
    name = unicodedata.normalize("NFC", " ".join(plain(typed).split()))
    if not name:
        raise Refused("Please say where: a room, or a corner." if what == "place" else "Please give a name.", field)
    if len(name) > LONGEST[what]:
        raise Refused(_(TOO_LONG, count=LONGEST[what]), field)
    marks = MARKS_IN_PLACES if what in {"school", "place"} else MARKS
    if not all(unicodedata.category(sign)[0] in "LM" or sign in marks for sign in name):
        raise Refused("Please use letters only: this stands in texts as it is.", field)
    if len(name.split()) > MOST_WORDS.get(what, len(name)) or _says_more(name):
        raise Refused("This reads as more than a name. Please give the name only.", field)
    return name


def _says_more(name: str) -> bool:
    """Say whether words were typed where a name belongs: a report must not leave by this way either."""
    verdict = check(name, Purpose.NAME)
    return " " in name and verdict.is_held and bool(verdict.words) and not verdict.is_soft
