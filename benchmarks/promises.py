"""What must hold of every text there can be, for `benchmarks/fuzz.py` to break.

The same is asked of made-up texts in `tests/properties`; here the texts are led by the code they reach.
"""

from typing import Final

from bot.i18n import load_reply_words
from flows import sms
from flows.reading import Intent, Reader
from flows.reading.lines import QUESTIONS, labels, question_for
from flows.reading.normal import clean, skeleton, tokenise
from flows.tone import Kind, Purpose, check

READER: Final = Reader(load_reply_words())
CONTEXTS: Final = tuple(QUESTIONS)
LANGUAGES: Final = ("en", "pl", "ur", "cy", "zh-Hant", "so", "", "xx")


def is_read(text: str, choice: int) -> None:
    """Read it against one of the questions: there is an answer, and its evidence stands in the text."""
    reading = READER.read(text, question_for(CONTEXTS[choice % len(CONTEXTS)]))
    assert labels(reading), "no label"
    assert len(set(reading.intents)) == len(reading.intents), "a label twice"
    assert all(piece.words in reading.text for piece in reading.evidence), "evidence that is not there"
    assert reading.language is None or reading.has(Intent.LANGUAGE), "a language nobody wanted"


def is_judged(text: str, choice: int) -> None:
    """Check its tone: it goes or is held with a kind, and the words shown stand in it."""
    verdict = check(text, tuple(Purpose)[choice % len(Purpose)], LANGUAGES[choice // 8 % len(LANGUAGES)])
    assert verdict.is_held is isinstance(verdict.kind, Kind), "held without a kind, or the other way"
    assert all(words in text for words in verdict.words), "words that are not there"


def is_made_fit(text: str, _: int) -> None:
    """Clean it, cut it into words and into segments: each word stood in it, and no letter is lost in sending."""
    cleaned = clean(text)
    assert clean(cleaned) == cleaned, "cleaned twice is not once"
    words = tokenise(cleaned).items
    assert all(0 <= word.start < word.end <= len(cleaned) for word in words), "a word that stood nowhere"
    assert skeleton(skeleton(cleaned)) == skeleton(cleaned), "the likeness of a likeness is another"
    segments = sms.split(cleaned)
    assert "".join(segments) == cleaned, "segments do not join to the text"
    assert len(segments) == sms.measure(cleaned).count, "segments counted wrongly"


TARGETS: Final = (is_read, is_judged, is_made_fit)
