"""What a reply comes to where any words are an answer: a best bit, a line for the book, what would help."""

from enum import Enum, auto

from flows.engine.context import Context
from flows.reading.meaning import Ask, Intent, Reading

ABOUT_COMING = (Intent.YES, Intent.NO, Intent.MAYBE, Intent.LATE, Intent.ALTERNATIVE)
"""Where words are asked for, these are read only from words about a session."""
FEW, MOST = 3, 8
"""Words in a reply that says "nothing", and in one that is about coming and nothing else."""


class Told(Enum):
    """What such a reply is."""

    WORDS = auto()
    NOTHING = auto()
    COMING = auto()


def told(reading: Reading, c: Context) -> Told:
    """Take a reply as the words that were asked for, unless it plainly is not: words are never lost for a guess."""
    count = len(reading.text.split())
    if reading.leading in ABOUT_COMING and c.session and count <= MOST:
        return Told.COMING
    return Told.NOTHING if (count < FEW and _is_polite(reading)) or _is_refusal(reading, count) else Told.WORDS


def _is_polite(reading: Reading) -> bool:
    """Say whether it is "ok" or "thanks" and no more; a smile alone is an answer."""
    has_letters = any(letter.isalpha() for letter in reading.text)
    return not reading.text.strip() or (has_letters and (reading.leading is Intent.THANKS or reading.has(Ask.KEEP)))


def _is_refusal(reading: Reading, count: int) -> bool:
    return count <= FEW and reading.leading is Intent.STORY_NONE and not reading.has(Ask.REASON)
