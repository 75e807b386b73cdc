"""A talk as staff see it: each message with where it is, what it was understood as, and the next human step."""

from dataclasses import dataclass
from datetime import datetime

from bot.ports import DeliveryState
from bot.services.staff_words import is_later, state_words, why_words
from bot.web.understood import Understood, understand
from flows.reading import Glossary
from flows.reading.kept import kept
from storage.reports.family import Said


@dataclass(frozen=True, slots=True)
class Line:
    """One message and what stands under it; `goes_at` where it still waits, `understood` where a parent wrote it."""

    said: Said
    understood: Understood | None = None
    state: str = ""
    next_step: str = ""
    goes_at: datetime | None = None
    may_go_again: bool = False


def lines(thread: tuple[Said, ...], now: datetime, language: str, glossary: Glossary) -> tuple[Line, ...]:
    """Return the thread with an adult who reads this language as it is shown."""
    return tuple(_ours(each, now) if each.is_ours else _theirs(each, language, glossary) for each in thread)


def _theirs(said: Said, language: str, glossary: Glossary) -> Line:
    reading = kept(said.reading) if said.reading else None
    return Line(said, understand(said.body, reading, language, glossary))


def _ours(said: Said, now: datetime) -> Line:
    waits = said.state == DeliveryState.QUEUED and said.not_before is not None and is_later(said.not_before, now)
    return Line(
        said,
        state=state_words(said.state, said.why, is_later=waits),
        next_step=why_words(said.why),
        goes_at=said.not_before if waits else None,
        may_go_again=said.state == DeliveryState.UNSURE,
    )
