"""The ten weeks: from sessions, rhythm and calendar to planned moments. The only planner.

Preview and sender both ask it: `lay_out` finds the dates, `plan` the moments of one family, `plan_reminder` those of
staff's own weekly reminder, and `opening` says which conversation a due moment begins. What a plan holds is not yet
a promise: `opening` looks at the facts of the moment, and the gate has the last word.
"""

from flows.programme.layout import lay_out, with_weeks
from flows.programme.moments import plan, plan_reminder
from flows.programme.openings import Facts, Open, Opening, Skip, SkipWhy, opening
from flows.programme.terms import Moment, Rhythm, SessionDate, SessionPlan

__all__ = [
    "Facts",
    "Moment",
    "Open",
    "Opening",
    "Rhythm",
    "SessionDate",
    "SessionPlan",
    "Skip",
    "SkipWhy",
    "lay_out",
    "opening",
    "plan",
    "plan_reminder",
    "with_weeks",
]
