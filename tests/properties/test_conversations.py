"""What holds in every conversation, whatever a parent types and whatever is open."""

import json
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from flows import FLOWS, SCRIPT
from flows.engine.context import Answer
from flows.engine.conversation import Conversation
from flows.engine.diagram import EXAMPLE
from flows.engine.events import HandedOver, OptedOut, SafetyRaised
from flows.engine.machine import begin, listening, respond
from flows.engine.steps import Step
from flows.engine.turn import TEXTS_IN_ONE_MESSAGE
from flows.reading.meaning import Ask, Intent, Reading, Sureness
from flows.sms import measure
from tests.transcripts.runner import catalogues, reader

QUESTIONS = [(flow.name, step) for flow in FLOWS for step in flow.steps if isinstance(step, Step)]
OPTIONS = sorted({option for _, step in QUESTIONS for option in step.options})
TYPED = (
    "yes", "1", "2", "4", "no cant sorry", "10 min late", "can i bring the baby", "ring me", "STOP", "story", "thanks x",
    "whats he done now", "polish please", "cant do this anymore", "my mum died", "once upon a time there was a fox",
    "dont text this phone", "wrong number", "is it free and where is it", "ok", "?", "👍", "\x00", "\ud800", "", "۲",
)  # fmt: skip


@st.composite
def contexts(draw):
    """Return any state that one parent can be in."""
    flags = ("is_staffed", "is_proved", "is_in", "is_stopped", "is_stopped_by_carrier", "is_paused", "is_held", "is_flooding",
             "is_plain", "is_not_safe", "has_person_coming", "is_alerted", "may_bring_siblings")  # fmt: skip
    usual = {"is_staffed", "is_proved", "is_in", "may_bring_siblings"}
    chosen = {
        flag: draw(st.sampled_from((flag in usual, flag in usual, flag in usual, flag not in usual))) for flag in flags
    }
    session = draw(st.sampled_from((EXAMPLE.session, EXAMPLE.session, None)))
    answer = draw(st.sampled_from((None, *Answer)))
    media = draw(st.sampled_from((None, None, None, "coming", "voice", "picture", "not_ours", "other")))
    return replace(EXAMPLE, **chosen, media=media, session=replace(session, answer=answer) if session else None)


@st.composite
def conversations(draw, deepest=3):
    """Return any question that may be open, with others beneath it."""
    if draw(st.booleans()) and deepest < 3:
        return None
    flow, step = draw(st.sampled_from(QUESTIONS))
    opened = EXAMPLE.now - timedelta(hours=draw(st.integers(0, 100)))
    closes = EXAMPLE.now + timedelta(hours=draw(st.integers(-50, 50)))
    simpler = draw(st.sampled_from((None, opened)))
    parked = draw(conversations(deepest=deepest - 1)) if deepest else None
    session_id = 4 if step.is_about_session else None
    return Conversation(flow, step.name, opened, closes, session_id, simpler, parked)


MOST_SEGMENTS = 2
MANY = settings(max_examples=400)
ANY_CONVERSATION = st.none() | conversations()


def readings():
    """Return any reading, also ones that no reader would make."""
    return st.builds(
        Reading,
        text=st.text(max_size=30),
        intents=st.lists(st.sampled_from(Intent), min_size=1, max_size=4, unique=True).map(tuple),
        sureness=st.sampled_from(Sureness),
        asks=st.frozensets(st.sampled_from(Ask), max_size=3),
        choice=st.none() | st.sampled_from(OPTIONS),
        language=st.none() | st.sampled_from(("pl", "so")),
        number=st.none() | st.integers(0, 10),
    )


def is_accounted_for(turn):
    """A turn replies, hands over, or states why it is silent."""
    handed = any(isinstance(event, HandedOver | SafetyRaised) for event in turn.events)
    return bool(turn.texts) or handed or bool(turn.silence)


@given(st.text() | st.sampled_from(TYPED), ANY_CONVERSATION, contexts())
def test_any_text_to_any_step_is_answered_handed_over_or_let_be_with_a_reason(text, conversation, c):
    question = listening(SCRIPT, conversation, c.now)
    turn = respond(SCRIPT, conversation, reader().read(text, question), c)
    assert is_accounted_for(turn)
    assert all(message.texts for message in turn.messages)


@MANY
@given(readings(), ANY_CONVERSATION, contexts())
def test_any_reading_of_any_step_is_answered_handed_over_or_let_be_with_a_reason(reading, conversation, c):
    assert is_accounted_for(respond(SCRIPT, conversation, reading, c))


@MANY
@given(readings(), ANY_CONVERSATION, contexts())
def test_a_turn_puts_one_question_at_most_and_joins_two_texts_at_most(reading, conversation, c):
    turn = respond(SCRIPT, conversation, reading, c)
    assert sum(message.place is not None for message in turn.messages) <= 1
    assert all(len(message.texts) <= TEXTS_IN_ONE_MESSAGE for message in turn.messages)


@MANY
@given(readings(), ANY_CONVERSATION, contexts())
def test_the_question_that_was_put_is_the_one_that_is_open(reading, conversation, c):
    turn = respond(SCRIPT, conversation, reading, c)
    for place in (message.place for message in turn.messages if message.place):
        assert (turn.conversation.flow, turn.conversation.step) == (place.flow, place.step)


@MANY
@given(readings(), ANY_CONVERSATION, contexts())
def test_the_same_input_gives_the_same_turn(reading, conversation, c):
    assert respond(SCRIPT, conversation, reading, c) == respond(SCRIPT, conversation, reading, c)


@given(conversations())
def test_a_conversation_survives_being_written_down(conversation):
    assert Conversation.from_json(json.loads(json.dumps(conversation.to_json()))) == conversation


@MANY
@given(readings(), ANY_CONVERSATION, contexts())
def test_what_waits_beneath_a_question_never_grows_without_end(reading, conversation, c):
    turn, seen = respond(SCRIPT, conversation, reading, c), []
    asked = turn.conversation
    while asked:
        seen.append((asked.flow, asked.step))
        asked = asked.parked
    assert len(seen) <= len(QUESTIONS)


STOPS = st.sampled_from(
    ("STOP", "stop", "Stop.", "UNSUBSCRIBE", "stopall", "s t o p", "take me off this", "please stop texting me")
)


@given(STOPS, ANY_CONVERSATION, contexts())
def test_stop_from_anywhere_ends_opted_out_and_quiet(text, conversation, c):
    turn = respond(SCRIPT, conversation, reader().read(text, listening(SCRIPT, conversation, c.now)), c)
    assert any(isinstance(event, OptedOut) for event in turn.events)
    assert not turn.asks
    assert turn.conversation is None or turn.silence
    again = respond(
        SCRIPT,
        turn.conversation,
        reader().read(text, listening(SCRIPT, turn.conversation, c.now)),
        replace(c, is_stopped=True),
    )
    assert again.texts == ()


@MANY
@given(readings(), ANY_CONVERSATION, contexts())
def test_after_a_stop_only_a_worry_or_a_return_is_answered(reading, conversation, c):
    stopped = replace(c, is_stopped=True)
    turn = respond(SCRIPT, conversation, reading, stopped)
    if not reading.has(Intent.START, Intent.DISTRESS, Ask.NOT_SAFE, Ask.BEREAVED, Ask.ANGRY):
        assert turn.texts == ()


@MANY
@given(readings(), ANY_CONVERSATION, contexts())
def test_an_unproved_number_hears_no_childs_name(reading, conversation, c):
    if conversation is None or conversation.step in ("prove", "number", "telegram"):
        turn = respond(
            SCRIPT, replace(conversation, parked=None) if conversation else None, reading, replace(c, is_proved=False)
        )
        said = " ".join(text.id for text in turn.texts if "child" in text.values)
        assert said in ("", "ON-02")


LONGEST = replace(
    EXAMPLE,
    parent="Maximiliano1",
    child="Maximiliano2",
    staff="Mrs Wolstenhol",
    school="St Bartholomew High",
    session=replace(EXAMPLE.session, place="The sunny room 1"),
)
"""Values as long as they may be."""


@MANY
@given(readings(), ANY_CONVERSATION, st.booleans(), st.none() | st.sampled_from(Answer))
def test_a_message_takes_two_segments_at_most(reading, conversation, is_staffed, answer):
    c = replace(LONGEST, is_staffed=is_staffed, session=replace(LONGEST.session, answer=answer))
    for message in respond(SCRIPT, conversation, reading, c).messages:
        assert measure(catalogues().render(message.texts, "en")).count <= MOST_SEGMENTS


@given(st.sampled_from(QUESTIONS), ANY_CONVERSATION, contexts())
def test_a_talk_of_ours_begins_or_says_why_not(question, conversation, c):
    flow, step = question
    turn = begin(SCRIPT, f"{flow}.{step.name}", conversation, c)
    assert bool(turn.texts) != bool(turn.silence)
