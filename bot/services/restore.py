"""How the facts of a message stood before staff put it right, and how they are brought back by a second thought."""

import json
from datetime import datetime
from typing import Any

from storage.repositories import answers, corrections
from storage.tables import HomeStory, Rsvp, Session
from storage.unit_of_work import UnitOfWork

ANSWER = ("answer", "minutes_late", "wished_time", "inbound_id")
STORY = ("family_id", "parent_id", "inbound_id", "kind", "words", "for_book")


def as_it_stands(uow: UnitOfWork, message_id: int, parent_id: int, session: Session | None) -> str:
    """Return, as JSON, what this parent said about the session and which stories the message left behind."""
    there = corrections.rsvp(uow, session.id, parent_id) if session else None
    stories = [_story(each) for each in corrections.stories(uow, message_id)]
    answer = _answer(there) if there else None
    return json.dumps(
        {"session_id": session.id if session else None, "answer": answer, "stories": stories, "parent_id": parent_id}
    )


def bring_back(uow: UnitOfWork, was: str, message_id: int) -> None:
    """Bring it back, unless the parent has answered since."""
    stood: dict[str, Any] = json.loads(was)
    if stood["session_id"] is not None:
        _bring_answer_back(uow, stood, message_id)
    corrections.forget_stories(uow, message_id)
    left = {each.kind for each in corrections.stories(uow, message_id)}
    for each in stood["stories"]:
        if each["kind"] not in left:
            answers.keep_story(uow, each | {"told_at": datetime.fromisoformat(each["told_at"])})


def _bring_answer_back(uow: UnitOfWork, stood: dict[str, Any], message_id: int) -> None:
    there = corrections.rsvp(uow, stood["session_id"], stood["parent_id"])
    if there is None or there.inbound_id != message_id:
        return
    answer = stood["answer"]
    given_at = datetime.fromisoformat(answer.pop("given_at")) if answer else there.given_at
    values = answer or dict.fromkeys(ANSWER)
    answers.keep_rsvp(uow, stood["session_id"], stood["parent_id"], given_at, **values)


def _answer(row: Rsvp) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ANSWER} | {"given_at": row.given_at.isoformat()}


def _story(row: HomeStory) -> dict[str, Any]:
    return {name: getattr(row, name) for name in STORY} | {"told_at": row.told_at.isoformat()}
