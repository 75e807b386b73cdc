"""A gloss: words in another language with what they mean in English, as far as our own lists of words know it.

Nothing is translated. A word is glossed where `replies.toml` of its language lists it, and the meaning is that of the
list it stands in; numbers, and the names of languages, are known too. What no list holds stays without a gloss.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from flows.reading.heard import settle
from flows.reading.meaning import Ask, Intent
from flows.reading.normal import Tokens, clean, comparable, tokenise
from flows.reading.phrases import Hit, PhraseBook
from flows.reading.signs import (
    ACK,
    COMING,
    CONDITION,
    COURTESY,
    DAY,
    DECLINED,
    LANGUAGE,
    LEVITY,
    LITTLE_ENGLISH,
    NEGATION,
    NEXT_TIME,
    NOT_COMING,
    TELLING,
)
from flows.reading.words import ReplyWords

ENGLISH: Final = "en"
MEANT: Final[Mapping[str, str]] = {
    COMING: "coming",
    NOT_COMING: "cannot come",
    DECLINED: "not for us",
    ACK: "all right",
    NEGATION: "not",
    TELLING: "a story begins",
    DAY: "a day or a time of day",
    NEXT_TIME: "the next time",
    COURTESY: "a polite word",
    CONDITION: "if it can be done",
    LITTLE_ENGLISH: "little English",
    LEVITY: "laughter",
    Intent.YES: "yes",
    Intent.NO: "no",
    Intent.MAYBE: "maybe",
    Intent.LATE: "late, or leaving early",
    Intent.ALTERNATIVE: "another day, time or way",
    Intent.STORY: "a story",
    Intent.STORY_NONE: "no story yet",
    Intent.STOP: "no more texts",
    Intent.START: "texts again",
    Intent.HELP: "how does this work",
    Intent.CALLBACK: "please ring",
    Intent.LANGUAGE: "another language",
    Intent.THANKS: "thanks, or a greeting",
    Intent.WRONG_NUMBER: "not the right person",
    Intent.DISTRESS: "someone may be in trouble",
    Ask.PAUSE: "a break",
    Ask.LESS: "fewer texts",
    Ask.MORE: "more texts",
    Ask.DATES: "the dates",
    Ask.UNDO: "that was a mistake",
    Ask.NEW_NUMBER: "a new number",
    Ask.NOT_SAFE: "texts are not safe",
    Ask.MY_DATA: "what the school keeps",
    Ask.BEHAVIOUR: "what has happened at school",
    Ask.WHY_US: "why us",
    Ask.ROBOT: "is this a person",
    Ask.COST: "money",
    Ask.READING_HARD: "reading is hard",
    Ask.SORRY: "sorry",
    Ask.REASON: "what is in the way",
    Ask.ANGRY: "anger",
    Ask.COMPLAINT: "a complaint",
    Ask.BEREAVED: "somebody has died",
    Ask.SEND_FILE: "sending a picture or voice",
    Ask.HEAR_IT: "hearing it read aloud",
    Ask.UNSURE: "does not know",
    Ask.WHO: "who is this",
}
"""What the lists of words mean in English. A list that is not named here says nothing by itself."""


@dataclass(frozen=True, slots=True)
class Gloss:
    """Words as the parent typed them, and what they mean in English."""

    words: str
    meaning: str


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of one language, made ready once."""

    heard: PhraseBook
    alone: PhraseBook
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Glossary:
    """Glosses words with the lists of their language; `words` are keyed by language, `names` name languages in English.

    A language is made ready when it is first asked for, which costs a fraction of a second.
    """

    words: Mapping[str, ReplyWords]
    names: Mapping[str, str] = field(default_factory=dict)
    _ready: dict[str, _Known] = field(default_factory=dict, init=False, repr=False, compare=False)
    _vocabularies: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def gloss(self, text: str, language: str) -> tuple[Gloss, ...]:
        """Return what is known of this text in this language, in the order of the text; nothing of English."""
        if language == ENGLISH or language not in self.words:
            return ()
        known, tokens = self._known(language), tokenise(clean(text))
        hits = _longest(hit for hit in self._hits(known, tokens) if self._meaning(hit.sign))
        said = {hit.first: Gloss(tokens.typed(hit.first, hit.last), self._meaning(hit.sign)) for hit in hits}
        taken = {place for hit in hits for place in hit.tokens()}
        found = {**said, **_numbers(tokens, known, taken)}
        return tuple(found[place] for place in sorted(found) if _says_more(found[place]))

    def vocabulary(self, language: str) -> frozenset[str]:
        """Return every word that the lists of this language and of English hold, as words are compared."""
        return frozenset().union(*(self._listed(code) for code in {language, ENGLISH}))

    def _listed(self, language: str) -> frozenset[str]:
        if language not in self._vocabularies:
            one = self.words.get(language, ReplyWords())
            lists = (one.sets, one.alone, one.heard, one.options, one.languages)
            phrases = [phrase for each in lists for phrases in each.values() for phrase in phrases]
            words = {token.word for phrase in (*phrases, *one.numbers) for token in tokenise(phrase).items}
            self._vocabularies[language] = frozenset(words)
        return self._vocabularies[language]

    def _hits(self, known: _Known, tokens: Tokens) -> Iterator[Hit]:
        begins = frozenset(
            index
            for index, token in enumerate(tokens.items)
            if not index or tokens.items[index - 1].clause != token.clause
        )
        for hits in settle(known.heard.find(tokens.items, begins), tokens, begins).hits.values():
            yield from hits
        whole = len(tokens.items) - 1
        yield from (hit for hit in known.alone.find(tokens.items, begins) if (hit.first, hit.last) == (0, whole))

    def _meaning(self, sign: str) -> str:
        if sign.startswith(LANGUAGE):
            return self.names.get(sign.removeprefix(LANGUAGE), "")
        return MEANT.get(sign, "")

    def _known(self, language: str) -> _Known:
        if language not in self._ready:
            self._ready[language] = _made(self.words[language])
        return self._ready[language]


def _made(one: ReplyWords) -> _Known:
    names = tuple(name for each in one.languages.values() for name in each)
    sets = {**one.sets, "language": names}
    heard, alone = PhraseBook(), PhraseBook()
    for sign, phrase in _phrases(one):
        heard.add(phrase, sign, sets)
    for sign, phrases in one.alone.items():
        for phrase in phrases:
            alone.add(phrase, sign, sets)
    return _Known(heard, alone, {comparable(name): number for name, number in one.numbers.items()})


def _phrases(one: ReplyWords) -> Iterator[tuple[str, str]]:
    for sign, phrases in one.heard.items():
        yield from ((sign, phrase) for phrase in phrases)
    for code, phrases in one.languages.items():
        yield from ((LANGUAGE + code, phrase) for phrase in phrases)


def _says_more(gloss: Gloss) -> bool:
    """Say whether the English tells anything that the words do not: parents mix "late" into every language."""
    return gloss.words.casefold() not in gloss.meaning.casefold()


def _longest(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return hits that share no word: what names a language first, then those of more words."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (not hit.sign.startswith(LANGUAGE), hit.rank)):
        if not any(hit.meets(other) for other in kept):
            kept.append(hit)
    return tuple(kept)


def _numbers(tokens: Tokens, known: _Known, taken: set[int]) -> dict[int, Gloss]:
    """Return the numbers that stand in words, or in digits that are not our own."""
    found: dict[int, Gloss] = {}
    for place, token in enumerate(tokens.items):
        typed = tokens.typed(place, place)
        number = int(token.word) if token.word.isdecimal() else known.numbers.get(token.word)
        if place not in taken and number is not None and typed != str(number):
            found[place] = Gloss(typed, str(number))
    return found
