"""The order of the checks: language, bad news by rules and by learned meaning, then what a note needs."""

import re
from dataclasses import dataclass

from flows.tone import offers
from flows.tone.find import Hit, Read, hits, is_sandwich, leading, read, signs
from flows.tone.language import spoken
from flows.tone.lexicon import LANGUAGES, SOFT, Lexicon, lexicon
from flows.tone.note import is_good, is_right_length, note_hits
from flows.tone.rewording import wordings
from flows.tone.verdict import Decision, Kind, Purpose, Verdict

ALLOWED = Verdict(Decision.ALLOW)
SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
SENTENCES = 4  # more than these in one text are read in fours: each costs a millisecond
# From this likelihood on a text is held; a sentence out of its text must be surer. Worked out on the part `dev`.
LIMIT, SENTENCE_ALONE, POINTED_AT = 0.4, 0.97, 0.8
# Of English it has seen the most, and is the surest where a word only looks bad.
LIMIT_ENGLISH = 0.5
# Where the rules point at words of these kinds, less is enough.
LIMIT_WHERE_CLEAR = 0.25
CLEAR = frozenset({Kind.SANCTION, Kind.BACKHANDED, Kind.OBFUSCATED, Kind.PRESSURE})


@dataclass(frozen=True, slots=True)
class Seen:
    """Hold a text as the rules read it, what they found, and its signs."""

    read: Read
    found: tuple[Hit, ...]
    signs: frozenset[str]
    words: Lexicon
    language: str


def seen_in(typed: str, language: str) -> Seen:
    """Return what the rules see in a text of a language; without lists of its own, only signs count."""
    words = lexicon(language if language in LANGUAGES else "en")
    text = read(typed, words)
    found = hits(text, words)
    if language in LANGUAGES:
        return Seen(text, found, signs(text, found, words), words, language)
    icons = tuple(hit for hit in found if hit.kind is Kind.EMOJI)
    return Seen(text, icons, frozenset(str(hit.kind) for hit in icons), words, language)


def verdict_on(typed: str, purpose: Purpose, language: str) -> Verdict:
    """Return the verdict with its way out."""
    if not typed.strip():
        return held(Kind.IMPLICIT, offers.EMPTY)
    name = spoken(typed, language)
    if purpose is Purpose.NAME:
        return name_verdict(typed, name or language)
    if name is None:
        return held(Kind.IMPLICIT, offers.UNREADABLE)
    seen = seen_in(typed, name)
    if is_bad_news(typed, seen):
        return reported(typed, seen, purpose)
    if purpose is Purpose.NOTE:
        return note_verdict(typed, seen)
    return ALLOWED


def is_bad_news(typed: str, seen: Seen) -> bool:
    """Say whether a text reads as a report, as a whole or in one of its sentences, or holds what never goes."""
    if any(hit.is_sure for hit in seen.found):
        return True
    alone = sentences(typed)
    is_bad = likely(typed, seen) >= limit(seen)
    return is_bad or (len(alone) > 1 and any(is_bad_alone(one, seen.language) for one in alone))


def limit(seen: Seen) -> float:
    """Return how likely bad news must be for a text to be held."""
    if {hit.kind for hit in seen.found} & CLEAR:
        return LIMIT_WHERE_CLEAR
    return LIMIT_ENGLISH if seen.language == "en" else LIMIT


def is_bad_alone(sentence: str, language: str) -> bool:
    """Say whether one sentence of several is bad news by itself; where the rules point at it, less is enough."""
    seen = seen_in(sentence, language)
    return likely(sentence, seen) >= (POINTED_AT if seen.found else SENTENCE_ALONE)


def likely(typed: str, seen: Seen) -> float:
    """Return how likely a text is bad news, from 0 to 1."""
    from flows.tone import learned  # loaded with the first text that it judges

    return learned.likely(typed, seen.signs)


def sentences(typed: str) -> list[str]:
    """Return the sentences of a text, at most SENTENCES: of a longer one, several together."""
    found = [one.strip() for one in SENTENCE.findall(typed) if any(letter.isalpha() for letter in one)]
    size = -(-len(found) // SENTENCES) or 1
    return [" ".join(found[start : start + size]) for start in range(0, len(found), size)]


def held(kind: Kind, message: str, *, is_soft: bool = False) -> Verdict:
    """Return a hold that points at no words."""
    return Verdict(Decision.HOLD, kind, is_soft, message=message, suggestion=offers.QUESTIONS[kind])


def reported(typed: str, seen: Seen, purpose: Purpose) -> Verdict:
    """Return the hold of a text that reads as a report."""
    from flows.tone import learned

    kind, is_soft = kind_of(typed, seen)
    message = offers.SOFT if is_soft else offers.HARD
    shown = typed_words(seen.found) or learned.telling(typed, kind, seen.words.common)
    return Verdict(Decision.HOLD, kind, is_soft, shown, message, way_out(typed, seen, purpose, kind))


def kind_of(typed: str, seen: Seen) -> tuple[Kind, bool]:
    """Return the kind that staff are told of, and whether a colleague may release it."""
    from flows.tone import learned

    if not seen.found:
        kind = learned.kind(typed, seen.signs)
        # A comparison may be a trait, which is hard: only the lists can tell.
        return kind, kind in SOFT and kind is not Kind.COMPARATIVE
    lead = leading(seen.found)
    kind = Kind.SANDWICH if is_sandwich(seen.found, seen.read, seen.words) else lead.kind
    return kind, lead.is_soft and kind is lead.kind


def name_verdict(typed: str, language: str) -> Verdict:
    """Return the verdict on a name or a place, which says nothing that the lists do not know."""
    seen = seen_in(typed, language)
    return reported(typed, seen, Purpose.NAME) if seen.found else ALLOWED


def note_verdict(typed: str, seen: Seen) -> Verdict:
    """Return the verdict on a note that holds no report: it must be short, good, and ask nothing."""
    found = note_hits(seen.read, seen.words)
    if found:
        lead = leading(found)
        message = offers.NO_ASK if lead.kind is Kind.PRESSURE else offers.SOFT
        offer = without_or_question(typed, seen, found, Purpose.NOTE, lead.kind)
        return Verdict(Decision.HOLD, lead.kind, lead.is_soft, typed_words(found), message, offer)
    if seen.language in LANGUAGES and not is_good(seen.read, seen.words):
        return held(Kind.IMPLICIT, offers.PLAIN)
    return ALLOWED if is_right_length(typed) else held(Kind.IMPLICIT, offers.LENGTH)


def typed_words(found: tuple[Hit, ...]) -> tuple[str, ...]:
    """Return the held words once each, as typed, in order: of "finally" in "he finally" only the longer."""
    shown, reached = [], 0
    for hit in sorted(found, key=lambda hit: (hit.span[0], -hit.span[1])):
        if hit.typed and hit.span[1] > reached:
            shown.append(hit.typed)
            reached = hit.span[1]
    return tuple(dict.fromkeys(shown))


def way_out(typed: str, seen: Seen, purpose: Purpose, kind: Kind) -> str:
    """Return the part of a text that may go, if there is one; else a question to staff."""
    if seen.found:
        return without_or_question(typed, seen, seen.found, purpose, kind)
    kept = [one for one in sentences(typed) if may_go(one, purpose, seen.language)]
    wording = " ".join(kept)
    return wording if kept and may_go(wording, purpose, seen.language) else offers.QUESTIONS[kind]


def without_or_question(typed: str, seen: Seen, found: tuple[Hit, ...], purpose: Purpose, kind: Kind) -> str:
    """Return the most of a text that may go without what was found in it; else a question to staff."""
    spans = [hit.span for hit in found]
    left = wordings(seen.read.text.typed, seen.read, spans, seen.words, is_sting=kind is Kind.BACKHANDED)
    wording = next((each for each in left if may_go(each, purpose, seen.language)), None)
    # Where no half may go, "only the good half" leads nowhere: the question is that of the bad one.
    return wording or offers.QUESTIONS[leading(found).kind if kind is Kind.SANDWICH else kind]


def may_go(wording: str, purpose: Purpose, language: str) -> bool:
    """Say whether a shortened text is good news by itself."""
    if not is_right_length(wording) or spoken(wording, language) != language:
        return False
    seen = seen_in(wording, language)
    if language in LANGUAGES and not is_good(seen.read, seen.words):
        return False
    return not is_bad_news(wording, seen) and not (purpose is Purpose.NOTE and note_verdict(wording, seen).is_held)
