"""The words that always work: stop, start, pause, less, more, dates, help, wrong number, back to SMS.

Starts anywhere, whatever was asked. STOP is never argued with, and one word brings everything back.
Ends at once. Records the stop, the return, the pause, the rhythm.
"""

from flows.engine.context import Context, Session
from flows.engine.events import (
    FewerWished,
    HandedOver,
    MoreWished,
    Need,
    NumberDisowned,
    OptedIn,
    OptedOut,
    Paused,
    SmsChosen,
)
from flows.engine.steps import Finish, Flow, HandOver, Outcome, Quiet, Stay
from flows.engine.text import Text
from flows.reading.meaning import Reading

# Stop, and come back


def stop(_reading: Reading, c: Context) -> Outcome:
    """Stop everything at once; a second stop is silent."""
    if c.is_stopped:
        return Quiet("They had stopped already.", (OptedOut(),))
    done = Text("CT-01", "Done. No more texts from this number. Text START if you ever want to come back. Thank you.")
    return Finish("stopped", (done,), (OptedOut(),))


def start(_reading: Reading, c: Context) -> Outcome:
    """Come back with one word; after a stop at the carrier only the carrier's own START can."""
    if c.is_stopped_by_carrier:
        return Quiet(
            "They stopped at the phone company; only START brings texts back.", (HandedOver(Need.COMING_BACK),)
        )
    if not c.is_proved:
        return Finish("back", events=(OptedIn(),), then="welcome.prove_again" if c.is_in else "welcome.prove")
    if not c.is_in:
        return Finish("back", events=(OptedIn(),), then="welcome.invite")
    if c.session is None:
        return Stay((_hello_again(c),), (OptedIn(), HandedOver(Need.COMING_BACK)))
    return Finish("back", events=(OptedIn(),), then="coming.back")


def _hello_again(c: Context) -> Text:
    return Text("CT-23", "Hello again. It is good to hear from you. {staff} will text you a day.", staff=c.staff)


def disown(_reading: Reading, _c: Context) -> Outcome:
    """Take a wrong number off."""
    sorry = Text(
        "CT-05",
        "Sorry about that, and thank you for telling us. We have taken your number off. "
        "You will not hear from us again.",
    )
    return Finish("wrong number", (sorry,), (NumberDisowned(), HandedOver(Need.WRONG_NUMBER)))


def new_number(_reading: Reading, c: Context) -> Outcome:
    """Have a person check a new number before it is used."""
    check = Text(
        "CT-06",
        "Thank you. {staff} will check the new number with you before we use it. No more texts will come to this one.",
        staff=c.staff,
    )
    return Finish("new number", (check,), (NumberDisowned(), HandedOver(Need.NEW_NUMBER)))


# How often


def pause(_reading: Reading, _c: Context) -> Outcome:
    """Rest until the parent texts STORY."""
    rest = Text("CT-15", "Okay, texts are on pause. Your place is safe. Text STORY when it suits you.")
    return Finish("paused", (rest,), (Paused(),), asks_again=False)


def less(_reading: Reading, _c: Context) -> Outcome:
    """One text a week."""
    return Stay(
        (Text("CT-04", "Okay. One text a week from now on. Text MORE if you change your mind."),), (FewerWished(),)
    )


def more(_reading: Reading, _c: Context) -> Outcome:
    """Go back to the usual rhythm."""
    return Stay((Text("CT-25", "Okay. You will get all the story texts again. Text LESS for fewer."),), (MoreWished(),))


# Ask and be told


def dates(_reading: Reading, c: Context) -> Outcome:
    """List the next story times."""
    if c.session is None or not c.coming_dates:
        none = Text("CT-26", "There is no story time planned just now. {staff} will text you.", staff=c.staff)
        return HandOver(Need.READ, (none,))
    if len(c.coming_dates) == 1:
        return Stay((_only_one(c.session),))
    listed = Text(
        "CT-20",
        "Your next story times: {dates}, all at {time}. Reply CALL to change one.",
        dates=c.coming_dates,
        time=c.session.at,
    )
    return Stay((listed,))


def _only_one(session: Session) -> Text:
    return Text(
        "RS-29", "Story time is {day} at {time}, {place}.", day=session.on, time=session.at, place=session.place
    )


def help_(_reading: Reading, c: Context) -> Outcome:
    """List the words that always work, and put the open question again."""
    words = Text(
        "CT-03",
        "Story helper at {school}. Text DATES, CALL to talk, LANG for language, LESS for fewer texts, "
        "PAUSE for a break, STOP to end.",
        school=c.school,
    )
    return Finish("helped", (words,))


def by_sms(_reading: Reading, _c: Context) -> Outcome:
    """Go back from Telegram to texts."""
    return Stay((Text("CT-27", "Okay. We will write to you by text again."),), (SmsChosen(),))


FLOW = Flow("control", steps=(), endings=("stopped", "back", "wrong number", "new number", "paused", "helped"))
