"""What the learned models make of a reply, told what the rules noticed: which intent leads, and which are there.

They judge what was asked in the usual way; where a question has options of its own or takes any words, the rules and
the flow decide. A stop that the rules heard in a few words is never dropped; in a sentence, and a danger anywhere, only
where the network finds it very unlikely. The network may add either.
"""

from collections.abc import Container, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from flows.learned.errors import MeaningUnavailable
from flows.reading.choice import option_meant
from flows.reading.graded import ANSWERS, graded
from flows.reading.heard import Heard
from flows.reading.languages import language_named
from flows.reading.late import minutes_late
from flows.reading.meaning import Ask, Evidence, Intent, Question, Reading, Sureness, Topic
from flows.reading.order import ordered, outranks
from flows.reading.signs import COUNTED, FIGURE, LEVITY, NEGATION

if TYPE_CHECKING:  # the name only: see flows.learned
    from flows.learned.network import Judged, Network

_ALSO: Final = 0.5
_HEARD_ALSO: Final = 0.3
"""Least probability of an intent beside the leading one: of itself, and where the rules heard it."""
_ABOVE: Final = 0.7
_HEARD_ABOVE: Final = 0.4
"""The same, where it would be shown before the one that is likeliest to lead."""
_GRAVE: Final[Mapping[Intent, float]] = {Intent.STOP: 0.17, Intent.DISTRESS: 0.25}
"""Least probability at which a stop or a danger is heard that the rules did not hear: a missed one is worse."""
_OTHERWISE: Final = 0.5
"""Probability of another intent to lead from which a stop or a danger must be likelier than not."""
_NAMED: Final = 0.8
"""Least probability at which the models overrule a finer wish that the rules heard."""
_LIKELY: Final = 0.5
"""The same, where any words may answer: what would help, a name, a story."""
_HEARD: Final[Mapping[Intent, float]] = {Intent.STOP: 0.0, Intent.DISTRESS: 0.25}
"""The same, where the rules did: of 315 dangers that they hear in the dev lines none is less likely, of 90 that are none
60. A stop stands; for one in a sentence see below."""
_DENIED, _MEANT, _SENTENCE = 0.2, 0.7, 4
"""A stop in so many words or more, so unlikely to be there, beside something else so likely to lead, is none: "didnt
mean to stop them, send them again". Of 1,549 stops that the rules hear in train and dev none is dropped for it, of 237
that are none more than a hundred."""
_PLAYFUL: Final[Mapping[Intent, float]] = {Intent.STOP: 0.5, Intent.DISTRESS: 0.9}
_PLAYFUL_LEAD: Final = 0.8
"""The same, where the rules heard a figure of speech, laughter, or how hard it is to come; and to lead."""
_FINAL: Final[Mapping[Intent, float]] = {Intent.STOP: 0.35, Intent.WRONG_NUMBER: 0.35, Intent.DISTRESS: 0.25}
_TO_LEAD: Final[Mapping[Intent, float]] = {**_FINAL, Intent.LANGUAGE: 0.35}
"""Least probability at which one that ends the talk, or a language nobody named, may lead; below, the next best does."""
_USUAL: Final = frozenset({"yes", "no", "maybe", "another_time", "read", "made", "both", "none"})
_SPARK_DAY: Final = frozenset({Ask.SATURDAY, Ask.SCHOOL_DAYS, Ask.THE_SPARK})
"""Asks about one thing alone, of which the models know nothing."""
_PASSING: Final = frozenset({Ask.SORRY, Ask.REASON, Ask.UNSURE, Ask.KEEP, Ask.GUEST, *_SPARK_DAY})
"""Asks that say little of themselves; any other, heard by rule, is acted on as it stands."""
_WIDE: Final = 3
"""Options from which a question is the usual one about coming; "yes" and "no" alone may be about anything. Also
the words up to which a reply that begins with a number is little else."""
_SHOWN_FROM: Final = 16
"""Words of a reply among which those that spoke for an intent are looked for."""
_ENGLISH: Final = "en"
_SILENT: Final = frozenset({Intent.THANKS, Intent.UNCLEAR})


def learned_context(context: str) -> str:
    """Return the context by the name that the models know: being invited and being reminded are answered alike."""
    return "reminder" if context == "invitation" else context


def noticed(reading: Reading, heard: Heard) -> tuple[str, ...]:
    """Return what the rules found, by names that the models have learned."""
    unlearned = COUNTED | _SPARK_DAY
    signs = {f"sign {sign}" for sign in heard.hits if ":" not in sign and sign not in unlearned}
    if any(sign.startswith("language:") for sign in heard.hits):
        signs.add("sign names a language")
    led = {f"rules lead {reading.leading}", f"rules {reading.leading} {reading.sureness}"}
    return tuple(sorted(signs | led | {f"rules {intent}" for intent in reading.intents}))


def reconsidered(reading: Reading, heard: Heard, question: Question, numbers: Mapping[str, int]) -> Reading:
    """Return the reading after the models were asked; the rules' own where there is nothing to ask them."""
    if _is_picked(reading, heard):
        return reading
    judged = _asked_models(reading, heard, question, numbers)
    return replace(judged, language=_language(judged, heard) if judged.has(Intent.LANGUAGE) else None)


def _asked_models(reading: Reading, heard: Heard, question: Question, numbers: Mapping[str, int]) -> Reading:
    signs, context = noticed(reading, heard), learned_context(question.topic)
    try:
        judged = _network().judge(heard.tokens.text, context, signs)
    except MeaningUnavailable:
        return reading
    is_settled = _is_settled(reading, question) and not _is_language(question, heard, judged)
    if is_settled or (_is_named_otherwise(reading) and max(judged.leads.values()) < _NAMED):
        return _warned(reading, heard, judged)
    return _judged(reading, heard, judged, question, numbers)


def _network() -> "Network":
    from flows.learned.network import Network

    return Network.load("reading")


def _spoken(text: str) -> str:
    """Return the likeliest language of a text."""
    from flows.learned.tongue import Tongues

    likely = Tongues.load().of(text)
    return max(likely, key=lambda code: likely[code])


def _is_picked(reading: Reading, heard: Heard) -> bool:
    """Say whether the reply is little else than numbers."""
    words = [token.word for token in heard.tokens.items]
    is_open = reading.leading is Intent.UNCLEAR
    is_few = len(words) <= _WIDE and words[:1] != [] and words[0].isdecimal() and is_open
    is_minutes = is_open and heard.has(Intent.LATE)
    return ((reading.number is not None or is_few) and not is_minutes) or all(map(str.isdecimal, words))


def _is_settled(reading: Reading, question: Question) -> bool:
    """Say whether the rules and the flow decide: any words answer, or the options are not the usual ones."""
    options = set(question.options)
    if (question.takes_words and not options) or options - _USUAL:
        return True
    is_narrow = 0 < len(options) < _WIDE or question.topic is Topic.LANGUAGE
    return is_narrow and reading.sureness is not Sureness.UNSURE


def _is_language(question: Question, heard: Heard, judged: "Judged") -> bool:
    """Say whether a reply to "which language" surely names one, whatever else it says: "Tamil. I work, nan reads"."""
    is_asked = question.topic is Topic.LANGUAGE and language_named(heard) is not None
    return is_asked and judged.leads.get(Intent.LANGUAGE, 0.0) >= _NAMED


def _is_named_otherwise(reading: Reading) -> bool:
    """Say whether the rules heard a finer wish and no intent: "this is my new number"."""
    return reading.leading is Intent.UNCLEAR and bool(reading.asks - _PASSING)


def _warned(reading: Reading, heard: Heard, judged: "Judged") -> Reading:
    """Add a stop or a danger to a reading that otherwise stands, where one is likelier than not."""
    unlikely = {intent for intent in _GRAVE if judged.there.get(intent, 0.0) < _LIKELY}
    added = _grave(reading, heard, judged) - unlikely - set(reading.intents)
    return _with(reading, heard, ordered({*reading.intents, *added} - {Intent.UNCLEAR})) if added else reading


def _judged(
    reading: Reading, heard: Heard, network: "Judged", question: Question, numbers: Mapping[str, int]
) -> Reading:
    grave = _grave(reading, heard, network)
    chosen = ordered(_chosen(reading, _leading(reading, network.leads, grave), grave, network.there))
    judged = _with(reading, heard, chosen)
    sureness = graded(reading, chosen[0], network.leads)
    answer = next((intent for intent in chosen if intent in ANSWERS), None)
    if answer not in reading.intents:
        is_meant = answer is not None and sureness is not Sureness.UNSURE
        judged = replace(judged, choice=option_meant(answer, question) if is_meant and answer else None)
    return replace(
        judged,
        sureness=sureness,
        minutes_late=minutes_late(heard, numbers) if Intent.LATE in chosen else None,
    )


def _language(reading: Reading, heard: Heard) -> str | None:
    """Return the language asked for; where none but English is named, and that not wished for, the parent's own."""
    named = reading.language or language_named(heard)
    if named and (named != _ENGLISH or not heard.has(NEGATION)):
        return named
    own = _spoken(heard.tokens.text)
    return own if own != _ENGLISH else named


def _leading(reading: Reading, leads: Mapping[str, float], grave: Container[Intent]) -> Intent:
    """Return the likeliest intent; one that ends the talk only where it is likely enough or was heard by rule."""
    for name in sorted(leads, key=lambda name: -leads[name]):
        is_likely = leads[name] >= _TO_LEAD.get(intent := Intent(name), 0.0) or intent in reading.intents
        if is_likely and (intent in grave or intent not in _GRAVE):
            return intent
    return reading.leading


def _chosen(reading: Reading, leading: Intent, grave: set[Intent], there: Mapping[str, float]) -> set[Intent]:
    """Return the leading intent, what is there beside it, and a stop or a danger."""
    least = {intent: _least_beside(intent, leading, is_heard=intent in reading.intents) for intent in Intent}
    beside = {intent for intent in Intent if there.get(intent, 0.0) >= least[intent]} - set(_GRAVE)
    if leading in ANSWERS:
        beside -= ANSWERS
    answers = sorted(beside & ANSWERS, key=lambda intent: -there[intent])
    kept = {leading, *(beside - ANSWERS), *answers[:1], *grave}
    return kept - _SILENT if kept - _SILENT and leading not in _SILENT else ({leading} | grave)


@cache
def _least_beside(intent: Intent, leading: Intent, *, is_heard: bool) -> float:
    if outranks(intent, leading):
        return _HEARD_ABOVE if is_heard else _ABOVE
    return _HEARD_ALSO if is_heard else _ALSO


def _grave(reading: Reading, heard: Heard, judged: "Judged") -> set[Intent]:
    """Return a stop and a danger: as the rules heard them, and where they are likely to be there or to lead."""
    is_playful = heard.has(FIGURE, LEVITY, Ask.HELP_TO_COME)
    least = _PLAYFUL if is_playful else _GRAVE
    least = {intent: _HEARD[intent] if intent in reading.intents else share for intent, share in least.items()}
    there = {intent for intent in _GRAVE if judged.there.get(intent, 0.0) >= least[intent]}
    leads = {
        intent
        for intent in _GRAVE
        if judged.leads.get(intent, 0.0) >= (_PLAYFUL_LEAD if is_playful else _FINAL[intent])
    }
    return (there | leads) - (_doubted(reading, judged) - set(reading.intents)) - _denied(heard, judged)


def _denied(heard: Heard, judged: "Judged") -> set[Intent]:
    """Return a stop that a sentence names and does not mean."""
    is_none = judged.there.get(Intent.STOP, 0.0) < _DENIED and _otherwise(judged) >= _MEANT
    return {Intent.STOP} if is_none and len(heard.tokens.items) >= _SENTENCE else set()


def _doubted(reading: Reading, judged: "Judged") -> set[Intent]:
    """Return a stop and a danger less likely than not, where something else is likely to lead: "send them again".

    A stop also where the rules heard a finer wish: "id rather listen".
    """
    doubted = _GRAVE.keys() if _otherwise(judged) >= _OTHERWISE else {Intent.STOP} if reading.asks - _PASSING else ()
    return {intent for intent in doubted if judged.there.get(intent, 0.0) < _LIKELY}


def _otherwise(judged: "Judged") -> float:
    """Return how likely the likeliest intent that does not end the talk is to lead."""
    return max((share for name, share in judged.leads.items() if name not in _FINAL), default=0.0)


def _with(reading: Reading, heard: Heard, intents: tuple[Intent, ...]) -> Reading:
    """Return the reading with these intents, each with the words that speak for it."""
    dropped = set(reading.intents) - set(intents)
    kept = [piece for piece in reading.evidence if piece.meaning not in dropped]
    added = [piece for intent in intents if intent not in reading.intents for piece in _evidence(heard, intent)]
    return replace(reading, intents=intents, evidence=(*kept, *added))


def _evidence(heard: Heard, intent: Intent) -> tuple[Evidence, ...]:
    network = _network()
    if intent not in network.labels or intent is Intent.UNCLEAR:
        return ()
    typed = dict.fromkeys(
        heard.tokens.typed(place, place) for place in range(min(len(heard.tokens.items), _SHOWN_FROM))
    )
    return tuple(Evidence(intent, words) for words in network.words(typed, intent))
