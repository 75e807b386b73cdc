"""Write what languages are called, in English, in themselves and in each other: `python -m locales.names`.

The names are CLDR's, by way of Babel, and stand in languages.toml, so that reading them needs no Babel and no memory
for what it does not use. They are what a parent may type to ask for a language.
"""

from pathlib import Path

from babel import Locale

CALLED = Path(__file__).with_name("languages.toml")
CODES = (
    "ak am ar az be bg bn bs ca cs cy da de el en es et fa fi fr ga gd gu ha he hi hr hu hy ig is it ja ka kk km kn ko"
    " ku ky ln lo lt lv mk ml mn mr ms mt my ne nl no om pa pl ps pt ro ru rw si sk sl sn so sq sr sv sw ta te th ti"
    " tr uk ur uz vi xh yo zh zu"
)
TRANSLATED = "ar bn cy en es fa fr gu lt pa pl ps pt ro so sq ta tr uk ur zh-Hans zh-Hant"
LANGUAGES, SAID_IN = CODES.split(), TRANSLATED.split()
ELSEWHERE = {"bangladesh"}
"""A name that is rather a country's."""
SHORTEST, MOST_WORDS = 2, 2
HEADING = "# What languages are called: made by python -m locales.names from CLDR; never edited.\n\n[languages]\n"


def names(code: str) -> list[str]:
    """Return what a language is called, each name once, in one order."""
    spoken = [code, *SAID_IN] if code not in SAID_IN else SAID_IN
    called = {Locale.parse(said, sep="-").languages.get(code, "").casefold() for said in spoken}
    return sorted(name for name in called if _is_plain(name) and name not in ELSEWHERE)


def _is_plain(name: str) -> bool:
    return len(name) >= SHORTEST and len(name.split()) <= MOST_WORDS and not set('()|*^$.{}"') & set(name)


def written() -> str:
    """Return the file as it should stand."""
    lines = (f"{code} = [{', '.join(map(_quoted, names(code)))}]\n" for code in LANGUAGES)
    return HEADING + "".join(lines)


def _quoted(name: str) -> str:
    return f'"{name}"'


if __name__ == "__main__":
    CALLED.write_text(written(), "utf-8")
