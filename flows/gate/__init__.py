"""May this text go now? The only place that decides: planner, preview and deliverer all ask here.

`may_send` puts a text through six questions, in this order: may this adult get it at all, does it still make sense,
is the hour fit, did they choose fewer, is there a place left this week, is there a place left today. The first that
objects decides. Reasons are codes; the pages word them.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from flows.calendar import SchoolCalendar
from flows.engine.kinds import MessageKind as Kind
from flows.gate.case import Case
from flows.gate.hours import is_the_hour_fit
from flows.gate.places import did_they_choose_fewer, is_there_a_place_this_week, is_there_a_place_today
from flows.gate.tables import BEGUN, PASSES, WEEKLY_CAP
from flows.gate.terms import Candidate, Drop, DueText, Ruling, Send, SentText, Standing, Wait, Why

__all__ = [
    "BEGUN",
    "WEEKLY_CAP",
    "Candidate",
    "Drop",
    "DueText",
    "Ruling",
    "Send",
    "SentText",
    "Standing",
    "Wait",
    "Why",
    "may_send",
]


def may_send(
    candidate: Candidate,
    standing: Standing,
    calendar: SchoolCalendar,
    sent_this_week: tuple[SentText, ...],
    now: datetime,
    cap: int = WEEKLY_CAP,
    to_come: tuple[DueText, ...] = (),
) -> Ruling:
    """Judge one text to one adult at `now`.

    `sent_this_week` may hold more than this week's texts. `to_come` are the adult's other texts that are still
    planned: those of this week that rank higher keep their places, so that an early spark cannot take the hello's.
    """
    case = Case(candidate, standing, calendar, sent_this_week, to_come, now.astimezone(UTC), cap)
    rulings = (question(case) for question in _QUESTIONS)
    return next((ruling for ruling in rulings if ruling is not None), Send())


def _may_they_get_it(case: Case) -> Ruling | None:
    if case.kind is Kind.REPLY and case.candidate.is_farewell:
        return None
    return next((Drop(why) for why in _bars(case.standing) if not _passes(case, why)), None)


def _passes(case: Case, why: Why) -> bool:
    return case.kind in PASSES[why] and not (why is Why.RESTING and case.is_automatic)


def _bars(adult: Standing) -> Iterator[Why]:
    states = {
        Why.NOT_SAFE: adult.not_safe,
        Why.STOPPED: adult.is_stopped,
        Why.NOT_TICKED: not adult.may_be_messaged,
        Why.UNPROVED: not adult.is_proved,
        Why.ALREADY_PROVED: adult.is_proved,
        Why.HELD: adult.is_held,
        Why.PAUSED: adult.is_paused,
        Why.RESTING: adult.is_resting,
        Why.QUIET: adult.is_quiet,
    }
    return (why for why, holds in states.items() if holds)


def _does_it_make_sense(case: Case) -> Ruling | None:
    return Drop(Why.EXPIRED) if case.has_expired_by(case.now) else None


_QUESTIONS: tuple[Callable[[Case], Ruling | None], ...] = (
    _may_they_get_it,
    _does_it_make_sense,
    is_the_hour_fit,
    did_they_choose_fewer,
    is_there_a_place_this_week,
    is_there_a_place_today,
)
