"""Ogg with Opus (RFC 7845), as Telegram's voice notes are: the sound pages stay, the page of tags is made anew."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from bot.errors import FileDamaged, FileOfOtherKind

HEADER = struct.Struct("<4sBBQIIIB")
CHECKSUM_AT = 22
WHOLE_SEGMENT = 255
NO_TAGS = b"OpusTags" + struct.pack("<II", 0, 0)
"""No name of a program, no tag."""
MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


@dataclass(frozen=True, slots=True)
class _Page:
    """One page: its flags, the time it reaches, whose stream it is, and its packets in segments."""

    flags: int
    granule: int
    stream: int
    lengths: bytes
    body: bytes

    @property
    def ends_a_packet(self) -> bool:
        """Say whether a packet ends here: at a segment that is not full."""
        return any(length < WHOLE_SEGMENT for length in self.lengths)

    def written(self, number: int) -> bytes:
        """Return its bytes as the page of this number."""
        head = HEADER.pack(b"OggS", 0, self.flags, self.granule, self.stream, number, 0, len(self.lengths))
        page = head + self.lengths + self.body
        return page[:CHECKSUM_AT] + struct.pack("<I", checksum(page)) + page[CHECKSUM_AT + 4 :]


def only_sound(content: bytes) -> bytes:
    """Return the same sound with empty tags, or raise `FileOfOtherKind` or `FileDamaged`."""
    pages = list(_pages(content))
    if not pages[0].body.startswith(b"OpusHead") or len({page.stream for page in pages}) > 1:
        raise FileOfOtherKind
    sound = pages[_tags_end(pages) :]
    if not sound:
        raise FileDamaged
    tags = _Page(0, 0, pages[0].stream, bytes([len(NO_TAGS)]), NO_TAGS)
    return b"".join(page.written(number) for number, page in enumerate((pages[0], tags, *sound)))


def _tags_end(pages: list[_Page]) -> int:
    """Return which page comes after the tags; the format ends a page with them."""
    if len(pages) < len(("head", "tags")) or not pages[1].body.startswith(b"OpusTags"):
        raise FileDamaged
    tagged = enumerate(pages[1:], start=2)
    return next((number for number, page in tagged if page.ends_a_packet), len(pages))


def _pages(content: bytes) -> Iterator[_Page]:
    at = 0
    while at < len(content):
        page, at = _page(content, at)
        yield page


def _page(content: bytes, at: int) -> tuple[_Page, int]:
    """Return the page that begins here, and where it ends; a page that is cut or changed is damage."""
    if at + HEADER.size > len(content):
        raise FileDamaged
    mark, version, flags, granule, stream, _number, told, count = HEADER.unpack_from(content, at)
    lengths = content[at + HEADER.size : at + HEADER.size + count]
    begins = at + HEADER.size + count
    ends = begins + sum(lengths)
    whole = content[at:ends]
    if (mark, version) != (b"OggS", 0) or ends > len(content) or told != checksum(whole):
        raise FileDamaged
    return _Page(flags, granule, stream, lengths, content[begins:ends]), ends


def checksum(page: bytes) -> int:
    """Return Ogg's checksum of a page: zlib's, with every bit mirrored and the field itself taken as zero."""
    blank = page[:CHECKSUM_AT] + bytes(4) + page[CHECKSUM_AT + 4 :]
    mirrored = zlib.crc32(blank.translate(MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)
