"""Where and when a turn happened: what everything that keeps its facts is told."""

from dataclasses import dataclass
from datetime import datetime

from storage.repositories.talks import TalkFacts


@dataclass(frozen=True, slots=True)
class Happened:
    """Where and when a turn happened; `inbound_id` is None for a talk that we began."""

    talk: TalkFacts
    now: datetime
    inbound_id: int | None = None

    @property
    def parent_id(self) -> int:
        """Return whose turn it was."""
        return self.talk.parent_id
