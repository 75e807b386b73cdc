"""When a parent can come: the day of the week and the hour that they name, in any language, however it is typed.

The rules are our own: of the libraries for it the best read 23 of 55 such replies ("thurs any good? after 3",
"fri at half 2"), this module 48, in a thousandth of the time (see docs/benchmarks.md).
"""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Final

from flows.reading.choice import counts_something, only
from flows.reading.heard import Heard
from flows.reading.meaning import When
from flows.reading.phrases import Hit
from flows.reading.signs import DECLINED, NEGATION, NOT_COMING, OPTION, WEEKDAY

PARTS: Final = ("after_drop_off", "lunch", "before_home_time", "after_school")
"""The parts of the day that may be named instead of an hour, as options are."""
_AFTER: Final = frozenset({"after", "from", "since", "past", "po", "despues", "apres", "dupa", "depois", "pas", "بعد"})
_BEFORE: Final = frozenset(
    {"before", "by", "till", "til", "until", "przed", "antes", "avant", "inainte", "قبل", "پہلے"}
)
_AT: Final = frozenset(
    {"at", "around", "about", "a", "las", "o", "kl", "am", "la", "as", "ora", "ne", "saat", "ساعت", "الساعه"}
)
_AFTERNOON: Final = frozenset({"pm", "p"})
_MORNING: Final = frozenset({"am", "a"})
_HOUR_MARKS: Final = frozenset(
    {"am", "pm", "ish", "oclock", "h", "uhr", "godz", "baje", "bje", "vaje", "vage", "vagye", "tay", "ta", "te", "ti"}
    | {"بجے", "વાગ્યે", "વાગે", "ਵਜੇ", "টায়", "টার", "টা", "மணிக்கு", "மணி", "点", "點", "时", "時", "saat", "da"}
)
_HALF: Final = frozenset({"half"})
_QUARTER: Final = frozenset({"quarter"})
_SCHOOL_DAY: Final = 7
"""Hours below this are of the afternoon, unless it is said otherwise."""
_NOON: Final = 12
_LATEST: Final = 23
_REACH: Final = 3
"""Words between a day and the number that is its hour, or between a "not" and the day it refuses, at most."""
_DIGITS: Final = 2
_FOUR_DIGITS: Final = 4
_LAST_MINUTE: Final = 59


def when_named(heard: Heard, numbers: Mapping[str, int]) -> When | None:
    """Return the day, and the hour or the part of the day, that the reply names; None where it names none."""
    day, index = _day(heard)
    words = [token.word for token in heard.tokens.items]
    at, bound = _hour(words, index, numbers)
    part = None if at else only(name for name in PARTS if _is_in_words(heard, OPTION + name))
    return When(day, at, bound, part) if day or at or part else None


def _day(heard: Heard) -> tuple[str | None, int | None]:
    """Return the first day that is not refused, and its last word."""
    named = heard.of(*(sign for sign in heard.hits if sign.startswith(WEEKDAY)))
    refusals = heard.of(NEGATION, NOT_COMING, DECLINED)
    kept = [hit for hit in named if not any(_refuses(other, hit) for other in refusals)]
    if not kept:
        return None, None
    return kept[0].sign.removeprefix(WEEKDAY), kept[0].last


def _refuses(refusal: Hit, day: Hit) -> bool:
    is_near = refusal.clause == day.clause and 0 <= day.first - refusal.last <= _REACH
    return is_near or refusal.covers(day)


def _is_in_words(heard: Heard, option: str) -> bool:
    return any(not heard.words(hit).isdecimal() for hit in heard.of(option))


def _hour(words: Sequence[str], day: int | None, numbers: Mapping[str, int]) -> tuple[time | None, str]:
    for index in range(len(words)):
        if (at := _clock(words, index, day, numbers)) is not None:
            return at, "" if _is_fraction(words, index) else _bound(words[max(0, index - _REACH) : index])
    return None, ""


def _bound(before: Sequence[str]) -> str:
    """Return whether what stands before an hour makes it the earliest or the latest."""
    if _AFTER & set(before):
        return "after"
    return "before" if _BEFORE & set(before) else ""


def _clock(words: Sequence[str], index: int, day: int | None, numbers: Mapping[str, int]) -> time | None:
    """Return the hour that the word at `index` names, or None where it is a count or no number."""
    word = words[index]
    hour, _, minute = word.replace(":", ".").partition(".")
    if minute or (len(word) == _FOUR_DIGITS and word.isdecimal()):
        return _written(hour, minute, words[index + 1 :])
    number = int(word) if word.isdecimal() and len(word) <= _DIGITS else numbers.get(word)
    if number is None or not _is_hour(words, index, day):
        return None
    shift = _fraction(words, index)
    at = _of_day(str(number), "0", words[index + 1 :])
    return at and _moved(at, shift)


def _written(hour: str, minute: str, after: Sequence[str]) -> time | None:
    """Return the hour of "3.15", or of "1515" with no minute apart; "2026" is a year."""
    if minute:
        return _of_day(hour, minute, after) if hour.isdecimal() and minute.isdecimal() else None
    return _of_day(hour[:2], hour[2:], ()) if hour[0] in "012" and hour[:2] != "20" else None


def _is_hour(words: Sequence[str], index: int, day: int | None) -> bool:
    """Say whether a bare number is an hour: by what stands before or after it, or near a day of the week."""
    after = words[index + 1] if index + 1 < len(words) else ""
    if after in _HOUR_MARKS or (after == "o" and "clock" in words[index + 2 : index + 3]):
        return True
    if counts_something(after):
        return False
    before = words[index - 1] if index else ""
    is_near = day is not None and 0 < index - day <= _REACH
    return is_near or before in _AFTER | _BEFORE | _AT or _is_fraction(words, index)


def _is_fraction(words: Sequence[str], index: int) -> bool:
    return bool((_HALF | _QUARTER) & set(words[max(0, index - 2) : index])) or _to(words, index)


def _to(words: Sequence[str], index: int) -> bool:
    """Say whether the number is the hour in "10 to 3"."""
    return index > 1 and words[index - 1] == "to" and words[index - 2].isdecimal()


def _fraction(words: Sequence[str], index: int) -> int:
    """Return the minutes that "half", "quarter past" or "10 to" move an hour by."""
    before = words[max(0, index - 2) : index]
    if _to(words, index):
        return -int(words[index - 2])
    if _QUARTER & set(before):
        return -15 if "to" in before else 15
    return 30 if _HALF & set(before) else 0


def _moved(at: time, minutes: int) -> time:
    total = max(0, at.hour * 60 + at.minute + minutes)
    return time(total // 60 % 24, total % 60)


def _of_day(hour: str, minute: str, after: Sequence[str]) -> time | None:
    number, minutes = int(hour), int(minute)
    if number > _LATEST or minutes > _LAST_MINUTE:
        return None
    mark = after[0] if after else ""
    is_afternoon = mark in _AFTERNOON or (number < _SCHOOL_DAY and mark not in _MORNING)
    return time(number + _NOON if is_afternoon and 0 < number < _NOON else number, minutes)
