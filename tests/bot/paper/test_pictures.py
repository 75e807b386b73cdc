"""Drawings from phones: whatever they are, what goes on is small and new."""

import io

import pytest
from PIL import Image

from bot.paper.pictures import LONGEST_SIDE, printable


def drawing(form="PNG", size=(40, 30), mode="RGB", **more):
    kept = io.BytesIO()
    Image.new(mode, size, 1).save(kept, form, **more)
    return kept.getvalue()


def opened(content):
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize(
    ("form", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("JPEG", "RGB"), ("JPEG", "L"), ("WEBP", "RGB"), ("GIF", "P")]
)
def test_every_usual_kind_becomes_a_jpeg(form, mode):
    assert opened(printable(drawing(form, mode=mode))).format == "JPEG"


def test_a_large_one_is_made_small():
    assert max(opened(printable(drawing(size=(4000, 3000)))).size) == LONGEST_SIDE


def test_a_sideways_one_is_turned_and_where_it_was_taken_is_gone():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "a phone"
    turned = opened(printable(drawing("JPEG", size=(40, 30), exif=exif.tobytes())))
    assert turned.size == (30, 40)
    assert not turned.getexif()


@pytest.mark.parametrize("content", [b"", b"no picture", drawing()[:60], drawing("BMP"), b"%PDF-1.7", b"<svg/>"])
def test_what_is_no_picture_is_none(content):
    assert printable(content) is None


def test_one_that_would_fill_the_memory_is_none():
    assert printable(drawing(size=(9000, 9000), mode="1")) is None
