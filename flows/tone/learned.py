"""What the notes in benchmarks/corpora taught: how likely a text is bad news, and of which kind.

The network `tone` of flows/learned judges the meaning of the text, its words and what they stand for, and the signs
that the rules saw. Made by benchmarks/train.py. Without the sentence embedding it raises `MeaningUnavailable`, and the
text is held.
"""

from collections.abc import Collection
from functools import lru_cache
from typing import Final

from flows.learned.features import words
from flows.learned.network import Judged, Network
from flows.tone.verdict import Decision, Kind

_REMEMBERED: Final = 64
ALLOW = Decision.ALLOW.value
MARKS = ".,;:!?()\"'…“”«»،؛؟۔।。！？，"


def likely(text: str, signs: Collection[str]) -> float:
    """Return how likely a text with these signs is bad news, from 0 to 1: both heads have a say."""
    judged = _judged(text, tuple(sorted(signs)))
    return 1 - (judged.leads[ALLOW] + judged.there[ALLOW]) / 2


def kind(text: str, signs: Collection[str]) -> Kind:
    """Return the kind that a held text most likely is."""
    leads = _judged(text, tuple(sorted(signs))).leads
    return max(Kind, key=lambda one: leads[one])


def telling(text: str, kind_: Kind, ordinary: Collection[str]) -> tuple[str, ...]:
    """Return up to three words of a text that speak most for a kind, as typed and in order, none of them ordinary."""
    tokens = [token.strip(MARKS) for token in text.split() if words(token)]
    typed = [token for token in dict.fromkeys(tokens) if len(token) > 1 and token.lower() not in ordinary]
    strongest = _network().words(typed, kind_)
    return tuple(token for token in typed if token in strongest)


@lru_cache(maxsize=_REMEMBERED)
def _judged(text: str, signs: tuple[str, ...]) -> Judged:
    """Return what the network says; one note is asked about several times, as a whole and in parts."""
    return _network().judge(text, "", signs)


def _network() -> Network:
    return Network.load("tone")
