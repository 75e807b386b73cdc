"""What the weeks say in place of the usual texts, as one table."""

from dataclasses import dataclass
from datetime import date

from flows.engine.kinds import MessageKind as Kind

LAST_WEEK = 10


@dataclass(frozen=True, slots=True)
class Special:
    """The kind of a moment and the text it uses; `says_today` ends the text's life at midnight."""

    kind: Kind
    hint: str | None = None
    says_today: bool = False


_BEST_MOMENT = Special(Kind.THANKS, "TY-03", says_today=True)

HELLO = Special(Kind.HELLO)
HELLOS = {LAST_WEEK: Special(Kind.HELLO, "CE-03")}

THANKS = Special(Kind.THANKS, says_today=True)
THANKS_BY_WEEK = {
    3: _BEST_MOMENT,
    5: Special(Kind.THANKS, "FB-01"),
    6: _BEST_MOMENT,
    9: Special(Kind.CELEBRATION, "CE-01"),
    LAST_WEEK: Special(Kind.CELEBRATION, "CE-05"),
}

MISSED = Special(Kind.MISSED)
MISSED_BY_WEEK = {LAST_WEEK: Special(Kind.MISSED, "CE-04")}
"""After the last session there is no next one to name: only the book."""

SPARK = Special(Kind.SPARK)
SPARKS = {9: Special(Kind.SPARK, "CE-02")}
"""It ranks as the spark whose place it takes: in a full last week it must not keep the goodbye out."""

BEFORE_BREAK = "RM-04"
AFTER_BREAK = "RM-05"


@dataclass(frozen=True, slots=True)
class Break:
    """A break between two sessions: the last school day before it, and the first one after it."""

    last_day: date
    first_day: date
    next_session_id: int
