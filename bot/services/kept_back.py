"""Words of staff's are looked at before they may go: what reads as bad news is kept back, with a kind way out."""

from bot.errors import Refused
from flows.tone import Purpose, Verdict, check


class KeptBack(Refused):
    """These words are kept back; nothing was sent and nothing was saved."""

    def __init__(self, verdict: Verdict, field: str) -> None:
        """Keep the verdict, which holds the words, the message and the way out."""
        self.verdict = verdict
        super().__init__(verdict.message, field)


def looked_at(words: str, purpose: Purpose, field: str) -> None:
    """Raise `KeptBack` where the words may not go. Staff write in English; where it cannot tell, it holds."""
    verdict = check(words, purpose)
    if verdict.is_held:
        raise KeptBack(verdict, field)
