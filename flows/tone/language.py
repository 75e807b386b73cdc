"""Which language a text is in, as far as the word lists can tell; None when they cannot."""

import re

from flows.tone.lexicon import LANGUAGES, lexicon
from flows.tone.plain import plain

WORD = re.compile(r"(?<![\w{])[^\W\d_]{2,}(?![\w}])")
ENOUGH = 0.2  # this share of ordinary words makes a text of a language
FEW = 3  # fewer words than this tell nothing by their share
STRANGE_RUN = 6


def spoken(text: str, declared: str) -> str | None:
    """Return the language whose lists can check the text: the declared one unless the words say otherwise."""
    declared = declared.lower().replace("_", "-").split("-")[0]
    if declared not in LANGUAGES:
        return None
    words = WORD.findall(plain(text).text)
    if not words:
        return declared
    counts = {name: sum(is_word(word, name) for word in words) for name in LANGUAGES}
    best = max(LANGUAGES, key=lambda name: (counts[name], name == declared))
    needed = 1 if len(words) < FEW else max(1, ENOUGH * len(words))
    if counts[best] < needed or longest_strange(words, best) >= STRANGE_RUN:
        return None
    return best


def is_word(word: str, language: str) -> bool:
    """Say whether a word is an ordinary one of a language, or one that its lists speak of."""
    known = lexicon(language)
    return word in known.common or known.is_known(word) or word in known.vocabulary


def longest_strange(words: list[str], language: str) -> int:
    """Return how many words in a row the language does not know."""
    longest = run = 0
    for word in words:
        run = 0 if is_word(word, language) else run + 1
        longest = max(longest, run)
    return longest
