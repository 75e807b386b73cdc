"""Find the words that hold a text back, and tell how sure and of what kind."""

from dataclasses import dataclass, replace

from flows.tone.disguise import revealed
from flows.tone.lexicon import Lexicon
from flows.tone.plain import SIGN, Plain, plain
from flows.tone.story import Span, story_spans
from flows.tone.verdict import Kind

# When one text shows several kinds, staff are told of the first of these.
ORDER = (
    Kind.OBFUSCATED,
    Kind.SANCTION,
    Kind.INCIDENT,
    Kind.JARGON,
    Kind.ATTENDANCE,
    Kind.PRESSURE,
    Kind.COMPARATIVE,
    Kind.BACKHANDED,
    Kind.IMPLICIT,
    Kind.SARCASM,
    Kind.EUPHEMISM,
    Kind.EMOJI,
    Kind.SANDWICH,
)


@dataclass(frozen=True, slots=True)
class Hit:
    """Hold one finding: where in the readable text, what kind, as typed, and whether it holds the text by itself."""

    span: Span
    kind: Kind
    is_soft: bool
    typed: str
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """Hold a text made readable, the text with good uses and stories taken out.

    `is_plain`: it speaks of arrangements. `is_told`: it tells of a story.
    """

    text: Plain
    rest: str
    is_plain: bool
    is_told: bool


def read(typed: str, words: Lexicon) -> Read:
    """Make a text readable in a language and take out what is innocent in it."""
    text = revealed(plain(typed), words)
    spans = [match.span() for match in words.spared.finditer(text.text)]
    rest = text.blank(spans)
    told = story_spans(rest, words.scene)
    is_plain = bool(spans) or SIGN in text.text or is_arrangement(text.text, words)
    return Read(text, text.blank(spans + told), is_plain, bool(told))


def is_arrangement(text: str, words: Lexicon) -> bool:
    """Say whether a text speaks to the parent, or of times and places and not of the child."""
    shown = {name: pattern.search(text) is not None for name, pattern in words.plain.items()}
    return shown["address"] or (shown["places"] and not shown["child"])


def hits(seen: Read, words: Lexicon) -> tuple[Hit, ...]:
    """Return what holds the text back, in the order in which it stands."""
    found = [
        Hit(match.span(), rule.kind, rule.is_soft, seen.text.as_typed(*match.span()).strip(" ,.;"), rule.is_sure)
        for rule in words.rules
        if not (rule.name == "odd" and words.good.search(seen.text.text))
        for match in rule.pattern.finditer(seen.rest)
    ]
    return tuple(sorted((disguised(hit, seen.text) for hit in found), key=lambda hit: hit.span))


def signs(seen: Read, found: tuple[Hit, ...], words: Lexicon) -> frozenset[str]:
    """Return what the rules saw in a text, by name, for the learned weights to weigh."""
    shown = {
        "any": bool(found),
        "many": len({hit.span for hit in found}) > 1,
        "good": words.good.search(seen.rest) is not None,
        "told": seen.is_told,
        "arrangement": seen.is_plain,
        "spared": "_" in seen.rest,
        **{name: pattern.search(seen.text.text) is not None for name, pattern in words.plain.items()},
        **{f"note {name}": pattern.search(seen.rest) is not None for name, pattern in words.note.items()},
    }
    return frozenset({name for name, is_shown in shown.items() if is_shown} | {str(hit.kind) for hit in found})


def disguised(hit: Hit, text: Plain) -> Hit:
    """Return the hit, as obfuscated when its words had been hidden."""
    return replace(hit, kind=Kind.OBFUSCATED, is_soft=False) if text.is_trick(*hit.span) else hit


def leading(found: tuple[Hit, ...]) -> Hit:
    """Return the finding that staff are told of: a hard one first."""
    return min(found, key=lambda hit: (hit.is_soft, ORDER.index(hit.kind), hit.span))


def is_sandwich(found: tuple[Hit, ...], seen: Read, words: Lexicon) -> bool:
    """Say whether praise in its own clause stands beside what holds the text back."""
    if any(hit.kind in (Kind.OBFUSCATED, Kind.SARCASM, Kind.BACKHANDED) for hit in found):
        return False
    bad = clauses([hit.span for hit in found], seen.text.text)
    return any(not overlaps(match.span(), bad) for match in words.good.finditer(seen.text.text))


def clauses(spans: list[Span], text: str) -> list[Span]:
    """Widen spans to the clauses that they stand in."""
    return [(before(text, start), after(text, end)) for start, end in spans]


BREAKS = (".", "!", "?", ";", ",", "\n", " but ", " however ", " and ", " although ", " though ", " then ", " apart ")


def before(text: str, place: int) -> int:
    """Return where the clause that holds `place` begins."""
    return max(text.rfind(mark, 0, place) + 1 for mark in BREAKS)


def after(text: str, place: int) -> int:
    """Return where the clause that holds `place` ends."""
    ends = [text.find(mark, place) for mark in BREAKS]
    return min((end for end in ends if end >= 0), default=len(text))


def overlaps(span: Span, others: list[Span]) -> bool:
    """Say whether a span touches any of the others."""
    return any(span[0] < end and start < span[1] for start, end in others)
