"""A parent who is in settles how we write: the name for the child, the language, and Telegram if they like.

Starts when they have accepted the invitation. Both questions may be answered with OK.
Ends when all is set and they know the first day, who reads their texts and what we keep. Records the name and the language.
"""

from flows.engine.context import Context
from flows.engine.events import ChildNamed, HandedOver, LanguageChosen, Need
from flows.engine.kinds import ChannelName
from flows.engine.steps import Again, Finish, Flow, Go, Notice, Outcome, Step
from flows.engine.text import Say, Text
from flows.reading.meaning import Ask, Intent, Reading, Topic

LONGEST_NAME = 12
MOST_INITIALS = 3


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


def _take_name(reading: Reading, c: Context) -> Outcome:
    name = " ".join(reading.text.split())
    is_short = 0 < len(name) <= LONGEST_NAME
    if reading.leading in (Intent.YES, Intent.NO) or reading.has(Ask.KEEP):
        return Go("language", _tip(c))
    if reading.leading is Intent.THANKS and is_short:
        return Go("language", _tip(c))
    if is_short and reading.leading is not Intent.MAYBE:
        return Go("language", _tip(c), (ChildNamed(_as_a_name(name)),))
    return Again()


def _tip(c: Context) -> Say:
    """Let them know us among their numbers; not on a shared phone, and there is no number on Telegram."""
    if c.is_plain or c.channel is not ChannelName.SMS:
        return ()
    return (Text("ON-15", "Tip: save this number as School Stories, so you know it is us."),)


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
        return Finish("all set", _all_set(c), (LanguageChosen(reading.language),), then="settling_in.offer")
    if reading.language:
        return Finish("all set", (_not_yet(c), *_all_set(c)), (HandedOver(Need.LANGUAGE),), then="settling_in.offer")
    if reading.leading in (Intent.YES, Intent.NO, Intent.THANKS) or reading.has(Ask.KEEP):
        return Finish("all set", _all_set(c), then="settling_in.offer")
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
        return (Text("ON-23", "All set. {staff} will text you the first day.", staff=c.staff), _who_reads(c))
    first = Text(
        "ON-14",
        "All set. First story time: {day} at {time}, {place}. Ask for {staff}. Come as you are. "
        "We will have a chair ready for you.",
        day=c.session.on,
        time=c.session.at,
        place=c.session.place,
        staff=c.staff,
    )
    return (first, _who_reads(c))


def _who_reads(c: Context) -> Text:
    return Text(
        "ON-16",
        "A person reads these texts on school days, {opens:clock} to {closes:clock}. If someone is not safe, call 999.",
        opens=c.staffed_from,
        closes=c.staffed_to,
    )


# What we keep, once; and Telegram


def _offer(c: Context) -> Say:
    return (*_what_we_keep(c), *_telegram(c))


def _what_we_keep(c: Context) -> Say:
    if c.privacy_link is None:
        return ()
    return (
        Text(
            "ON-13",
            "We keep your number, the name you gave and your replies so we can plan with you. Read more: {link}",
            link=c.privacy_link,
        ),
    )


def _telegram(c: Context) -> Say:
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


FLOW = Flow(
    "settling_in",
    steps=(
        Step("name", _name, _name_simpler, _take_name, topic=Topic.INVITATION, takes_words=True),
        Step("language", _language, _language_simpler, _take_language, topic=Topic.LANGUAGE),
        Notice("offer", _offer),
    ),
    endings=("all set",),
)
