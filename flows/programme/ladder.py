"""What follows silence: a story kept safe, a person's good news, a person's hello, then quiet.

Derived each time from the sessions, the words and the visits there were. Nothing of it is stored, and nothing counts
up: one word, one visit or one press by a person, and the ladder is gone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import takewhile

SILENT_AFTER = 2
"""Two silent sessions in a row; from the third on nothing automatic goes."""
HELLO_FOR = timedelta(days=14)
"""How long after the good news a hello is suggested; then the family is left in peace."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A session that has been: its day, and whether there was an answer or a visit."""

    on: date
    has_sign: bool


class Rung(StrEnum):
    """What the school may do now."""

    NOTHING = "nothing"
    KEPT_SAFE = "kept_safe"
    """Our one text: the story was kept safe, another time is one digit away."""
    GOOD_NEWS = "good_news"
    """A person writes good news. Unwritten, nothing goes."""
    HELLO = "hello"
    """A person says hello, with one good thing first."""
    QUIET = "quiet"
    """The door stays open."""


def silent_days(passed: Iterable[Passed], signed_on: date | None, *, has_standing_place: bool) -> tuple[date, ...]:
    """Return the days of the latest sessions in a row without a word or a visit, the latest first.

    `passed` come the latest first; `signed_on` is the day of the last word, or on which a person began anew. Somebody
    who keeps a place said so once, and is never silent.
    """
    if has_standing_place:
        return ()
    silent = takewhile(lambda each: not (each.has_sign or (signed_on and signed_on >= each.on)), passed)
    return tuple(each.on for each in silent)


def rung(silent: tuple[date, ...], news_on: date | None, today: date) -> Rung:
    """Say where a family stands; `news_on` is when a person last wrote good news."""
    if len(silent) < SILENT_AFTER:
        return Rung.KEPT_SAFE if silent else Rung.NOTHING
    if news_on is None or news_on < silent[-1]:
        return Rung.GOOD_NEWS
    return Rung.HELLO if today < news_on + HELLO_FOR else Rung.QUIET
