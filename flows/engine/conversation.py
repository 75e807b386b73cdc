"""One parent's passage through a flow, as plain data that survives a restart."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Conversation:
    """The question that is open: which flow and step, about which session, from when until when.

    `simpler_at` is when the question was last put in simpler words. `parked` is the question that this one
    interrupted; it comes back when this one ends. Datetimes are aware.
    """

    flow: str
    step: str
    opened_at: datetime
    closes_at: datetime
    session_id: int | None = None
    simpler_at: datetime | None = None
    parked: "Conversation | None" = None

    def is_open(self, now: datetime) -> bool:
        """Say whether an answer still counts."""
        return now < self.closes_at

    def asked_simpler(self, now: datetime) -> "Conversation":
        """Return the same question, put once more in simpler words."""
        return replace(self, simpler_at=now)

    def to_json(self) -> dict[str, Any]:
        """Return plain values; `from_json` gives the same conversation back."""
        return {
            "flow": self.flow,
            "step": self.step,
            "opened_at": self.opened_at.isoformat(),
            "closes_at": self.closes_at.isoformat(),
            "session_id": self.session_id,
            "simpler_at": self.simpler_at.isoformat() if self.simpler_at else None,
            "parked": self.parked.to_json() if self.parked else None,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Conversation":
        """Rebuild a conversation from `to_json`."""
        times = {key: datetime.fromisoformat(kept[key]) for key in ("opened_at", "closes_at")}
        simpler = kept.get("simpler_at")
        parked = kept.get("parked")
        return cls(
            flow=kept["flow"],
            step=kept["step"],
            session_id=kept.get("session_id"),
            simpler_at=datetime.fromisoformat(simpler) if simpler else None,
            parked=cls.from_json(parked) if parked else None,
            **times,
        )
