"""MP3 (ISO 11172-3, 13818-3): the frames of sound stay, every tag before and after them goes."""

from bot.errors import FileDamaged

# Kilobits a second by index: of MPEG 1, and of MPEG 2 and 2.5; both of Layer III.
RATES = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
SAMPLES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
"""Samples a second by version and index."""
LAYER_III, VERSION_1 = 1, 3
FREE_RATE, NO_RATE, NO_SAMPLES = 0, 15, 3
HEAD = 4
BEGINS = 0xFFE0
"""Eleven bits set begin a frame."""
TAGS_AFTER = (b"TAG", b"APETAGEX", b"LYRICSBEGIN", b"3DI", b"ID3")
FEWEST_FRAMES = 2


def only_sound(content: bytes) -> bytes:
    """Return the frames alone, or raise `FileDamaged` where they are cut or are none."""
    begins = at = _after_tags(content)
    frames = 0
    while length := _frame(content[at : at + HEAD]):
        at, frames = at + length, frames + 1
    rest = content[at:]
    if frames < FEWEST_FRAMES or at > len(content) or not (rest.startswith(TAGS_AFTER) or not rest.strip(b"\0")):
        raise FileDamaged
    return content[begins:at]


def _after_tags(content: bytes) -> int:
    """Return where the tags before the sound end; their length is told in seven bits a byte."""
    at = 0
    while content[at : at + 3] == b"ID3" and len(content) >= at + 10:
        size = 0
        for byte in content[at + 6 : at + 10]:
            size = size << 7 | byte & 0x7F
        has_footer = content[at + 5] & 0x10
        at += 10 + size + (10 if has_footer else 0)
    return at


def _frame(head: bytes) -> int:
    """Return how long the frame of this head is, in bytes; 0 where it is no head of Layer III."""
    if len(head) < HEAD or int.from_bytes(head[:2]) & BEGINS != BEGINS:
        return 0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, sample, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if layer != LAYER_III or version not in SAMPLES or rate in (FREE_RATE, NO_RATE) or sample == NO_SAMPLES:
        return 0
    is_first = version == VERSION_1
    bits = RATES[0 if is_first else 1][rate] * 1_000
    return (144 if is_first else 72) * bits // SAMPLES[version][sample] + padding
