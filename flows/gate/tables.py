"""The gate's rules that are tables: which kinds count, who outranks whom, who may go although."""

from datetime import time, timedelta

from flows.engine.kinds import MessageKind as Kind
from flows.gate.terms import Why

WEEKLY_CAP = 3
FEWER_CAP = 1
"""What a parent who texted LESS was promised."""
ANSWER_LIFE = timedelta(minutes=30)
"""Later than this an answer would startle; a person reads the text instead."""
CLOSURE_HOURS = (time(7), time(20))
SATURDAY_HOURS = (time(9, 30), time(11, 30))

ANY_HOUR = frozenset({Kind.REPLY, Kind.NEUTRAL, Kind.ALERT})
AUTOMATIC = frozenset({Kind.ASK, Kind.HELLO, Kind.CELEBRATION, Kind.THANKS, Kind.MISSED, Kind.SPARK, Kind.REMINDER})
"""Nobody presses a button for these: one a day, and on a session's day a hello and a thanks."""
CAPPED = AUTOMATIC | {Kind.PROVING, Kind.GOOD_NEWS}
BEGUN = CAPPED | {Kind.SCHOOL_CHANGE, Kind.CLOSURE}
"""The texts that we begin: all are counted, though a change by the school goes when the week is full too."""
PATIENT = frozenset({Kind.PROVING, Kind.GOOD_NEWS})
"""A person chose to send these: they wait for the next week where others are left out."""
QUESTIONS = frozenset({Kind.ASK, Kind.MISSED, Kind.SPARK, Kind.REMINDER})
"""They wait for tomorrow when a change by the school, which asks as well, went today."""
AFTERNOON = frozenset({Kind.THANKS, Kind.CELEBRATION, Kind.SCHOOL_CHANGE})
"""What may follow a hello on the session's day."""
RANK = {
    Kind.PROVING: 0,
    Kind.SCHOOL_CHANGE: 0,
    Kind.CLOSURE: 0,
    Kind.ASK: 1,
    Kind.HELLO: 2,
    Kind.REMINDER: 3,  # staff's own stands in for the ask, but never takes a hello's place
    Kind.GOOD_NEWS: 3,
    Kind.CELEBRATION: 4,
    Kind.THANKS: 5,
    Kind.MISSED: 5,  # stands in for the thanks, so neither makes the other wait
    Kind.SPARK: 6,
}
"""Who keeps the places of a full week: the lower number."""

PASSES: dict[Why, frozenset[Kind]] = {
    Why.NOT_SAFE: frozenset({Kind.ALERT}),
    Why.STOPPED: frozenset({Kind.ALERT}),
    Why.NOT_TICKED: frozenset({Kind.ALERT, Kind.NEUTRAL}),
    Why.UNPROVED: ANY_HOUR | {Kind.PROVING},
    Why.ALREADY_PROVED: frozenset(Kind) - {Kind.PROVING},
    Why.HELD: ANY_HOUR | {Kind.PERSON},
    Why.PAUSED: ANY_HOUR,
    Why.RESTING: frozenset(Kind) - AUTOMATIC,
    Why.QUIET: ANY_HOUR | {Kind.PERSON, Kind.GOOD_NEWS},
}
"""Which kinds may go although the adult stands so; an alert goes to staff, to whom none of this applies."""
