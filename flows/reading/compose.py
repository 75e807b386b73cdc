"""From what was heard to one `Reading`: danger, a story told, the answer, the other requests, politeness."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.reading.answer import Answer, answer
from flows.reading.choice import Pick, meaning_of, only, option_at, option_meant, picked_number
from flows.reading.heard import Heard
from flows.reading.languages import language_asked
from flows.reading.late import minutes_late
from flows.reading.meaning import Ask, Evidence, Intent, Question, Reading, Sureness, Topic
from flows.reading.order import ordered
from flows.reading.phrases import Hit
from flows.reading.requests import FOLDED, asks, is_questioning, spoken
from flows.reading.risk import distress
from flows.reading.signs import ACK, CHARACTER, DECLINED, NEGATION, NOISE, NOT_COMING, OPTION, TELLING
from flows.reading.telling import is_telling

_AGREEING = {(Intent.YES, Intent.LATE), (Intent.NO, Intent.ALTERNATIVE), (Intent.STORY, Intent.YES)}
"""(what the digit says, what the words say) that go together; the words say it more finely."""
_NUMBERS = range(11)
_REACH = 3
"""A "not" refuses an option that begins at most so many words after it."""


@dataclass(slots=True)
class _Draft:
    """A reading being made."""

    heard: Heard
    found: dict[Intent, tuple[Evidence, ...]] = field(default_factory=dict)
    sureness: Sureness = Sureness.SURE
    choice: str | None = None
    language: str | None = None
    number: int | None = None
    asks: frozenset[Ask] = frozenset()
    minutes: int | None = None

    def add(self, intent: Intent, evidence: tuple[Evidence, ...]) -> None:
        self.found[intent] = (*self.found.get(intent, ()), *evidence)

    def hear(self, intent: Intent, hits: tuple[Hit, ...]) -> None:
        self.add(intent, self.heard.evidence(intent, hits))

    def reading(self) -> Reading:
        intents = ordered(self.found)
        evidence = tuple(piece for intent in intents for piece in self.found.get(intent, ()))
        return Reading(
            text=self.heard.tokens.text,
            intents=intents,
            sureness=Sureness.UNSURE if intents == (Intent.UNCLEAR,) else self.sureness,
            evidence=evidence,
            asks=self.asks,
            choice=self.choice,
            language=self.language,
            number=self.number,
            minutes_late=self.minutes,
        )


def compose(heard: Heard, question: Question, numbers: Mapping[str, int]) -> Reading:
    """Return the reading of what was heard; `numbers` are number words."""
    draft = _Draft(heard)
    telling = is_telling(heard, question)
    if dangers := distress(heard, is_telling=telling):
        draft.add(Intent.DISTRESS, _named(heard, dangers))
    if telling:
        draft.hear(Intent.STORY, heard.of(TELLING, CHARACTER))
        draft.asks = frozenset(ask for ask in asks(heard) if any(hit.sign == ask for hit in dangers))
    elif not heard.has(NOISE) or heard.has(Intent.STOP):
        _compose_plain(draft, question, numbers)
    return draft.reading()


def _named(heard: Heard, dangers: tuple[Hit, ...]) -> tuple[Evidence, ...]:
    """Name each danger as what it is: a death alone is answered otherwise than a death beside a threat."""
    return tuple(
        Evidence(Ask(hit.sign) if hit.sign in set(Ask) else Intent.DISTRESS, heard.words(hit)) for hit in dangers
    )


def lone(heard: Heard, sign: str, question: Question) -> Reading:
    """Return the reading of a reply that is one keyword and nothing else."""
    draft = _Draft(heard)
    ask = next((ask for ask in Ask if ask == sign), None)
    intent = FOLDED.get(ask, Intent.UNCLEAR) if ask else Intent(sign)
    if intent is Intent.START and question.topic is Topic.ACTIVITY:
        intent = Intent.STORY
    draft.asks = frozenset({ask} if ask else ())
    draft.add(intent, (Evidence(ask or intent, heard.tokens.text.strip()),))
    return draft.reading()


def _compose_plain(draft: _Draft, question: Question, numbers: Mapping[str, int]) -> None:
    heard = draft.heard
    draft.asks = asks(heard) | _keeping(heard, question)
    _add_answer(draft, question, numbers)
    for intent, hits in spoken(heard).items():
        draft.hear(intent, hits)
    if (wish := language_asked(heard, question)) is not None:
        draft.hear(Intent.LANGUAGE, wish.hits)
        draft.language = wish.code
        draft.found.pop(Intent.YES if question.topic is Topic.LANGUAGE else Intent.UNCLEAR, None)
    if is_questioning(heard):
        draft.hear(Intent.QUESTION, heard.of(Intent.QUESTION))
    if heard.has(Intent.THANKS, Ask.SORRY):
        draft.hear(Intent.THANKS, heard.of(Intent.THANKS))


def _keeping(heard: Heard, question: Question) -> frozenset[Ask]:
    """Hear "ok" or "yes" alone, where any words may answer, as keeping what there is."""
    if not question.takes_words:
        return frozenset()
    agreeing = {index for hit in heard.of(ACK, Intent.YES) for index in hit.tokens()}
    return frozenset({Ask.KEEP}) if len(agreeing) == len(heard.tokens.items) else frozenset()


def _add_answer(draft: _Draft, question: Question, numbers: Mapping[str, int]) -> None:
    heard = draft.heard
    said = answer(heard, question)
    pick = picked_number(heard, numbers)
    if pick and pick.is_alone and pick.number in _NUMBERS:
        draft.number = pick.number
    if pick and (option := option_at(pick.number, question)):
        _add_pick(draft, pick, option, said)
    elif not (pick and pick.is_alone):
        _add_words(draft, question, said)
    if Intent.LATE in draft.found:
        draft.minutes = minutes_late(heard, numbers)


def _add_pick(draft: _Draft, pick: Pick, option: str, said: Answer | None) -> None:
    meant = meaning_of(option)
    typed = (Evidence(meant, draft.heard.tokens.text.strip()),)
    if pick.is_alone or said is None:
        draft.choice, draft.sureness = option, Sureness.SURE if pick.is_alone else Sureness.FAIRLY
        draft.add(meant, typed)
    elif said.intent is meant or (meant, said.intent) in _AGREEING:
        draft.choice, draft.sureness = option, said.sureness
        draft.add(said.intent, said.evidence)
    else:
        draft.sureness = Sureness.UNSURE
        draft.add(said.intent, said.evidence)


def _add_words(draft: _Draft, question: Question, said: Answer | None) -> None:
    named = only(name for name in question.options if draft.heard.has(OPTION + name))
    if named and not _contradicts(draft.heard, OPTION + named, said):
        draft.choice = named
        draft.hear(meaning_of(named), draft.heard.of(OPTION + named))
    elif said and not _is_overruled(draft, said):
        draft.choice, draft.sureness = option_meant(said.intent, question), said.sureness
        draft.add(said.intent, said.evidence)


def _contradicts(heard: Heard, option: str, said: Answer | None) -> bool:
    """Say whether a no or maybe stands beside the option's words: "not the phone", but not "no names"."""
    if any(_comes_before(other, hit) for hit in heard.of(option) for other in heard.of(NEGATION)):
        return True
    if said is None or said.intent not in {Intent.NO, Intent.MAYBE}:
        return False
    refusals = heard.of(Intent.NO, NOT_COMING, DECLINED, Intent.MAYBE)
    return not all(any(hit.covers(other) for hit in heard.of(option)) for other in refusals)


def _comes_before(negation: Hit, option: Hit) -> bool:
    return negation.clause == option.clause and 0 < option.first - negation.last <= _REACH


def _is_overruled(draft: _Draft, said: Answer) -> bool:
    """Leave out a mere reason beside danger: "my mum died" is not a refusal."""
    heard, stronger = draft.heard, {Intent.DISTRESS} & set(draft.found)
    is_mere = said.intent in {Intent.NO, Intent.STORY_NONE} and said.sureness is Sureness.FAIRLY
    return is_mere and bool(stronger or heard.has(Intent.WRONG_NUMBER, Intent.STOP))
