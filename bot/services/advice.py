"""What staff may like to know about a day before a story time stands on it: advice, which holds nothing back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.sentences import _
from storage.repositories import calendars
from storage.repositories.calendars import NOTE, QUIET
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Marks:
    """The days that staff marked, each with its name."""

    quiet: Mapping[date, str]
    notes: Mapping[date, str]

    def beside(self, day: date) -> tuple[str, ...]:
        """Return what stands beside a story time on this day."""
        return tuple(self._said(day))

    def _said(self, day: date) -> Iterator[str]:
        if day in self.quiet:
            name = self.quiet[day]
            named = _("A quiet day ({name}): no texts go by themselves", name=name)
            yield named if name else _("A quiet day: no texts go by themselves")
        if day in self.notes:
            yield self.notes[day] or _("A day to keep in mind")
        from bot.services.known_days import festival_near

        if festival := festival_near(day):
            yield festival


def marks(uow: UnitOfWork, school_id: int, from_: date) -> Marks:
    """Return the school's marked days from this one on."""
    quiet, notes = (dict(calendars.marked_days(uow, school_id, kind, from_)) for kind in (QUIET, NOTE))
    return Marks(quiet, notes)


def beside_each(uow: UnitOfWork, school_id: int, days: Iterable[date]) -> dict[date, tuple[str, ...]]:
    """Return what stands beside each of these days, where anything does."""
    days = sorted(days)
    kept = marks(uow, school_id, days[0]) if days else Marks({}, {})
    return {day: said for day in days if (said := kept.beside(day))}
