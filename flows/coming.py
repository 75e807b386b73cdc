"""A parent says whether they come: yes, no, maybe, late, another time, or changes their mind.

Starts when an invitation or a reminder has been answered, in whatever words, or when a parent comes back.
Ends when they cannot come, or would like another time; any other answer stands and stays open until the session
begins, so that one word undoes it. Records the RSVP.
"""

from flows.engine.context import COMING, Answer, Context, Session
from flows.engine.events import RsvpGiven
from flows.engine.steps import Again, Finish, Flow, Go, Outcome, Pass, Quiet, Step
from flows.engine.text import Say, Text
from flows.reading.meaning import Ask, Intent, Reading, Sureness, Topic

ANSWERS = {
    Intent.LATE: Answer.LATE,
    Intent.YES: Answer.YES,
    Intent.NO: Answer.NO,
    Intent.MAYBE: Answer.MAYBE,
    Intent.ALTERNATIVE: Answer.ANOTHER_TIME,
}
WISHES = (Intent.CALLBACK, Ask.BEHAVIOUR, Ask.GUEST, Ask.SIBLINGS, Ask.SHARED_PHONE, Ask.HELP_TO_COME)
"""What a parent may want besides that puts a question of its own; then we do not put ours."""


# Can you come?


def _take_answer(reading: Reading, c: Context) -> Outcome:
    answer, session = _answered(reading), c.session
    if session is None:
        return Again()
    if answer is None:
        return _take_other(reading, session)
    if reading.sureness is Sureness.UNSURE or _is_hard(answer, reading):
        return Again()
    if answer is session.answer and answer in (Answer.YES, Answer.NO):
        return Quiet("They had said yes already." if answer is Answer.YES else "They had said no already.")
    return _record(answer, session, reading, c)


def _take_other(reading: Reading, session: Session) -> Outcome:
    """Take words that say nothing of coming: an undo, or thanks after an answer."""
    if reading.has(Ask.UNDO):
        return Go("once_more")
    if reading.leading is Intent.THANKS and session.answer:
        return Quiet("Thanks, and the answer stands.")
    return Again()


def _is_hard(answer: Answer, reading: Reading) -> bool:
    """Say whether "coming" stands in words about how hard it is: then nothing is promised yet."""
    return answer in COMING and reading.has(Ask.HELP_TO_COME) and reading.number is None


def _answered(reading: Reading) -> Answer | None:
    return next((ANSWERS[intent] for intent in reading.intents if intent in ANSWERS), None)


def _record(answer: Answer, session: Session, reading: Reading, c: Context) -> Outcome:
    given = (RsvpGiven(session.id, answer, reading.minutes_late),)
    match answer:
        case Answer.YES | Answer.LATE | Answer.MAYBE:
            return Go("settled", _thanks(answer, session, reading.sureness), given)
        case Answer.NO if session.answer in COMING:
            return Go("settled", (_changed(c),), given)
        case Answer.NO if reading.has(*WISHES):
            return Go("settled", (_that_is_fine(),), given)
        case Answer.NO if reading.sureness is Sureness.FAIRLY:
            return Go("settled", (_understood_no(),), given)
        case Answer.NO:
            return Finish("not this time", events=given, then="another_time.offer")
        case Answer.ANOTHER_TIME:
            return _another_time(reading, given)


def _another_time(reading: Reading, given: tuple[RsvpGiven, ...]) -> Outcome:
    """Ask which time; who has named an hour or a part of the day is not asked again."""
    if reading.when and (reading.when.at or reading.when.part):
        return Pass("another_time.which")
    return Finish("another time", events=given, then="another_time.which")


def _thanks(answer: Answer, session: Session, sureness: Sureness) -> Say:
    words = _welcome_words(answer, session)
    return (words, Text("RS-25", "Not right? Reply 2.")) if sureness is Sureness.FAIRLY else (words,)


def _welcome_words(answer: Answer, session: Session) -> Text:
    if answer is Answer.LATE:
        return Text("RS-07", "No rush. Come when you can, even for ten minutes. We will keep your chair.")
    if answer is Answer.MAYBE:
        return Text("RS-06", "Maybe is fine. Come if you can. We will say hello that morning. No need to reply.")
    return Text("RS-03", "Lovely. See you {day} at {time}. Thank you.", day=session.on, time=session.at)


def _changed(c: Context) -> Text:
    if c.next_one is None:
        return _that_is_fine()
    return Text(
        "RS-19",
        "Thanks for telling us. That is fine. Your next one is {day} at {time}.",
        day=c.next_one.on,
        time=c.next_one.at,
    )


def _that_is_fine() -> Text:
    return Text("RS-26", "Thanks for telling us. That is fine.")


def _understood_no() -> Text:
    return Text(
        "RS-30",
        "Thanks for telling us. Not this time is fine. Reply 1 if you can come after all, 4 if another time is better.",
    )


# The answer stands until the session begins


def _nothing(_c: Context) -> Say:
    return ()


def _can_you_come(c: Context) -> Say:
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


def _settled_simpler(c: Context) -> Say:
    """Who has answered is not asked again: what we cannot read then is for a person."""
    return () if c.session and c.session.answer else _can_you_come(c)


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


# Welcome back


def _back(c: Context) -> Say:
    if c.session is None:
        return ()
    return (
        Text(
            "CT-02",
            "Hello again. It is good to hear from you. Your next story time is {day} at {time}. "
            "Reply 1 yes, 2 no, 3 maybe.",
            day=c.session.on,
            time=c.session.at,
        ),
    )


ALL_FOUR = ("yes", "no", "maybe", "another_time")
AFTERWARDS = "coming.keep_chair"

FLOW = Flow(
    "coming",
    steps=(
        Step("settled", _nothing, _settled_simpler, _take_answer, ALL_FOUR, Topic.REMINDER,
             is_about_session=True, after=AFTERWARDS, is_optional=True),
        Step("once_more", _can_you_come, _can_you_come, _take_answer, ALL_FOUR, Topic.REMINDER,
             is_about_session=True, after=AFTERWARDS),
        Step("keep_chair", _keep_chair, _can_you_come, _take_answer, ALL_FOUR[:2], Topic.REMINDER,
             is_about_session=True, after=AFTERWARDS),
        Step("back", _back, _can_you_come, _take_answer, ALL_FOUR[:3], Topic.REMINDER,
             is_about_session=True, after=AFTERWARDS),
    ),
    endings=("not this time", "another time"),
)  # fmt: skip
