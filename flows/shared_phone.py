"""Others may see this phone: texts without names, or another number.

Starts when a parent says that the phone is shared.
Ends with plain texts, with another number to be checked by staff, or as it was. Records plain texts.
"""

from flows.engine.context import Context
from flows.engine.events import HandedOver, Need, PlainChosen
from flows.engine.steps import Again, Finish, Flow, Outcome, Step
from flows.engine.text import Say, Text
from flows.reading.meaning import Intent, Reading


def _plain_or_new(_c: Context) -> Say:
    return (Text("CT-16", "We can keep texts plain, with no names. Reply 1 for plain texts, 2 to use another number."),)


def _simpler(_c: Context) -> Say:
    return (Text("CT-16.simpler", "Reply 1 for plain texts, 2 for another number."),)


def _take(reading: Reading, c: Context) -> Outcome:
    if reading.choice == "new_number":
        will_ask = Text("CT-30", "Thank you. {staff} will ask you for it.", staff=c.staff)
        return Finish("another number", (will_ask,), (HandedOver(Need.NEW_NUMBER),))
    if reading.choice == "plain" or reading.leading is Intent.YES:
        return Finish("plain", (Text("CT-29", "Done. Texts will hold no names from now on."),), (PlainChosen(),))
    if reading.leading in (Intent.NO, Intent.THANKS):
        return Finish("as it was", (Text("CT-24", "That is fine. Thank you."),))
    return Again()


FLOW = Flow(
    "shared_phone",
    steps=(Step("plain_or_new", _plain_or_new, _simpler, _take, ("plain", "new_number")),),
    endings=("plain", "another number", "as it was"),
)
