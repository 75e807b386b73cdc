"""Answers whether a place is left for the text, this week and today."""

from flows.engine.kinds import MessageKind as Kind
from flows.gate.case import Case
from flows.gate.hours import next_week, tomorrow
from flows.gate.tables import AFTERNOON, AUTOMATIC, BEGUN, FEWER_CAP, PATIENT, QUESTIONS, RANK
from flows.gate.terms import Drop, Ruling, Standing, Why


def did_they_choose_fewer(case: Case) -> Ruling | None:
    """Object to what LESS leaves out."""
    return Drop(Why.FEWER_CHOSEN) if case.kind in AUTOMATIC and not _is_kept(case.standing, case.kind) else None


def is_there_a_place_this_week(case: Case) -> Ruling | None:
    """Object when the texts that went, and better ones still to come, fill the week."""
    fewer = case.standing.wants_fewer
    limit = min(case.cap, FEWER_CAP) if fewer else case.cap
    if not case.is_capped or _begun_this_week(case) + _kept_for_better(case) < limit:
        return None
    why = Why.FEWER_CHOSEN if fewer else Why.CAP_FULL
    return case.wait(next_week(case), why) if case.kind in PATIENT else Drop(why)


def is_there_a_place_today(case: Case) -> Ruling | None:
    """Object to a second automatic text on one day (a thanks may follow a hello) and to a second question."""
    if case.kind is Kind.NEUTRAL and Kind.NEUTRAL in case.sent_today:
        return Drop(Why.ONE_A_DAY)
    if case.kind in QUESTIONS and Kind.SCHOOL_CHANGE in case.sent_today:
        return case.wait(tomorrow(case), Why.SECOND_QUESTION)
    if case.is_automatic and not _is_day_free(case):
        return case.wait(tomorrow(case), Why.ONE_A_DAY)
    return None


def _is_kept(adult: Standing, kind: Kind) -> bool:
    """Say whether LESS keeps this automatic kind: the ask, or with a standing place the hello."""
    return not adult.wants_fewer or kind is (Kind.HELLO if adult.has_standing_place else Kind.ASK)


def _begun_this_week(case: Case) -> int:
    return sum(text.kind in BEGUN and case.is_this_week(text.at) for text in case.sent)


def _kept_for_better(case: Case) -> int:
    return sum(_is_better(case, text.kind) and case.is_this_week(text.at) for text in case.to_come)


def _is_better(case: Case, kind: Kind) -> bool:
    if kind not in BEGUN or kind is Kind.MISSED:  # it uses the place of the thanks that it stands in for
        return False
    return RANK[kind] < RANK[case.kind] and (kind not in AUTOMATIC or _is_kept(case.standing, kind))


def _is_day_free(case: Case) -> bool:
    went = [kind for kind in case.sent_today if kind in AUTOMATIC]
    if went:
        return went == [Kind.HELLO] and case.kind in AFTERNOON
    today = (text.kind for text in case.to_come if case.calendar.day_of(text.at) == case.today)
    return case.kind is Kind.HELLO or not any(_goes_instead(kind, case.kind) for kind in today)


def _goes_instead(other: Kind, kind: Kind) -> bool:
    is_pair = other is Kind.HELLO and kind in AFTERNOON
    return other in BEGUN - PATIENT and RANK[other] < RANK[kind] and not is_pair
