"""The page of a conversation: read, printed, and read again."""

from dataclasses import replace
from datetime import date, time

import pytest

from flows.engine.context import Answer
from flows.engine.diagram import EXAMPLE, NEXT, SESSION
from flows.engine.events import HandedOver, HomeStoryKept, HomeStoryTold, Need, OtherTimeTaken, RsvpGiven
from flows.engine.given import parse_given, print_given
from flows.engine.transcript import Line, TranscriptInvalid, describe, parse, print_transcript

PAGE = """\
given  Amina, parent of JJ, English, SMS
now    Tuesday 12 May 2026, 16:30

begins invitation.ask
Bot    Can you come?
Amina  yes

then   RsvpGiven  session 4  yes
       ends coming: another time
"""


def test_a_page_is_read_line_by_line():
    lines = parse(PAGE)
    assert [line.who for line in lines] == ["given", "now", "begins", "Bot", "Amina", "then"]
    assert [line.is_said_by_parent for line in lines] == [False, False, False, False, True, False]
    assert lines[-1].words == "RsvpGiven  session 4  yes\nends coming: another time"


def test_a_page_is_printed_so_that_it_reads_back():
    assert parse(print_transcript(parse(PAGE))) == parse(PAGE)
    assert print_transcript(parse(PAGE)).count("\n\n") == PAGE.count("\n\n")


def test_a_long_line_may_go_on_indented():
    assert parse("Amina  one\n   two") == (Line("Amina", "one two"),)


def test_a_page_that_goes_on_with_nothing_is_refused():
    with pytest.raises(TranscriptInvalid, match="Line 1"):
        parse("   two")


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (RsvpGiven(4, Answer.LATE, 10), "RsvpGiven  session 4  late  minutes late 10"),
        (RsvpGiven(4, Answer.ANOTHER_TIME), "RsvpGiven  session 4  another time"),
        (OtherTimeTaken(4, date(2026, 5, 15), time(9)), "OtherTimeTaken  session 4  Friday 15 May 2026  09:00"),
        (HomeStoryKept(for_book=False), "HomeStoryKept  not for book"),
        (HomeStoryTold("a fox"), 'HomeStoryTold  "a fox"'),
        (HandedOver(Need.OTHER_TIME), "HandedOver  other time"),
    ],
)
def test_an_event_reads_as_words(event, words):
    assert describe(event) == words


def test_a_session_is_known_by_its_week():
    assert describe(RsvpGiven(417, Answer.YES), {417: 4}) == "RsvpGiven  session 4  yes"


def test_a_language_without_a_name_stands_as_its_code():
    for code in ("so", "zh-Hant"):
        assert parse_given(print_given(replace(EXAMPLE, language=code), ())).facts["language"] == code


def test_given_facts_are_printed_so_that_they_read_back():
    c = replace(EXAMPLE, is_proved=False, is_plain=True, wording="Bring a toy.", telegram_link=None)
    given = parse_given(print_given(c, (SESSION, replace(NEXT, answer=Answer.ANOTHER_TIME))))
    assert given.sessions == (SESSION, replace(NEXT, answer=Answer.ANOTHER_TIME))
    assert given.facts["parent"] == "Amina"
    assert (given.facts["is_proved"], given.facts["is_plain"], given.facts["wording"]) == (False, True, "Bring a toy.")
    assert given.facts["offer"] == (c.offer.on, c.offer.at)


@pytest.mark.parametrize("clause", ["rich", "session 4 on Thursday 32 May 2026 14:15", "week soon", "wording"])
def test_a_clause_that_gives_nothing_is_named(clause):
    with pytest.raises(TranscriptInvalid):
        parse_given(clause)
