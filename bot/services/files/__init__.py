"""What a received file really is, told by its content alone, and a copy that is safe to keep and to show.

Pictures are drawn anew; of sound only the sound itself is kept. Neither carries where or with what it was made.
"""

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO

import filetype

from bot.errors import FileOfOtherKind, FileTooBig
from bot.services.files import amr, mp3, mp4, ogg, wav

AT_MOST = 10 * 1024 * 1024
"""Bytes in a file that we take."""
FIRST_BYTES = 1024
"""Where a reader of PDF still looks for the beginning of one."""
JPEG, OGG, MP3, MP4, AMR, WAV = "image/jpeg", "audio/ogg", "audio/mpeg", "audio/mp4", "audio/amr", "audio/wav"
_PAGE_OR_PROGRAM = re.compile(rb"<script|<html|<!doctype|<\?php|<iframe", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SafeFile:
    """A file as it is kept: a JPEG picture, or sound in the format it came in."""

    content_type: str
    content: bytes

    @property
    def kind(self) -> str:
        """Return what a flow calls it: "picture" or "voice"."""
        return kind_of(self.content_type)


def kind_of(content_type: str) -> str:
    """Return what a flow calls a safe file of this type."""
    return "picture" if content_type == JPEG else "voice"


def _redraw(content: bytes) -> bytes:
    from bot.services.files.picture import redraw  # noqa: PLC0415 - Pillow is 3 MB, which only a picture needs

    return redraw(content)


Cleaner = tuple[str, Callable[[bytes], bytes]]
_CLEANERS: Mapping[str, Cleaner] = {
    "image/jpeg": (JPEG, _redraw),
    "image/png": (JPEG, _redraw),
    "image/webp": (JPEG, _redraw),
    "audio/ogg": (OGG, ogg.only_sound),
    "video/ogg": (OGG, ogg.only_sound),
    "audio/mpeg": (MP3, mp3.only_sound),
    # Phones record sound into the same container as films, and often name it as a film's.
    "audio/mp4": (MP4, mp4.only_sound),
    "video/mp4": (MP4, mp4.only_sound),
    "video/3gpp": (MP4, mp4.only_sound),
    "audio/amr": (AMR, amr.only_sound),
    "audio/x-wav": (WAV, wav.only_sound),
}


def make_safe(content: bytes) -> SafeFile:
    """Return the safe copy of a picture or a voice note, or raise a `FileRefused`. Slow: call it in a thread."""
    if len(content) > AT_MOST:
        raise FileTooBig
    cleaner = _CLEANERS.get(_kind_of(content))
    if cleaner is None or _hides_another(content):
        raise FileOfOtherKind
    content_type, clean = cleaner
    return SafeFile(content_type, clean(content))


def _kind_of(content: bytes) -> str:
    if content.startswith(amr.BROAD):
        return "audio/amr"
    if content[4:8] == b"ftyp" and not mp4.is_still(content):
        return "audio/mp4"
    return str(filetype.guess_mime(content) or "")


def _hides_another(content: bytes) -> bool:
    """Say whether the file could be read as another kind too: an archive, a PDF, a page, a program."""
    is_pdf = b"%PDF-" in content[:FIRST_BYTES]
    return is_pdf or zipfile.is_zipfile(BytesIO(content)) or _PAGE_OR_PROGRAM.search(content) is not None
