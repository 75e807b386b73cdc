"""How late, in minutes."""

import pytest

from flows.reading import Question, Topic

RSVP = Question(Topic.REMINDER, ("yes", "no", "maybe", "another_time"))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("10 min late", 10),
        ("ten minutes late", 10),
        ("running 5-10 mins late", 10),
        ("half an hour late sorry", 30),
        ("quarter of an hour late", 15),
        ("an hour late", 60),
        ("be 20mins late", 20),
        ("15 late", 15),
        ("spóźnię się 10 minut", 10),
        ("10 minute late ho jaungi", 10),
        ("running late", None),
    ],
)
def test_the_minutes_late_are_read(reader, text, minutes):
    reading = reader.read(text, RSVP)
    assert (reading.leading, reading.minutes_late) == ("late", minutes)
