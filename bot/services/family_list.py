"""Many families at once, from a list as a spreadsheet saves it: all of them, or none and why, line by line."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import TypeAlias

from bot.errors import Refused
from bot.sentences import _
from bot.services.families import (
    MOST_ADULTS,
    MOST_CHILDREN,
    CheckedFamily,
    NewAdult,
    NewFamily,
    checked,
    refuse_taken,
    take_in,
)
from bot.services.house import House
from bot.services.staff import SignedIn
from storage.repositories import staff
from storage.unit_of_work import UnitOfWork

AT_MOST_BYTES = 128 * 1024
AT_MOST_FAMILIES = 100
COLUMNS = ("family", "child", "child 2", "child 3", "texts call them", "adult", "mobile", "language", "checked")
NEEDED = ("child", "adult", "mobile")
YES = frozenset({"yes", "y", "x", "1", "true", "ok", "✓"})
EXAMPLE = """family,child,child 2,texts call them,adult,mobile,language,checked
1,Zoë,,,Dawn,07700 900841,English,yes
2,Adam,Idris,the boys,Farah,07700 900842,Urdu,yes
2,Adam,Idris,the boys,Imran,07700 900843,English,no
"""
"""Two families, the second with two children and two adults; invented, and numbers that are nobody's."""
NO_LIST = "This is no list that we can read. Please save it as CSV, with the names of the columns in its first line."
EMPTY = "There is nobody in this list yet."
TOO_MANY = _("Please give at most {count} families at a time.", count=AT_MOST_FAMILIES)
TOO_MANY_ADULTS = _("A family can have {count} adults here. Please check the column “family”.", count=MOST_ADULTS)
TWICE = "This number stands in the list twice. An adult of several children needs one family: see “child 2”."


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list, by column; `number` as a spreadsheet counts it."""

    number: int
    cells: Mapping[str, str]

    def cell(self, column: str) -> str:
        """Return what stands in a column, empty where there is none."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What keeps the list from being taken: the line, and the sentence."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A list that was read: who would be added, and what keeps them from it."""

    families: tuple[NewFamily, ...] = ()
    troubles: tuple[Trouble, ...] = ()


def text_of(content: bytes) -> str:
    """Return the words of a file as a spreadsheet saves it, in UTF-8 or in Windows' own letters."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


Found: TypeAlias = list[tuple[list[Line], CheckedFamily]]


async def look(house: House, text: str, programme_id: int | None, *, drama_range_allowed: bool) -> Seen:
    """Say who would be added and what keeps them from it; nothing is kept. Raises `Refused` for what is no list."""
    found: Found = []
    news, troubles = [], []
    for lines in _groups(text):
        new = _family(house, lines, programme_id)
        news.append(new)
        try:
            found.append((lines, checked(house, new, drama_range_allowed=drama_range_allowed)))
        except Refused as refused:
            troubles.append(_trouble(lines, refused))
    troubles += await house.database.read(lambda uow: _taken(uow, found))
    return Seen(tuple(news), tuple(sorted(troubles, key=lambda each: each.line)))


async def add_all(
    house: House, who: SignedIn, text: str, programme_id: int | None, *, drama_range_allowed: bool
) -> int:
    """Add every family of the list and return how many; raises `Refused` and keeps none where one cannot be taken."""
    families = [
        checked(house, _family(house, lines, programme_id), drama_range_allowed=drama_range_allowed)
        for lines in _groups(text)
    ]

    def work(uow: UnitOfWork) -> None:
        for family in families:
            take_in(uow, house, who, family)
        staff.note(uow, who.school_id, who.id, "added families from a list", f"{len(families)}", house.clock.now())

    await house.database.write(work)
    return len(families)


def _taken(uow: UnitOfWork, found: Found) -> list[Trouble]:
    """Return what is wrong with numbers: in use already, stopped, or twice in this list."""
    troubles, numbers = [], set[str]()
    for lines, family in found:
        for adult in family.adults:
            field = f"adult_{adult.place}_number"
            if adult.number_hash in numbers:
                troubles.append(_trouble(lines, Refused(TWICE, field)))
            numbers.add(adult.number_hash)
            try:
                refuse_taken(uow, adult.number_hash, field)
            except Refused as refused:
                troubles.append(_trouble(lines, refused))
    return troubles


def _trouble(lines: list[Line], refused: Refused) -> Trouble:
    """Return the sentence with the line of the adult that it is about, the first where it is about the child."""
    place = (refused.field or "").removeprefix("adult_").partition("_")[0]
    adult = int(place) if place.isdigit() else 1
    return Trouble(lines[min(adult, len(lines)) - 1].number, _(refused.sentence))


def _groups(text: str) -> list[list[Line]]:
    """Return the lines of each family; those with one word in the column "family" belong together."""
    groups: dict[str, list[Line]] = {}
    for line in _lines(text):
        groups.setdefault(line.cell("family") or f"line {line.number}", []).append(line)
    if not groups:
        raise Refused(EMPTY, "list")
    if len(groups) > AT_MOST_FAMILIES:
        raise Refused(TOO_MANY, "list")
    if any(len(lines) > MOST_ADULTS for lines in groups.values()):
        raise Refused(TOO_MANY_ADULTS, "list")
    return list(groups.values())


def _lines(text: str) -> Iterator[Line]:
    first = text.lstrip().partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(StringIO(text.lstrip()), delimiter=mark))
    except csv.Error:
        raise Refused(NO_LIST, "list") from None
    names = [name.strip().casefold() for name in rows[0]] if rows else []
    if not set(NEEDED) <= set(names):
        raise Refused(NO_LIST, "list")
    for number, row in enumerate(rows[1:], 2):
        cells = {name: cell.strip() for name, cell in zip(names, row, strict=False)}
        if any(cells.values()):
            yield Line(number, cells)


def _family(house: House, lines: list[Line], programme_id: int | None) -> NewFamily:
    head = lines[0]
    children = [head.cell("child"), *(head.cell(f"child {n}") for n in range(2, MOST_CHILDREN + 1))]
    adults = tuple(_adult(house, line) for line in lines)
    named = tuple(name for name in children if name) or ("",)
    return NewFamily(named, programme_id, adults, head.cell("texts call them"))


def _adult(house: House, line: Line) -> NewAdult:
    is_checked = line.cell("checked").casefold() in YES
    return NewAdult(line.cell("adult"), line.cell("mobile"), _language(house, line.cell("language")), is_checked)


def _language(house: House, typed: str) -> str:
    """Return the code of a language by its code, its English name or its own; what is unknown stays as typed."""
    catalogues = house.catalogues
    wanted = (typed or "en").casefold()
    for code in catalogues.languages:
        if wanted in {code.casefold(), *(catalogues.language_name(code, in_).casefold() for in_ in ("en", code))}:
            return code
    return typed
