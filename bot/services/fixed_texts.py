"""Which automatic texts stay as they are in every school, and why: in the words that staff read."""

import re
from typing import Final

from bot.sentences import _
from flows.engine.text import Text

SAFETY: Final = _("It is said when somebody may not be safe. It stays the same in every school.")
STOP: Final = _("It answers STOP and START, or a number that is not theirs. It has to be beyond doubt.")
PROVING: Final = _("It goes to a number that is not proved yet, so it may name neither child nor story time.")
PROMISE: Final = _("It is our promise to parents. It stays the same in every school.")
HELPER: Final = _("It says that a helper writes, and not a person. That stays true.")
PERSON: Final = _("It carries a person's own words, so there is nothing of ours in it to change.")
BUTTON: Final = _("It is a button on Telegram, and stands for the number beside it.")
PLAIN: Final = _("It is for a phone that is shared, and may hold no name.")
ELSEWHERE: Final = _("It stands on the letter, on a page or in a day, and is no text by itself.")

DANGER = re.compile(r"\b(999|116 123)\b")
FIXED: Final = (
    (re.compile(r".*\.plain"), PLAIN),
    (re.compile(r"SG-.*|CT-1[1248]"), SAFETY),
    (re.compile(r"CT-0[1256]|CT-23"), STOP),
    (re.compile(r"(ON-01|ON-09|ON-11|ON-12|ON-21|ON-24|FM-01|CT-07|NT-\d\d)(\..*)?"), PROVING),
    (re.compile(r"ON-04"), PROMISE),
    (re.compile(r"CT-19"), HELPER),
    (re.compile(r"ST-01|LD-03|LD-11|PN-\d\d|RM-0[89]"), PERSON),
    (re.compile(r"OP-.*"), BUTTON),
    (re.compile(r"(?!(ON|RS|RM|TY|WP|HS|LD|FB|CE|CT|FM|SG)-).*"), ELSEWHERE),
)
"""By the id of the text, the first that fits."""


def why_fixed(text: Text) -> str | None:
    """Return why no school may change this text, None where it may."""
    if DANGER.search(text.sentence):
        return SAFETY
    return next((why for ids, why in FIXED if ids.fullmatch(text.id)), None)
