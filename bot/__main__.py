"""`python -m bot` is the `storylinks` command."""

import ctypes
import gc
from contextlib import suppress

ARENA_MAX, ARENAS = -8, 2
TRIM_THRESHOLD, TRIMMED_BYTES = -1, 256 * 1024
"""Options of glibc's mallopt(3), and what we choose."""


def main() -> None:
    """Load the command and run it."""
    give_memory_back()
    # Nothing that loading makes is ever thrown away: looking through it again and again took a quarter of the start.
    gc.disable()
    from bot.cli import main as command  # noqa: PLC0415 - see above

    gc.freeze()
    gc.enable()
    command()


def give_memory_back() -> None:
    """Have the C library keep little of what was freed; a school's small machine has other use for 25 MB.

    It would give every thread a heap of its own, and hold on to the more the larger the blocks it has seen freed, as
    those of the learned models while they are loaded.
    """
    with suppress(AttributeError, OSError):  # another C library has no such options
        c_library = ctypes.CDLL(None)
        c_library.mallopt(ARENA_MAX, ARENAS)
        c_library.mallopt(TRIM_THRESHOLD, TRIMMED_BYTES)


if __name__ == "__main__":
    main()
