"""What is offered in place of a held text is a whole sentence of the writer's own, and may go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.tone import Kind, Purpose, check
from flows.tone.offers import QUESTIONS
from flows.tone.rewording import DANGLING


def offer(text):
    return check(text, Purpose.NOTE).suggestion


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("JJ wrote a brilliant ending for his fox story but he struggled to settle after lunch.",
         "JJ wrote a brilliant ending for his fox story."),
        ("Long week, but the best bit of it was JJ reading his dragon page to the little ones.",
         "The best bit of it was JJ reading his dragon page to the little ones."),
        ("The whole class lost golden time today but JJ still came up with a super idea for our story.",
         "JJ came up with a super idea for our story."),
        ("JJ was a superstar on the trip today, no need to ring me!", "JJ was a superstar on the trip today!"),
        ("JJ loved the owl book. Please make sure you read it with him every night.", "JJ loved the owl book."),
        ("JJ finally finished his bear picture and it is gorgeous!", "JJ finished his bear picture and it is gorgeous!"),
        ("Maja znowu się popisywała, ale bajkę napisała śliczną.", "Bajkę napisała śliczną."),
    ],
)  # fmt: skip
def test_the_good_part_is_offered_whole(text, expected):
    assert offer(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Lovely to see JJ having a much calmer afternoon than yesterday, so proud of him x",
        "JJ made some good choices today and kept his hands to himself.",
        "JJ threw a chair and then he laughed about it",
        "JJ threw a chair and laughed about it with a friend",
        "JJ hit a boy, and he was so kind afterwards",
    ],
)
def test_where_nothing_whole_is_left_a_question_stands(text):
    assert offer(text) in QUESTIONS.values()


def test_where_no_half_may_go_the_question_is_about_the_bad_one():
    text = "JJ threw his shoe at another boy after lunch and then laughed about it. Again."
    assert offer(text) == QUESTIONS[Kind.INCIDENT]


@pytest.mark.parametrize("text", ["having a, so proud", "she wrote the.", "and then to", "he was so"])
def test_a_sentence_that_ends_in_the_middle_is_known(text):
    assert DANGLING.search(text)


@given(st.text("bx ,.!?'-\n", max_size=60), st.sampled_from(["but", "for once", "threw a chair", "finally", "ale"]))
def test_whatever_is_offered_may_go_and_is_whole(left, word):
    text = f"JJ read a lovely story {left} {word} {left} and made us laugh"
    found = offer(text)
    if found and found not in QUESTIONS.values():
        assert not check(found, Purpose.NOTE).is_held
        assert not DANGLING.search(found)
