"""The hard rules, checked on what went out: written from the rules alone, knowing nothing of planner or gate.

`broken(record)` reads a record of a family's days (what went, when, how the adult stood, which days were sessions)
and returns one sentence for each rule that was broken. Standard library only, on purpose: a mistake in the product's
own calendar must not hide itself here.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CHANGES = {"school_change", "closure"}
AUTOMATIC = {"ask", "hello", "celebration", "thanks", "missed", "spark", "reminder"}
BEGUN = AUTOMATIC | CHANGES | {"proving", "good_news"}
IN_HOURS = (BEGUN | {"person"}) - {"closure"}
NOT_PROVED_YET = {"proving", "reply", "neutral"}
TO_THE_HELD = {"reply", "neutral", "person"}
ONCE_PER_SESSION = {"ask", "spark"}
ONCE_PER_SESSION_DAY = {"hello", "thanks", "missed"}


@dataclass(frozen=True)
class Sending:
    """One text that went. `slot` is the place in the week that it filled, whatever its kind; times carry a zone."""

    kind: str
    at: datetime
    slot: str = ""
    session: int | None = None
    session_start: datetime | None = None
    answers_at: datetime | None = None
    is_farewell: bool = False
    stopped: bool = False
    paused: bool = False
    unproved: bool = False
    held: bool = False
    not_ticked: bool = False
    not_safe: bool = False
    fewer: bool = False
    saturday_chosen: bool = False
    resting: bool = False
    session_days: frozenset[date] = frozenset()
    closed: frozenset[date] = frozenset()
    quiet: frozenset[date] = frozenset()
    terms: tuple[tuple[date, date], ...] = ()


@dataclass
class Record:
    """All that the checker may see of one family's weeks."""

    zone: ZoneInfo
    cap: int = 3
    sendings: list[Sending] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    signs: list[datetime] = field(default_factory=list)
    """When the parent wrote or came, or a person restarted the family."""
    stops: list[datetime] = field(default_factory=list)
    """When the parent wrote STOP, or that texts are not safe."""
    expected_hellos: dict[date, time] = field(default_factory=dict)
    """Session days in quiet waters (coming, in good standing, nothing happened all week, the machine was up), and the
    hour that this family's hello has."""


def broken(record: Record) -> list[str]:
    """Return a sentence for each breach; an empty list is a clean record."""
    rules = (
        hours, quiet, answers, weekly_cap, fewer, standing, daily, doubled, timely, silence, nothing_lost, rhythm,
    )  # fmt: skip
    return [f"{rule.__name__}: {breach}" for rule in rules for breach in rule(record)]


def clock(record: Record, moment: datetime) -> datetime:
    return moment.astimezone(record.zone)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def is_by_itself(sent: Sending) -> bool:
    """Say whether nobody pressed a button for it; the goodbye before a break is planned too."""
    return sent.kind in AUTOMATIC or sent.slot == "break"


def is_open(day: date, sent: Sending) -> bool:
    in_term = any(first <= day <= last for first, last in sent.terms) if sent.terms else True
    return day.weekday() < 5 and day not in sent.closed and in_term


def is_term_saturday(day: date, sent: Sending) -> bool:
    """Count the closed weekdays on both sides up to the next school day: four or more are a holiday."""
    off = 0
    for step in (-1, 1):
        near = day + timedelta(days=step)
        while not is_open(near, sent) and abs((near - day).days) < 60:
            off += near.weekday() < 5
            near += timedelta(days=step)
    return day.weekday() == 5 and day not in sent.closed and off < 4


def hours(record: Record) -> Iterator[str]:
    """Nothing that we begin goes outside 8.15 to 18.30 on school days, but for closures and chosen Saturdays."""
    for sent in record.sendings:
        here = clock(record, sent.at)
        at, day = here.time(), here.date()
        if sent.kind == "closure" and not time(7) <= at <= time(20):
            yield f"closure at {here}"
        if sent.kind not in IN_HOURS:
            continue
        is_saturday = sent.slot == "spark" and sent.saturday_chosen and is_term_saturday(day, sent)
        if is_saturday and time(9, 30) <= at <= time(11, 30):
            continue
        if not (is_open(day, sent) and time(8, 15) <= at <= time(18, 30)):
            yield f"{sent.kind} at {here:%a %d %b %Y %H:%M}"


def quiet(record: Record) -> Iterator[str]:
    """On a quiet day nothing goes by itself."""
    for sent in record.sendings:
        if is_by_itself(sent) and clock(record, sent.at).date() in sent.quiet:
            yield f"{sent.kind} at {sent.at} on a quiet day"


def answers(record: Record) -> Iterator[str]:
    """An answer goes within half an hour of the parent's text, on the real clock."""
    for sent in record.sendings:
        if sent.kind == "reply" and not (sent.answers_at and sent.at - sent.answers_at < timedelta(minutes=30)):
            yield f"answer at {sent.at} to {sent.answers_at}"


def weekly_cap(record: Record) -> Iterator[str]:
    """At most three begun texts from Monday to Sunday; a change by the school goes all the same, but counts."""
    begun: Counter[date] = Counter()
    for sent in record.sendings:
        if sent.kind not in BEGUN:
            continue
        week = monday(clock(record, sent.at).date())
        limit = 1 if sent.fewer else record.cap
        if sent.kind not in CHANGES and begun[week] >= limit:
            yield f"{sent.kind} is number {begun[week] + 1} in the week of {week}"
        begun[week] += 1


def fewer(record: Record) -> Iterator[str]:
    """LESS leaves the ask or the hello, and what a person or the school must tell."""
    allowed = {"ask", "hello", "good_news", "proving"} | CHANGES
    for sent in record.sendings:
        if sent.fewer and sent.kind in BEGUN and sent.kind not in allowed:
            yield f"{sent.kind} at {sent.at} although fewer were chosen"


def standing(record: Record) -> Iterator[str]:
    """Nothing goes to a stopped, unsafe, unticked, unproved, paused or held adult beyond what is said of each."""
    unsaid = list(record.stops)
    for sent in record.sendings:
        is_farewell = sent.is_farewell and sent.kind == "reply" and sent.answers_at in unsaid
        if is_farewell:
            unsaid.remove(sent.answers_at)
        barred = {
            "a stopped or unsafe adult": (sent.stopped or sent.not_safe) and not is_farewell,
            "an unticked adult": sent.not_ticked and not is_farewell and sent.kind != "neutral",
            "an unproved adult": sent.unproved and sent.kind not in NOT_PROVED_YET,
            "a paused adult": sent.paused and sent.kind not in {"reply", "neutral"},
            "a family in a person's hands": sent.held and sent.kind not in TO_THE_HELD,
            "a school that rests": sent.resting and is_by_itself(sent),
        }
        yield from (f"{sent.kind} at {sent.at} to {whom}" for whom, is_barred in barred.items() if is_barred)


def daily(record: Record) -> Iterator[str]:
    """On a session's day hello and thanks, on any other at most one automatic text; no second question."""
    days: dict[date, list[Sending]] = {}
    for sent in record.sendings:
        today = days.setdefault(clock(record, sent.at).date(), [])
        if sent.kind in {"ask", "missed", "spark", "reminder"} and any(
            other.kind == "school_change" for other in today
        ):
            yield f"{sent.kind} at {sent.at} after a change by the school"
        today.append(sent)
    for day, texts in days.items():
        slots = [text.slot for text in texts if is_by_itself(text)]
        was_session_day = any(day in text.session_days for text in texts)
        if len(slots) > 1 and not (was_session_day and slots in (["hello", "thanks"], ["hello", "break"])):
            yield f"{slots} on {day}"


def doubled(record: Record) -> Iterator[str]:
    """Nothing goes twice: one ask and one spark for a session; one hello, thanks, missed for each of its days."""
    seen: Counter[tuple[object, ...]] = Counter()
    for sent in record.sendings:
        if sent.slot in ONCE_PER_SESSION:
            seen[sent.slot, sent.session] += 1
        elif sent.slot in ONCE_PER_SESSION_DAY:
            seen[sent.slot, sent.session, sent.session_start] += 1
    yield from (f"{what} went {times} times" for what, times in seen.items() if times > 1)


def timely(record: Record) -> Iterator[str]:
    """Ask and hello go before the session, the hello on its day; thanks and spark after it."""
    for sent in record.sendings:
        if sent.session_start is None or sent.slot not in {"ask", "hello", "thanks", "missed", "spark"}:
            continue
        before = sent.at < sent.session_start
        same_day = clock(record, sent.at).date() == clock(record, sent.session_start).date()
        fits = {"ask": before and not same_day, "hello": before and same_day, "thanks": not before}
        if not fits.get(sent.slot, not before and not same_day):
            yield f"{sent.slot} at {sent.at} for the session of {sent.session_start}"


def silence(record: Record) -> Iterator[str]:
    """After two sessions in a row without a sign nothing automatic goes until the parent writes."""
    for sent in record.sendings:
        if sent.kind not in AUTOMATIC:
            continue
        last_sign = max((each for each in record.signs if each <= sent.at), default=None)
        since = clock(record, last_sign).date() if last_sign else date.min
        before = clock(record, sent.session_start or sent.at).date()
        silent = [on for on in sent.session_days if since < on < before]
        if len(silent) >= 2:
            yield f"{sent.kind} at {sent.at} after silence on {sorted(silent)}"


def nothing_lost(record: Record) -> Iterator[str]:
    """Whatever was decided is settled once, sent or shown as not sent; a calm week has its hello."""
    decided, settled = Counter(record.decided), Counter(record.settled)
    once = {key for key in decided if decided[key] == settled[key] == 1}
    yield from (f"{key} decided {decided[key]}, settled {settled[key]}" for key in set(decided | settled) - once)
    hellos = {clock(record, sent.at).date() for sent in record.sendings if sent.slot == "hello"}
    yield from (f"no hello on {day}" for day in sorted(record.expected_hellos.keys() - hellos))


def rhythm(record: Record) -> Iterator[str]:
    """The hour is the one that this family has: in a calm week the hello goes at it."""
    for here in (clock(record, sent.at) for sent in record.sendings if sent.slot == "hello"):
        chosen = record.expected_hellos.get(here.date())
        if chosen is not None and here.time().replace(second=0, microsecond=0) != chosen:
            yield f"hello at {here}, and not at {chosen}"
