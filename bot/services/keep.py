"""One function per event that may happen in a talk, and the table that finds it."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.services.happened import Happened
from bot.services.plan import plan_family
from bot.services.stop import come_back, stop
from bot.services.wanted import ask_for
from flows.engine import events as e
from flows.engine.context import Answer
from flows.engine.kinds import ChannelName
from storage.repositories import answers, families, messages, parents
from storage.unit_of_work import UnitOfWork


def keep(uow: UnitOfWork, event: e.Event, at: Happened) -> None:
    """Keep one fact."""
    KEEPERS[type(event)](uow, event, at)


# Who they are and where they are reached


def _number_proved(uow: UnitOfWork, _event: e.NumberProved, at: Happened) -> None:
    parents.change_address(uow, at.talk.address_id, {"proved_at": at.now, "lapsed_at": None})
    if at.talk.channel == ChannelName.TELEGRAM:
        parents.prefer(uow, at.parent_id, ChannelName.TELEGRAM)


def _number_disowned(uow: UnitOfWork, _event: e.NumberDisowned, at: Happened) -> None:
    """Forget the number; its hash stays among the stops, so that it is never taken in again."""
    messages.suppress_unsent(uow, at.parent_id, "wrong_number")
    for reach in parents.addresses(uow, at.parent_id):
        if reach.id == at.talk.address_id:
            parents.stop_address(uow, reach.channel, reach.number_hash, at.now)
    parents.remove_address(uow, at.talk.address_id)
    messages.forget_number(uow, at.parent_id, at.talk.channel)


def _invite_accepted(uow: UnitOfWork, _event: e.InviteAccepted, at: Happened) -> None:
    parents.change(uow, at.parent_id, accepted_at=at.now, paused_at=None)


def _child_named(uow: UnitOfWork, event: e.ChildNamed, at: Happened) -> None:
    parents.change(uow, at.parent_id, child_called=event.name)


def _language_chosen(uow: UnitOfWork, event: e.LanguageChosen, at: Happened) -> None:
    parents.change(uow, at.parent_id, language=event.language)


def _sms_chosen(uow: UnitOfWork, _event: e.SmsChosen, at: Happened) -> None:
    """Write by SMS, and let nothing go by Telegram instead until they write there again."""
    parents.prefer(uow, at.parent_id, ChannelName.SMS)
    for reach in parents.addresses(uow, at.parent_id):
        if reach.channel == ChannelName.TELEGRAM:
            parents.change_address(uow, reach.id, {"failed_at": at.now, "failure": "SmsChosen"})


def _telegram_refused(uow: UnitOfWork, _event: e.TelegramRefused, at: Happened) -> None:
    for reach in parents.addresses(uow, at.parent_id):
        if reach.channel == ChannelName.TELEGRAM:
            parents.remove_address(uow, reach.id)
    parents.prefer(uow, at.parent_id, ChannelName.SMS)


# Coming


def _rsvp_given(uow: UnitOfWork, event: e.RsvpGiven, at: Happened) -> None:
    values = {"answer": event.answer, "minutes_late": event.minutes_late, "inbound_id": at.inbound_id}
    answers.keep_rsvp(uow, event.session_id, at.parent_id, at.now, **values)


def _other_time_wished(uow: UnitOfWork, event: e.OtherTimeWished, at: Happened) -> None:
    values = {"answer": Answer.ANOTHER_TIME, "wished_time": event.choice, "inbound_id": at.inbound_id}
    answers.keep_rsvp(uow, event.session_id, at.parent_id, at.now, **values)


def _other_time_taken(uow: UnitOfWork, event: e.OtherTimeTaken, at: Happened) -> None:
    answers.move_session(uow, event.session_id, event.on, event.at)
    values = {"answer": Answer.YES, "wished_time": None, "inbound_id": at.inbound_id}
    answers.keep_rsvp(uow, event.session_id, at.parent_id, at.now, **values)
    plan_family(uow, at.talk.family_id, at.now)


def _standing_place_taken(uow: UnitOfWork, _event: e.StandingPlaceTaken, at: Happened) -> None:
    parents.change(uow, at.parent_id, standing_place_at=at.now)
    plan_family(uow, at.talk.family_id, at.now)


def _monthly_wished(uow: UnitOfWork, _event: e.MonthlyWished, at: Happened) -> None:
    parents.change(uow, at.parent_id, monthly_at=at.now)
    plan_family(uow, at.talk.family_id, at.now)


def _guest_named(uow: UnitOfWork, event: e.GuestNamed, at: Happened) -> None:
    answers.keep_rsvp(uow, event.session_id, at.parent_id, at.now, guest=event.words, guest_agreed_at=None)


def _little_ones_told(uow: UnitOfWork, event: e.LittleOnesTold, at: Happened) -> None:
    answers.keep_rsvp(uow, event.session_id, at.parent_id, at.now, little_ones=event.count)


def _help_wished(uow: UnitOfWork, event: e.HelpWished, at: Happened) -> None:
    parents.change(uow, at.parent_id, help_wished=event.choice)


# Stories at home


def _home_story_logged(uow: UnitOfWork, event: e.HomeStoryLogged, at: Happened) -> None:
    _keep_story(uow, at, event.kind, None)


def _home_story_told(uow: UnitOfWork, event: e.HomeStoryTold, at: Happened) -> None:
    _keep_story(uow, at, "told", event.words)


def _home_story_kept(uow: UnitOfWork, event: e.HomeStoryKept, at: Happened) -> None:
    answers.place_last_story(uow, at.parent_id, for_book=event.for_book)


def _best_moment_told(uow: UnitOfWork, event: e.BestMomentTold, at: Happened) -> None:
    _keep_story(uow, at, "best", event.words)


def _first_line_told(uow: UnitOfWork, event: e.FirstLineTold, at: Happened) -> None:
    """Keep a line for the book: that is what it was asked for."""
    _keep_story(uow, at, "line", event.words, for_book=True)


def _feedback_told(uow: UnitOfWork, event: e.FeedbackTold, at: Happened) -> None:
    """Keep what they think of story time as words, and a number as words too: no score is ever a column."""
    _keep_story(uow, at, "feedback", event.words)


def _keep_story(uow: UnitOfWork, at: Happened, kind: str, words: str | None, *, for_book: bool | None = None) -> None:
    values = {
        "family_id": at.talk.family_id,
        "parent_id": at.parent_id,
        "inbound_id": at.inbound_id,
        "kind": kind,
        "words": words,
        "for_book": for_book,
        "told_at": at.now,
    }
    answers.keep_story(uow, values)


# Stop, rest, come back


def _opted_out(uow: UnitOfWork, _event: e.OptedOut, at: Happened) -> None:
    stop(uow, at.talk, at.now)


def _opted_in(uow: UnitOfWork, _event: e.OptedIn, at: Happened) -> None:
    come_back(uow, at.talk)


def _rests(uow: UnitOfWork, _event: e.Paused | e.InviteLeftOpen, at: Happened) -> None:
    parents.change(uow, at.parent_id, paused_at=at.now)
    messages.suppress_unsent(uow, at.parent_id, "paused")


def _family_paused(uow: UnitOfWork, _event: e.FamilyPaused, at: Happened) -> None:
    """Let every adult's texts rest; nothing tells one of them what another wrote."""
    for adult in parents.of_family(uow, at.talk.family_id):
        parents.change(uow, adult.id, paused_at=at.now)
        messages.suppress_unsent(uow, adult.id, "paused")


def _fewer_wished(uow: UnitOfWork, _event: e.FewerWished, at: Happened) -> None:
    parents.change(uow, at.parent_id, fewer_at=at.now)


def _more_wished(uow: UnitOfWork, _event: e.MoreWished, at: Happened) -> None:
    parents.change(uow, at.parent_id, fewer_at=None)


def _spark_day_wished(uow: UnitOfWork, event: e.SparkDayWished, at: Happened) -> None:
    """Let the family's sparks come on Saturday at ten, or as on its programme again."""
    saturday = True if event.on_saturday else None
    values = {"saturday_spark": saturday, "saturday_at": None, "spark_after": None}
    families.change(uow, at.talk.school.id, at.talk.family_id, **values)
    plan_family(uow, at.talk.family_id, at.now)


def _plain_chosen(uow: UnitOfWork, _event: e.PlainChosen, at: Happened) -> None:
    parents.change(uow, at.parent_id, plain_at=at.now)


def _not_safe_told(uow: UnitOfWork, _event: e.NotSafeTold, at: Happened) -> None:
    parents.change(uow, at.parent_id, not_safe_at=at.now)
    messages.suppress_unsent(uow, at.parent_id, "not_safe")


# A person is wanted


def _ring_wished(uow: UnitOfWork, event: e.RingWished, at: Happened) -> None:
    ask_for(uow, at, e.Need.RING, event.best)


def _handed_over(uow: UnitOfWork, event: e.HandedOver, at: Happened) -> None:
    ask_for(uow, at, event.need, None)


def _safety_raised(uow: UnitOfWork, _event: e.SafetyRaised, at: Happened) -> None:
    parents.hold_family(uow, at.talk.family_id, at.now)
    messages.suppress_unsent(uow, at.parent_id, "held")
    task = ask_for(uow, at, e.Need.RING, None)
    answers.raise_alarm(uow, task, at.now)


Keeper = Callable[[UnitOfWork, Any, Happened], None]

KEEPERS: Mapping[type, Keeper] = {
    e.NumberProved: _number_proved,
    e.NumberDisowned: _number_disowned,
    e.InviteAccepted: _invite_accepted,
    e.InviteLeftOpen: _rests,
    e.ChildNamed: _child_named,
    e.LanguageChosen: _language_chosen,
    e.RsvpGiven: _rsvp_given,
    e.OtherTimeWished: _other_time_wished,
    e.OtherTimeTaken: _other_time_taken,
    e.StandingPlaceTaken: _standing_place_taken,
    e.GuestNamed: _guest_named,
    e.LittleOnesTold: _little_ones_told,
    e.HelpWished: _help_wished,
    e.HomeStoryLogged: _home_story_logged,
    e.HomeStoryTold: _home_story_told,
    e.HomeStoryKept: _home_story_kept,
    e.BestMomentTold: _best_moment_told,
    e.FirstLineTold: _first_line_told,
    e.FeedbackTold: _feedback_told,
    e.MonthlyWished: _monthly_wished,
    e.OptedOut: _opted_out,
    e.OptedIn: _opted_in,
    e.Paused: _rests,
    e.FamilyPaused: _family_paused,
    e.FewerWished: _fewer_wished,
    e.MoreWished: _more_wished,
    e.SparkDayWished: _spark_day_wished,
    e.PlainChosen: _plain_chosen,
    e.NotSafeTold: _not_safe_told,
    e.RingWished: _ring_wished,
    e.SafetyRaised: _safety_raised,
    e.SmsChosen: _sms_chosen,
    e.TelegramRefused: _telegram_refused,
    e.HandedOver: _handed_over,
}
"""Every event has its row; a test compares this table with the union of events."""
