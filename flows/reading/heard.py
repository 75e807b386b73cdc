"""What was heard in a reply: the signs found in its words, rivals settled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from flows.reading.meaning import Ask, Evidence, Intent
from flows.reading.normal import Tokens
from flows.reading.phrases import Hit
from flows.reading.signs import ANSWERS, FIGURE, INSTRUCTION, REQUESTS, WORRY, family

_NO_FIGURE: Final = frozenset({FIGURE, str(Intent.THANKS)})
_NEVER_IGNORED: Final = frozenset({str(Intent.STOP), str(Intent.DISTRESS)})


@dataclass(frozen=True, slots=True)
class Heard:
    """The tokens of a reply and the hits by sign, each in the order of the text."""

    tokens: Tokens
    hits: Mapping[str, tuple[Hit, ...]]
    begins: frozenset[int]

    def of(self, *signs: str) -> tuple[Hit, ...]:
        """Return the hits of these signs, in the order of the text."""
        if len(signs) == 1:
            return self.hits.get(signs[0], ())
        found = [hit for sign in signs for hit in self.hits.get(sign, ())]
        return tuple(sorted(found, key=lambda hit: hit.first))

    def has(self, *signs: str) -> bool:
        """Say whether any of these signs was heard."""
        return not self.hits.keys().isdisjoint(signs)

    def loose(self, sign: str) -> tuple[Hit, ...]:
        """Return the hits of a sign that no answer's own words hold: the "not" of "not sure" is not loose."""
        answers = self.of(*ANSWERS, FIGURE)
        return tuple(hit for hit in self.of(sign) if not any(other.covers(hit) for other in answers))

    def words(self, hit: Hit) -> str:
        """Return the words of a hit as they were typed."""
        return self.tokens.typed(hit.first, hit.last)

    def evidence(self, meaning: Intent | Ask, hits: Iterable[Hit]) -> tuple[Evidence, ...]:
        """Return the words that gave a meaning away."""
        return tuple(Evidence(meaning, self.words(hit)) for hit in hits)

    def clause_size(self, clause: int) -> int:
        """Count the words of a clause."""
        return sum(token.clause == clause for token in self.tokens.items)

    @property
    def asking(self) -> frozenset[int]:
        """Return the clauses that ask something."""
        return self.tokens.asking | {hit.clause for hit in self.of(Intent.QUESTION)}


def settle(hits: Iterable[Hit], tokens: Tokens, begins: frozenset[int]) -> Heard:
    """Drop what stands within a figure of speech or an instruction; in each family the longest phrase wins."""
    found = list(hits)
    figures = [hit for hit in found if hit.sign == FIGURE]
    meant = [hit for hit in found if not _is_figurative(hit, figures)]
    ignored = {hit.clause for hit in meant if hit.sign == INSTRUCTION}
    requests = [hit for hit in meant if hit.sign in REQUESTS]
    kept: list[Hit] = []
    taken: dict[str, set[int]] = {}
    for hit in sorted(meant, key=lambda hit: hit.rank):
        words = taken.setdefault(family(hit.sign), set())
        is_ignored = hit.clause in ignored and hit.sign not in _NEVER_IGNORED
        if not (is_ignored or _is_taken(hit, requests) or words & hit.tokens()):
            kept.append(hit)
            words |= hit.tokens()
    return Heard(tokens, _by_sign(kept), begins)


def _is_taken(hit: Hit, requests: Iterable[Hit]) -> bool:
    """Say whether a request's longer phrase holds words of this answer."""
    return hit.sign in ANSWERS and any(hit.meets(other) and other.words > hit.words for other in requests)


def _is_figurative(hit: Hit, figures: Iterable[Hit]) -> bool:
    """Say whether a figure of speech holds the hit, or meets it and says more: "bus stop now"."""
    return hit.sign not in _NO_FIGURE and any(
        figure.covers(hit) or (figure.meets(hit) and _gives_way(hit, figure)) for figure in figures
    )


def _gives_way(hit: Hit, figure: Hit) -> bool:
    if hit.sign == WORRY or (hit.sign in ANSWERS and figure.words > hit.words):
        return True
    if figure.words > hit.words and figure.last > hit.last:
        return True
    return figure.first < hit.first and figure.words >= hit.words


def _by_sign(hits: Iterable[Hit]) -> dict[str, tuple[Hit, ...]]:
    by_sign: dict[str, list[Hit]] = {}
    for hit in sorted(hits, key=lambda hit: hit.first):
        by_sign.setdefault(hit.sign, []).append(hit)
    return {sign: tuple(found) for sign, found in by_sign.items()}
