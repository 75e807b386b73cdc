"""Words without names: what may be kept as an example to learn from, with stand-ins for whoever was named.

Names that the school keeps are taken out wherever they stand, in another script too, by how they sound; so is
whatever looks like a name. Links, addresses and long numbers go as well. Rather too much goes than too little.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from flows.reading.normal import clean, comparable

LONGEST: Final = 400
STAND_INS: Final = {
    "ARABIC": "سام",
    "BENGALI": "স্যাম",
    "CJK": "小明",
    "CYRILLIC": "Сем",
    "GUJARATI": "સેમ",
    "GURMUKHI": "ਸੈਮ",
    "TAMIL": "சாம்",
}
"""A neutral name in the script of the name that it stands for."""
SAM: Final = "Sam"
LINK, NUMBER = "link", "00000"
TITLES: Final = frozenset({
    "mr", "mrs", "ms", "miss", "dr", "sir", "mum", "dad", "gran", "nan", "auntie", "uncle", "the", "of", "and",
    "school", "primary", "junior", "infant", "academy", "lane", "road", "hill", "church", "park", "green",
})  # fmt: skip
"""Words in the names of people and schools that name nobody."""
WORDS_TOO: Final = frozenset({
    "will", "may", "hope", "joy", "grace", "rose", "mark", "dawn", "faith", "april", "june", "summer", "bill", "sue",
})  # fmt: skip
"""Names that are everyday words as well: a small letter says that no name is meant."""
SHORTEST: Final = 2
_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\b\w+\.(?:com|org|uk|net|io|sch)\b\S*", re.IGNORECASE)
_NUMBER = re.compile(r"\+?\d(?:[\s().\-/]{0,2}\d){4,}")
_POSTCODE = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s?\d[A-Za-z]{2}\b")
_WORD = re.compile(
    r"[^\W\d_](?:[^\W_]|[\u0300-\u036f\u064b-\u0670\u0900-\u0dff\u200c\u200d'\u2019\-](?=\w|[\u0900-\u0dff])|[\u0900-\u0dff])*"
)
_CALLED = re.compile(r"(?:\bname\s*(?:is|'s|\u2019s)|\bcalled|\bnamed)\s+$", re.IGNORECASE)
_SOUNDLESS = frozenset("AEIOUYWVH")
_VOWELS: Final = ("ALEF", "AIN", "YEH", "FARSI YEH", "WAW", "HEH", "HAH", "HAMZA", "TEH MARBUTA")
_ALIKE = str.maketrans("cqxz", "kkss")


@dataclass(frozen=True, slots=True)
class _Names:
    """The words that names are made of, and how they sound."""

    words: frozenset[str]
    sounds: frozenset[str]
    unspaced: tuple[str, ...]


def nameless(text: str, names: Iterable[str], is_known: Callable[[str], bool]) -> str:
    """Return a text on one line without these names or anything like a name; `is_known` knows everyday words."""
    called, shown = _names(names), " ".join(clean(text).split())
    for pattern, stand_in in ((_LINK, LINK), (_POSTCODE, SAM), (_NUMBER, NUMBER)):
        shown = pattern.sub(stand_in, shown)
    for name in called.unspaced:
        shown = shown.replace(name, STAND_INS["CJK"])
    is_shouted = shown.isupper()

    def replaced(match: re.Match[str]) -> str:
        word = match.group()
        is_named = _CALLED.search(shown[: match.start()]) is not None
        if _is_name(word, called, is_known, is_shouted=is_shouted) or (is_named and not is_known(comparable(word))):
            return _stand_in(word)
        return word

    return _once(_WORD.sub(replaced, shown))[:LONGEST].strip()


def sound(word: str) -> str:
    """Return how a word sounds, roughly and whatever its script: its consonants, and whether a vowel comes first."""
    spoken = list(_spoken(word))
    consonants = "".join(each for each in spoken if each).translate(_ALIKE)
    return ("-" if spoken and not spoken[0] else "") + re.sub(r"(.)\1+", r"\1", consonants)


def _names(names: Iterable[str]) -> _Names:
    whole = [name for name in names if name.strip()]
    parts = {comparable(part) for name in whole for part in re.split(r"[\s\-]+", name)}
    words = frozenset(part for part in parts if len(part) >= SHORTEST and part not in TITLES)
    return _Names(
        words,
        frozenset(heard for part in words if len(heard := sound(part)) >= SHORTEST),
        tuple(name for name in whole if _script(name) == "CJK"),
    )


def _is_name(word: str, names: _Names, is_known: Callable[[str], bool], *, is_shouted: bool) -> bool:
    bare = comparable(re.sub(r"['\u2019]s$", "", word))
    is_capital, known = word[:1].isupper() and not is_shouted, is_known(bare)
    if bare in names.words:
        return word[:1].isupper() or bare not in WORDS_TOO
    if known or word in (SAM, LINK, *STAND_INS.values()):
        return False
    return is_capital or _is_form(bare, names) or (_script(word) != "LATIN" and sound(word) in names.sounds)


def _is_form(word: str, names: _Names) -> bool:
    """Say whether this is a name with the ending of another case: "Aminy", "Aminę"."""
    return any(
        len(name) > SHORTEST + 1 and word.startswith(name[:-1]) and len(word) <= len(name) + SHORTEST
        for name in names.words
    )


def _stand_in(word: str) -> str:
    ending = next((end for end in ("'s", "\u2019s") if word.endswith(end)), "")
    return STAND_INS.get(_script(word), SAM) + ending


def _script(word: str) -> str:
    """Return the script of a word's first letter: "LATIN", "ARABIC", "CJK"."""
    letter = next(filter(str.isalpha, word), "a")
    return unicodedata.name(letter, "LATIN").split()[0]


def _spoken(word: str) -> Iterator[str]:
    """Yield each letter as the consonant that it is, empty for a vowel."""
    for sign in unicodedata.normalize("NFKD", word):
        head, _, named = unicodedata.name(sign, "").partition(" LETTER ")
        if named:
            yield _consonant(head, named.removeprefix("FINAL ").removeprefix("DOTLESS "))


def _consonant(script: str, named: str) -> str:
    if script.startswith("ARABIC") and named.startswith(_VOWELS):
        return ""
    head, _, last = named.partition(" ")
    letters = [letter for letter in (last if head.startswith("BYELORUSSIAN") else head) if letter not in _SOUNDLESS]
    return letters[0].lower() if letters else ""


def _once(text: str) -> str:
    """Return the text with a first name and a surname as one stand-in."""
    return re.sub(rf"\b({SAM})(?:[\s\-]+{SAM})+\b", r"\1", text)
