"""Whatever a family says or leaves unsaid, over weeks and months: the ladder ends in quiet, and keeps no tally."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from flows import SCRIPT
from flows.calendar import SchoolCalendar
from flows.engine.diagram import EXAMPLES
from flows.engine.kinds import MessageKind as Kind
from flows.engine.moves import find_step
from flows.programme import Facts, Open, Passed, Rhythm, Rung, SessionPlan, opening, plan, rung, silent_days
from storage.tables import Base

LONDON = ZoneInfo("Europe/London")
CALENDAR = SchoolCalendar(LONDON)
FIRST = date(2026, 4, 23)
AFTER = time(15, 15)
"""When staff tick, on the day itself."""
WHAT_HAPPENS = ("nothing", "nothing", "nothing", "answers", "comes", "writes", "begins anew", "good news")


@dataclass(frozen=True)
class Week:
    """What happens around one session, and how many weeks after the one before it is held."""

    later_by: int
    happens: str


@dataclass(frozen=True)
class Seen:
    """A text that began by itself, and how many silent sessions lay before it, counted here without the product."""

    kind: Kind
    place: str
    silent_before: int


WEEKS = st.lists(st.builds(Week, st.integers(1, 30), st.sampled_from(WHAT_HAPPENS)), min_size=1, max_size=14)


def days_of(weeks):
    """Return the day of each session; weeks and months may lie between two."""
    days, on = [], FIRST
    for week in weeks:
        on += timedelta(weeks=week.later_by)
        days.append(on)
    return days


def signs_of(weeks, days):
    """Return when there was a word, a visit or a person's new beginning, each with what it was."""
    for n, (week, on) in enumerate(zip(weeks, days, strict=True)):
        if week.happens == "answers":
            yield datetime.combine(on - timedelta(days=1), time(19), LONDON), "answer", n
        if week.happens == "comes":
            yield datetime.combine(on, AFTER, LONDON), "visit", n
        if week.happens == "writes":
            yield datetime.combine(on + timedelta(days=3), time(20), LONDON), "word", n
        if week.happens == "begins anew":
            yield datetime.combine(on + timedelta(days=2), time(9), LONDON), "word", n


def silence_before(session, due, days, signs):
    """Count the sessions before this one that lie after the last sign; the plain way, session by session."""
    known = [max(at.date(), days[n]) if what == "answer" else at.date() for at, what, n in signs if at <= due]
    last = max(known, default=None)
    return sum(last is None or day > last for day in days[:session])


def facts_at(session, due, days, signs):
    """Return the facts of this moment as the services make them, with the one function for silence."""
    known = [(at, what, n) for at, what, n in signs if at <= due]
    came = {n for _at, what, n in known if what == "visit"}
    answered = {n for _at, what, n in known if what == "answer"}
    words = [at.date() for at, what, _n in known if what != "visit"]
    passed = [Passed(days[n], n in came or n in answered) for n in range(session)][::-1]
    silent = silent_days(passed, max(words, default=None), has_standing_place=False)
    return Facts(
        rsvp="yes" if session in answered else None,
        came_together=session in came,
        silent_sessions=len(silent),
        is_first_session=session == 0,
        missed_last_time=session > 0 and session - 1 not in came,
    )


def played(weeks):
    """Return every text that would begin by itself."""
    days = days_of(weeks)
    signs = list(signs_of(weeks, days))
    sessions = [SessionPlan(n, n % 10 + 1, on, time(14, 15)) for n, on in enumerate(days)]
    for moment in plan(sessions, Rhythm(), CALENDAR):
        found = opening(moment, facts_at(moment.session_id, moment.due, days, signs))
        if isinstance(found, Open):
            silent = silence_before(moment.session_id, moment.due, days, signs)
            yield Seen(moment.kind, f"{found.flow}.{found.step}", silent)


@given(WEEKS)
def test_after_two_silent_sessions_nothing_goes_by_itself(weeks):
    assert [seen for seen in played(weeks) if seen.silent_before >= 2] == []


@given(WEEKS)
def test_the_story_is_kept_safe_once_in_a_silence(weeks):
    kept = [seen for seen in played(weeks) if seen.kind is Kind.MISSED]
    assert [seen for seen in kept if seen.silent_before > 0] == []


CHASES = re.compile(
    r"\b(miss(ed|ing)?|again|remind(er|ing)?|last chance|still waiting|not heard|no reply|did ?n[o']t|times|twice|"
    r"once more|please reply|must|should|need to (reply|come)|absen\w+|late to)\b",
    re.IGNORECASE,
)
KIND = re.compile(r"no need to (reply|come)", re.IGNORECASE)


@given(WEEKS)
def test_no_text_of_the_ladder_chases_or_counts(weeks):
    for place in {seen.place for seen in played(weeks)}:
        for context in EXAMPLES:
            said = " ".join(text.sentence for text in find_step(SCRIPT, place).prompt(context))
            assert CHASES.findall(KIND.sub("", said)) == [], place


@given(WEEKS, st.integers(0, 200))
def test_a_person_is_asked_for_good_news_once_then_for_a_hello_then_for_nothing(weeks, later):
    days = days_of(weeks)
    silent = silent_days([Passed(on, has_sign=False) for on in reversed(days)], None, has_standing_place=False)
    today = days[-1] + timedelta(days=1)
    if len(days) == 1:
        assert rung(silent, None, today) is Rung.KEPT_SAFE
        return
    assert rung(silent, None, today) is Rung.GOOD_NEWS
    assert rung(silent, days[0] - timedelta(days=1), today) is Rung.GOOD_NEWS
    after = rung(silent, today, today + timedelta(days=later))
    assert after is (Rung.HELLO if later < 14 else Rung.QUIET)


def test_somebody_who_keeps_a_place_is_never_silent():
    passed = [Passed(FIRST + timedelta(weeks=n), has_sign=False) for n in range(9)][::-1]
    assert silent_days(passed, None, has_standing_place=True) == ()


def test_no_tally_of_silence_is_kept_anywhere():
    names = {column.name for table in Base.metadata.sorted_tables for column in table.columns}
    assert [
        name for name in names if re.search(r"silent|rung|ladder|unanswered|missed|tally|_count|count_", name)
    ] == []
