"""The machine on flows of its own: questions, interruptions, endings, hand-overs."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from flows.engine.context import Answer
from flows.engine.conversation import Conversation
from flows.engine.diagram import EXAMPLE
from flows.engine.errors import UnknownFlow, UnknownStep
from flows.engine.events import HandedOver, InviteAccepted, Need, Paused
from flows.engine.machine import begin, listening, respond
from flows.engine.moves import find_question, find_step
from flows.engine.steps import Again, Finish, Flow, Go, HandOver, Heard, Notice, Pass, Quiet, Script, Stay, Step
from flows.engine.text import Text
from flows.engine.turn import Message, Turn, together
from flows.reading.meaning import Ask, Intent, Question, Reading

NOW = EXAMPLE.now
YES, NO, WHAT, THANKS = (Reading("…", (intent,)) for intent in (Intent.YES, Intent.NO, Intent.UNCLEAR, Intent.THANKS))
LATE_DIGIT = Reading("1", (Intent.UNCLEAR,), number=1)


def says(name):
    return lambda _c: (Text(name, name),)


def text(name):
    return (Text(name, name),)


LEADS = {
    Intent.YES: Go("sugar", text("good"), (InviteAccepted(),)),
    Intent.NO: Finish("none", text("fine")),
    Intent.MAYBE: Pass("cake.slice"),
    Intent.LATE: HandOver(Need.READ, text("a person")),
    Intent.STORY: Finish("cake then", then="cake.slice"),
    Intent.THANKS: Quiet("Only thanks."),
    Intent.ALTERNATIVE: Stay(text("coffee is out")),
}


def tea(reading, _c):
    return LEADS.get(reading.leading, Again())


def once(reading, _c):
    return Finish("done", text("done")) if reading.leading in (Intent.YES, Intent.NO) else Again()


def step(name, answer=once, **more):
    return Step(name, says(f"{name}?"), says(f"simply {name}?"), answer, ("yes", "no"), **more)


TEA = Flow(
    "tea", (step("cup", tea, is_about_session=True, after="cake.slice"), step("sugar"), Notice("bell", says("ding")))
)
CAKE = Flow("cake", (step("slice"), step("crumbs", is_optional=True), step("big")))
ASIDES = (
    Heard("cake", lambda r, _c: r.has(Ask.GUEST), lambda _r, _c: Finish("asks", then="cake.slice"), about="cake"),
    Heard("tea", lambda r, _c: r.has(Ask.COST), lambda _r, _c: Stay(text("free")), about="cost"),
    Heard("tea", lambda r, _c: r.has(Ask.ROBOT), lambda _r, _c: Stay(text("a helper")), about="us"),
    Heard(
        "tea", lambda r, _c: r.has(Ask.LESS), lambda _r, _c: Finish("less", text("less"), (Paused(),)), about="often"
    ),
    Heard("tea", lambda r, _c: r.has(Intent.QUESTION), lambda _r, _c: HandOver(Need.READ, text("who knows"))),
)
ANYWHERE = (
    Heard("tea", lambda r, _c: r.has(Intent.STOP), lambda _r, _c: Finish("stopped", text("stopped"))),
    Heard("tea", lambda r, _c: r.has(Intent.START), lambda _r, _c: Finish("back", then="cake.slice")),
    Heard("tea", lambda _r, c: c.is_held, lambda _r, _c: Quiet("Held.")),
)
SCRIPT = Script((TEA, CAKE), ANYWHERE, ASIDES, lambda _r, _c: Again(), says("lost"), says("rest"))


def asked(place, **more):
    flow, name = place.split(".")
    return replace(Conversation(flow, name, NOW, NOW + timedelta(hours=9)), **more)


def ids(turn):
    return [text.id for text in turn.texts]


def place(turn):
    return turn.conversation and f"{turn.conversation.flow}.{turn.conversation.step}"


def heard(reading, at="tea.cup", c=EXAMPLE, **more):
    return respond(SCRIPT, asked(at, **more), reading, c)


def test_an_answer_leads_to_the_next_question_in_one_text():
    turn = heard(YES)
    assert (ids(turn), place(turn), turn.events) == (["good", "sugar?"], "tea.sugar", (InviteAccepted(),))
    assert len(turn.messages) == 1


def test_a_question_about_a_session_closes_when_it_begins_and_any_other_after_three_days():
    about = begin(SCRIPT, "tea.cup", None, EXAMPLE).conversation
    other = begin(SCRIPT, "tea.sugar", None, EXAMPLE).conversation
    assert about.closes_at == datetime.combine(EXAMPLE.session.on, EXAMPLE.session.at, NOW.tzinfo)
    assert (about.session_id, other.session_id) == (EXAMPLE.session.id, None)
    assert other.closes_at == NOW + timedelta(hours=72)


def test_a_talk_of_ours_takes_the_place_of_an_open_question():
    turn = begin(SCRIPT, "cake.slice", asked("tea.cup"), EXAMPLE)
    assert (place(turn), turn.conversation.parked) == ("cake.slice", None)


def test_a_notice_leaves_the_open_question_open():
    turn = begin(SCRIPT, "tea.bell", asked("tea.cup"), EXAMPLE)
    assert (ids(turn), place(turn)) == (["ding"], "tea.cup")


def test_pass_lets_another_step_answer():
    script = replace(SCRIPT, flows=(TEA, Flow("cake", (step("slice", lambda _r, _c: Finish("passed", text("yum"))),))))
    turn = respond(script, asked("tea.cup"), Reading("…", (Intent.MAYBE,)), EXAMPLE)
    assert (ids(turn), turn.ending) == (["yum"], "cake: passed")


def test_an_aside_that_asks_parks_the_open_question_and_then_puts_it_again():
    asking = heard(Reading("…", (Intent.UNCLEAR,), asks=frozenset({Ask.GUEST})))
    assert (place(asking), asking.conversation.parked.step) == ("cake.slice", "cup")
    after = respond(SCRIPT, asking.conversation, YES, EXAMPLE)
    assert (ids(after), place(after)) == (["done", "simply cup?"], "tea.cup")
    assert after.messages[0].place.step == "cup"


def test_a_question_that_was_answered_is_not_put_again():
    answered = replace(EXAMPLE, session=replace(EXAMPLE.session, answer=Answer.YES))
    turn = respond(SCRIPT, asked("cake.slice", parked=asked("tea.cup")), YES, answered)
    assert (ids(turn), place(turn)) == (["done"], "tea.cup")


def test_an_optional_question_is_not_put_again():
    turn = respond(SCRIPT, asked("cake.slice", parked=asked("cake.crumbs")), YES, EXAMPLE)
    assert (ids(turn), place(turn)) == (["done"], "cake.crumbs")


def test_a_question_that_closed_meanwhile_is_not_put_again():
    turn = respond(SCRIPT, asked("cake.slice", parked=asked("tea.sugar", closes_at=NOW)), YES, EXAMPLE)
    assert ids(turn) == ["done"]


def test_the_same_question_never_waits_beneath_itself():
    ask = Reading("…", (Intent.UNCLEAR,), asks=frozenset({Ask.GUEST}))
    turn = heard(ask, "cake.big", parked=asked("cake.slice", parked=asked("tea.cup")))
    beneath = turn.conversation.parked
    assert [beneath.step, beneath.parked.step, beneath.parked.parked] == ["big", "cup", None]


def test_an_answer_and_a_wish_share_one_text():
    turn = heard(Reading("…", (Intent.NO, Intent.QUESTION), asks=frozenset({Ask.COST})))
    assert ids(turn) == ["fine", "free"]
    assert len(turn.messages) == 1


def test_more_than_one_wish_beside_an_answer_goes_to_a_person_and_the_text_says_so():
    turn = heard(Reading("…", (Intent.NO,), asks=frozenset({Ask.COST, Ask.ROBOT})))
    assert ids(turn) == ["fine", "rest"]
    assert turn.events[-1] == HandedOver(Need.READ)


def test_two_wishes_alone_are_both_answered_and_the_question_stays_open():
    turn = heard(Reading("…", (Intent.QUESTION,), asks=frozenset({Ask.COST, Ask.ROBOT})))
    assert (ids(turn), place(turn)) == (["free", "a helper"], "tea.cup")


def test_three_wishes_are_one_answer_and_a_person():
    turn = heard(Reading("…", (Intent.QUESTION,), asks=frozenset({Ask.COST, Ask.ROBOT, Ask.GUEST})))
    assert turn.events[-1] == HandedOver(Need.READ)
    assert "rest" in ids(turn)


def test_a_general_question_counts_only_where_nothing_finer_is_heard():
    fine = heard(Reading("…", (Intent.QUESTION,), asks=frozenset({Ask.COST})))
    general = heard(Reading("…", (Intent.QUESTION,)))
    assert (ids(fine), ids(general)) == (["free"], ["who knows"])


def test_an_unproved_number_hears_no_aside_that_is_not_for_anyone():
    turn = heard(Reading("…", (Intent.QUESTION,), asks=frozenset({Ask.COST})), c=replace(EXAMPLE, is_proved=False))
    assert ids(turn) == ["simply cup?"]


def test_a_stay_is_the_whole_answer():
    turn = heard(Reading("…", (Intent.ALTERNATIVE, Intent.QUESTION)))
    assert (ids(turn), place(turn)) == (["coffee is out"], "tea.cup")


def test_first_simpler_then_a_person_then_silence():
    simpler = heard(WHAT)
    assert (ids(simpler), simpler.conversation.simpler_at) == (["simply cup?"], NOW)
    lost = respond(SCRIPT, simpler.conversation, WHAT, EXAMPLE)
    assert (ids(lost), lost.events) == (["lost"], (HandedOver(Need.READ),))
    waiting = respond(SCRIPT, lost.conversation, WHAT, replace(EXAMPLE, has_person_coming=True))
    assert (waiting.texts, bool(waiting.silence), waiting.events) == ((), True, (HandedOver(Need.READ),))


def test_after_a_day_it_is_put_in_simpler_words_again():
    turn = heard(WHAT, simpler_at=NOW - timedelta(hours=24))
    assert ids(turn) == ["simply cup?"]


def test_a_readable_answer_counts_while_a_person_is_coming():
    turn = heard(YES, c=replace(EXAMPLE, has_person_coming=True))
    assert ids(turn) == ["good", "sugar?"]


def test_a_late_digit_is_asked_about_the_next_one():
    closed = {"closes_at": NOW, "opened_at": NOW - timedelta(hours=71)}
    assert ids(heard(LATE_DIGIT, **closed)) == ["slice?"]
    assert ids(heard(WHAT, **closed)) == ["lost"]


def test_a_digit_after_three_days_is_for_a_person():
    turn = heard(LATE_DIGIT, closes_at=NOW, opened_at=NOW - timedelta(hours=72))
    assert ids(turn) == ["lost"]


def test_a_closed_question_gives_way_to_the_open_one_beneath_it():
    turn = heard(YES, "cake.slice", closes_at=NOW, parked=asked("tea.cup"))
    assert ids(turn) == ["good", "sugar?"]


def test_listening_is_to_the_open_question_and_to_none_when_all_is_over():
    over = asked("cake.slice", closes_at=NOW, opened_at=NOW - timedelta(days=9))
    assert listening(SCRIPT, asked("tea.cup"), NOW) == find_question(SCRIPT, "tea.cup").question
    assert listening(SCRIPT, over, NOW) == listening(SCRIPT, None, NOW) == Question()
    assert listening(SCRIPT, replace(over, parked=asked("tea.cup")), NOW).options == ("yes", "no")


def test_words_heard_anywhere_end_what_was_open():
    turn = heard(Reading("…", (Intent.YES, Intent.STOP)), parked=asked("cake.slice"))
    assert (ids(turn), turn.conversation) == (["stopped"], None)


def test_words_heard_anywhere_may_put_a_question_of_their_own():
    turn = heard(Reading("…", (Intent.START,)))
    assert (place(turn), turn.ending) == ("cake.slice", "tea: back")


def test_a_stated_silence_leaves_the_question_as_it_was():
    turn = heard(YES, c=replace(EXAMPLE, is_held=True))
    assert (turn.texts, turn.silence, place(turn)) == ((), "Held.", "tea.cup")


def test_a_question_is_always_the_last_of_what_two_turns_say_together():
    said = Turn(None, (Message(text("one")),))
    asking = heard(Reading("…", (Intent.STORY,)))
    both = together(said, asking, text("rest"))
    assert ids(both) == ["one", "slice?"]
    assert both.messages[0].place.step == "slice"


def test_two_questions_are_never_put_together():
    asking = heard(YES)
    both = together(asking, heard(Reading("…", (Intent.STORY,))), text("rest"))
    assert [message.place.step for message in both.messages if message.place] == ["sugar"]
    assert both.events[-1] == HandedOver(Need.READ)


def test_three_texts_are_two_messages():
    flow = Flow("tea", (step("cup", lambda _r, _c: Stay(text("one") + text("two") + text("three"))),))
    turn = respond(replace(SCRIPT, flows=(flow, CAKE)), asked("tea.cup"), YES, EXAMPLE)
    assert [len(message.texts) for message in turn.messages] == [2, 1]


def test_a_question_without_words_is_not_begun():
    empty = Flow("tea", (replace(step("cup"), prompt=lambda _c: ()),))
    turn = begin(replace(SCRIPT, flows=(empty,)), "tea.cup", None, EXAMPLE)
    assert (turn.conversation, turn.texts, bool(turn.silence)) == (None, (), True)


def test_a_place_that_is_wired_wrongly_is_named():
    with pytest.raises(UnknownFlow, match="coffee"):
        find_step(SCRIPT, "coffee.cup")
    with pytest.raises(UnknownStep, match=r"tea\.pot"):
        find_step(SCRIPT, "tea.pot")
    with pytest.raises(UnknownStep, match=r"tea\.bell"):
        find_question(SCRIPT, "tea.bell")
