"""A sentence as the flow that says it wrote it: whole, named, not yet rendered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

Value = str | int | date | time | tuple[date, ...]


@dataclass(frozen=True, slots=True, init=False)
class Text:
    """One whole English sentence or two, with named places for values.

    The id is the catalogue's context and the name by which the text is known everywhere. Values keep their type
    until they are rendered, because a date reads differently in every language.
    """

    id: str
    sentence: str
    values: Mapping[str, Value]

    def __init__(self, id_: str, sentence: str, /, **values: Value) -> None:
        """Keep the id first, then the sentence, then what stands in its places."""
        object.__setattr__(self, "id", id_)
        object.__setattr__(self, "sentence", sentence)
        object.__setattr__(self, "values", values)


Say = tuple[Text, ...]
"""What one message says: whole Texts, joined by a space when rendered."""
