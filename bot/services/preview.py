"""Show ten weeks before they happen: every message to one adult, or to a whole programme, on a supposed path.

Planned, judged, begun and worded by the functions that will really do it, with facts that are supposed; nothing is
written. What is shown is what goes, as long as nobody does anything else.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from bot.services.house import House
from bot.services.play import Goes, Line
from bot.services.set_out import Note, set_out
from bot.services.suppose import Path
from storage.repositories import families, plans, programmes, talks
from storage.repositories.talks import SessionFacts
from storage.tables import Parent
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Preview:
    """One adult's weeks to come on one path: every line in its order, and what is supposed for it."""

    family_id: int
    parent_id: int
    parent: str
    child: str
    language: str
    lines: tuple[Line, ...] = ()
    sessions: tuple[SessionFacts, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def goes(self) -> tuple[Goes, ...]:
        """Return the messages that go."""
        return tuple(each for each in self.lines if isinstance(each, Goes))

    @property
    def segments(self) -> int:
        """Return how many SMS segments they take."""
        return sum(each.segments for each in self.goes if each.pence)

    @property
    def pence(self) -> Decimal:
        """Return what they cost."""
        return sum((each.pence for each in self.goes), Decimal(0))


@dataclass(frozen=True, slots=True)
class ProgrammePreview:
    """The weeks to come of every adult on a programme."""

    name: str
    adults: tuple[Preview, ...]

    @property
    def goes(self) -> tuple[tuple[Preview, Goes], ...]:
        """Return every message with the adult to whom it goes, in the order of the clock."""
        found = ((adult, each) for adult in self.adults for each in adult.goes)
        return tuple(sorted(found, key=lambda pair: pair[1].at))

    @property
    def segments(self) -> int:
        """Return how many SMS segments they take."""
        return sum(each.segments for each in self.adults)

    @property
    def pence(self) -> Decimal:
        """Return what they cost."""
        return sum((each.pence for each in self.adults), Decimal(0))


async def preview_family(
    house: House, school_id: int, family_id: int, path: Path, *, parent_id: int | None = None, on: int | None = None
) -> Preview:
    """Return the weeks of one adult of a family, the first where none is named; `on` supposes a programme."""

    def look(uow: UnitOfWork) -> Preview:
        families.family(uow, school_id, family_id)
        adults = families.adults(uow, family_id)
        adult = next((each for each in adults if each.id == parent_id), adults[0])
        return preview(uow, house, adult, path, on)

    return await house.database.read(look)


async def preview_programme(house: House, school_id: int, programme_id: int, path: Path) -> ProgrammePreview:
    """Return the weeks of every adult on a programme."""

    def look(uow: UnitOfWork) -> ProgrammePreview:
        name = programmes.find(uow, school_id, programme_id).name
        found = plans.families_of(uow, programme_id)
        adults = (each for family_id in found for each in families.adults(uow, family_id))
        return ProgrammePreview(name, tuple(preview(uow, house, each, path) for each in adults))

    return await house.database.read(look)


def preview(uow: UnitOfWork, house: House, adult: Parent, path: Path, on: int | None = None) -> Preview:
    """Play one adult's weeks with the facts of now, and return what comes of them."""
    now = house.clock.now()
    child = " and ".join(families.children(uow, adult.family_id))
    shown = Preview(adult.family_id, adult.id, adult.name, child, adult.language)
    talk = talks.by_parent(uow, adult.id, now.astimezone(house.zone).date())
    if talk is None:
        return replace(shown, notes=(Note.NO_NUMBER,))
    play, notes = set_out(uow, house, talk, path, on)
    sessions = tuple(each for each in play.adult.talk.sessions if not each.is_cancelled)
    return replace(shown, lines=play.run(), notes=notes, sessions=sessions)
