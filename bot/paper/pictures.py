"""A drawing from a phone, made ready for paper: turned upright, made small, and with nothing else in it."""

import base64
import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

LONGEST_SIDE = 1200
"""Pixels: enough for the width of an A5 page on a school's printer."""
MOST_PIXELS = 50_000_000
QUALITY = 82


FRAME = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
    '<image width="{width}" height="{height}" href="data:image/jpeg;base64,{content}"/></svg>'
)


def framed(picture: bytes) -> bytes:
    """Return a JPEG as the text of an SVG: what is handed to the press is text."""
    with Image.open(io.BytesIO(picture), formats=("JPEG",)) as opened:
        width, height = opened.size
    return FRAME.format(width=width, height=height, content=base64.b64encode(picture).decode()).encode()


def printable(content: bytes) -> bytes | None:
    """Return the picture as a JPEG of its own, or None where it is no picture that can be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "GIF")) as picture:
                return _drawn(picture)
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning, OSError, ValueError):
        return None


def _drawn(picture: Image.Image) -> bytes | None:
    if picture.width * picture.height > MOST_PIXELS:
        return None
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clear = upright.convert("RGBA")
    page = Image.new("RGB", clear.size, "white")
    page.paste(clear, mask=clear.getchannel("A"))
    kept = io.BytesIO()
    page.save(kept, "JPEG", quality=QUALITY)
    return kept.getvalue()
