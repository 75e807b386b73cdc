"""From the facts of one parent to what a flow may know, and to what gate and planner judge by."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.services.house import House
from flows import SCRIPT
from flows.calendar import SchoolCalendar
from flows.engine.context import Answer, Context, Offer, Session
from flows.engine.conversation import Conversation
from flows.engine.errors import EngineError
from flows.engine.kinds import ChannelName
from flows.engine.moves import find_question
from flows.gate import Standing
from flows.home_story import SPARKS
from flows.programme import Facts, Passed, silent_days
from storage.repositories.talks import SchoolFacts, SessionFacts, TalkFacts

LISTED_DATES = 3
AWAY = 2
"""After so many sessions without them, the first one together is a coming back."""


def calendar_of(school: SchoolFacts, closed: frozenset[date]) -> SchoolCalendar:
    """Return the school's hours, without its terms and quiet days: for what depends on the clock alone."""
    weekdays = frozenset(int(digit) for digit in school.weekdays)
    return SchoolCalendar(ZoneInfo(school.zone), weekdays, closed, school.opens, school.closes)


def standing_of(talk: TalkFacts) -> Standing:
    """Return the adult as the gate sees them; a programme that rests lets nothing go by itself."""
    return Standing(
        may_be_messaged=talk.is_ticked,
        is_proved=talk.is_proved,
        is_stopped=talk.is_stopped,
        is_paused=talk.is_paused,
        is_resting=talk.is_programme_paused,
        is_held=talk.is_held,
        is_quiet=talk.is_quiet,
        wants_fewer=talk.wants_fewer,
        has_standing_place=talk.has_standing_place,
        not_safe=talk.is_not_safe,
    )


def conversation_of(talk: TalkFacts) -> Conversation | None:
    """Return the conversation that is open; one at a place that an upgrade has taken away is over."""
    if not talk.conversation:
        return None
    conversation = Conversation.from_json(json.loads(talk.conversation))
    try:
        find_question(SCRIPT, f"{conversation.flow}.{conversation.step}")
    except EngineError:
        return None
    return conversation


@dataclass(frozen=True, slots=True)
class Occasion:
    """What brings this talk about. `session_id` names the session it is about; else the open question's, else the next.

    `media` is the kind of file that came along; `wording` staff's own words for a reminder; `telegram_link` and
    `upload_link` are one-time links to offer. `guest`, `interpreter` and `closed_on` are what staff typed or chose, for
    the texts that say it.
    """

    conversation: Conversation | None = None
    session_id: int | None = None
    spark_week: int | None = None
    wording: str = ""
    media: str | None = None
    telegram_link: str | None = None
    upload_link: str | None = None
    guest: str = ""
    interpreter: str = ""
    closed_on: date | None = None
    is_flooding: bool = False
    is_flood_beginning: bool = False


NOTHING_SPECIAL = Occasion()


def context_of(
    house: House,
    talk: TalkFacts,
    calendar: SchoolCalendar,
    now: datetime,
    occasion: Occasion = NOTHING_SPECIAL,
) -> Context:
    """Build what a flow may know.

    One flat list, on purpose: beside each name stands where it comes from, and the type checker misses none.
    """
    local = calendar.local(now)
    coming = [each for each in talk.sessions if not each.is_cancelled and _begins(each, calendar, local) > 0]
    asked = occasion.session_id or _asked_about(occasion.conversation, local)
    about = _by_id(talk.sessions, asked) or next(iter(coming), None)
    later = next((each for each in coming if about is None or each.on > about.on), None)
    return Context(
        now=local,
        school=talk.school.short_name,
        staff=talk.staff,
        parent=talk.parent,
        child=talk.child,
        phone=talk.school.phone,
        read_by=_read_by(talk.school, calendar, local),
        staffed_from=talk.school.staffed_from,
        staffed_to=talk.school.staffed_to,
        language=talk.language,
        languages=house.catalogues.languages,
        channel=ChannelName(talk.channel),
        session=_session(about),
        next_one=_session(later),
        coming_dates=tuple(each.on for each in coming[:LISTED_DATES]),
        offer=_offer(about),
        spark_week=occasion.spark_week,
        wording=occasion.wording,
        guest=occasion.guest,
        interpreter=occasion.interpreter,
        closed_on=occasion.closed_on,
        media=occasion.media,
        telegram_link=occasion.telegram_link,
        upload_link=occasion.upload_link,
        spark_link=_spark_link(house, talk, calendar, now),
        privacy_link=f"{house.origin}/privacy",
        is_staffed=_is_staffed(talk.school, calendar, local),
        is_proved=talk.is_proved,
        is_in=talk.is_in,
        is_carer=talk.is_carer,
        is_leaving=_is_about(occasion.conversation, "leaving", local),
        is_stopped=talk.is_stopped,
        is_stopped_by_carrier=talk.is_stopped_by_carrier,
        is_paused=talk.is_paused or talk.is_quiet,
        is_alerted=talk.is_alerted,
        is_held=talk.is_held,
        is_flooding=occasion.is_flooding,
        is_flood_beginning=occasion.is_flood_beginning,
        is_plain=talk.is_plain,
        has_saturday_sparks=talk.saturday_spark,
        is_not_safe=talk.is_not_safe,
        has_person_coming=talk.has_person_coming,
        has_standing_place=talk.has_standing_place,
        may_bring_siblings=talk.school.welcomes_siblings,
    )


def _by_id(sessions: Iterable[SessionFacts], id_: int | None) -> SessionFacts | None:
    return next((each for each in sessions if each.id == id_), None)


def _offer(session: SessionFacts | None) -> Offer | None:
    """Return the other time that staff found for this session, if they did."""
    if session is None or session.offered_on is None or session.offered_at is None:
        return None
    return Offer(session.offered_on, session.offered_at)


def _spark_link(house: House, talk: TalkFacts, calendar: SchoolCalendar, now: datetime) -> str | None:
    """Return where the newest spark is spoken, once there has been a session to follow."""
    held = _earlier(talk, None, calendar, now)
    return f"{house.origin}/h/{min(held[0].week, len(SPARKS))}/{talk.language}" if held else None


def moment_facts(
    talk: TalkFacts,
    session: SessionFacts | None,
    calendar: SchoolCalendar,
    now: datetime,
    asked_at: datetime | None = None,
) -> Facts:
    """Build what decides which conversation a due moment begins; silence is derived here and kept nowhere.

    `asked_at` is when this session's ask went, None before that.
    """
    earlier = _earlier(talk, session, calendar, now)
    last = earlier[0] if earlier else None
    return Facts(
        rsvp=session.answer if session else None,
        has_standing_place=talk.has_standing_place,
        came_together=session is not None and session.came_together,
        was_by_phone=session is not None and session.was_by_phone,
        came_with_guest=session is not None and bool(session.came_with),
        silent_sessions=len(_silent(talk, earlier, calendar)),
        is_first_session=session is not None and not earlier,
        has_answered_since_ask=_is_later(talk.last_heard_at, asked_at),
        wants_fewer=talk.wants_fewer,
        missed_last_time=last is not None and not last.came_together,
        is_back=len(earlier) >= AWAY and not any(each.came_together for each in earlier[:AWAY]),
    )


def _is_later(moment: datetime | None, than: datetime | None) -> bool:
    return moment is not None and than is not None and moment > than


def starts_at(session: SessionFacts, calendar: SchoolCalendar) -> datetime:
    """Return when a session begins, in the school's zone."""
    return calendar.at(session.on, session.at)


def _earlier(
    talk: TalkFacts, session: SessionFacts | None, calendar: SchoolCalendar, now: datetime
) -> list[SessionFacts]:
    """Return the family's sessions before this one (or before now), the latest first."""
    limit = starts_at(session, calendar) if session else calendar.local(now)
    held = [each for each in talk.sessions if not each.is_cancelled and _begins(each, calendar, limit) < 0]
    return held[::-1]


def _begins(session: SessionFacts, calendar: SchoolCalendar, moment: datetime) -> int:
    """Return 1 for a session that begins after this moment of the school's clock, -1 before it, 0 at it."""
    if session.on != (day := moment.date()):  # nearly always, and without a look at the clock
        return 1 if session.on > day else -1
    begins = starts_at(session, calendar)
    return (begins > moment) - (begins < moment)


def _silent(talk: TalkFacts, earlier: list[SessionFacts], calendar: SchoolCalendar) -> tuple[date, ...]:
    """Return the latest sessions' days in a row without a word or a visit."""
    signs = [calendar.day_of(each) for each in (talk.last_heard_at, talk.restarted_at) if each]
    passed = (Passed(each.on, bool(each.answer) or each.came_together) for each in earlier)
    return silent_days(passed, max(signs, default=None), has_standing_place=talk.has_standing_place)


def _session(facts: SessionFacts | None) -> Session | None:
    if facts is None:
        return None
    answer = Answer(facts.answer) if facts.answer else None
    return Session(
        facts.id, facts.week, facts.on, facts.at, facts.place, answer, facts.minutes_late, is_own=facts.is_own
    )


def is_allowed_hour(calendar: SchoolCalendar, now: datetime) -> bool:
    """Say whether we may write first at this moment; what goes at another one goes silently."""
    local = calendar.local(now)
    return calendar.is_school_day(local.date()) and calendar.opens <= local.time() <= calendar.closes


def _is_staffed(school: SchoolFacts, calendar: SchoolCalendar, local: datetime) -> bool:
    return calendar.is_school_day(local.date()) and school.staffed_from <= local.time() <= school.staffed_to


def _asked_about(conversation: Conversation | None, local: datetime) -> int | None:
    return conversation.session_id if conversation and conversation.is_open(local) else None


def _is_about(conversation: Conversation | None, flow: str, local: datetime) -> bool:
    return conversation is not None and conversation.flow == flow and conversation.is_open(local)


def _read_by(school: SchoolFacts, calendar: SchoolCalendar, local: datetime) -> date:
    """Return the day by which a person reads: today while there is an hour of it left, else the next school day."""
    today = local.date()
    if calendar.is_school_day(today) and local.time() < school.staffed_to:
        return today
    return next(calendar.school_days_after(today), today)
