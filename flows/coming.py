"""A parent says whether they come: yes, no, maybe, late, another time, with somebody else, or changes their mind.

Starts when an invitation or a reminder has been answered, in whatever words.
Ends when the answer stands, another time is wished or booked, a guest is named, or little ones are counted.
Records the RSVP, the wished time, the guest. It stays open until the session begins, so that any word undoes it.
"""

from flows.engine.context import COMING, Answer, Context, Session
from flows.engine.events import (
    GuestNamed,
    HandedOver,
    LittleOnesTold,
    Need,
    OtherTimeTaken,
    OtherTimeWished,
    RsvpGiven,
)
from flows.engine.steps import Again, Finish, Flow, Go, Outcome, Quiet, Step
from flows.engine.text import Say, Text
from flows.reading.meaning import Intent, Reading, Sureness, Topic

PARTS_OF_THE_DAY = ("after_drop_off", "lunch", "before_home_time", "after_school", "phone")
LONGEST_GUEST = 60

ANSWERS = {
    Intent.LATE: Answer.LATE,
    Intent.YES: Answer.YES,
    Intent.NO: Answer.NO,
    Intent.MAYBE: Answer.MAYBE,
    Intent.ALTERNATIVE: Answer.ANOTHER_TIME,
}


# Can you come?


def _answered(reading: Reading) -> Answer | None:
    return next((ANSWERS[intent] for intent in reading.intents if intent in ANSWERS), None)


def _take_answer(reading: Reading, c: Context) -> Outcome:
    answer, session = _answered(reading), c.session
    if answer is None or session is None or reading.sureness is Sureness.UNSURE:
        return Again()
    if answer is Answer.YES is session.answer:
        return Quiet("They had said yes already.")
    given = RsvpGiven(session.id, answer, reading.minutes_late)
    match answer:
        case Answer.YES | Answer.LATE | Answer.MAYBE:
            return Go("settled", _thanks(answer, session, reading.sureness), (given,))
        case Answer.NO if session.answer in COMING:
            return Go("settled", (_changed(c),), (given,))
        case Answer.NO:
            return Go("offer_another", events=(given,))
        case Answer.ANOTHER_TIME:
            return Go("which_time", events=(given,))


def _thanks(answer: Answer, session: Session, sureness: Sureness) -> Say:
    undo = Text("RS-25", "Not right? Reply 2.")
    return (
        (_welcome_words(answer, session), undo) if sureness is Sureness.FAIRLY else (_welcome_words(answer, session),)
    )


def _welcome_words(answer: Answer, session: Session) -> Text:
    if answer is Answer.LATE:
        return Text("RS-07", "No rush. Come when you can, even for ten minutes. We will keep your chair.")
    if answer is Answer.MAYBE:
        return Text("RS-06", "Maybe is fine. Come if you can. We will say hello that morning. No need to reply.")
    return Text("RS-03", "Lovely. See you {day} at {time}. Thank you.", day=session.on, time=session.at)


def _changed(c: Context) -> Text:
    if c.next_one is None:
        return Text("RS-26", "Thanks for telling us. That is fine.")
    return Text(
        "RS-19",
        "Thanks for telling us. That is fine. Your next one is {day} at {time}.",
        day=c.next_one.on,
        time=c.next_one.at,
    )


def _nothing(_c: Context) -> Say:
    return ()


def _settled_simpler(c: Context) -> Say:
    if c.session is None:
        return ()
    return (
        Text(
            "RM-01",
            "Story time is {day} at {time}. Reply 1 if you can come, 2 if not. Both are fine.",
            day=c.session.on,
            time=c.session.at,
        ),
    )


# It has been: is the next one all right?


def _keep_chair(c: Context) -> Say:
    if c.session is None:
        return ()
    return (
        Text(
            "RS-20",
            "Thank you. That one has been, and your next is {day} at {time}. Shall we keep your chair? 1 yes, 2 no.",
            day=c.session.on,
            time=c.session.at,
        ),
    )


# Would another time suit you?


def _offer_another(_c: Context) -> Say:
    return (
        Text(
            "RS-05",
            "Thanks for telling us. That is fine. Would another time suit you? Reply 1 yes, 2 no. "
            "The story will be here next week.",
        ),
    )


def _offer_another_simpler(_c: Context) -> Say:
    return (Text("RS-05.simpler", "Would a new time be better? Reply 1 for yes, 2 for no."),)


def _take_another(reading: Reading, c: Context) -> Outcome:
    if reading.leading is Intent.LATE or reading.leading is Intent.MAYBE:
        return _take_answer(reading, c)
    if reading.leading in (Intent.YES, Intent.ALTERNATIVE):
        return Go("which_time")
    if reading.leading is Intent.NO:
        return Finish("not this time", (Text("RS-22", "That is fine. See you another week."),))
    return Again()


def _which_time(_c: Context) -> Say:
    return (
        Text(
            "RS-08",
            "What time suits you? Reply 1 after drop-off, 2 lunch, 3 before home time, 4 after school, 5 on the phone.",
        ),
    )


def _which_time_simpler(_c: Context) -> Say:
    return (
        Text("RS-08.simpler", "Reply 1 for early, 2 for lunch, 3 for home time, 4 for after school, 5 for the phone."),
    )


def _take_time(reading: Reading, c: Context) -> Outcome:
    if c.session is None:
        return Again()
    if reading.choice in PARTS_OF_THE_DAY:
        wish = OtherTimeWished(c.session.id, reading.choice)
    elif reading.leading is Intent.ALTERNATIVE:
        wish = OtherTimeWished(c.session.id, "something_else")
    elif reading.leading in (Intent.YES, Intent.LATE) and reading.choice is None:
        return _take_answer(reading, c)
    elif reading.leading is Intent.NO:
        return Finish("not this time", (Text("RS-22", "That is fine. See you another week."),))
    else:
        return Again()
    received = Text("RS-09", "Thank you. {staff} will look and text you back by {day}.", staff=c.staff, day=c.read_by)
    return Finish("another time", (received,), (wish, HandedOver(Need.OTHER_TIME)))


# Staff found a time


def _offered(c: Context) -> Say:
    if c.offer is None:
        return ()
    return (
        Text(
            "RS-10",
            "{staff} can do {day} at {time}. Reply 1 to book it, 2 to try again.",
            staff=c.staff,
            day=c.offer.on,
            time=c.offer.at,
        ),
    )


def _take_offer(reading: Reading, c: Context) -> Outcome:
    if c.session is None or c.offer is None:
        return Again()
    if reading.leading is Intent.YES:
        lovely = Text("RS-03", "Lovely. See you {day} at {time}. Thank you.", day=c.offer.on, time=c.offer.at)
        return Finish("booked", (lovely,), (OtherTimeTaken(c.session.id, c.offer.on, c.offer.at),))
    if reading.leading in (Intent.NO, Intent.ALTERNATIVE):
        return Go("which_time")
    return Again()


# Who comes along?


def _guest(c: Context) -> Say:
    return (
        Text(
            "RS-12",
            "Yes, someone {child} feels close to can come. Text their first name and who they are to {child}. "
            "{staff} will check and let you know.",
            child=c.child,
            staff=c.staff,
        ),
    )


def _guest_simpler(_c: Context) -> Say:
    return (Text("RS-12.simpler", "Who would come? Text a first name."),)


def _take_guest(reading: Reading, c: Context) -> Outcome:
    words = " ".join(reading.text.split())
    if c.session is None or not 0 < len(words) <= LONGEST_GUEST or reading.leading is Intent.NO:
        return Again()
    will_check = Text("RS-23", "Thank you. {staff} will check and let you know.", staff=c.staff)
    return Finish("guest named", (will_check,), (GuestNamed(c.session.id, words), HandedOver(Need.GUEST)))


def _little_ones(_c: Context) -> Say:
    return (Text("RS-15", "Little ones are welcome. We have toys and pens. Text how many are coming."),)


def _little_ones_simpler(_c: Context) -> Say:
    return (Text("RS-15.simpler", "How many little ones will come? Text a number, like 1 or 2."),)


def _count_little_ones(reading: Reading, c: Context) -> Outcome:
    if c.session is None or reading.number is None:
        return Again()
    ready = Text("RS-24", "Thank you. We will have toys ready.")
    return Finish("little ones counted", (ready,), (LittleOnesTold(c.session.id, reading.number),))


# Welcome back


def _back(c: Context) -> Say:
    if c.session is None:
        return (Text("CT-23", "Hello again. It is good to hear from you. {staff} will text you a day.", staff=c.staff),)
    return (
        Text(
            "CT-02",
            "Hello again. It is good to hear from you. Your next story time is {day} at {time}. "
            "Reply 1 yes, 2 no, 3 maybe.",
            day=c.session.on,
            time=c.session.at,
        ),
    )


YES_NO = ("yes", "no")
ALL_FOUR = ("yes", "no", "maybe", "another_time")
AFTERWARDS = "coming.keep_chair"

FLOW = Flow(
    "coming",
    steps=(
        Step("settled", _nothing, _settled_simpler, _take_answer, ALL_FOUR, Topic.REMINDER,
             is_about_session=True, after=AFTERWARDS),
        Step("keep_chair", _keep_chair, _settled_simpler, _take_answer, YES_NO, Topic.REMINDER, is_about_session=True),
        Step("offer_another", _offer_another, _offer_another_simpler, _take_another, YES_NO, Topic.REMINDER,
             is_about_session=True, after=AFTERWARDS),
        Step("which_time", _which_time, _which_time_simpler, _take_time, PARTS_OF_THE_DAY, Topic.REMINDER,
             is_about_session=True),
        Step("offered", _offered, _which_time_simpler, _take_offer, YES_NO, Topic.REMINDER, is_about_session=True),
        Step("guest", _guest, _guest_simpler, _take_guest, takes_words=True, is_about_session=True),
        Step("little_ones", _little_ones, _little_ones_simpler, _count_little_ones, takes_words=True,
             is_about_session=True),
        Step("back", _back, _settled_simpler, _take_answer, ("yes", "no", "maybe"), Topic.REMINDER,
             is_about_session=True, after=AFTERWARDS),
    ),
    endings=("not this time", "another time", "booked", "guest named", "little ones counted"),
)  # fmt: skip
