"""Keep what a turn caused: one small thing per event, the messages in the outbox, the open question."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from bot.services.house import House
from bot.services.outbox import Decision, put
from flows.engine import events as e
from flows.engine.context import Answer
from flows.engine.kinds import ChannelName, MessageKind
from flows.engine.turn import Turn
from storage.repositories import answers, messages, parents, talks
from storage.repositories.talks import TalkFacts
from storage.unit_of_work import UnitOfWork

REF_LETTERS = "ACDEFHJKMNPRTUVWXY34679"
"""Letters and digits that are not mistaken for one another on the phone."""


@dataclass(frozen=True, slots=True)
class Happened:
    """Where and when a turn happened; `inbound_id` is None for a talk that we began."""

    talk: TalkFacts
    now: datetime
    inbound_id: int | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was put in the outbox, and whether somebody has to be alerted."""

    message_ids: tuple[int, ...] = ()
    is_alert: bool = False


def record(uow: UnitOfWork, house: House, turn: Turn, happened: Happened, decision: Decision) -> Recorded:
    """Keep everything one turn caused, all or nothing."""
    for event in turn.events:
        keep(uow, event, happened)
    talk = happened.talk
    kept = json.dumps(turn.conversation.to_json()) if turn.conversation else None
    talks.save_conversation(uow, talk.parent_id, kept)
    ids = tuple(put(uow, house, talk, message, _worded(decision, turn)) for message in turn.messages)
    return Recorded(ids, any(isinstance(event, e.SafetyRaised) for event in turn.events))


def _worded(decision: Decision, turn: Turn) -> Decision:
    """Answer in the language just chosen; a farewell may still go to somebody who has stopped."""
    chosen = [event.language for event in turn.events if isinstance(event, e.LanguageChosen)]
    farewells = (e.OptedOut, e.NumberDisowned, e.NotSafeTold)
    is_farewell = any(isinstance(event, farewells) for event in turn.events)
    return Decision(
        decision.kind,
        decision.now,
        decision.expires_at,
        decision.not_before,
        decision.answers_id,
        decision.moment_id,
        decision.written_by,
        is_farewell,
        chosen[-1] if chosen else decision.language,
    )


def keep(uow: UnitOfWork, event: e.Event, at: Happened) -> None:  # noqa: C901, PLR0912 - one row of a table per event
    """Keep one fact."""
    talk, parent, now = at.talk, at.talk.parent_id, at.now
    match event:
        case e.NumberProved():
            _prove(uow, at)
        case e.NumberDisowned():
            _disown(uow, at)
        case e.InviteAccepted():
            parents.change(uow, parent, accepted_at=now, paused_at=None)
        case e.InviteLeftOpen() | e.Paused():
            parents.change(uow, parent, paused_at=now)
            messages.suppress_unsent(uow, parent, "paused")
        case e.ChildNamed(name):
            parents.change(uow, parent, child_called=name)
        case e.LanguageChosen(language):
            parents.change(uow, parent, language=language)
        case e.RsvpGiven(session_id, answer, minutes):
            answers.keep_rsvp(uow, session_id, parent, now, answer=answer, minutes_late=minutes)
        case e.OtherTimeWished(session_id, choice):
            values = {"answer": Answer.ANOTHER_TIME, "wished_time": choice}
            answers.keep_rsvp(uow, session_id, parent, now, **values)
        case e.OtherTimeTaken(session_id, on, hour):
            answers.move_session(uow, session_id, on, hour)
            answers.keep_rsvp(uow, session_id, parent, now, answer=Answer.YES, wished_time=None)
        case e.StandingPlaceTaken():
            parents.change(uow, parent, standing_place_at=now)
        case e.GuestNamed(session_id, words):
            answers.keep_rsvp(uow, session_id, parent, now, guest=words, guest_agreed_at=None)
        case e.LittleOnesTold(session_id, count):
            answers.keep_rsvp(uow, session_id, parent, now, little_ones=count)
        case e.HelpWished(choice):
            parents.change(uow, parent, help_wished=choice)
        case e.HomeStoryLogged(kind):
            _keep_story(uow, at, kind, None)
        case e.HomeStoryTold(words):
            _keep_story(uow, at, "told", words)
        case e.HomeStoryKept(for_book):
            answers.place_last_story(uow, parent, for_book=for_book)
        case e.OptedOut():
            stop(uow, talk, now)
        case e.OptedIn():
            come_back(uow, talk)
        case e.FewerWished():
            parents.change(uow, parent, fewer_at=now)
        case e.MoreWished():
            parents.change(uow, parent, fewer_at=None)
        case e.PlainChosen():
            parents.change(uow, parent, plain_at=now)
        case e.NotSafeTold():
            parents.change(uow, parent, not_safe_at=now)
            messages.suppress_unsent(uow, parent, "not_safe")
        case e.RingWished(best):
            ask_for(uow, at, e.Need.RING, best)
        case e.SafetyRaised():
            _raise_safety(uow, at)
        case e.SmsChosen():
            parents.prefer(uow, parent, ChannelName.SMS)
        case e.TelegramRefused():
            _unlink_telegram(uow, parent)
        case e.HandedOver(need):
            ask_for(uow, at, need, None)
        case _:
            assert_never(event)


def stop(uow: UnitOfWork, talk: TalkFacts, now: datetime, *, by_carrier: bool = False) -> None:
    """Stop everything to this adult on every channel, and to every address of theirs in all schools."""
    parents.change(uow, talk.parent_id, stopped_at=now)
    messages.suppress_unsent(uow, talk.parent_id, "stopped")
    for reach in parents.addresses(uow, talk.parent_id):
        is_this = reach.id == talk.address_id
        parents.stop_address(uow, reach.channel, reach.number_hash, now, by_carrier=by_carrier and is_this)


def come_back(uow: UnitOfWork, talk: TalkFacts) -> None:
    """Let texts go to this adult again, with the language, name and stories that they had."""
    parents.change(uow, talk.parent_id, stopped_at=None, paused_at=None, quiet_at=None)
    for reach in parents.addresses(uow, talk.parent_id):
        parents.unstop_address(uow, reach.channel, reach.number_hash)


def _prove(uow: UnitOfWork, at: Happened) -> None:
    parents.change_address(uow, at.talk.address_id, {"proved_at": at.now})
    if at.talk.channel == ChannelName.TELEGRAM:
        parents.prefer(uow, at.talk.parent_id, ChannelName.TELEGRAM)


def _disown(uow: UnitOfWork, at: Happened) -> None:
    """Forget the number; its hash stays among the stops, so that it is never taken in again."""
    messages.suppress_unsent(uow, at.talk.parent_id, "wrong_number")
    for reach in parents.addresses(uow, at.talk.parent_id):
        if reach.id == at.talk.address_id:
            parents.stop_address(uow, reach.channel, reach.number_hash, at.now)
    parents.remove_address(uow, at.talk.address_id)


def _unlink_telegram(uow: UnitOfWork, parent_id: int) -> None:
    for reach in parents.addresses(uow, parent_id):
        if reach.channel == ChannelName.TELEGRAM:
            parents.remove_address(uow, reach.id)
    parents.prefer(uow, parent_id, ChannelName.SMS)


def _keep_story(uow: UnitOfWork, at: Happened, kind: str, words: str | None) -> None:
    values = {
        "family_id": at.talk.family_id,
        "parent_id": at.talk.parent_id,
        "inbound_id": at.inbound_id,
        "kind": kind,
        "words": words,
        "for_book": None,
        "told_at": at.now,
    }
    answers.keep_story(uow, values)


def ask_for(uow: UnitOfWork, at: Happened, need: e.Need, best: str | None) -> int:
    """Ask for a person once: a second wish of the same kind joins the first."""
    if at.inbound_id is not None:
        messages.settle_inbound(uow, at.inbound_id, {"wants_reader": True})
    there = answers.open_task(uow, at.talk.parent_id, need)
    if there is not None:
        if best:
            answers.change_task(uow, there, best_time=best)
        return there
    return answers.raise_task(uow, _task(at, need) | {"best_time": best})


def _raise_safety(uow: UnitOfWork, at: Happened) -> None:
    parents.hold_family(uow, at.talk.family_id, at.now)
    messages.suppress_unsent(uow, at.talk.parent_id, "held")
    task = ask_for(uow, at, e.Need.RING, None)
    answers.change_task(uow, task, is_safety=True, alert_due_at=at.now, picked_at=None, picked_by=None)


def _task(at: Happened, need: e.Need) -> dict[str, object]:
    return {
        "school_id": at.talk.school.id,
        "parent_id": at.talk.parent_id,
        "need": need,
        "is_safety": False,
        "ref": "".join(secrets.choice(REF_LETTERS) for _ in range(4)),
        "inbound_id": at.inbound_id,
        "raised_at": at.now,
        "alerted": 0,
    }
