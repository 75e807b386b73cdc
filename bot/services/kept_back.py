"""Words of staff's are looked at before they may go: what reads as bad news is kept back, with a kind way out."""

from bot.errors import Refused
from bot.sentences import _, say
from flows.tone import Purpose, Verdict, check
from flows.tone.offers import QUESTIONS


class KeptBack(Refused):
    """These words are kept back; nothing was sent and nothing was saved."""

    def __init__(self, verdict: Verdict, wording: str | None, field: str) -> None:
        """Keep the verdict, and the wording that may go instead where the way out is one and not a question."""
        self.verdict = verdict
        self.wording = wording
        super().__init__(verdict.message, field)

    def way_out(self, child: str) -> str:
        """Return the kind way out: a question to whoever wrote it, or those of their own words that may go."""
        offer = self.verdict.suggestion or ""
        return _(offer, child=child) if offer in QUESTIONS.values() else offer.replace("{child}", say(child))


def looked_at(words: str, purpose: Purpose, field: str, language: str = "en") -> None:
    """Raise `KeptBack` where the words may not go. Staff mostly write in English; where it cannot tell, it holds."""
    verdict = check(words, purpose, language)
    if verdict.is_held:
        offer = verdict.suggestion
        wording = offer if offer and not check(offer, purpose, language).is_held else None
        raise KeptBack(verdict, wording, field)
