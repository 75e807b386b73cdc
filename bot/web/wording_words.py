"""The automatic texts by the part of the ten weeks in which they are said, and when: in the words that staff read."""

import re
from typing import Final

from bot.sentences import _

SIMPLER: Final = ".simpler"
AGAIN: Final = _("The same once more, where the answer could not be read")
SECTIONS: Final = (
    (_("Joining"), re.compile(r"ON-.*|FM-0[14]|CT-07")),
    (_("Can you come?"), re.compile(r"RS-.*|FM-02")),
    (_("On the day, and news of changes"), re.compile(r"RM-.*")),
    (_("Thank you"), re.compile(r"TY-.*|LD-07")),
    (_("Stories at home"), re.compile(r"WP-.*|HS-.*")),
    (_("A kept place, and coming back"), re.compile(r"LD-.*")),
    (_("How is it going?"), re.compile(r"FB-.*")),
    (_("The last weeks"), re.compile(r"CE-.*|FM-05")),
    (_("Words that parents text us"), re.compile(r"CT-.*|FM-.*|NT-.*")),
    (_("When somebody may not be safe"), re.compile(r"SG-.*")),
)
"""By the id of the text, the first that fits."""
NOT_LISTED: Final = re.compile(r".*\.plain|(?!(ON|RS|RM|TY|WP|HS|LD|FB|CE|CT|FM|SG)-).*")
"""Plain forms, buttons, a person's own notes, letters and pages: nothing in them is worded here."""
WHEN: Final = {
    "CE-01": _("In week nine"),
    "CE-02": _("In week nine, in place of a spark"),
    "CE-03": _("On the morning of the last story"),
    "CE-04": _("When the book could not be given by hand"),
    "CE-05": _("After the last story"),
    "CT-03": _("When they text HELP"),
    "CT-04": _("When they text LESS"),
    "CT-08": _("When they text CALL"),
    "CT-09": _("When they have said when to ring"),
    "CT-10": _("When the helper does not understand"),
    "CT-13": _("When they ask what the child has done"),
    "CT-15": _("When they text PAUSE"),
    "CT-16": _("When they say that others see the phone"),
    "CT-20": _("When they text DATES"),
    "CT-21": _("When they ask what we hold on them"),
    "CT-22": _("When they have no credit to answer"),
    "CT-25": _("When they text MORE"),
    "CT-33": _("When very many texts come at once"),
    "FB-01": _("In week five, in place of the thank-you"),
    "FB-02": _("After a number from 0 to 10"),
    "FB-06": _("When they complain"),
    "FM-03": _("When they ask about another adult"),
    "HS-01": _("When they write about stories at home"),
    "HS-02": _("When they have read a story"),
    "HS-03": _("When they have made one up"),
    "HS-05": _("When there was no story this week"),
    "HS-06": _("When they text a story"),
    "HS-07": _("When they send a voice story"),
    "HS-08": _("When they send a picture"),
    "HS-11": _("When the story has gone missing"),
    "HS-12": _("When they say that reading is hard"),
    "HS-14": _("At the end of each spark"),
    "LD-01": _("The day after a story time on which nobody ticked that they came"),
    "LD-04": _("When you press it, and then we leave them in peace"),
    "LD-05": _("When they say sorry"),
    "LD-06": _("When they say why it is hard"),
    "LD-08": _("After that, where another time can be asked for"),
    "ON-02": _("When they say that the number is theirs"),
    "ON-03": _("When they would like to hear more"),
    "ON-05": _("Then, about the child's name"),
    "ON-06": _("Then, about the language"),
    "ON-07": _("When their language is one that we do not have yet"),
    "ON-08": _("Then, about Telegram"),
    "ON-14": _("When all is set"),
    "ON-17": _("When it is not for them now"),
    "ON-18": _("When they are not sure"),
    "ON-19": _("When they say that they cannot write well"),
    "ON-20": _("When they ask why their child"),
    "RM-01": _("The same once more, shorter"),
    "RM-02": _("On the morning, to those who are coming"),
    "RM-03": _("On the morning, to those who have not answered"),
    "RM-04": _("On the last school day before a break"),
    "RM-05": _("After a break"),
    "RM-07": _("When the school has to close"),
    "RM-10": _("When a story time is cancelled"),
    "RS-01": _("Two school days before the first story time"),
    "RS-02": _("Two school days before each story time"),
    "RS-03": _("When they say yes"),
    "RS-04": _("When they have come a few times"),
    "RS-05": _("When they say no"),
    "RS-06": _("When they say maybe"),
    "RS-07": _("When they will be late"),
    "RS-08": _("When they ask for another time"),
    "RS-10": _("When you have found another time"),
    "RS-11": _("When you have not found one yet"),
    "RS-12": _("When they ask to bring somebody"),
    "RS-15": _("When they ask to bring little ones"),
    "RS-16": _("When little ones cannot come along"),
    "RS-20": _("When they answer after the story time"),
    "RS-21": _("When a story time is moved"),
    "RS-29": _("When they ask when it is"),
    "TY-01": _("After each story time, at half past four"),
    "TY-02": _("When the story is in the book bag"),
    "TY-03": _("In weeks three and six"),
}


def section_of(text_id: str) -> str | None:
    """Return the part of the ten weeks in which a text is said, None for one that is not listed."""
    if NOT_LISTED.fullmatch(text_id):
        return None
    return next((title for title, ids in SECTIONS if ids.fullmatch(text_id)), SECTIONS[-2][0])


def when(text_id: str) -> str:
    """Return when a text is said; nothing where the text says it all."""
    return AGAIN if text_id.endswith(SIMPLER) else WHEN.get(text_id, "")
