"""The day and the hour that a parent names, and who comes along, are taken out of the text."""

from datetime import date, time

import pytest

from bot.i18n import load_reply_words
from flows.reading import Question, Reader, Topic
from flows.reading.kept import keep, kept
from flows.reading.meaning import When

REMINDER = Question(Topic.REMINDER, ("yes", "no", "maybe", "another_time"))


@pytest.fixture(scope="module")
def rules():
    return Reader(load_reply_words(), is_learned=False)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("thurs any good? after 3", "thu after 15:00"),
        ("fri at half 2?", "fri 14:30"),
        ("anytime after 3.15 mon", "mon after 15:15"),
        ("quarter past 3 any day", "15:15"),
        ("at 10 to 3", "14:50"),
        ("1530 would be better", "15:30"),
        ("monday 9ish", "mon 09:00"),
        ("no before 12", "before 12:00"),
        ("cud we do it tues lunch", "tue lunch"),
        ("not thursday but wed is fine", "wed"),
        ("cant do thursday", None),
        ("w czwartek po 15", "thu after 15:00"),
        ("perşembe 3 te", "thu 15:00"),
        ("jumerat 3 baje", "thu 15:00"),
        ("الخميس الساعة 3", "thu 15:00"),
        ("周四可以", "thu"),
        ("can we do tomorrow instead", "tomorrow"),
        ("2moro after 3?", "tomorrow after 15:00"),
        ("not today, tmrw lunch", "tomorrow lunch"),
        ("jutro o 15", "tomorrow 15:00"),
        ("¿podría ser mañana?", None),
        ("mañana por la tarde", "tomorrow"),
        ("sutra", None),
        ("demain ?", "tomorrow"),
        ("কালকে হবে?", "tomorrow"),
        ("明天可以吗", "tomorrow"),
        ("be there in 10 min", None),
        ("10 mins late", None),
        ("2 of us", None),
        ("we read 3 books", None),
        ("sat down and read it", None),
        ("the sun was in it", None),
        ("may come", None),
        ("99.99", None),
    ],
)
def test_a_time_is_named(rules, text, named):
    when = rules.read(text, REMINDER).when
    assert (str(when) if when else None) == named


@pytest.mark.parametrize(
    ("text", "little_ones", "company"),
    [
        ("me n his nan + 2 little ones", 2, ("his nan",)),
        ("his sister and the baby too", 2, ()),
        ("can i bring my 3 kids", 3, ()),
        ("we will bring the twins", 2, ()),
        ("me and my mum", None, ("my mum",)),
        ("the kids are ill", None, ()),
        ("two stories", None, ()),
        ("2 dzieci", 2, ()),
        ("dwoje dzieci", 2, ()),
        ("do bachay", 2, ()),
        ("دو بچے", 2, ()),
        ("con mis dos niñas", 2, ()),
        ("avec mes 3 enfants", 3, ()),
        ("trois enfants", 3, ()),
        ("iki çocuk", 2, ()),
        ("laba carruur", 2, ()),
        ("ਦੋ ਬੱਚੇ", 2, ()),
        ("duita baccha", 2, ()),
        ("两个孩子", 2, ()),
        ("dois filhos e um bebé", 3, ()),
        ("my child and two books", None, ()),
    ],
)
def test_who_comes_along_is_counted_and_named(rules, text, little_ones, company):
    reading = rules.read(text, REMINDER)
    assert (reading.little_ones, reading.company) == (little_ones, company)


@pytest.mark.parametrize(
    "when",
    [
        When("thu", time(15), "after"),
        When("mon", part="before_home_time"),
        When(at=time(9, 30)),
        When("sun"),
        When("tomorrow", time(15), "after"),
    ],
)
def test_a_time_is_kept_in_twenty_letters_and_read_again(when):
    assert len(str(when)) <= 20
    assert When.parse(str(when)) == when


def test_what_is_named_is_kept_beside_the_reading(rules):
    reading = rules.read("thurs after 3 with his nan and the baby", REMINDER)
    again = kept(keep(reading, REMINDER, 1, is_button=False))
    assert (again.when, again.little_ones, again.company) == (reading.when, 1, ("his nan",))


def test_tomorrow_is_the_day_after_it_was_said():
    a_sunday = date(2026, 5, 17)
    assert When("tomorrow", time(15)).said_on(a_sunday) == When("mon", time(15))
    assert When("fri").said_on(a_sunday) == When("fri")
