"""Which language is best? One word changes it, and the question that was open comes again in it.

Starts with LANG, or with the name of a language, anywhere.
Ends when it is changed or kept, or when we do not have it yet and a person is told. Records the language.
"""

from flows.engine.context import Context
from flows.engine.events import HandedOver, LanguageChosen, Need
from flows.engine.steps import Again, Finish, Flow, Outcome, Step
from flows.engine.text import Say, Text
from flows.reading.meaning import Ask, Intent, Reading, Topic


def hear(reading: Reading, c: Context) -> Outcome:
    """Change the language that was named, or ask which one."""
    return _take(reading, c) if reading.language else Finish("asks which", then="language.which")


def _which(_c: Context) -> Say:
    return (
        Text("ON-06", "Which language is best for you? Text its name, like Polski or Urdu. Reply OK to keep this one."),
    )


def _which_simpler(_c: Context) -> Say:
    return (Text("ON-06.simpler", "Text the name of your language, or reply OK to keep this one."),)


def _take(reading: Reading, c: Context) -> Outcome:
    if reading.language in c.languages:
        changed = Text("CT-28", "Okay. We will write to you in this language now.")
        return Finish("changed", (changed,), (LanguageChosen(reading.language),))
    if reading.language:
        return Finish("not yet", (_not_yet(c),), (HandedOver(Need.LANGUAGE),))
    if reading.leading in (Intent.YES, Intent.NO, Intent.THANKS) or reading.has(Ask.KEEP):
        return Finish("kept", (Text("CT-24", "That is fine. Thank you."),))
    return Again()


def _not_yet(c: Context) -> Text:
    return Text(
        "ON-07",
        "Thank you. We do not have that one yet. We will keep texts short, and {staff} can ask for an interpreter. "
        "Reply CALL for a chat.",
        staff=c.staff,
    )


FLOW = Flow(
    "language",
    steps=(Step("which", _which, _which_simpler, _take, topic=Topic.LANGUAGE),),
    endings=("changed", "not yet", "kept", "asks which"),
)
