"""WAV: the chunks that say how it sounds and the sound itself stay; lists of names, dates and places go."""

import struct

from bot.errors import FileDamaged

KEPT = (b"fmt ", b"fact", b"data")
HEAD = struct.Struct("<4sI")
BEGINS = len(b"RIFF....WAVE")


def only_sound(content: bytes) -> bytes:
    """Return a file of these chunks alone, or raise `FileDamaged` where one is cut or missing."""
    found: dict[bytes, bytes] = {}
    at = BEGINS
    while at + HEAD.size <= len(content):
        kind, size = HEAD.unpack_from(content, at)
        inside = at + HEAD.size
        if inside + size > len(content):
            raise FileDamaged
        found.setdefault(kind, content[inside : inside + size])
        at = inside + size + size % 2
    if not found.get(b"fmt ") or not found.get(b"data"):
        raise FileDamaged
    chunks = b"".join(_chunk(kind, found[kind]) for kind in KEPT if kind in found)
    return b"RIFF" + struct.pack("<I", len(b"WAVE") + len(chunks)) + b"WAVE" + chunks


def _chunk(kind: bytes, inside: bytes) -> bytes:
    return HEAD.pack(kind, len(inside)) + inside + bytes(len(inside) % 2)
