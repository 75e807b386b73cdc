"""The order of the checks: language, bad words in context, then what a note needs."""

import re

from flows.tone import offers
from flows.tone.find import Hit, Read, clauses, hits, is_sandwich, leading, read
from flows.tone.language import spoken
from flows.tone.lexicon import Lexicon, lexicon
from flows.tone.note import is_good, is_right_length, note_hits
from flows.tone.verdict import Decision, Kind, Purpose, Verdict

ALLOWED = Verdict(Decision.ALLOW)
LOOSE = re.compile(r"\s+([,.!;?])")
DOUBLED = re.compile(r"([,.!;?])[,.;]+")


def verdict_on(typed: str, purpose: Purpose, language: str) -> Verdict:
    """Return the verdict with its way out."""
    if not typed.strip():
        return held(Kind.IMPLICIT, offers.EMPTY)
    name = spoken(typed, language)
    if name is None:
        return held(Kind.IMPLICIT, offers.UNREADABLE)
    words = lexicon(name)
    seen = read(typed, words)
    found = hits(seen, words)
    if found:
        return reported(seen, found, words, purpose)
    if purpose is Purpose.NOTE:
        return note_verdict(seen, words)
    # Neither praise nor an arrangement: perhaps a report in words that the lists do not know.
    return ALLOWED if seen.is_plain or is_good(seen, words) else held(Kind.IMPLICIT, offers.PLAIN)


def held(kind: Kind, message: str, *, is_soft: bool = False) -> Verdict:
    """Return a hold that points at no words."""
    return Verdict(Decision.HOLD, kind, is_soft, message=message, suggestion=offers.QUESTIONS[kind])


def reported(seen: Read, found: tuple[Hit, ...], words: Lexicon, purpose: Purpose) -> Verdict:
    """Return the hold of a text that reads as a report."""
    lead = leading(found)
    kind = Kind.SANDWICH if is_sandwich(found, seen, words) else lead.kind
    is_soft = lead.is_soft and kind is lead.kind
    message = offers.SOFT if is_soft else offers.HARD
    return Verdict(
        Decision.HOLD, kind, is_soft, typed_words(found), message, way_out(seen, found, words, purpose, kind)
    )


def note_verdict(seen: Read, words: Lexicon) -> Verdict:
    """Return the verdict on a note that holds no report: it must be short, good, and ask nothing."""
    found = note_hits(seen, words)
    if found:
        lead = leading(found)
        message = offers.NO_ASK if lead.kind is Kind.PRESSURE else offers.SOFT
        offer = way_out(seen, found, words, Purpose.NOTE, lead.kind)
        return Verdict(Decision.HOLD, lead.kind, lead.is_soft, typed_words(found), message, offer)
    if not is_good(seen, words):
        return held(Kind.IMPLICIT, offers.PLAIN)
    return ALLOWED if is_right_length(seen.text.typed) else held(Kind.IMPLICIT, offers.LENGTH)


def typed_words(found: tuple[Hit, ...]) -> tuple[str, ...]:
    """Return each held word once, as typed, in order."""
    return tuple(dict.fromkeys(hit.typed for hit in found if hit.typed))


def way_out(seen: Read, found: tuple[Hit, ...], words: Lexicon, purpose: Purpose, kind: Kind) -> str:
    """Return the note without what holds it back, if that may go; else a question to staff."""
    spans = [hit.span for hit in found]
    # "Great day for once" needs only the sting taken out; other words leave a hole, so their clause goes.
    gone = spans if kind is Kind.BACKHANDED else clauses(spans, seen.text.text)
    wording = without(seen, gone)
    return wording if may_go(wording, words, purpose) else offers.QUESTIONS[kind]


def without(seen: Read, spans: list[tuple[int, int]]) -> str:
    """Return the typed text with some spans left out, tidied."""
    gone = {place for start, end in spans for place in seen.text.at[start:end]}
    kept = "".join(letter for place, letter in enumerate(seen.text.typed) if place not in gone)
    tidy = DOUBLED.sub(r"\1", LOOSE.sub(r"\1", " ".join(kept.split()))).strip(" ,;:-.")
    return tidy[:1].upper() + tidy[1:]


def may_go(wording: str, words: Lexicon, purpose: Purpose) -> bool:
    """Say whether a shortened text is good news by itself."""
    seen = read(wording, words)
    if hits(seen, words) or not is_good(seen, words) or not is_right_length(wording):
        return False
    return purpose is Purpose.OTHER or not note_hits(seen, words)
