"""Which language a text is in, as far as words and letters tell; None where nobody covers it."""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache

from flows.tone.data import table
from flows.tone.lexicon import LANGUAGES, lexicon
from flows.tone.plain import plain

WORD = re.compile(r"(?<![\w{])[^\W\d_]{2,}(?![\w}])")
# This share of ordinary words makes a text of a language: more where the lists are long.
ENOUGH, ENOUGH_ENGLISH = 0.2, 0.35
STEM = 5  # letters by which a word of a language without lists is known, whatever its ending
LIKELY = 0.6  # from this likelihood on the spelling of a text tells its language where its words do not
FEW = 3  # fewer words than this tell nothing by their share
STRANGE_RUN = 6
# Alphabets that one of our languages has for itself, by the first word of their letters' names.
SCRIPTS = {"BENGALI": "bn", "CYRILLIC": "uk", "GUJARATI": "gu", "GURMUKHI": "pa", "TAMIL": "ta", "CJK": "zh"}


def spoken(text: str, declared: str) -> str | None:
    """Return the language of a text, an ISO 639-1 code: the declared one unless the words say otherwise."""
    declared = declared.lower().replace("_", "-").split("-")[0]
    if declared not in known():
        return None
    if script := of_script(text):
        return script
    words = WORD.findall(plain(text).text)
    return (of_words(words, declared) or of_spelling(text)) if words else declared


@cache
def known() -> frozenset[str]:
    """Return every language that can be checked."""
    return frozenset({*LANGUAGES, *ordinary(), *SCRIPTS.values()})


@cache
def ordinary() -> dict[str, frozenset[str]]:
    """Return the ordinary words of each language that is told by its words."""
    return {name: frozenset(words.split()) for name, words in table("common")["words"].items()}


@cache
def stems() -> dict[str, frozenset[str]]:
    """Return how the long ordinary words of each language begin."""
    return {name: frozenset(word[:STEM] for word in words if len(word) > STEM) for name, words in ordinary().items()}


def of_script(text: str) -> str | None:
    """Return the language whose own alphabet most letters of a text are in, if there is one."""
    letters = [letter for letter in text if letter.isalpha()]
    scripts = Counter(
        SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0]) for letter in letters if letter > "\u02af"
    )
    name, count = scripts.most_common(1)[0] if scripts else (None, 0)
    return name if 2 * count > len(letters) else None


def of_words(words: list[str], declared: str) -> str | None:
    """Return the language that knows most words of a text; where none knows enough, the declared one if it is foreign."""
    counts = {name: sum(is_word(word, name) for word in words) for name in ordinary()}
    best = max(counts, key=lambda name: (counts[name], name == declared, name in LANGUAGES))
    enough = ENOUGH_ENGLISH if best == "en" else ENOUGH
    needed = 1 if len(words) < FEW else max(1, enough * len(words))
    if counts[best] < needed or (best in LANGUAGES and longest_strange(words, best) >= STRANGE_RUN):
        return None if declared in LANGUAGES else declared
    return best


def of_spelling(text: str) -> str | None:
    """Return the language whose spelling a text plainly has, as replies have taught it; English is told by its words."""
    from flows.learned.tongue import Tongues

    likely = Tongues.load().of(text)
    best = max(likely, key=lambda name: likely[name])
    return best.partition("-")[0] if best != "en" and likely[best] >= LIKELY else None


@lru_cache(maxsize=20_000)
def is_word(word: str, language: str) -> bool:
    """Say whether a word is an ordinary one of a language, or one that its lists speak of."""
    if word in ordinary()[language]:
        return True
    if language not in LANGUAGES:
        return len(word) > STEM and word[:STEM] in stems()[language]
    lists = lexicon(language)
    return word in lists.common or word in lists.vocabulary or lists.is_known(word)


def longest_strange(words: list[str], language: str) -> int:
    """Return how many words in a row the language does not know."""
    longest = run = 0
    for word in words:
        run = 0 if is_word(word, language) else run + 1
        longest = max(longest, run)
    return longest
