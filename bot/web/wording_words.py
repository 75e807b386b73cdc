"""The automatic texts by the part of the ten weeks in which they are said, and when: in the words that staff read."""

import re
from typing import Final

SIMPLER: Final = ".simpler"
AGAIN: Final = "The same once more, where the answer could not be read"
SECTIONS: Final = (
    ("Joining", re.compile(r"ON-.*|FM-0[14]|CT-07")),
    ("Can you come?", re.compile(r"RS-.*|FM-02")),
    ("On the day, and news of changes", re.compile(r"RM-.*")),
    ("Thank you", re.compile(r"TY-.*|LD-07")),
    ("Stories at home", re.compile(r"WP-.*|HS-.*")),
    ("A kept place, and coming back", re.compile(r"LD-.*")),
    ("How is it going?", re.compile(r"FB-.*")),
    ("The last weeks", re.compile(r"CE-.*|FM-05")),
    ("Words that parents text us", re.compile(r"CT-.*|FM-.*|NT-.*")),
    ("When somebody may not be safe", re.compile(r"SG-.*")),
)
"""By the id of the text, the first that fits."""
NOT_LISTED: Final = re.compile(r".*\.plain|(?!(ON|RS|RM|TY|WP|HS|LD|FB|CE|CT|FM|SG)-).*")
"""Plain forms, buttons, a person's own notes, letters and pages: nothing in them is worded here."""
WHEN: Final = {
    "CE-01": "In week nine",
    "CE-02": "In week nine, in place of a spark",
    "CE-03": "On the morning of the last story",
    "CE-04": "When the book could not be given by hand",
    "CE-05": "After the last story",
    "CT-03": "When they text HELP",
    "CT-04": "When they text LESS",
    "CT-08": "When they text CALL",
    "CT-09": "When they have said when to ring",
    "CT-10": "When the helper does not understand",
    "CT-13": "When they ask what the child has done",
    "CT-15": "When they text PAUSE",
    "CT-16": "When they say that others see the phone",
    "CT-20": "When they text DATES",
    "CT-21": "When they ask what we hold on them",
    "CT-22": "When they have no credit to answer",
    "CT-25": "When they text MORE",
    "CT-33": "When very many texts come at once",
    "FB-01": "In week five, in place of the thank-you",
    "FB-02": "After a number from 0 to 10",
    "FB-06": "When they complain",
    "FM-03": "When they ask about another adult",
    "HS-01": "When they write about stories at home",
    "HS-02": "When they have read a story",
    "HS-03": "When they have made one up",
    "HS-05": "When there was no story this week",
    "HS-06": "When they text a story",
    "HS-07": "When they send a voice story",
    "HS-08": "When they send a picture",
    "HS-11": "When the story has gone missing",
    "HS-12": "When they say that reading is hard",
    "HS-14": "At the end of each spark",
    "LD-01": "The day after a story time on which nobody ticked that they came",
    "LD-04": "When you press it, and then we leave them in peace",
    "LD-05": "When they say sorry",
    "LD-06": "When they say why it is hard",
    "LD-08": "After that, where another time can be asked for",
    "ON-02": "When they say that the number is theirs",
    "ON-03": "When they would like to hear more",
    "ON-05": "Then, about the child's name",
    "ON-06": "Then, about the language",
    "ON-07": "When their language is one that we do not have yet",
    "ON-08": "Then, about Telegram",
    "ON-14": "When all is set",
    "ON-17": "When it is not for them now",
    "ON-18": "When they are not sure",
    "ON-19": "When they say that they cannot write well",
    "ON-20": "When they ask why their child",
    "RM-01": "The same once more, shorter",
    "RM-02": "On the morning, to those who are coming",
    "RM-03": "On the morning, to those who have not answered",
    "RM-04": "On the last school day before a break",
    "RM-05": "After a break",
    "RM-07": "When the school has to close",
    "RM-10": "When a story time is cancelled",
    "RS-01": "Two school days before the first story time",
    "RS-02": "Two school days before each story time",
    "RS-03": "When they say yes",
    "RS-04": "When they have come a few times",
    "RS-05": "When they say no",
    "RS-06": "When they say maybe",
    "RS-07": "When they will be late",
    "RS-08": "When they ask for another time",
    "RS-10": "When you have found another time",
    "RS-11": "When you have not found one yet",
    "RS-12": "When they ask to bring somebody",
    "RS-15": "When they ask to bring little ones",
    "RS-16": "When little ones cannot come along",
    "RS-20": "When they answer after the story time",
    "RS-21": "When a story time is moved",
    "RS-29": "When they ask when it is",
    "TY-01": "After each story time, at half past four",
    "TY-02": "When the story is in the book bag",
    "TY-03": "In weeks three and six",
}


def section_of(text_id: str) -> str | None:
    """Return the part of the ten weeks in which a text is said, None for one that is not listed."""
    if NOT_LISTED.fullmatch(text_id):
        return None
    return next((title for title, ids in SECTIONS if ids.fullmatch(text_id)), SECTIONS[-2][0])


def when(text_id: str) -> str:
    """Return when a text is said; nothing where the text says it all."""
    return AGAIN if text_id.endswith(SIMPLER) else WHEN.get(text_id, "")
