"""Small files of every kind, made by hand or by Pillow, as phones send them: with tags and places in them."""

import io
import struct
import wave
import zipfile
import zlib

from PIL import Image

PLACE = b"51.5007N 0.1246W"
"""What must never be kept."""


def picture(kind="JPEG", size=(60, 40), *, orientation=None, **saved):
    """A red left half and a blue right half, with a camera, a place and a comment in it."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = image.getexif()
    exif[0x010E] = PLACE.decode()
    exif.get_ifd(0x8825)[1] = "N"
    if orientation:
        exif[0x0112] = orientation
    made = io.BytesIO()
    image.save(made, kind, exif=exif, **saved)
    return made.getvalue()


def bomb(side=30_000):
    """A PNG of a few bytes that says it is very large."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _png(b"IHDR", header) + _png(b"IDAT", b"\x78\x9c\x63") + _png(b"IEND", b"")


def _png(kind, inside):
    return struct.pack(">I", len(inside)) + kind + inside + struct.pack(">I", zlib.crc32(kind + inside))


def voice(words=PLACE, pages=3, *, streams=(7,)):
    """A voice note as Telegram sends one: Ogg with Opus, tagged."""
    tags = b"OpusTags" + struct.pack("<I", 4) + b"phon" + struct.pack("<II", 1, len(words)) + words
    head = b"OpusHead" + struct.pack("<BBHIHB", 1, 1, 312, 48_000, 0, 0)
    packets = [head, tags, *(bytes([n]) * 100 for n in range(pages))]
    flags = [2, *[0] * pages, 4]
    return b"".join(
        ogg_page(flag, n * 960, streams[n % len(streams)], n, packet)
        for n, (flag, packet) in enumerate(zip(flags, packets, strict=True))
    )


def ogg_page(flags, granule, stream, number, packet):
    lengths = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
    page = struct.pack("<4sBBQIIIB", b"OggS", 0, flags, granule, stream, number, 0, len(lengths)) + lengths + packet
    return page[:22] + struct.pack("<I", slow_checksum(page)) + page[26:]


def slow_checksum(page):
    """Ogg's own words: polynomial 0x04c11db7, no start, nothing mirrored (RFC 3533, section 6)."""
    register = 0
    for byte in page:
        register ^= byte << 24
        for _bit in range(8):
            register = (register << 1 ^ 0x04C11DB7 if register & 0x80000000 else register << 1) & 0xFFFFFFFF
    return register


def box(kind, *inside):
    content = b"".join(inside)
    return struct.pack(">I", 8 + len(content)) + kind + content


def m4a(handler=b"soun", brand=b"M4A ", sound=b"\x01\x02" * 50):
    """A voice memo: its time of recording, its place, and a tag beside the sound."""
    told = struct.pack(">II", 3_700_000_000, 3_700_000_001)
    handlers = box(b"hdlr", bytes(8), handler, bytes(12), b"Sound\0")
    table = box(b"minf", box(b"stbl", box(b"stco", bytes(4), struct.pack(">II", 1, 999))))
    media = box(b"mdia", box(b"mdhd", bytes(4), told, bytes(16)), handlers, table)
    track = box(b"trak", box(b"tkhd", bytes(4), told, bytes(76)), media)
    tags = box(b"udta", box(b"\xa9xyz", PLACE))
    whole = box(b"moov", box(b"mvhd", bytes(4), told, bytes(92)), track, tags)
    return box(b"ftyp", brand, bytes(4), brand) + box(b"uuid", PLACE) + whole + box(b"mdat", sound)


def mp3(frames=4):
    """Frames of 128 kbit/s at 44.1 kHz, a tag before them and one after."""
    tag = b"ID3\x04\0\0" + bytes([0, 0, 0, len(PLACE)]) + PLACE
    return tag + (b"\xff\xfb\x90\x00" + b"\x55" * 413) * frames + (b"TAG" + PLACE).ljust(128, b"\0")


def wav(seconds=0.1):
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        file.writeframes(b"\x01\x00" * int(8_000 * seconds))
    listed = b"INFO" + b"ICMT" + struct.pack("<I", len(PLACE)) + PLACE
    tagged = made.getvalue() + b"LIST" + struct.pack("<I", len(listed)) + listed
    return tagged[:4] + struct.pack("<I", len(tagged) - 8) + tagged[8:]


def amr(frames=5):
    return b"#!AMR\n" + (b"\x3c" + b"\x11" * 31) * frames


def archive():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("run.js", "alert(1)")
    return made.getvalue()
