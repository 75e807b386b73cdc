"""A parent is welcomed: the number proved, the promise given, the child's name and the language chosen.

Starts when staff invite a parent whose number is not yet proved. The first text names neither child nor programme.
Ends when they are in, when they say not now, when they would rather talk, or when the number is somebody else's.
Records the proof, the yes, the name for the child, the language.
"""

from flows.engine.context import Context
from flows.engine.events import (
    ChildNamed,
    HandedOver,
    InviteAccepted,
    InviteLeftOpen,
    LanguageChosen,
    Need,
    NumberDisowned,
    NumberProved,
    RingWished,
)
from flows.engine.steps import Again, Finish, Flow, Go, Notice, Outcome, Stay, Step
from flows.engine.text import Say, Text
from flows.reading.meaning import Ask, Intent, Reading, Topic

LONGEST_NAME = 12
MOST_INITIALS = 3


# Is this you?


def _is_this_you(c: Context) -> Say:
    return (
        Text(
            "ON-01",
            "Hello {parent}. This is the story helper at {school}. {staff} has a nice invite for you. "
            "Is this {parent}? Reply 1 yes, 2 no. STOP to end.",
            parent=c.parent,
            school=c.school,
            staff=c.staff,
        ),
    )


def _is_this_you_simpler(c: Context) -> Say:
    return (Text("ON-01.simpler", "Is this {parent}? Reply 1 for yes, 2 for no.", parent=c.parent),)


def _prove(reading: Reading, c: Context) -> Outcome:
    if reading.choice == "yes":
        return Go("invite", events=(NumberProved(),))
    if reading.choice == "no":
        sorry = Text(
            "CT-05",
            "Sorry about that, and thank you for telling us. We have taken your number off. "
            "You will not hear from us again.",
        )
        return Finish("wrong number", (sorry,), (NumberDisowned(), HandedOver(Need.WRONG_NUMBER)))
    if reading.has(Intent.QUESTION):
        who = Text("ON-21", "We are {school}. It is good news. Reply 1 if this is {parent}, 2 if not.",
                   school=c.school, parent=c.parent)  # fmt: skip
        return Stay((who,))
    return Again()


# Would you like to hear more?


def _invite(c: Context) -> Say:
    return (
        Text(
            "ON-02",
            "Thank you. You and {child} are invited to Story Links: making up stories as a team at {school}, "
            "with {staff}. Reply 1 to hear more, 2 not now.",
            child=c.child,
            school=c.school,
            staff=c.staff,
        ),
    )


def _invite_simpler(_c: Context) -> Say:
    return (Text("ON-02.simpler", "Shall we tell you more about story time? Reply 1 for yes, 2 for not now."),)


def _hear_more(reading: Reading, c: Context) -> Outcome:
    if reading.has(Ask.UNSURE) or reading.leading is Intent.MAYBE:
        return Go("unsure")
    if reading.choice == "yes":
        return Go("name", (_how_it_goes(c), _promise()), (InviteAccepted(),))
    if reading.choice == "not_now" or reading.leading is Intent.NO:
        return _not_now()
    return Again()


def _how_it_goes(c: Context) -> Text:
    if c.session is None:
        return Text(
            "ON-22",
            "Each week you make up a story. No writing needed. We type it up and {child} reads it to you at home.",
            child=c.child,
        )
    return Text(
        "ON-03",
        "Each week you make up a story. No writing needed. We type it up and {child} reads it to you at home. "
        "Half an hour, {day} at {time}.",
        child=c.child,
        day=c.session.on,
        time=c.session.at,
    )


def _promise() -> Text:
    return Text(
        "ON-04",
        "This number is for story news and good news. That is all. "
        "If there is more to talk about, a person will ring you.",
    )


def _not_now() -> Finish:
    fine = Text("ON-17", "That is fine. Thank you for telling us. The offer stays open. Text STORY any time.")
    return Finish("not now", (fine,), (InviteLeftOpen(),))


# Not sure yet?


def _unsure(c: Context) -> Say:
    return (
        Text(
            "ON-18",
            "It is fine to be unsure. You can try one and see. Reply 1 to try one, 2 to talk to {staff}, 3 not now.",
            staff=c.staff,
        ),
    )


def _unsure_simpler(_c: Context) -> Say:
    return (Text("ON-18.simpler", "Reply 1 to try one story, 2 to talk to a person, 3 for not now."),)


def _try_one(reading: Reading, c: Context) -> Outcome:
    if reading.choice == "talk":
        return Finish("would rather talk", events=(RingWished(),), then="call.when")
    if reading.choice == "not_now" or reading.leading is Intent.NO:
        return _not_now()
    if reading.choice == "try_one" or reading.leading is Intent.YES:
        return Go("name", (_how_it_goes(c), _promise()), (InviteAccepted(),))
    return Again()


# What shall we call your child?


def _name(c: Context) -> Say:
    return (
        Text(
            "ON-05",
            "What name shall we use for {child} in texts? Text the name you like best, or just a letter. "
            "Reply OK to keep {child}.",
            child=c.child,
        ),
    )


def _name_simpler(c: Context) -> Say:
    return (Text("ON-05.simpler", "Text a short name for {child}, or reply OK to keep {child}.", child=c.child),)


def _take_name(reading: Reading, _c: Context) -> Outcome:
    if reading.leading in (Intent.YES, Intent.NO, Intent.THANKS):
        return Go("language")
    name = " ".join(reading.text.split())
    if 0 < len(name) <= LONGEST_NAME and reading.leading is not Intent.MAYBE:
        return Go("language", events=(ChildNamed(_as_a_name(name)),))
    return Again()


def _as_a_name(typed: str) -> str:
    """Give small letters a capital, as a name has: "jj" is JJ and "rosie may" is Rosie May."""
    if not typed.islower():
        return typed
    is_initials = not set(typed) & set("aeiouy") and len(typed) <= MOST_INITIALS
    return typed.upper() if is_initials else typed.title()


# Which language is best?


def _language(_c: Context) -> Say:
    return (
        Text(
            "ON-06",
            "Which language is best for you? Text its name, like Polski or Urdu. Reply OK to keep this one.",
        ),
    )


def _language_simpler(_c: Context) -> Say:
    return (Text("ON-06.simpler", "Text the name of your language, or reply OK to keep this one."),)


def _take_language(reading: Reading, c: Context) -> Outcome:
    if reading.language in c.languages:
        return Finish("in", _all_set(c), (LanguageChosen(reading.language),), then="welcome.offer")
    if reading.language:
        return Finish("in", (_not_yet(c), *_all_set(c)), (HandedOver(Need.LANGUAGE),), then="welcome.offer")
    if reading.leading in (Intent.YES, Intent.NO):
        return Finish("in", _all_set(c), then="welcome.offer")
    return Again()


def _not_yet(c: Context) -> Text:
    return Text(
        "ON-07",
        "Thank you. We do not have that one yet. We will keep texts short, and {staff} can ask for an interpreter. "
        "Reply CALL for a chat.",
        staff=c.staff,
    )


def _all_set(c: Context) -> Say:
    if c.session is None:
        return (Text("ON-23", "All set. {staff} will text you the first day.", staff=c.staff), _who_reads())
    first = Text(
        "ON-14",
        "All set. First story time: {day} at {time}, {place}. Ask for {staff}. Come as you are. "
        "We will have a chair ready for you.",
        day=c.session.on,
        time=c.session.at,
        place=c.session.place,
        staff=c.staff,
    )
    return (first, _who_reads())


def _who_reads() -> Text:
    return Text("ON-16", "A person reads these texts on school days, 8.30 to 4. If someone is not safe, call 999.")


def _offer_telegram(c: Context) -> Say:
    if c.telegram_link is None or c.is_plain:
        return ()
    return (
        Text(
            "ON-08",
            "Would you like pictures and voice notes too? Tap for Telegram: {link} "
            "Or stay here. Texts work just as well.",
            link=c.telegram_link,
        ),
    )


YES_NO = ("yes", "no")

FLOW = Flow(
    "welcome",
    steps=(
        Step("prove", _is_this_you, _is_this_you_simpler, _prove, YES_NO, Topic.INVITATION),
        Step("invite", _invite, _invite_simpler, _hear_more, ("yes", "not_now"), Topic.INVITATION),
        Step("unsure", _unsure, _unsure_simpler, _try_one, ("try_one", "talk", "not_now"), Topic.INVITATION),
        Step("name", _name, _name_simpler, _take_name, topic=Topic.INVITATION, takes_words=True),
        Step("language", _language, _language_simpler, _take_language, topic=Topic.LANGUAGE),
        Notice("offer", _offer_telegram),
    ),
    endings=("in", "not now", "would rather talk", "wrong number"),
)
