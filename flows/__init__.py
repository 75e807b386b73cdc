"""The conversations: pure, without clock, network or database.

`FLOWS` is every kind of talk there is. `SCRIPT` is what the machine runs on: the flows, the words heard before
them in their order of rank, and the questions answered beside them.
"""

from flows import (
    asked,
    call,
    coming,
    control,
    good_news,
    home_story,
    invitation,
    missed,
    reminder,
    safety,
    thanks,
    welcome,
)
from flows.engine.context import Context
from flows.engine.events import HandedOver, HomeStoryTold, Need
from flows.engine.steps import Again, Finish, Heard, Hears, Outcome, Pass, Quiet, Respond, Script
from flows.reading.meaning import Ask, Intent, Reading

FLOWS = (
    welcome.FLOW,
    invitation.FLOW,
    coming.FLOW,
    reminder.FLOW,
    thanks.FLOW,
    missed.FLOW,
    home_story.FLOW,
    good_news.FLOW,
    call.FLOW,
    asked.FLOW,
    control.FLOW,
    safety.FLOW,
)

ABOUT_COMING = (Intent.YES, Intent.NO, Intent.MAYBE, Intent.LATE, Intent.ALTERNATIVE)


def _idle(reading: Reading, c: Context) -> Outcome:
    """Take what came when nothing was asked."""
    if reading.leading in ABOUT_COMING and c.session and c.is_proved:
        return Pass("coming.settled")
    if reading.leading is Intent.STORY and c.is_proved:
        return Finish("told a story", events=(HomeStoryTold(reading.text),), then="home_story.book")
    if reading.leading in (Intent.THANKS, Intent.STORY_NONE):
        return Quiet("Thanks, and nothing was asked.")
    return Again()


def _hears(*meanings: Intent | Ask) -> Hears:
    return lambda reading, _c: reading.has(*meanings)


def _hears_start(reading: Reading, c: Context) -> bool:
    return reading.has(Intent.START) and (c.is_stopped or c.is_paused)


def _hears_sorry(reading: Reading, _c: Context) -> bool:
    return reading.has(Ask.SORRY) and not reading.has(*ABOUT_COMING)


def _silent(why: str, *needs: Need) -> Respond:
    return lambda _reading, _c: Quiet(why, tuple(HandedOver(need) for need in needs))


ANYWHERE = (
    Heard("safety", safety.hears_not_safe, safety.leave_unsaid),
    Heard("safety", safety.hears_loss, safety.be_sorry),
    Heard("safety", safety.hears_risk, safety.stand_by),
    Heard("control", _hears(Intent.STOP), control.stop),
    Heard("control", lambda _r, c: c.is_not_safe, _silent("It is not safe to text them.", Need.LEAVE_IN_PEACE)),
    Heard("control", _hears_start, control.start),
    Heard("control", lambda _r, c: c.is_stopped, _silent("They stopped the texts.", Need.READ)),
    Heard("control", _hears(Ask.NEW_NUMBER), control.new_number),
    Heard("control", _hears(Intent.WRONG_NUMBER), control.disown),
    Heard("control", lambda _r, c: c.is_flooding, _silent("Many texts at once; a person was told.")),
    Heard("control", lambda _r, c: c.is_held, _silent("A person is talking with them.", Need.READ)),
    Heard("home_story", lambda _r, c: c.media is not None and c.is_proved, home_story.hear_media),
)

ASIDES = (
    Heard("asked", _hears(Intent.CALLBACK), asked.call, is_for_anyone=True),
    Heard("asked", _hears(Ask.ANGRY), asked.angry, is_for_anyone=True),
    Heard("asked", _hears(Ask.COMPLAINT), asked.complaint, is_for_anyone=True),
    Heard("asked", _hears(Ask.BEHAVIOUR), asked.behaviour),
    Heard("control", _hears(Ask.PAUSE), control.pause),
    Heard("control", _hears(Ask.LESS), control.less),
    Heard("control", _hears(Ask.MORE), control.more),
    Heard("control", _hears(Ask.BY_SMS), control.by_sms),
    Heard("asked", _hears(Ask.INTERPRETER), asked.interpreter),
    Heard("control", _hears(Intent.LANGUAGE), control.language, is_for_anyone=True),
    Heard("control", _hears(Intent.START), control.start),
    Heard("control", _hears(Ask.DATES), control.dates),
    Heard("asked", _hears(Ask.GUEST), asked.guest),
    Heard("asked", _hears(Ask.SIBLINGS), asked.siblings),
    Heard("asked", _hears(Ask.WHY_US), asked.why_us),
    Heard("asked", _hears(Ask.READING_HARD), asked.reading_hard),
    Heard("asked", _hears(Ask.SHARED_PHONE), asked.shared_phone),
    Heard("asked", _hears(Ask.MY_DATA), asked.my_data, is_for_anyone=True),
    Heard("asked", _hears(Ask.ROBOT), asked.robot, is_for_anyone=True),
    Heard("asked", _hears(Ask.COST), asked.cost, is_for_anyone=True),
    Heard("asked", _hears(Ask.OTHER_ADULT), asked.other_adult),
    Heard("asked", _hears(Ask.LOST_STORY), asked.lost_story),
    Heard("asked", _hears(Ask.WHEN_WHERE), asked.when_where),
    Heard("asked", _hears_sorry, asked.sorry),
    Heard("control", _hears(Intent.HELP), control.help_, is_for_anyone=True),
    Heard("asked", _hears(Intent.QUESTION), asked.question, is_for_anyone=True),
)

SCRIPT = Script(FLOWS, ANYWHERE, ASIDES, _idle, asked.lost, asked.rest)
