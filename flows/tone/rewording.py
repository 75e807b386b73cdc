"""A way to say it: the part of a held text that is good news by itself, in whole clauses, as the writer typed it."""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Final

from flows.tone.find import Read, clauses
from flows.tone.lexicon import Lexicon
from flows.tone.story import Span

LEAST: Final = 8
"""Letters that tell whether a text begins as the typed one does."""
JOINT: Final = re.compile(r"[,;:.!?\n]+|\s[-–—]+\s")
LOOSE: Final = re.compile(r"\s+([,.!;?])")
DOUBLED: Final = re.compile(r"[,;:\s]*([,.!;?])[,.;]+|[,;:]+(?=[.!?])")
ENDS: Final = re.compile(r"[.!?…۔؟]$")
# What a clause cannot end with, nor begin with once what it leaned on is gone.
DANGLING: Final = re.compile(
    r"\b(?:an?|the|having|being|been|with|to|of|for|in|on|at|and|or|that|than|his|her|their|my|our|was|were|is|are|had"
    r"|has|so|very|such|much|more|but|because|when|while|did|not|no|i|w|z|na|do|że|się|bez|jak|nie|aur|ke|ka|ki)\s*(?:[,.!;?]|$)",
    re.IGNORECASE,
)
# What joins a clause to the one before; after "and" a clause must have a subject of its own.
LEANING: Final = re.compile(
    r"^(?:but|still|at least|even so|anyway|i|oraz|a|ale|اور|لیکن|and(?= (?:he|she|they|we|i|the|his|her|our|my)\b| (?-i:[A-Z])))\s+",
    re.IGNORECASE,
)
LEANS_BACK: Final = re.compile(
    r"^(?:and|so|because|then|than|or|when|which|who|after|więc|potem|تو|پھر)\b|\b(?:about it|after(?:wards)?|eventually"
    r"|in the end|again|also|too|instead)\b",
    re.IGNORECASE,
)
"""What means nothing, or the wrong thing, without the clause before it: "then he laughed about it"."""
STILL: Final = re.compile(r"^(\w+) (?:still|at least)\b", re.IGNORECASE)
"""What only a bad half before it explains: "JJ still came up with an idea"."""


def wordings(typed: str, seen: Read, spans: Collection[Span], words: Lexicon, *, is_sting: bool) -> Iterator[str]:
    """Yield what is left of a text without what was found in it, the most first; the caller looks at each.

    Of praise with a sting the sting alone is taken out where the sentence stays whole; else whole clauses go.
    """
    if is_sting:
        yield from _whole(_without(typed, _places(seen, _innermost(spans))), typed)
    yield from _whole(_without(typed, _places(seen, clauses(list(spans), seen.text.text))), typed)
    contrast = words.note.get("contrast")
    turns = [match.span() for match in contrast.finditer(seen.text.text)] if contrast else []
    yield from (each for run in _runs(typed, _places(seen, spans), _places(seen, turns)) for each in _whole(run, typed))


def _innermost(spans: Collection[Span]) -> list[Span]:
    """Return those that hold no other: of "finally finished" the sting is "finally"."""
    return [(start, end) for start, end in spans if not any(_is_within(one, (start, end)) for one in spans)]


def _is_within(inner: Span, outer: Span) -> bool:
    return inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]


def _places(seen: Read, spans: Collection[Span]) -> frozenset[int]:
    """Return where in the typed text these stretches of the readable text stand."""
    shown = [seen.text.at[start:end] for start, end in set(spans)]
    return frozenset(place for each in shown if each for place in range(min(each), max(each) + 1))


def _without(typed: str, gone: frozenset[int]) -> str:
    return "".join(letter for place, letter in enumerate(typed) if place not in gone)


def _runs(typed: str, gone: frozenset[int], turns: frozenset[int]) -> list[str]:
    """Return the longest stretches of whole clauses that hold nothing of what was found, nor a turn like "but"."""
    runs: list[str] = [""]
    for start, end in _clauses(typed, turns):
        piece = typed[start:end]
        if start in turns or gone & set(range(start, end)):
            runs.append("")
        else:
            runs[-1] += piece
    return sorted(filter(str.strip, runs), key=len, reverse=True)


def _clauses(typed: str, turns: frozenset[int]) -> Iterator[Span]:
    """Yield the clauses, each with the mark that ends it, and each turn as a stretch of its own."""
    ends = {match.end() for match in JOINT.finditer(typed)}
    ends |= {place for place in turns if place - 1 not in turns} | {
        place + 1 for place in turns if place + 1 not in turns
    }
    cuts = sorted({0, len(typed), *ends})
    yield from pairwise(cuts)


def _whole(left: str, typed: str) -> Iterator[str]:
    """Yield a text tidied, if no clause in it ends in the middle."""
    tidy = DOUBLED.sub(r"\1", LOOSE.sub(r"\1", " ".join(left.split()))).strip(" ,;:-–—")
    tidy = LEANING.sub("", tidy.lstrip(" ,.;:-–—!?"))
    is_cut = not typed.startswith(tidy[:LEAST])
    tidy = STILL.sub(r"\1", tidy) if is_cut else tidy
    leans = is_cut and LEANS_BACK.search(tidy)
    if not tidy or tidy == typed or leans or DANGLING.search(tidy):
        return
    tidy = tidy[:1].upper() + tidy[1:]
    yield tidy if ENDS.search(tidy) or not ENDS.search(typed.strip()) else f"{tidy}."
