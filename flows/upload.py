"""A picture or a voice from a phone that only texts: a link to a small page of ours, and the words on that page.

Starts when a parent asks how to send one, or when staff offer it. Ends there: what is sent begins a home story.
Records nothing itself.
"""

from flows.engine.context import Context
from flows.engine.events import Need
from flows.engine.kinds import ChannelName
from flows.engine.steps import Flow, HandOver, Notice, Outcome, Stay
from flows.engine.text import Say, Text
from flows.reading.meaning import Reading

TITLE = Text("UP-01", "Send a picture or your voice")
ADVICE = Text("UP-02", "A photo of a drawing, or a story in your voice. We do not keep photos of people.")
PICTURE = Text("UP-03", "A picture")
VOICE = Text("UP-04", "Your voice")
SEND = Text("UP-05", "Send it")
THANKS = Text("UP-06", "Thank you. It came through. You will get a text from us.")
NOTHING = Text("UP-07", "Please choose a picture or a voice note first.")
TOO_BIG = Text("UP-08", "That one is too big for us. Please choose a smaller one.")
OTHER_KIND = Text("UP-09", "We cannot open that kind. Please choose a photo or a voice note.")
DAMAGED = Text("UP-10", "That one did not come through whole. Please send it again.")
RUN_OUT = Text("UP-11", "This link has run out. Text us, and we will send you a new one.")


def offer(reading: Reading, c: Context) -> Outcome:
    """Say how a picture or a voice reaches us from this phone."""
    return Stay(_how(c)) if _how(c) else HandOver(Need.READ)


def _how(c: Context) -> Say:
    if c.channel is ChannelName.TELEGRAM:
        return (Text("HS-20", "Yes please. Send it here, the way you send one to a friend."),)
    if c.upload_link is None:
        return ()
    return (Text("HS-19", "You can send us a picture or your voice here: {link}", link=c.upload_link),)


FLOW = Flow("upload", steps=(Notice("how", _how),))
