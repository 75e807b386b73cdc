"""Somebody who speaks the parent's language: asked for, or not found in time.

Starts when staff have asked for an interpreter, or know that there is none for a session.
Ends when the parent comes all the same, or waits a week; then a person looks again. Records the RSVP.
"""

from flows.engine.context import Answer, Context
from flows.engine.events import HandedOver, Need, RsvpGiven
from flows.engine.steps import Again, Finish, Flow, Notice, Outcome, Step
from flows.engine.text import Say, Text
from flows.reading.meaning import Intent, Reading, Topic


def _asked_for(c: Context) -> Say:
    if c.session is None:
        return ()
    return (
        Text(
            "FM-06",
            "We have asked for a {language} speaker for {day} at {time}. What you say stays private.",
            language=c.interpreter,
            day=c.session.on,
            time=c.session.at,
        ),
    )


def _not_found(c: Context) -> Say:
    if c.session is None:
        return ()
    return (
        Text(
            "FM-07",
            "We could not get a {language} speaker for {day}. Would you like to come as you are, or wait a week? "
            "1 come, 2 wait.",
            language=c.interpreter,
            day=c.session.on,
        ),
    )


def _not_found_simpler(_c: Context) -> Say:
    return (Text("FM-07.simpler", "Reply 1 to come as you are, 2 to wait a week. Both are fine."),)


def _take(reading: Reading, c: Context) -> Outcome:
    if c.session is None:
        return Again()
    if reading.choice == "wait" or reading.leading in (Intent.NO, Intent.ALTERNATIVE):
        events = (RsvpGiven(c.session.id, Answer.NO), HandedOver(Need.LANGUAGE))
        return Finish("waits", (_next_one(c),), events, then="coming.settled")
    if reading.choice == "come" or reading.leading in (Intent.YES, Intent.LATE):
        lovely = Text("RS-03", "Lovely. See you {day} at {time}. Thank you.", day=c.session.on, time=c.session.at)
        given = RsvpGiven(c.session.id, Answer.YES)
        return Finish("comes", (lovely,), (given,), then="coming.settled")
    return Again()


def _next_one(c: Context) -> Text:
    if c.next_one is None:
        return Text("RS-26", "Thanks for telling us. That is fine.")
    return Text(
        "RS-19",
        "Thanks for telling us. That is fine. Your next one is {day} at {time}.",
        day=c.next_one.on,
        time=c.next_one.at,
    )


FLOW = Flow(
    "interpreter",
    steps=(
        Notice("asked_for", _asked_for),
        Step("not_found", _not_found, _not_found_simpler, _take, ("come", "wait"), Topic.REMINDER,
             is_about_session=True, after="coming.keep_chair"),
    ),
    endings=("comes", "waits"),
)  # fmt: skip
