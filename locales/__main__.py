"""Bring every catalogue up to date: `python -m locales`.

The texts to parents are taken from the flows into `messages.pot`, what staff read into `staff.pot`, and both from there
into each language. A translation whose
English has changed stays in place, marked fuzzy with the old English above it: it is seen, and never sent. The
translator's comments stay.
"""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po, write_po

from locales import staff

LOCALES = Path(__file__).parent
ROOT = LOCALES.parent
KEYWORDS = {"Text": ((1, "c"), 2)}


def main() -> None:
    """Write each template, then update every language that has a catalogue of it."""
    for domain, template in (("messages", extract()), ("staff", staff.extract())):
        with (LOCALES / f"{domain}.pot").open("wb") as file:
            write_po(file, template, width=0, include_lineno=False, omit_header=True)
        for path in sorted(LOCALES.glob(f"*/LC_MESSAGES/{domain}.po")):
            update(path, template)


def extract() -> Catalog:
    """Return every text that a parent may read, in the order of the files."""
    template = Catalog(project="storylinks")
    for place, sentence, context in found():
        template.add(sentence, context=context, locations=[(place, 0)])
    return template


def found() -> Iterator[tuple[str, str, str | None]]:
    """Yield where each text stands, its sentence and its id."""
    for name, _line, sentence, _comments, context in extract_from_dir(ROOT / "flows", keywords=KEYWORDS):
        yield f"flows/{name}", str(sentence), context
    own = extract_from_file("python", ROOT / "bot" / "days.py", keywords=KEYWORDS)
    for _line, sentence, _comments, context in own:
        yield "bot/days.py", str(sentence), context


def update(path: Path, template: Catalog) -> None:
    """Bring one language up to date in its file."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=Locale.parse(path.parts[-3], sep="-"))
    before = {message.context: message for message in catalogue if message.id and message.context}
    # A copy: what is new is taken over as it stands, and must not go on into the next language.
    fresh = deepcopy(template)
    catalogue.update(fresh, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
    catalogue.obsolete.clear()
    for message in catalogue:
        if message.id and not message.string and (old := before.get(message.context)):
            keep_as_stale(message, old)
    with path.open("wb") as file:
        write_po(file, catalogue, width=0, include_lineno=False)


def keep_as_stale(message: Message, old: Message) -> None:
    """Keep the translation of an older sentence for the translator's eyes only."""
    message.string, message.user_comments = old.string, [*old.user_comments, f"Was: {old.id}"]
    message.flags.add("fuzzy")


if __name__ == "__main__":
    main()
