"""When a rule of staff's own comes round, computed by APScheduler's trigger; the `Occurrences` port."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from bot.ports import Repeat


def occurrences(rule: Repeat, from_: datetime, until: datetime) -> tuple[datetime, ...]:
    """Return every moment of the rule in [from_, until], aware, in the rule's zone, earliest first.

    The hour on the wall stays when the clocks change. An hour that comes twice counts once, the first time; one that
    does not come at all is moved by the hour that is missing.
    """
    if not rule.weekdays:
        return ()
    zone = ZoneInfo(rule.zone)
    days = ",".join(str(day) for day in sorted(rule.weekdays))
    trigger = CronTrigger(day_of_week=days, hour=rule.hour, minute=rule.minute, timezone=zone)
    # The way through UTC turns an hour that does not exist into one that does, and clears a fold that means nothing.
    moments = (moment.astimezone(UTC).astimezone(zone) for moment in _rounds(trigger, from_, until))
    return tuple(moment for moment in moments if not moment.fold)


def _rounds(trigger: CronTrigger, from_: datetime, until: datetime) -> Iterator[datetime]:
    moment = trigger.get_next_fire_time(None, from_)
    while moment is not None and moment <= until:
        yield moment
        moment = trigger.get_next_fire_time(moment, moment)
