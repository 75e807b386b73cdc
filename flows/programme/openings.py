"""Which conversation a due moment begins, seen from the facts of that moment."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from flows.engine.context import COMING, Answer
from flows.engine.kinds import MessageKind as Kind
from flows.programme import weeks
from flows.programme.ladder import SILENT_AFTER
from flows.programme.monthly import ASK, spark_number
from flows.programme.terms import Moment


@dataclass(frozen=True, slots=True)
class Facts:
    """What one parent and one session say at this moment; nothing of it is stored.

    `rsvp` is an `Answer` or None. `silent_sessions` counts the sessions *before* this one, in a row, with neither a
    word nor a visit. `was_by_phone` and `came_with_guest` stand beside a visit. `missed_last_time`: the session
    before this one was not made together. `is_back`: the two before it were not. `had_break`: school has been on a
    break since the last session. `has_answered_since_ask`: the parent wrote since this session's ask.
    `is_book_ready`: the story book of the last week lies there; no text says so of one that does not.
    """

    rsvp: str | None = None
    has_standing_place: bool = False
    came_together: bool = False
    was_by_phone: bool = False
    came_with_guest: bool = False
    silent_sessions: int = 0
    is_first_session: bool = False
    had_break: bool = False
    has_answered_since_ask: bool = False
    wants_fewer: bool = False
    missed_last_time: bool = False
    is_book_ready: bool = True
    is_back: bool = False

    @property
    def is_silent(self) -> bool:
        """Say whether this family is left in peace until it writes or a person restarts."""
        has_sign = self.rsvp is not None or self.came_together or self.has_answered_since_ask
        return self.silent_sessions >= SILENT_AFTER and not has_sign

    @property
    def is_coming(self) -> bool:
        """Say whether a welcome is due: they said so, or keep a standing place and did not say otherwise."""
        return self.rsvp in COMING or (self.rsvp is None and self.has_standing_place)


class SkipWhy(StrEnum):
    """Why a due moment begins no conversation."""

    ALREADY_ANSWERED = "already_answered"
    BOOK_NOT_READY = "book_not_ready"
    CAME = "came"
    FEWER_CHOSEN = "fewer_chosen"
    LADDER = "ladder"
    NOT_COMING = "not_coming"
    NOT_MARKED = "not_marked"
    NOT_PLANNED = "not_planned"
    NO_SIGN = "no_sign"
    SILENT = "silent"
    STANDING_PLACE = "standing_place"


@dataclass(frozen=True, slots=True)
class Open:
    """Begin this flow at this step."""

    flow: str
    step: str


@dataclass(frozen=True, slots=True)
class Skip:
    """Begin nothing. Where it is not final, ask again until the moment expires: a tap may still change the facts."""

    why: str
    is_final: bool = True


Opening: TypeAlias = Open | Skip


def opening(moment: Moment, facts: Facts) -> Opening:
    """Say which conversation this moment begins, or why none."""
    if spark_number(moment.text_hint) is not None:
        return Open("home_story", "monthly")  # wished for, after the last session: no week has a say in it
    skipped = _left_out(moment.kind, facts)
    return skipped if skipped is not None else _OPENINGS.get(moment.kind, _not_planned)(moment, facts)


def _left_out(kind: Kind, facts: Facts) -> Skip | None:
    if facts.is_silent and kind is not Kind.THANKS:
        return Skip(SkipWhy.SILENT, is_final=kind is not Kind.CELEBRATION)
    if facts.wants_fewer and kind is not (Kind.HELLO if facts.has_standing_place else Kind.ASK):
        return Skip(SkipWhy.FEWER_CHOSEN)
    return None


def _ask(moment: Moment, facts: Facts) -> Opening:
    if facts.rsvp is not None or facts.has_answered_since_ask:
        return Skip(SkipWhy.ALREADY_ANSWERED)
    if facts.has_standing_place:
        is_back = facts.had_break or moment.text_hint == weeks.AFTER_BREAK
        return Open("reminder", "back_after_break") if is_back else Skip(SkipWhy.STANDING_PLACE)
    return Open("invitation", "first_ask" if facts.is_first_session else "ask")


def _hello(moment: Moment, facts: Facts) -> Opening:
    if facts.is_coming:
        is_about_book = moment.text_hint and facts.is_book_ready
        return Open("celebration", "book_ready") if is_about_book else Open("reminder", "hello")
    return Open("reminder", "door_open") if facts.rsvp is None else Skip(SkipWhy.NOT_COMING)


def _thanks(moment: Moment, facts: Facts) -> Opening:
    if not facts.came_together:
        return Skip(SkipWhy.NOT_MARKED, is_final=False)
    if facts.came_with_guest:
        return Open("thanks", "with_guest")
    match moment.text_hint:
        case "TY-03":
            return Open("thanks", "best_moment")
        case "FB-01":
            return Open("feedback", "line")
        case _:
            return _thank_you(facts)


def _thank_you(facts: Facts) -> Opening:
    """Thank for what it was: a call, a coming back, the first one, or one of many."""
    if facts.was_by_phone:
        return Open("thanks", "by_phone")
    if facts.is_back:
        return Open("thanks", "first_back")
    is_offered_place = facts.is_first_session and not facts.has_standing_place
    return Open("thanks", "thank_you_and_place" if is_offered_place else "thank_you")


def _celebration(moment: Moment, facts: Facts) -> Opening:
    if not facts.came_together:
        return Skip(SkipWhy.NOT_MARKED, is_final=False)
    if moment.text_hint == ASK:
        return Open("celebration", "monthly")
    return Open("celebration", "goodbye" if moment.text_hint == "CE-05" else "cheer")


def _missed(moment: Moment, facts: Facts) -> Opening:
    if facts.came_together:
        return Skip(SkipWhy.CAME)
    if facts.rsvp in (Answer.NO, Answer.ANOTHER_TIME):
        return Skip(SkipWhy.NOT_COMING)
    if facts.silent_sessions or facts.missed_last_time:
        return Skip(SkipWhy.LADDER)
    if not moment.text_hint:
        return Open("missed", "kept_safe")
    return Open("celebration", "book_home") if facts.is_book_ready else Skip(SkipWhy.BOOK_NOT_READY, is_final=False)


def _spark(moment: Moment, facts: Facts) -> Opening:
    """Somebody who could not come gets the spark too: the story goes on at home."""
    if moment.text_hint == "CE-02":
        return Open("celebration", "first_page") if _is_engaged(facts) else Skip(SkipWhy.NO_SIGN)
    has_sign = facts.rsvp is not None or _is_engaged(facts)
    return Open("home_story", "spark") if has_sign else Skip(SkipWhy.NO_SIGN)


def _reminder(_moment: Moment, facts: Facts) -> Opening:
    """Begin unless they have answered: an answer silences what is left of the week's reminders."""
    if facts.rsvp is not None or facts.has_answered_since_ask:
        return Skip(SkipWhy.ALREADY_ANSWERED)
    return Open("reminder", "weekly")


def _school_change(moment: Moment, facts: Facts) -> Opening:
    is_break = moment.text_hint == weeks.BEFORE_BREAK
    return Open("reminder", "before_break") if is_break else _not_planned(moment, facts)


def _not_planned(_moment: Moment, _facts: Facts) -> Opening:
    return Skip(SkipWhy.NOT_PLANNED)


def _is_engaged(facts: Facts) -> bool:
    return facts.is_coming or facts.came_together


_OPENINGS: dict[Kind, Callable[[Moment, Facts], Opening]] = {
    Kind.ASK: _ask,
    Kind.HELLO: _hello,
    Kind.THANKS: _thanks,
    Kind.CELEBRATION: _celebration,
    Kind.MISSED: _missed,
    Kind.SPARK: _spark,
    Kind.REMINDER: _reminder,
    Kind.SCHOOL_CHANGE: _school_change,
}
