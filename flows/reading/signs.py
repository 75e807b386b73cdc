"""The closed list of what a phrase in a `replies.toml` may stand for.

A sign is an intent, an ask, or one of the helpers below that the rules combine. Signs of one family compete for
the same words and the longest phrase wins ("can't wait" is not "can't"); signs of different families may overlap.
"""

from typing import Final

from flows.reading.meaning import Ask, Intent

COMING: Final = "coming"
"""A plain statement of coming: "we will be there"."""
NOT_COMING: Final = "not_coming"
"""A plain statement of not coming: "can't make it"."""
DECLINED: Final = "declined"
"""The offer itself is declined: "not for us"."""
FIGURE: Final = "figure"
"""Words that only look like something: "no worries", "bus stop", "this weather is killing me"."""
ACK: Final = "ack"
"""A yes to a question, a thank-you where nothing was asked: "ok", "will do", "great"."""
NEGATION: Final = "negation"
"""A "not" that turns round what follows it in its clause, unless a longer phrase has taken it."""
TELLING: Final = "telling"
"""Words that begin or carry a story: "once upon a time", "a dragon who"."""
ONESELF: Final = "oneself"
"""The parent's own people and self, which make a danger real rather than a dragon's."""
DAY: Final = "day"
"""A weekday or a time of day."""
NEXT_TIME: Final = "next_time"
"""The next session as it stands: "next week"."""
COURTESY: Final = "courtesy"
"""Words that add nothing to a lone keyword or digit: "please", "thanks", "hi"."""
CONDITION: Final = "condition"
"""What makes a yes a maybe: "if I can get off work"."""
LITTLE_ENGLISH: Final = "little_english"
"""The parent reads or speaks little English; the English named here is not the language wished for."""
WORRY: Final = "worry"
"""Words of distress that people also laugh with: "im crying", "kill him"; laughter in the reply spares them."""
LEVITY: Final = "levity"
"""Laughter: "lol", "haha"."""
INSTRUCTION: Final = "instruction"
"""Words that try to instruct the bot; the clause is left unread."""
NOISE: Final = "noise"
"""An automatic reply, an echo of our own text, a text for someone else."""
CHARACTER: Final = "character"
"""Who a story is about: dragon, fox, princess."""

LITTLE_ONE: Final = "little_one"
"""A child who may come along: "the baby", "his sister"."""
LITTLE_ONES: Final = "little_ones"
"""Children of whom a number may stand before: "little ones", "kids"."""
GROWN_UP: Final = "grown_up"
"""Somebody of the family who may come along: "his nan"."""

COUNTED: Final = frozenset({LITTLE_ONE, LITTLE_ONES, GROWN_UP})
"""Who comes along; these are counted and named, and say nothing of what a reply means."""
HELPERS: Final = COUNTED | frozenset(
    {
        COMING,
        NOT_COMING,
        DECLINED,
        FIGURE,
        ACK,
        NEGATION,
        TELLING,
        ONESELF,
        DAY,
        NEXT_TIME,
        COURTESY,
        CONDITION,
        LITTLE_ENGLISH,
        INSTRUCTION,
        WORRY,
        LEVITY,
        NOISE,
        CHARACTER,
    }
)
SIGNS: Final = frozenset(map(str, (*Intent, *Ask))) | HELPERS

ANSWERS: Final = frozenset(
    {
        COMING,
        NOT_COMING,
        DECLINED,
        ACK,
        str(Intent.YES),
        str(Intent.NO),
        str(Intent.MAYBE),
        str(Intent.LATE),
        str(Intent.ALTERNATIVE),
        str(Intent.THANKS),
        str(Intent.STORY),
        str(Intent.STORY_NONE),
        str(Ask.REASON),
    }
)
"""The one family whose signs compete; every other sign is a family of its own."""


MERE: Final = frozenset({str(Intent.YES), str(Intent.NO), ACK, str(Intent.THANKS)})
"""Answers that say no more than yes, no or thanks; where as many words say more, they give way."""

REQUESTS: Final = frozenset(
    {
        LITTLE_ENGLISH,
        WORRY,
        *map(
            str,
            (
                Intent.STOP,
                Intent.START,
                Intent.HELP,
                Intent.CALLBACK,
                Intent.LANGUAGE,
                Intent.WRONG_NUMBER,
                Intent.DISTRESS,
                Ask.PAUSE,
                Ask.LESS,
                Ask.READING_HARD,
                Ask.SEND_FILE,
                Ask.HEAR_IT,
                Ask.NOT_SAFE,
                Ask.BEREAVED,
                Ask.ANGRY,
                Ask.COMPLAINT,
                Ask.BEHAVIOUR,
                Ask.MY_DATA,
            ),
        ),
    }
)
"""Signs whose longer phrase takes the words of an answer: in "no more texts" there is no "no"."""

OPTION: Final = "option:"
LANGUAGE: Final = "language:"
WEEKDAY: Final = "weekday:"
"""Prefixes of the signs made of an option's name, a language's code or a day of the week."""


def family(sign: str) -> str:
    """Return the name of the family in which a sign competes for words."""
    if sign in ANSWERS:
        return "answer"
    return next((prefix for prefix in (LANGUAGE, WEEKDAY) if sign.startswith(prefix)), sign)
