"""What the tone check answers: allow or hold, which kind, which words, and a kind way out."""

from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """Say what a text is for: a good-news note has stricter rules than any other text.

    A name is too short to have a meaning of its own: only the words of the lists hold it.
    """

    NOTE = "note"
    OTHER = "other"
    NAME = "name"


class Decision(StrEnum):
    """Say whether a text may go or is kept back."""

    ALLOW = "allow"
    HOLD = "hold"


class Kind(StrEnum):
    """Name why a text is kept back, as a parent worn down by calls would feel it.

    Two have a second use. `implicit` also means "we cannot tell": another language, nothing good in a note.
    `pressure` also means "this asks something of the parent": a link, a date or a question in a note.
    """

    INCIDENT = "incident"
    EUPHEMISM = "euphemism"
    SANCTION = "sanction"
    BACKHANDED = "backhanded"
    COMPARATIVE = "comparative"
    PRESSURE = "pressure"
    ATTENDANCE = "attendance"
    IMPLICIT = "implicit"
    SARCASM = "sarcasm"
    EMOJI = "emoji"
    OBFUSCATED = "obfuscated"
    JARGON = "jargon"
    SANDWICH = "sandwich"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold what the check found.

    `kind` is None when the text may go. `is_soft` means that a trained colleague may release it.
    `words` are exactly as typed. `message` is for staff. `suggestion` is a note that passes, or a question.
    """

    decision: Decision
    kind: Kind | None = None
    is_soft: bool = False
    words: tuple[str, ...] = ()
    message: str = ""
    suggestion: str | None = None

    @property
    def is_held(self) -> bool:
        """Say whether the text is kept back."""
        return self.decision is Decision.HOLD
