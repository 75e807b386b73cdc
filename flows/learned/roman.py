"""Words of other scripts in Latin letters, roughly, as parents type them: "ਆਵਾਂਗੇ" is "avange", "прийдемо" "priidemo".

The scripts of India stand in blocks of one layout, so one table serves them all.
"""

from typing import Final

_FIRST: Final = 0x900
_LAST: Final = 0xDFF
_BLOCK: Final = 0x80
_CONSONANTS: Final = dict(
    enumerate(
        [
            "k",
            "kh",
            "g",
            "gh",
            "n",
            "c",
            "ch",
            "j",
            "jh",
            "n",
            "t",
            "th",
            "d",
            "dh",
            "n",
            "t",
            "th",
            "d",
            "dh",
            "n",
            "n",
            "p",
            "ph",
            "b",
            "bh",
            "m",
            "y",
            "r",
            "r",
            "l",
            "l",
            "l",
            "v",
            "s",
            "s",
            "s",
            "h",
        ],
        0x15,
    )
)
_VOWELS: Final = {
    **dict.fromkeys((0x01, 0x02, 0x70), "n"),
    **dict.fromkeys((0x05, 0x06, 0x3E), "a"),
    **dict.fromkeys((0x07, 0x08, 0x3F, 0x40), "i"),
    **dict.fromkeys((0x09, 0x0A, 0x41, 0x42), "u"),
    **dict.fromkeys((0x0E, 0x0F, 0x10, 0x46, 0x47, 0x48), "e"),
    **dict.fromkeys((0x12, 0x13, 0x14, 0x4A, 0x4B, 0x4C), "o"),
    0x0B: "r",
    0x5C: "r",
    0x59: "kh",
    0x5A: "g",
    0x5B: "j",
    0x5E: "f",
    0x5F: "y",
}
_INDIC: Final = _VOWELS | _CONSONANTS
_ARABIC: Final = dict(
    zip(
        "ابپتثجچحدذرزژسشصضطظعفقکكگلمنوؤهةيیىئآأإےںھہټډړږښڅځګڼېۍ",
        "abptsjchdzrzzsssztzafkkkglmnuuhaiiiiaaaenhhtdrzsszgnei",
        strict=True,
    )
) | {"خ": "kh", "غ": "gh"}
_CYRILLIC: Final = dict(zip("абвгґдеєжзиіїйклмнопрстуфхцчшщюяыэё", "abvhgdeezziiiiklmnoprstufhccssuaiee", strict=True))
_LETTERS: Final = _ARABIC | _CYRILLIC | {"ء": "", "ь": "", "ъ": ""}


def romanised(word: str) -> str:
    """Return a word in Latin letters; one that is in them already as it is."""
    return word if word.isascii() else "".join(map(_letter, word))


def _letter(letter: str) -> str:
    code = ord(letter)
    if _FIRST <= code <= _LAST:
        return _INDIC.get((code - _FIRST) % _BLOCK, "")
    return _LETTERS.get(letter, letter)
