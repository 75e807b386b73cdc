"""Would a parent worn down by calls from school read this as bad news? Then hold it, with a kind way out.

`check` is the one function: the staff pages, the API, imports and the command all call it.
Where it cannot tell, it holds.
"""

from flows.tone.judge import verdict_on
from flows.tone.offers import HARD, TOO_LONG
from flows.tone.verdict import Decision, Kind, Purpose, Verdict

__all__ = ["Decision", "Kind", "Purpose", "Verdict", "check"]

LONGEST = 2000


def check(text: str, purpose: Purpose = Purpose.OTHER, language: str = "en") -> Verdict:
    """Return whether a text that a person wrote may go to a parent.

    `language` is an ISO 639-1 code, with or without a region. Texts over 2,000 characters are held unread.
    Whatever goes wrong, the text is held.
    """
    if len(text) > LONGEST:
        return Verdict(Decision.HOLD, Kind.IMPLICIT, message=TOO_LONG)
    try:
        return verdict_on(text, purpose, language)
    except (ArithmeticError, LookupError, RuntimeError, TypeError, ValueError):
        return Verdict(Decision.HOLD, Kind.IMPLICIT, message=HARD)
