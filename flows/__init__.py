"""The conversations: pure, without clock, network or database.

`FLOWS` is every kind of talk there is. `SCRIPT` is what the machine runs on: the flows, the words heard before
them in their order of rank, and the questions answered beside them.
"""

from flows import (
    another_time,
    asked,
    book,
    call,
    celebration,
    coming,
    company,
    control,
    feedback,
    good_news,
    hear,
    help_to_come,
    home_story,
    interpreter,
    invitation,
    language,
    leaving,
    letter,
    missed,
    new_address,
    reminder,
    safety,
    settling_in,
    shared_phone,
    spark_day,
    thanks,
    upload,
    welcome,
)
from flows.engine.context import Context, Session
from flows.engine.events import HandedOver, HomeStoryTold, Need
from flows.engine.steps import Again, Finish, HandOver, Heard, Hears, Outcome, Pass, Quiet, Respond, Script
from flows.engine.text import Text
from flows.reading.meaning import Ask, Intent, Reading, Sureness

FLOWS = (
    welcome.FLOW,
    settling_in.FLOW,
    new_address.FLOW,
    invitation.FLOW,
    reminder.FLOW,
    coming.FLOW,
    another_time.FLOW,
    company.FLOW,
    help_to_come.FLOW,
    thanks.FLOW,
    missed.FLOW,
    home_story.FLOW,
    spark_day.FLOW,
    upload.FLOW,
    hear.FLOW,
    good_news.FLOW,
    letter.FLOW,
    book.FLOW,
    celebration.FLOW,
    leaving.FLOW,
    feedback.FLOW,
    call.FLOW,
    asked.FLOW,
    control.FLOW,
    language.FLOW,
    interpreter.FLOW,
    shared_phone.FLOW,
    safety.FLOW,
)

ABOUT_COMING = (Intent.YES, Intent.NO, Intent.MAYBE, Intent.LATE, Intent.ALTERNATIVE)
NEEDS_NO_ANSWER = (Intent.THANKS, Intent.STORY_NONE)
THANKED = "Thanks, and nothing was asked."


def _idle(reading: Reading, c: Context) -> Outcome:
    """Take what came when nothing was asked."""
    if not c.is_proved:
        return _take_unproved(reading, c)
    if reading.leading in ABOUT_COMING and c.session:
        return _take_unasked(reading, c.session, c)
    if reading.leading is Intent.STORY:
        return Finish("told a story", events=(HomeStoryTold(reading.text),), then="home_story.book")
    return Quiet(THANKED) if reading.leading in NEEDS_NO_ANSWER else Again()


def _take_unproved(reading: Reading, c: Context) -> Outcome:
    """Ask who it is: at the word of the letter, and of a number that was silent for long, at anything about story time."""
    if reading.has(Intent.START):
        return Finish("texted first", then="welcome.prove_again" if c.is_in else "welcome.prove")
    if c.is_in and reading.leading in (*ABOUT_COMING, Intent.STORY):
        return Finish("texted first", then="welcome.prove_again")
    return Quiet(THANKED) if reading.leading in NEEDS_NO_ANSWER else Again()


def _take_unasked(reading: Reading, session: Session, c: Context) -> Outcome:
    """Being late is about today: with no session still to come today, the one that runs now is meant."""
    if reading.leading is Intent.LATE and session.on != c.now.date():
        no_rush = Text("RS-07", "No rush. Come when you can, even for ten minutes. We will keep your chair.")
        return HandOver(Need.READ, (no_rush,))
    return Pass("coming.settled")


def _hears(*meanings: Intent | Ask) -> Hears:
    return lambda reading, _c: reading.has(*meanings)


def _hears_start(reading: Reading, c: Context) -> bool:
    return reading.has(Intent.START) and (c.is_stopped or c.is_paused)


def _hears_disowning(reading: Reading, c: Context) -> bool:
    """Say whether a number is not theirs. A proved one is given up only for words that leave no doubt."""
    return reading.has(Intent.WRONG_NUMBER) and (reading.sureness is Sureness.SURE or not c.is_proved)


def _hears_sorry(reading: Reading, _c: Context) -> bool:
    return reading.has(Ask.SORRY) and reading.leading in (Intent.THANKS, Intent.UNCLEAR)


def _hears_guest(reading: Reading, _c: Context) -> bool:
    """Say whether somebody else would come; "can I send a picture?" only begins like "can I send my mum?"."""
    return reading.has(Ask.GUEST) and not reading.has(Ask.SEND_FILE)


def _hears_a_child(reading: Reading, _c: Context) -> bool:
    """Say whether a child seems to type; "can my mum come?" is a grown-up's question too."""
    return reading.has(Ask.CHILD_TEXTING) and not reading.has(Intent.QUESTION)


def _silent(why: str, *needs: Need) -> Respond:
    return lambda _reading, _c: Quiet(why, tuple(HandedOver(need) for need in needs))


ANYWHERE = (
    Heard("safety", safety.hears_not_safe, safety.leave_unsaid),
    Heard("safety", safety.hears_loss, safety.be_sorry),
    Heard("safety", safety.hears_anger, safety.listen),
    Heard("safety", safety.hears_risk, safety.stand_by),
    Heard("control", _hears(Intent.STOP), control.stop),
    Heard("control", lambda _r, c: c.is_not_safe, _silent("It is not safe to text them.", Need.LEAVE_IN_PEACE)),
    Heard("welcome", welcome.hears_yes_after_all, welcome.accept),
    Heard("control", _hears_start, control.start),
    Heard("control", lambda _r, c: c.is_stopped, _silent("They stopped the texts.", Need.READ)),
    Heard("control", _hears(Ask.NEW_NUMBER), control.new_number),
    Heard("control", _hears_disowning, control.disown),
    Heard("control", lambda _r, c: c.is_flooding, _silent("Many texts at once; a person was told.")),
    Heard("asked", lambda _r, c: c.is_flood_beginning, asked.flood),
    Heard(
        "control", lambda _r, c: c.is_held and not c.is_leaving, _silent("A person is talking with them.", Need.READ)
    ),
    Heard("asked", _hears_a_child, asked.child_texting),
    Heard("home_story", lambda _r, c: c.media is not None and c.is_proved, home_story.hear_media),
    Heard("spark_day", spark_day.names_saturday, spark_day.on_saturdays),
    Heard("spark_day", spark_day.names_school_days, spark_day.on_school_days),
)

ASIDES = (
    Heard("asked", _hears(Ask.COMPLAINT), asked.complaint, about="a person", is_for_anyone=True),
    Heard("asked", _hears(Ask.BEHAVIOUR), asked.behaviour, about="a person"),
    Heard("asked", _hears(Intent.CALLBACK), asked.call, about="a person", is_for_anyone=True),
    Heard("control", _hears(Ask.PAUSE), control.pause, about="how often"),
    Heard("control", _hears(Ask.LESS), control.less, about="how often"),
    Heard("control", _hears(Ask.MORE), control.more, about="how often"),
    Heard("control", _hears(Ask.BY_SMS), control.by_sms, about="SMS"),
    Heard("asked", _hears(Ask.INTERPRETER), asked.interpreter, about="language"),
    Heard("language", _hears(Intent.LANGUAGE), language.hear, about="language", is_for_anyone=True),
    Heard("control", _hears(Intent.START), control.start, about="how often"),
    Heard("asked", _hears(Ask.SIBLINGS), asked.siblings, about="company"),
    Heard("asked", _hears(Ask.OTHER_ADULT), asked.other_adult, about="company"),
    Heard("upload", _hears(Ask.SEND_FILE), upload.offer, about="a picture"),
    Heard("asked", _hears_guest, asked.guest, about="company"),
    Heard("help_to_come", _hears(Ask.HELP_TO_COME), help_to_come.hear, about="help to come"),
    Heard("asked", _hears(Ask.WHO), asked.who, about="us", is_for_anyone=True),
    Heard("asked", _hears(Ask.WHY_US), asked.why_us, about="us"),
    Heard("hear", _hears(Ask.HEAR_IT), hear.offer, about="reading"),
    Heard("asked", _hears(Ask.READING_HARD), asked.reading_hard, about="reading"),
    Heard("asked", _hears(Ask.SHARED_PHONE), asked.shared_phone, about="this phone"),
    Heard("asked", _hears(Ask.MY_DATA), asked.my_data, about="us", is_for_anyone=True),
    Heard("asked", _hears(Ask.ROBOT), asked.robot, about="us", is_for_anyone=True),
    Heard("asked", _hears(Ask.COST), asked.cost, about="cost", is_for_anyone=True),
    Heard("asked", _hears(Ask.LOST_STORY), asked.lost_story, about="the story"),
    Heard("control", _hears(Ask.DATES), control.dates, about="when"),
    Heard("asked", _hears(Ask.WHEN_WHERE), asked.when_where, about="when"),
    Heard("asked", _hears_sorry, asked.sorry),
    Heard("control", _hears(Intent.HELP), control.help_, is_for_anyone=True),
    Heard("asked", _hears(Intent.QUESTION), asked.question, is_for_anyone=True),
)

SCRIPT = Script(FLOWS, ANYWHERE, ASIDES, _idle, asked.lost, asked.rest)
