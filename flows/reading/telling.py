"""Is this a story being told? Then its words are the story's, not the parent's wishes."""

from typing import Final

from flows.reading.heard import Heard
from flows.reading.meaning import Ask, Intent, Question, Topic
from flows.reading.signs import (
    ACK,
    CHARACTER,
    COMING,
    COUNTED,
    COURTESY,
    DAY,
    DECLINED,
    FIGURE,
    NOISE,
    NOT_COMING,
    ONESELF,
    OPTION,
    SIGNS,
    TELLING,
)

_SHORTEST: Final = 3
"""Words in the shortest telling: "a hedgehog hiding"."""
_LONG: Final = 12
"""Words from which a reply to a story prompt is a telling even when it holds a wish."""
_SILENT: Final = frozenset(map(str, (COURTESY, FIGURE, ONESELF, DAY, CHARACTER, TELLING, Intent.THANKS)))
_WISHES: Final = tuple(sorted(SIGNS - _SILENT - COUNTED))
_STRONG: Final = (
    COMING, NOT_COMING, DECLINED, ACK, NOISE, Intent.YES, Intent.NO, Intent.QUESTION, Intent.STOP, Intent.STORY,
    Intent.STORY_NONE, Intent.CALLBACK, Intent.HELP, Ask.REASON,
)  # fmt: skip


def is_telling(heard: Heard, question: Question) -> bool:
    """Say whether the reply tells a story."""
    size = len(heard.tokens.items)
    if size < _SHORTEST:
        return False
    if heard.has(TELLING) or (heard.has(CHARACTER) and (not heard.has(*_STRONG) or _is_tale(heard, question))):
        return True
    return _was_asked_for_one(heard, question) and (not heard.has(*_WISHES) or _is_long(heard))


def _is_tale(heard: Heard, question: Question) -> bool:
    """Say whether a long reply to a story prompt is about a character and not about the parent."""
    return question.topic is Topic.ACTIVITY and len(heard.tokens.items) >= _LONG and not heard.has(Intent.STOP)


def _was_asked_for_one(heard: Heard, question: Question) -> bool:
    is_option = any(heard.has(OPTION + name) for name in question.options)
    return question.topic is Topic.ACTIVITY and not is_option


def _is_long(heard: Heard) -> bool:
    return len(heard.tokens.items) >= _LONG and not heard.has(*_STRONG)
