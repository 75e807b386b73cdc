"""The words that always work: stop, start, pause, less, more, dates, language, help, wrong number, back to SMS.

Starts anywhere, whatever was asked. STOP is never argued with, and one word brings everything back.
Records the stop, the return, the pause, the rhythm, the language.
"""

from flows.engine.context import Context
from flows.engine.events import (
    FewerWished,
    HandedOver,
    LanguageChosen,
    MoreWished,
    Need,
    NumberDisowned,
    OptedIn,
    OptedOut,
    Paused,
    PlainChosen,
    SmsChosen,
)
from flows.engine.steps import Again, Finish, Flow, Outcome, Quiet, Stay, Step
from flows.engine.text import Say, Text
from flows.reading.meaning import Intent, Reading, Topic

# Stop, and come back


def stop(_reading: Reading, c: Context) -> Outcome:
    """Stop everything at once; a second stop is silent."""
    if c.is_stopped:
        return Quiet("They had stopped already.")
    done = Text("CT-01", "Done. No more texts from this number. Text START if you ever want to come back. Thank you.")
    return Finish("stopped", (done,), (OptedOut(),))


def start(_reading: Reading, c: Context) -> Outcome:
    """Come back with one word; after a stop at the carrier only the carrier's own START can."""
    if c.is_stopped_by_carrier:
        return Quiet(
            "They stopped at the phone company; only START brings texts back.", (HandedOver(Need.COMING_BACK),)
        )
    return Finish("back", events=(OptedIn(),), then="coming.back")


def disown(_reading: Reading, _c: Context) -> Outcome:
    """Take a wrong number off."""
    sorry = Text(
        "CT-05",
        "Sorry about that, and thank you for telling us. We have taken your number off. "
        "You will not hear from us again.",
    )
    return Finish("wrong number", (sorry,), (NumberDisowned(), HandedOver(Need.WRONG_NUMBER)))


def new_number(_reading: Reading, c: Context) -> Outcome:
    """A new number is checked by a person before it is used."""
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
    return Finish("paused", (rest,), (Paused(),))


def less(_reading: Reading, _c: Context) -> Outcome:
    """One text a week."""
    return Stay(
        (Text("CT-04", "Okay. One text a week from now on. Text MORE if you change your mind."),), (FewerWished(),)
    )


def more(_reading: Reading, _c: Context) -> Outcome:
    """The usual rhythm again."""
    return Stay((Text("CT-25", "Okay. You will get all the story texts again. Text LESS for fewer."),), (MoreWished(),))


# Ask and be told


def dates(_reading: Reading, c: Context) -> Outcome:
    """List the next story times."""
    if c.session is None or not c.coming_dates:
        return Stay((Text("CT-26", "There is no story time planned just now. {staff} will text you.", staff=c.staff),))
    listed = Text(
        "CT-20",
        "Your next story times: {dates}, all at {time}. Reply CALL to change one.",
        dates=c.coming_dates,
        time=c.session.at,
    )
    return Stay((listed,))


def help_(_reading: Reading, c: Context) -> Outcome:
    """List the words that always work."""
    words = Text(
        "CT-03",
        "Story helper at {school}. Text DATES, CALL to talk, LANG for language, LESS for fewer texts, "
        "PAUSE for a break, STOP to end.",
        school=c.school,
    )
    return Stay((words,))


def by_sms(_reading: Reading, _c: Context) -> Outcome:
    """Go back from Telegram to texts."""
    return Stay((Text("CT-27", "Okay. We will write to you by text again."),), (SmsChosen(),))


# Language


def language(reading: Reading, c: Context) -> Outcome:
    """Change the language, or ask which one."""
    if reading.language is None:
        return Finish("which language", then="control.language")
    return _take_language(reading, c)


def _which(_c: Context) -> Say:
    return (
        Text("ON-06", "Which language is best for you? Text its name, like Polski or Urdu. Reply OK to keep this one."),
    )


def _which_simpler(_c: Context) -> Say:
    return (Text("ON-06.simpler", "Text the name of your language, or reply OK to keep this one."),)


def _take_language(reading: Reading, c: Context) -> Outcome:
    if reading.language in c.languages:
        changed = Text("CT-28", "Okay. We will write to you in this language now.")
        return Finish("language changed", (changed,), (LanguageChosen(reading.language),))
    if reading.language:
        not_yet = Text(
            "ON-07",
            "Thank you. We do not have that one yet. We will keep texts short, and {staff} can ask for an interpreter. "
            "Reply CALL for a chat.",
            staff=c.staff,
        )
        return Finish("language not yet", (not_yet,), (HandedOver(Need.LANGUAGE),))
    if reading.leading in (Intent.YES, Intent.NO, Intent.THANKS):
        return Finish("language kept", (Text("CT-24", "That is fine. Thank you."),))
    return Again()


# Shared phone


def _plain_or_new(_c: Context) -> Say:
    return (Text("CT-16", "We can keep texts plain, with no names. Reply 1 for plain texts, 2 to use another number."),)


def _plain_simpler(_c: Context) -> Say:
    return (Text("CT-16.simpler", "Reply 1 for plain texts, 2 for another number."),)


def _take_plain(reading: Reading, c: Context) -> Outcome:
    if reading.choice == "plain" or reading.leading is Intent.YES:
        return Finish("plain", (Text("CT-29", "Done. Texts will hold no names from now on."),), (PlainChosen(),))
    if reading.choice == "new_number":
        return Finish("another number", (Text("CT-30", "Thank you. {staff} will ask you for it.", staff=c.staff),),
                      (HandedOver(Need.NEW_NUMBER),))  # fmt: skip
    return Again()


FLOW = Flow(
    "control",
    steps=(
        Step("language", _which, _which_simpler, _take_language, topic=Topic.LANGUAGE),
        Step("shared_phone", _plain_or_new, _plain_simpler, _take_plain, ("plain", "new_number")),
    ),
    endings=(
        "stopped",
        "back",
        "wrong number",
        "new number",
        "paused",
        "which language",
        "language changed",
        "language not yet",
        "language kept",
        "plain",
        "another number",
    ),
)
