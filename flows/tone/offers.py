"""What staff are told of a held text: kind words, and a way to say it that may go."""

from flows.tone.verdict import Kind

SOFT = "Nearly there. This line might land as a 'but'. You clearly saw something good: want to lead with it?"
HARD = (
    "This one is better by voice. Texts here carry good news only, so we have kept it back and not saved it. "
    "What would you like to do?"
)
UNREADABLE = (
    "We cannot check this language yet, so we have kept it back. Ready-made notes are cleared in every language."
)
TOO_LONG = "This is longer than a text can be, so we have kept it back. Would a shorter one do?"
EMPTY = "There is nothing to send yet. Ready-made notes are here if you would like one."
LENGTH = "Nearly there. A good-news note is one text: 20 to 160 characters."
PLAIN = "Nearly there. What was the good thing that you saw? One small moment is plenty."
NO_ASK = "Nearly there. A good-news note stands by itself: no question, date, number or link, and nothing to do."

QUESTIONS = {
    Kind.INCIDENT: "What did {child} do instead?",
    Kind.EUPHEMISM: "What would a camera have seen?",
    Kind.SANCTION: "What is one good thing that {child} did today?",
    Kind.BACKHANDED: "What did {child} do? Just the good part is enough.",
    Kind.COMPARATIVE: "What is one time it went well already?",
    Kind.PRESSURE: "Could it be an invitation? For example: Ask {child} about the story.",
    Kind.ATTENDANCE: "What was good about having {child} here?",
    Kind.IMPLICIT: "Would you rather ring? If not: what is one good thing that you saw?",
    Kind.SARCASM: "What did you really like?",
    Kind.EMOJI: "What would you say in words?",
    Kind.OBFUSCATED: "What is one good thing that {child} did?",
    Kind.JARGON: "What would you say to a friend?",
    Kind.SANDWICH: "What if only the good half stays?",
}
