"""A story at home: the week's spark, a log by one digit, or the story itself in the parent's words.

Starts three school days after a session, or whenever a parent tells a story by themselves.
Ends with what they did, or with the story in the book or just for them; "not this week" is thanked and not kept.
Records that a story was read or made, its words, and whether it is for the book. Nobody reads meaning into it.
"""

from flows.engine.context import Context
from flows.engine.events import HandedOver, HomeStoryKept, HomeStoryLogged, HomeStoryTold, Need
from flows.engine.steps import Again, Finish, Flow, Go, Notice, Outcome, Pass, Quiet, Stay, Step
from flows.engine.text import Say, Text
from flows.reading.meaning import Ask, Intent, Reading, Topic

SPARKS = (
    Text(
        "WP-01",
        "Story spark: make up an animal with a cosy den. What is in the den that feels safe? "
        "Take turns to add one thing.",
    ),
    Text(
        "WP-02",
        "Story spark: your animal can do one thing really well. What is it? Who sees it first and what do they say?",
    ),
    Text("WP-03", "Story spark: a helper comes down the path. Who is it? What do they have in the bag?"),
    Text("WP-04", "Story spark: a dragon has a big fire in its tummy. What helps the fire go small and warm?"),
    Text(
        "WP-05", "Story spark: your animal wakes up and it is the best day. What is the first thing it sees? And then?"
    ),
    Text("WP-06", "Story spark: one day your animal was stuck, then it found a way. What did it do? Who helped?"),
    Text("WP-07", "Story spark: your animal takes one small brave step. Where does it go? Who cheers?"),
    Text("WP-08", "Story spark: two friends fall out, then make up. What do they say or do to mend it?"),
    Text("WP-09", "Story spark: your animal finds a box. In it is a gift for someone it loves. What is it?"),
    Text("WP-10", "Story spark: it is the last page. How does the tale end? What does your animal do the next day?"),
)
OTHER_HELP = (Ask.PAUSE, Ask.LESS, Ask.MORE, Ask.BY_SMS, Ask.LOST_STORY, Ask.SEND_FILE, Ask.HEAR_IT)
"""Help that is not about how to begin a story."""
TELLING_WORDS = 6
"""A reply of more words than this tells the story itself."""


# The spark, and how it went


def _spark_of(c: Context) -> Text:
    return SPARKS[min(max(c.spark_week or 1, 1), len(SPARKS)) - 1]


def _spark(c: Context) -> Say:
    return (_spark_of(c), Text("HS-14", "Reply 1 read one, 2 made one up, 3 both."))


def _spark_simpler(_c: Context) -> Say:
    return (Text("HS-14.simpler", "Reply 1 if you read a story, 2 if you made one up, 3 for both. All is fine."),)


def _log(_c: Context) -> Say:
    return (
        Text(
            "HS-01",
            "How are stories at home? Reply 1 we read one, 2 we made one up, 3 both, 4 not this week. "
            "All answers are good.",
        ),
    )


def _log_simpler(_c: Context) -> Say:
    return (
        Text("HS-01.simpler", "Reply 1 if you read a story, 2 if you made one up, 3 for both, 4 for not this week."),
    )


def _take_log(reading: Reading, c: Context) -> Outcome:
    if reading.number is None and reading.has(Ask.SATURDAY, Ask.SCHOOL_DAYS):
        return Pass("spark_day.saturday")
    if reading.number is None and reading.has(Ask.READING_HARD):
        return Stay((_listening_is_best(c), *_spoken(c)))
    if reading.number is None and reading.has(Ask.HEAR_IT) and c.spark_link:
        return Stay(_spoken(c))
    if reading.leading is Intent.HELP and not reading.has(*OTHER_HELP):
        return Stay((_a_start(),))
    return _take_done(reading, c)


def _listening_is_best(c: Context) -> Text:
    return Text(
        "HS-12",
        "You do not need to read it. Ask {child} to read it or tell it to you. Your listening is the best part.",
        child=c.child,
    )


def _spoken(c: Context) -> Say:
    if c.spark_link is None:
        return ()
    return (Text("HS-13", "Want to hear this week's spark? Tap to listen: {link}", link=c.spark_link),)


def _a_start() -> Text:
    return Text("HS-17", "Any small start is good: one day a little fox went out. Then take turns, one line each.")


def _take_done(reading: Reading, c: Context) -> Outcome:
    if reading.choice == "read":
        lovely = Text("HS-02", "Lovely. That time with you means a lot. Thank you.")
        return Finish("read", (lovely,), (HomeStoryLogged("read"),))
    if reading.choice == "made":
        return Go("telling", (_send_it(),), (HomeStoryLogged("made"),))
    if reading.choice == "both":
        team = Text("HS-04", "Read one and made one. What a team. Thank you.")
        return Finish("both", (team,), (HomeStoryLogged("both"),))
    if reading.leading is Intent.STORY_NONE or reading.choice == "none":
        return Finish("not this week", (_fresh_page(),))
    return _take_told(reading, c) if reading.leading is Intent.STORY else Again()


def _take_told(reading: Reading, _c: Context) -> Outcome:
    if len(reading.text.split()) > TELLING_WORDS:
        return Go("book", events=(HomeStoryTold(reading.text),))
    return Go("telling", (_send_it(),), (HomeStoryLogged("made"),))


def _send_it() -> Text:
    return Text(
        "HS-03", "A brand new story! Send it if you like: text it, say it or draw it. Or keep it just for you two."
    )


def _fresh_page() -> Text:
    return Text("HS-05", "Thanks for telling us. Stories keep. Next week is a fresh page.")


# The story itself


def _nothing(_c: Context) -> Say:
    return ()


def _telling_simpler(_c: Context) -> Say:
    return (Text("HS-03.simpler", "Text your story, or reply OK to keep it just for you two."),)


def _take_telling(reading: Reading, _c: Context) -> Outcome:
    words = reading.text.strip()
    if reading.choice == "just_for_us" or reading.leading in (Intent.NO, Intent.STORY_NONE, Intent.THANKS, Intent.YES):
        return Finish("just for us", (_just_for_you(),))
    return Go("book", events=(HomeStoryTold(words),)) if words else Again()


def _just_for_you() -> Text:
    return Text("HS-15", "That is lovely. It stays just with you.")


def _book(_c: Context) -> Say:
    return (
        Text(
            "HS-06",
            "What a story! Thank you. Shall it go in the story book? 1 yes please, 2 keep it just for us.",
        ),
    )


def _book_simpler(_c: Context) -> Say:
    return (Text("HS-06.simpler", "Shall your story go in the book? Reply 1 for yes, 2 for just us."),)


def _take_book(reading: Reading, _c: Context) -> Outcome:
    if reading.choice == "just_for_us" or reading.leading is Intent.NO:
        return Finish("just for us", (_just_for_you(),), (HomeStoryKept(for_book=False),))
    if reading.choice == "book" or reading.leading is Intent.YES:
        for_book = Text("HS-16", "Lovely. It will go in the story book.")
        return Finish("for the book", (for_book,), (HomeStoryKept(for_book=True),))
    return Again()


# A voice note, a drawing

COMING, NOT_OURS = "coming", "not_ours"
"""A file that is still to be opened; one that is too big for us, or is neither a picture nor a voice note."""
BEING_OPENED = "What they sent is being opened. The answer follows."


def _voice(c: Context) -> Say:
    return (
        Text(
            "HS-07",
            "We got your voice story. Thank you! Shall {staff} type it for the story book? "
            "1 yes please, 2 keep it just for us.",
            staff=c.staff,
        ),
    )


def _picture(_c: Context) -> Say:
    return (Text("HS-08", "What a picture! Shall it go in the story book? 1 yes please, 2 keep it just for us."),)


def hear_media(reading: Reading, c: Context) -> Outcome:
    """Take a voice note or a picture, and the words beside it, as a home story; anything else did not come through."""
    if c.media == COMING:
        return Quiet(BEING_OPENED)
    told = (HomeStoryTold(reading.text.strip()), HandedOver(Need.READ))
    if c.media == "voice":
        return Finish("voice story", events=told, then="home_story.voice")
    if c.media == "picture":
        return Finish("picture", events=told, then="home_story.picture")
    if c.media == NOT_OURS:
        return Stay((_something_else(),))
    lost = Text("HS-10", "That one did not come through. You can text it, say it, or tell {staff} on {day}.",
                staff=c.staff, day=c.session.on if c.session else c.read_by)  # fmt: skip
    return Stay((lost,))


def _something_else() -> Text:
    return Text(
        "HS-18", "We cannot open that one. A photo or a short voice note works best. Or bring it to story time."
    )


def _not_kept(_c: Context) -> Say:
    """Say that a photo of a person is not kept; staff open every file and press this."""
    return (
        Text(
            "HS-09",
            "Thank you for sharing. We only keep drawings and writing, so we have not kept that photo. "
            "A drawing would be lovely.",
        ),
    )


# One a month, afterwards


def _monthly(c: Context) -> Say:
    """Send a spark that asks for nothing."""
    return (_spark_of(c),)


BOOK = ("book", "just_for_us")
LOG = ("read", "made", "both", "none")

FLOW = Flow(
    "home_story",
    steps=(
        Step("spark", _spark, _spark_simpler, _take_log, LOG[:3], Topic.ACTIVITY, takes_words=True,
             is_optional=True),
        Step("log", _log, _log_simpler, _take_log, LOG, Topic.ACTIVITY, takes_words=True, is_optional=True),
        Step("telling", _nothing, _telling_simpler, _take_telling, topic=Topic.ACTIVITY, takes_words=True,
             is_optional=True),
        Step("book", _book, _book_simpler, _take_book, BOOK),
        Step("voice", _voice, _book_simpler, _take_book, BOOK),
        Step("picture", _picture, _book_simpler, _take_book, BOOK),
        Notice("not_kept", _not_kept),
        Notice("monthly", _monthly),
    ),
    endings=(
        "read",
        "both",
        "not this week",
        "for the book",
        "just for us",
        "voice story",
        "picture",
    ),
)  # fmt: skip
