"""Which language a parent asks for, as an ISO code."""

from dataclasses import dataclass

from flows.reading.heard import Heard
from flows.reading.meaning import Intent, Question, Topic
from flows.reading.phrases import Hit
from flows.reading.signs import COURTESY, LANGUAGE, LITTLE_ENGLISH


@dataclass(frozen=True, slots=True)
class LanguageAsked:
    """A language asked for: its code, or None where none was named, and the words."""

    code: str | None
    hits: tuple[Hit, ...]


def language_asked(heard: Heard, question: Question) -> LanguageAsked | None:
    """Return the language wished for; a name in passing counts only where the question was which language."""
    little = heard.of(LITTLE_ENGLISH)
    named = tuple(hit for hit in _names(heard) if not any(other.covers(hit) for other in little))
    requests = (*heard.of(Intent.LANGUAGE), *little)
    if not requests and not (named and (question.topic is Topic.LANGUAGE or _stand_alone(heard, named))):
        return None
    return LanguageAsked(_code(named), requests or named)


def _stand_alone(heard: Heard, named: tuple[Hit, ...]) -> bool:
    """Say whether a reply is names of languages and nothing else but courtesy: "polski"."""
    said = (*named, *heard.of(COURTESY))
    return all(any(index in hit.tokens() for hit in said) for index in range(len(heard.tokens.items)))


def _code(named: tuple[Hit, ...]) -> str | None:
    """Return the language named last, English only where no other is."""
    codes = [hit.sign.removeprefix(LANGUAGE) for hit in named]
    wished = [code for code in codes if code != "en"] or codes
    return wished[-1] if wished else None


def _names(heard: Heard) -> tuple[Hit, ...]:
    return heard.of(*(sign for sign in heard.hits if sign.startswith(LANGUAGE)))
