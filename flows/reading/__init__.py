"""Reading what a parent typed: `Reader(words).read(text, question)` gives a `Reading`.

Everything behind that one function may change; the words of each language are data, handed in.
"""

from flows.reading.gloss import Gloss, Glossary
from flows.reading.meaning import Ask, Evidence, Intent, Question, Reading, Sureness, Topic
from flows.reading.reader import Reader
from flows.reading.words import ReplyWords, WordsInvalid

__all__ = [
    "Ask",
    "Evidence",
    "Gloss",
    "Glossary",
    "Intent",
    "Question",
    "Reader",
    "Reading",
    "ReplyWords",
    "Sureness",
    "Topic",
    "WordsInvalid",
]
