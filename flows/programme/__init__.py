"""The ten weeks: from sessions, rhythm and calendar to planned moments. The only planner.

Preview and sender both ask it: `lay_out` finds the dates, `plan` the moments of one family, `plan_reminder` those of
staff's own weekly reminder, and `opening` says which conversation a due moment begins, `silent_days` and `rung` where a
silent family stands. What a plan holds is not yet
a promise: `opening` looks at the facts of the moment, and the gate has the last word.
"""

from flows.programme.ladder import SILENT_AFTER, Passed, Rung, rung, silent_days
from flows.programme.layout import lay_out, near, with_weeks
from flows.programme.moments import plan, plan_reminder
from flows.programme.monthly import plan_monthly_ask, plan_monthly_sparks, spark_number
from flows.programme.openings import Facts, Open, Opening, Skip, SkipWhy, opening
from flows.programme.terms import Moment, Rhythm, SessionDate, SessionPlan

__all__ = [
    "SILENT_AFTER",
    "Facts",
    "Moment",
    "Open",
    "Opening",
    "Passed",
    "Rhythm",
    "Rung",
    "SessionDate",
    "SessionPlan",
    "Skip",
    "SkipWhy",
    "lay_out",
    "near",
    "opening",
    "plan",
    "plan_monthly_ask",
    "plan_monthly_sparks",
    "plan_reminder",
    "rung",
    "silent_days",
    "spark_number",
    "with_weeks",
]
