"""A picture drawn anew: upright, of a bounded size, with nothing in it but what is seen."""

from io import BytesIO

from PIL import Image, ImageOps

from bot.errors import FileDamaged, FileTooBig

MOST_PIXELS = 50_000_000
"""A good phone's camera makes fifty million; many more are made to break whoever opens them."""
LONGEST_SIDE = 2_048
"""Pixels; enough for a page of the book."""
QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP")
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def redraw(content: bytes) -> bytes:
    """Return the picture as a JPEG without EXIF, place, comment, profile or thumbnail, turned as it is to be seen."""
    try:
        return _redrawn(content)
    except FileTooBig:
        raise
    except BOMBS:
        raise FileTooBig from None
    except Exception:  # noqa: BLE001 - what decoders raise over a forged file is listed nowhere
        raise FileDamaged from None


def _redrawn(content: bytes) -> bytes:
    with Image.open(BytesIO(content), formats=FORMATS) as image:  # reads the header alone
        if image.width * image.height > MOST_PIXELS:
            raise FileTooBig
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded small at once
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        fresh = _on_white(ImageOps.exif_transpose(image))
    drawn = BytesIO()
    fresh.save(drawn, "JPEG", quality=QUALITY)
    return drawn.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """Return a new picture with these pixels alone; what one could see through is white paper."""
    paper = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        paper.paste(seen, mask=seen.getchannel("A"))
    else:
        paper.paste(image.convert("RGB"))
    return paper
