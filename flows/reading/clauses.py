"""Clauses: where "but" begins a new one, and at which words a clause may be said to begin."""

from collections.abc import Container
from dataclasses import replace

from flows.reading.normal import Token, Tokens


def divide(tokens: Tokens, contrasts: Container[str]) -> Tokens:
    """Begin a new clause at each word of contrast ("but"); a question mark stays with the last part."""
    items: list[Token] = []
    last_part: dict[int, int] = {}
    added = 0
    for token in tokens.items:
        is_inside = bool(items) and last_part.get(token.clause) is not None
        added += is_inside and token.word in contrasts
        last_part[token.clause] = token.clause + added
        items.append(replace(token, clause=token.clause + added) if added else token)
    asking = frozenset(last_part[clause] for clause in tokens.asking if clause in last_part)
    return replace(tokens, items=tuple(items), asking=asking)


def beginnings(tokens: Tokens, fillers: Container[str], joiners: Container[str]) -> frozenset[int]:
    """Return the indexes at which a clause begins, fillers ("hi", "sorry") and joiners ("and") left aside."""
    begins: set[int] = set()
    is_open, clause = True, -1
    for index, token in enumerate(tokens.items):
        is_open = is_open or token.clause != clause
        clause = token.clause
        if is_open:
            begins.add(index)
        is_open = (is_open and token.word in fillers) or token.word in joiners
    return frozenset(begins)
