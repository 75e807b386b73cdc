"""M4A and 3GP (ISO 14496-12), as phones record them: boxes that are not the sound are emptied where they stand.

Nothing moves, so the places that the file itself names stay right. The times of recording are emptied too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.errors import FileDamaged, FileOfOtherKind

CONTAINERS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"dinf", b"edts", b"mvex", b"moof", b"traf"})
TIMED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
KEPT = frozenset({
    *TIMED, b"ftyp", b"mdat", b"hdlr", b"smhd", b"dref", b"elst", b"mehd", b"trex", b"mfhd", b"tfhd", b"tfdt", b"trun",
    b"stsd", b"stts", b"ctts", b"stss", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"sgpd", b"sbgp",
})  # fmt: skip
STILLS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis")
"""Brands of pictures in the same container."""
SOUND = b"soun"
DEEPEST = 8
HEAD, LONG_HEAD = 8, 16


@dataclass(frozen=True, slots=True)
class _Box:
    """A box: what it is called, where it begins, where its inside begins, and where it ends."""

    kind: bytes
    start: int
    inside: int
    end: int


def is_still(content: bytes) -> bool:
    """Say whether the container holds a picture."""
    return content[8:12] in STILLS


def only_sound(content: bytes) -> bytes:
    """Return the same sound without its tags, places and times, or raise `FileOfOtherKind` or `FileDamaged`."""
    clean = bytearray(content)
    tracks = [bytes(content[box.inside + 8 : box.inside + 12]) for box in _cleaned(clean, 0, len(clean), 0)]
    if not tracks or any(track != SOUND for track in tracks):
        raise FileOfOtherKind
    if b"mdat" not in {box.kind for box in _boxes(content, 0, len(content))}:
        raise FileDamaged
    return bytes(clean)


def _cleaned(clean: bytearray, start: int, end: int, depth: int) -> list[_Box]:
    """Empty what is not the sound between these places; return the boxes that say what each track is."""
    if depth > DEEPEST:
        raise FileDamaged
    handlers: list[_Box] = []
    for box in _boxes(clean, start, end):
        if box.kind in CONTAINERS:
            handlers += _cleaned(clean, box.inside, box.end, depth + 1)
        elif box.kind in TIMED:
            _forget_times(clean, box)
        elif box.kind not in KEPT:
            clean[box.start + 4 : box.start + HEAD] = b"free"
            clean[box.inside : box.end] = bytes(box.end - box.inside)
        elif box.kind == b"hdlr":
            handlers.append(box)
    return handlers


def _forget_times(clean: bytearray, box: _Box) -> None:
    length = 16 if clean[box.inside : box.inside + 1] == b"\x01" else 8
    if box.end < box.inside + 4 + length:
        raise FileDamaged
    clean[box.inside + 4 : box.inside + 4 + length] = bytes(length)


def _boxes(content: bytes | bytearray, start: int, end: int) -> Iterator[_Box]:
    while start < end:
        box = _box(content, start, end)
        yield box
        start = box.end


def _box(content: bytes | bytearray, start: int, end: int) -> _Box:
    size, kind, inside = int.from_bytes(content[start : start + 4]), bytes(content[start + 4 : start + HEAD]), HEAD
    if size == 1:
        size, inside = int.from_bytes(content[start + HEAD : start + LONG_HEAD]), LONG_HEAD
    if size == 0:  # to the end
        size = end - start
    if size < inside or start + size > end:
        raise FileDamaged
    return _Box(kind, start, start + inside, start + size)
