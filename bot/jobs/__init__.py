"""What runs by time and what must not be forgotten. `timed_jobs` is the whole list of the first."""

from bot.jobs.ticking import Tick, TimedJob

SCHEDULER = "scheduler"
"""The lease that one process holds; a second scheduler would be harmless, but twice the work."""
DAY_S = 86_400


def timed_jobs(
    *, wake: Tick, sweep: Tick, adopt: Tick, alert: Tick, retention: Tick, year: Tick
) -> tuple[TimedJob, ...]:
    """Return everything that the house does by time, one line each."""
    return (
        TimedJob("wake", 10, wake, SCHEDULER),  # what is due
        TimedJob("sweep", 30, sweep, SCHEDULER),  # queued rows without work
        TimedJob("adopt", 60, adopt, SCHEDULER),  # work that a dead process left half done
        TimedJob("alert", 60, alert, SCHEDULER),  # the next person, when nobody has picked up
        TimedJob("retention", DAY_S, retention, SCHEDULER),  # what we may not keep
        TimedJob("year", DAY_S, year, SCHEDULER),  # bank holidays that have come in sight
    )
