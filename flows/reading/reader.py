"""The reader: one reply and the open question in, one `Reading` out.

In this order: a keyword that is the whole reply; danger; a story being told; the answer by digit or in words; the
other requests; then the learned models, told of all this, judge what the rules are not sure of. Pure, and bounded in work whatever the text.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from flows.reading.clauses import beginnings, divide
from flows.reading.company import company_named, little_ones_named
from flows.reading.compose import compose, lone
from flows.reading.heard import Heard, settle
from flows.reading.keywords import Keywords, signs_alone
from flows.reading.languages import LanguageNames
from flows.reading.learned import noticed, reconsidered
from flows.reading.meaning import Question, Reading
from flows.reading.normal import clean, comparable, tokenise
from flows.reading.phrases import PhraseBook
from flows.reading.signs import LANGUAGE, OPTION, WEEKDAY
from flows.reading.spelling import Speller
from flows.reading.when import when_named
from flows.reading.words import ReplyWords

_KNOWN: Final = "known"
"""The set of everyday words that are never mended."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    """The words of all languages, made ready once."""

    book: PhraseBook
    keywords: Keywords
    names: LanguageNames
    speller: Speller
    numbers: Mapping[str, int]
    fillers: frozenset[str]
    joiners: frozenset[str]
    contrasts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads replies with the words of every language at once, English first: parents mix languages.

    `words` are keyed by language code. Without `is_learned` the rules are alone. Making a reader costs about a second; reading, about a millisecond.
    """

    words: Mapping[str, ReplyWords]
    is_learned: bool = True
    _compiled: _Compiled = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Compile the words once; raise `WordsInvalid` if a phrase cannot be used."""
        codes = sorted(self.words, key=lambda code: (code != "en", _KNOWN not in self.words[code].sets, code))
        object.__setattr__(self, "_compiled", _compile({code: self.words[code] for code in codes}))

    def read(self, text: str, question: Question) -> Reading:
        """Return what the reply means as an answer to the open question; never raises for any text."""
        heard = self._hear(clean(text), question)
        if (sign := self._compiled.keywords.lone(heard)) is not None:
            return lone(heard, sign, question)
        reading = compose(heard, question, self._compiled.numbers)
        if self.is_learned:
            judged = reconsidered(reading, heard, question, self._compiled.numbers)
            reading = judged if judged.intents == reading.intents else replace(judged, is_learned=True)
        return self._detailed(reading, heard)

    def _detailed(self, reading: Reading, heard: Heard) -> Reading:
        """Add what is named beside the meaning: a time, and who comes along."""
        numbers = self._compiled.numbers
        return replace(
            reading,
            when=when_named(heard, numbers),
            little_ones=little_ones_named(heard, numbers),
            company=company_named(heard),
        )

    def noticed(self, text: str, question: Question) -> tuple[str, ...] | None:
        """Return what the rules notice, which the learned models are told; None where they are not asked."""
        heard = self._hear(clean(text), question)
        if self._compiled.keywords.lone(heard) is not None:
            return None
        return noticed(compose(heard, question, self._compiled.numbers), heard)

    def _hear(self, stored: str, question: Question) -> Heard:
        compiled = self._compiled
        tokens = divide(compiled.speller.mend(tokenise(stored)), compiled.contrasts)
        begins = beginnings(tokens, compiled.fillers, compiled.joiners)
        return compiled.names.notice(settle(compiled.book.find(tokens.items, begins), tokens, begins), question)


def _compile(words: Mapping[str, ReplyWords]) -> _Compiled:
    languages = list(words.values())
    book, vocabulary = _book(words)
    numbers = {comparable(name): number for one in reversed(languages) for name, number in one.numbers.items()}
    everyday = _set(languages, _KNOWN)
    return _Compiled(
        book=book,
        keywords=Keywords(signs_alone(one.alone for one in languages)),
        names=LanguageNames((one.languages for one in languages), everyday),
        speller=Speller(vocabulary, everyday | book.vocabulary | set(numbers)),
        numbers=numbers,
        fillers=_set(languages, "filler"),
        joiners=_set(languages, "joiner"),
        contrasts=_set(languages, "contrast"),
    )


def _set(languages: Iterable[ReplyWords], name: str) -> frozenset[str]:
    return frozenset(comparable(word) for one in languages for word in one.sets.get(name, ()))


def _book(words: Mapping[str, ReplyWords]) -> tuple[PhraseBook, frozenset[str]]:
    """Return the phrases of all languages, and the words that slips are mended towards.

    Towards a language that lists no everyday words nothing is mended: its words would swallow those of the others.
    """
    book, vocabulary = PhraseBook(), frozenset[str]()
    names = _language_names(list(words.values()))
    for code, one in words.items():
        sets = {**one.sets, "language": names}
        for phrase, sign in _phrases(one):
            book.add(phrase, sign, sets, code)
        if _KNOWN in one.sets or not vocabulary:
            vocabulary |= book.vocabulary | set(map(comparable, one.numbers))
    return book, vocabulary


def _language_names(languages: Sequence[ReplyWords]) -> tuple[str, ...]:
    return tuple({name: None for one in languages for names in one.languages.values() for name in names})


def _phrases(one: ReplyWords) -> Iterable[tuple[str, str]]:
    for sign, phrases in one.heard.items():
        yield from ((phrase, sign) for phrase in phrases)
    for option, phrases in one.options.items():
        yield from ((phrase, OPTION + option) for phrase in phrases)
    for code, phrases in one.languages.items():
        yield from ((phrase, LANGUAGE + code) for phrase in phrases)
    for day, phrases in one.days.items():
        yield from ((phrase, WEEKDAY + day) for phrase in phrases)
