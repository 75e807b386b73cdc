"""A file is what its content is; what is kept of it is what is seen or heard, and nothing else."""

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.errors import FileDamaged, FileOfOtherKind, FileRefused, FileTooBig
from bot.services.files import AT_MOST, make_safe
from bot.services.files.ogg import checksum
from bot.services.files.picture import LONGEST_SIDE
from tests import files

SOUNDS = {
    "ogg": (files.voice(), "audio/ogg"),
    "mp3": (files.mp3(), "audio/mpeg"),
    "m4a": (files.m4a(), "audio/mp4"),
    "3gp": (files.m4a(brand=b"3gp4"), "audio/mp4"),
    "wav": (files.wav(), "audio/wav"),
}
PICTURES = {kind: files.picture(kind) for kind in ("JPEG", "PNG", "WEBP")}


def opened(content):
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_is_drawn_anew_without_its_place(kind):
    assert files.PLACE in PICTURES[kind]
    safe = make_safe(PICTURES[kind])
    assert (safe.content_type, safe.kind) == ("image/jpeg", "picture")
    assert files.PLACE not in safe.content
    seen = opened(safe.content)
    assert (seen.format, seen.size, dict(seen.getexif())) == ("JPEG", (60, 40), {})
    assert set(seen.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_comment_and_a_profile_go_too():
    safe = make_safe(files.picture(comment=files.PLACE, icc_profile=files.PLACE))
    assert files.PLACE not in safe.content


def test_a_picture_stands_as_it_was_held():
    seen = opened(make_safe(files.picture(orientation=6, quality=95)).content)
    assert seen.size == (40, 60)
    red, _green, blue = seen.getpixel((20, 5))
    assert red > 200
    assert blue < 60


def test_a_large_picture_is_made_small():
    assert max(opened(make_safe(files.picture(size=(5000, 3000))).content).size) == LONGEST_SIDE


def test_what_one_can_see_through_becomes_white_paper():
    made = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(made, "PNG")
    assert min(opened(make_safe(made.getvalue()).content).getpixel((9, 9))) > 250


@pytest.mark.parametrize("kind", SOUNDS)
def test_sound_is_kept_without_its_tags(kind):
    content, content_type = SOUNDS[kind]
    assert files.PLACE in content
    safe = make_safe(content)
    assert (safe.content_type, safe.kind) == (content_type, "voice")
    assert files.PLACE not in safe.content
    assert make_safe(safe.content) == safe


def test_every_page_of_a_voice_note_is_as_the_format_wants_it():
    safe = make_safe(files.voice(words=b"long" * 200)).content
    assert safe == b"".join(
        files.ogg_page(flags, granule, 7, number, packet)
        for number, (flags, granule, packet) in enumerate([
            (2, 0, b"OpusHead\x01\x01\x38\x01\x80\xbb\0\0\0\0\0"), (0, 0, b"OpusTags" + bytes(8)),
            (0, 1920, bytes(100)), (0, 2880, b"\x01" * 100), (4, 3840, b"\x02" * 100),
        ])
    )  # fmt: skip


@given(st.binary(min_size=27, max_size=400))
def test_the_checksum_is_the_one_of_the_standard(page):
    assert checksum(page) == files.slow_checksum(page[:22] + bytes(4) + page[26:])


def test_a_memo_forgets_when_it_was_made_and_every_box_stays_in_its_place():
    content = files.m4a()
    safe = make_safe(content).content
    assert len(safe) == len(content)
    assert (3_700_000_000).to_bytes(4) in content
    assert (3_700_000_000).to_bytes(4) not in safe
    assert (safe.index(b"mdat"), safe[-100:]) == (content.index(b"mdat"), content[-100:])


def test_only_frames_and_chunks_are_left():
    assert make_safe(files.mp3(3)).content == (b"\xff\xfb\x90\x00" + b"\x55" * 413) * 3
    assert b"LIST" not in make_safe(files.wav()).content
    assert make_safe(files.amr()).content == files.amr()


@pytest.mark.parametrize("whole", [*PICTURES.values(), *(content for content, _type in SOUNDS.values()), files.amr()])
def test_half_a_file_is_refused(whole):
    with pytest.raises(FileRefused):
        make_safe(whole[: len(whole) // 2])


@pytest.mark.parametrize(
    "content",
    [
        b"", b"A story about a fox.", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
        b"%PDF-1.7 a letter", files.archive(), b"MZ" + bytes(100), b"\x1a\x45\xdf\xa3" + bytes(100),
        files.m4a(handler=b"vide", brand=b"isom"), files.m4a(brand=b"heic"), files.voice(streams=(7, 8)),
        files.picture() + files.archive(), files.picture(comment=b"<ScRipt>alert(1)</script>"),
        files.voice(words=b"<html>"), files.picture(comment=b"%PDF-1.4"), b"GIF89a" + bytes(100),
    ],
)  # fmt: skip
def test_what_is_no_picture_or_voice_note_is_refused(content):
    with pytest.raises(FileOfOtherKind):
        make_safe(content)


def test_a_bomb_is_not_unpacked():
    for side in (8_000, 12_000, 30_000):
        with pytest.raises(FileTooBig):
            make_safe(files.bomb(side))


def test_a_film_of_forty_megabytes_is_too_big():
    with pytest.raises(FileTooBig):
        make_safe(b"\0" * (AT_MOST + 1))


def test_a_changed_byte_is_damage():
    content = bytearray(files.voice())
    content[-1] ^= 1
    with pytest.raises(FileDamaged):
        make_safe(bytes(content))


@pytest.mark.parametrize("whole", [files.picture(), *(content for content, _type in SOUNDS.values()), files.amr()])
@given(where=st.integers(0, 200), said=st.binary(max_size=12))
def test_a_forged_file_is_refused_or_cleaned_and_breaks_nothing(whole, where, said):
    forged = whole[:where] + said + whole[where + len(said) :]
    with suppress(FileRefused):
        assert make_safe(forged).content
