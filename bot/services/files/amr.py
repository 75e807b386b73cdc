"""AMR (RFC 4867, section 5), as old phones record speech: a mark and frames; the format has no room for tags."""

from bot.errors import FileDamaged

NARROW, BROAD = b"#!AMR\n", b"#!AMR-WB\n"
SPEECH_BYTES = {
    NARROW: (12, 13, 15, 17, 19, 20, 26, 31, 5),
    BROAD: (17, 23, 32, 36, 40, 46, 50, 58, 60, 5),
}
"""Bytes after a frame's first one, by its type."""
EMPTY_TYPES = (14, 15)
"""Speech lost, nothing said: a frame of its first byte alone."""


def only_sound(content: bytes) -> bytes:
    """Return the file as it is if it is whole frames and nothing else, or raise `FileDamaged`."""
    mark = BROAD if content.startswith(BROAD) else NARROW
    at = len(mark)
    while at < len(content):
        at += 1 + _speech(mark, content[at] >> 3 & 15)
    if at > len(content) or at == len(mark):
        raise FileDamaged
    return content


def _speech(mark: bytes, kind: int) -> int:
    sizes = SPEECH_BYTES[mark]
    if kind in EMPTY_TYPES:
        return 0
    if kind >= len(sizes):
        raise FileDamaged
    return sizes[kind]
