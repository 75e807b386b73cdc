"""The reader, made with the first text: half a second and 30 MB that a process at rest need not have spent."""

import asyncio
import gc
from collections.abc import Mapping
from functools import lru_cache
from threading import Lock
from typing import Final

from flows.reading import Question, Reader, Reading, ReplyWords

_SHORT: Final = 8
"""Letters of the longest reply that is remembered: "1", "yes" and "ok x" come again and again, and tell of nobody."""
_REMEMBERED: Final = 1_000


class LateReader:
    """Reads like a `Reader`, which it makes when there is first something to read."""

    def __init__(self, words: Mapping[str, ReplyWords]) -> None:
        """Keep the words of every language for it."""
        self._words = words
        self._reader: Reader | None = None
        self._making = Lock()
        self._known = lru_cache(_REMEMBERED)(self._read)

    async def ready(self) -> None:
        """Make it now, beside the event loop, if it is not made yet: no transaction is to stay open meanwhile."""
        if self._reader is None:
            await asyncio.to_thread(self._made)

    def read(self, text: str, question: Question) -> Reading:
        """Return what the reply means; see `Reader.read`."""
        return (self._known if len(text) <= _SHORT else self._read)(text, question)

    def _read(self, text: str, question: Question) -> Reading:
        return (self._reader or self._made()).read(text, question)

    def _made(self) -> Reader:
        with self._making:  # several threads may read the first texts, and one is enough to make it
            if self._reader is None:
                self._reader = _lasting(self._words)
            return self._reader


def _lasting(words: Mapping[str, ReplyWords]) -> Reader:
    """Make the reader without the collector, and for good: half a million things that it need never look through."""
    gc.disable()
    try:
        return Reader(words)
    finally:
        gc.freeze()
        gc.enable()
