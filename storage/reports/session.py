"""One story session, with the adults whose it is and what they said."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from storage.reports.school_week import Adult, Answer, Held, held, school_week
from storage.repositories import sessions
from storage.tables import Programme
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class SessionCard:
    """Everything on a session's page; `was_told` are the names of the adults who know of it."""

    session: Held
    child: str
    programme: str
    adults: tuple[tuple[Adult, Answer], ...]
    was_told: tuple[str, ...]


def session_card(uow: UnitOfWork, school_id: int, zone: ZoneInfo, session_id: int) -> SessionCard:
    """Return the session's page, or raise `Missing`."""
    row = sessions.find(uow, school_id, session_id)
    week = school_week(uow, school_id, zone, row.on_date, row.on_date)
    session = held(row)
    adults = week.adults_of(session)
    told = sessions.told(uow, row, datetime.combine(row.on_date, row.at_time, zone))
    programme = uow.orm.get_one(Programme, row.programme_id).name
    said = tuple((each, week.answer(session, each)) for each in adults)
    names = tuple(each.name for each in adults if each.id in told)
    return SessionCard(session, adults[0].child if adults else "", programme, said, names)
