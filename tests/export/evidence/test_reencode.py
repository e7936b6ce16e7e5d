"""A picture that somebody brings comes out as pixels and nothing else, small enough to be kept."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, PngImagePlugin

from core.errors import BadFile, BadInput, TooLarge
from core.export.evidence import header
from core.export.evidence.reencode import JPEG, LONGEST_SIDE, MOST_BYTES, PNG, SafePicture, reencode
from tests.support.pages import ROOT
from tests.support.pictures import SECRET, graph, opened, png_of_size, saved, screenshot


def test_a_screenshot_stays_sharp_and_as_it_looks() -> None:
    """A PNG of flat colours comes out as PNG, pixel by pixel the same."""
    made = reencode(screenshot())
    assert (made.mime, made.width, made.height) == (PNG, 640, 360)
    assert opened(made.data).tobytes() == graph().tobytes()


def _with_text() -> bytes:
    about = PngImagePlugin.PngInfo()
    about.add_text("Comment", SECRET.decode())
    about.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    return saved(graph(), "PNG", pnginfo=about, exif=exif, icc_profile=SECRET * 9)


def _with_place(kind: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    options = {"comment": SECRET} if kind == "JPEG" else {}
    return saved(graph(), kind, exif=exif, icc_profile=SECRET * 9, xmp=SECRET, **options)


@pytest.mark.parametrize("data", [_with_text(), _with_place("JPEG"), _with_place("WEBP")], ids=["png", "jpeg", "webp"])
def test_nothing_that_the_file_says_beside_its_pixels_comes_out(data: bytes) -> None:
    """Neither the place nor the camera, neither comments nor a colour profile."""
    assert SECRET in data or SECRET[:9] in data, "the test brings nothing along"
    made = reencode(data)
    left = opened(made.data)
    assert SECRET not in made.data
    assert b"Gwen" not in made.data
    assert dict(left.getexif()) == {}
    assert set(left.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}


def test_what_is_hidden_behind_the_end_of_the_file_does_not_come_out() -> None:
    """Programs append whole archives to pictures."""
    assert b"PK\x03\x04" not in reencode(screenshot() + b"PK\x03\x04" + SECRET).data


def test_a_photo_is_turned_as_it_is_meant_to_be_seen() -> None:
    """The phone says in its notes that the picture lies on its side; those notes are gone."""
    photo = Image.new("RGB", (400, 200), "white")
    ImageDraw.Draw(photo).rectangle((0, 0, 60, 60), fill="red")
    exif = Image.Exif()
    exif[0x0112] = 6
    made = reencode(saved(photo, "JPEG", exif=exif, quality=95))
    assert (made.width, made.height) == (200, 400)
    red, green, _ = opened(made.data).convert("RGB").getpixel((180, 20))  # type: ignore[misc]
    assert (red > 200, green < 60) == (True, True), "the corner is not where the phone meant it"


def test_a_large_picture_becomes_as_wide_as_a_screen() -> None:
    made = reencode(saved(graph(4000, 3000), "JPEG", quality=95))
    assert (made.width, made.height) == (LONGEST_SIDE, 1200)


def test_a_picture_full_of_noise_is_made_small_enough() -> None:
    """A photo of a screen in a dark room."""
    made = reencode(saved(Image.effect_noise((1600, 1600), 120).convert("RGB"), "PNG"))
    assert made.mime == JPEG
    assert len(made.data) <= MOST_BYTES


def test_a_tiny_picture_is_kept() -> None:
    made = reencode(saved(Image.new("RGB", (1, 1), "red")))
    assert (made.width, made.height) == (1, 1)


def test_a_very_long_picture_keeps_at_least_a_pixel() -> None:
    made = reencode(saved(Image.new("RGB", (20_000, 3), "red")))
    assert (made.width, made.height) == (LONGEST_SIDE, 1)


def _animated(kind: str) -> bytes:
    frames = [Image.new("RGB", (80, 60), colour) for colour in ("red", "lime", "blue")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100, loop=0)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_one_is_kept(kind: str) -> None:
    made = reencode(_animated(kind))
    left = opened(made.data)
    assert getattr(left, "n_frames", 1) == 1
    red, green, blue = left.convert("RGB").getpixel((40, 30))  # type: ignore[misc]
    assert (red > 200, green < 60, blue < 60) == (True, True, True)


def test_sixteen_bits_of_grey_are_shown_as_eight() -> None:
    """Not as white with a little black, which is what a careless conversion makes of them."""
    image = Image.new("I;16", (256, 4))
    image.putdata([256 * (place % 256) for place in range(1024)])
    left = opened(reencode(saved(image)).data).convert("L")
    assert [left.getpixel((place, 1)) for place in (0, 64, 200)] == pytest.approx([0, 64, 200], abs=2)


def test_the_four_colours_of_a_print_become_three() -> None:
    made = reencode(saved(Image.new("CMYK", (50, 50), (0, 255, 255, 0)), "JPEG", quality=95))
    red, green, blue = opened(made.data).convert("RGB").getpixel((25, 25))  # type: ignore[misc]
    assert (red > 180, green < 90, blue < 90) == (True, True, True)


def test_a_palette_with_a_hole_in_it_stays_see_through() -> None:
    image = Image.new("P", (60, 60), 0)
    image.putpalette([255, 0, 0, 0, 255, 0])
    ImageDraw.Draw(image).rectangle((0, 0, 29, 59), fill=1)
    left = opened(reencode(saved(image, transparency=1)).data)
    assert left.mode == "RGBA"
    assert left.getpixel((10, 30))[3] == 0  # type: ignore[index]
    assert left.getpixel((50, 30)) == (255, 0, 0, 255)


def test_one_bit_and_grey_with_alpha_are_taken_too() -> None:
    for mode in ("1", "L", "LA", "RGBA"):
        assert reencode(saved(graph(mode=mode))).width == 640


@pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (8_000, 7_000), (2_000_000_000, 1)])
def test_a_header_that_promises_too_many_pixels_is_refused_before_anything_is_decoded(width: int, height: int) -> None:
    """Sixty bytes that would become ten gigabytes."""
    with pytest.raises(BadInput) as refused:
        reencode(png_of_size(width, height))
    assert refused.value.sentence in (header.TOO_MANY_PIXELS, header.NO_PICTURE, header.DAMAGED)


def test_the_largest_photo_of_a_phone_is_taken() -> None:
    """48 million pixels; read at a part of its size, so that it is never held whole."""
    made = reencode(saved(Image.new("RGB", (8_064, 6_048), "#345"), "JPEG", quality=30))
    assert (made.width, made.height) == (1600, 1200)


# VmHWM is this program's own peak. getrusage's ru_maxrss is handed on at fork and exec (getrusage(2)), so that a small
# program started by a large one, such as a process of all tests, seems as large.
_MEASURED = """
import re, sys
from core.export.evidence.reencode import reencode
reencode(open(sys.argv[1], "rb").read())
print(re.search(r"VmHWM:\\s+([0-9]+) kB", open("/proc/self/status").read())[1])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count in other units")
def test_the_largest_picture_takes_a_bounded_memory(tmp_path: Path) -> None:
    """Seen through, in 49 million pixels, 0.2 MB as a file: 200 MB while it is decoded, and not four times that."""
    file = tmp_path / "large.png"
    Image.new("RGBA", (7_000, 7_000), (1, 2, 3, 100)).save(file)
    done = subprocess.run([sys.executable, "-c", _MEASURED, str(file)], capture_output=True, check=True, cwd=ROOT)
    assert int(done.stdout) / 1024 < 600


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_that_ends_in_the_middle_is_refused_with_a_sentence(kind: str) -> None:
    data = saved(Image.effect_noise((200, 200), 90).convert("RGB"), kind)
    with pytest.raises(BadFile) as refused:
        reencode(data[: len(data) // 2])
    assert refused.value.sentence in (header.DAMAGED, header.NO_PICTURE)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n%", "PDF"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (b"\0\0\0\x18ftypisom\0\0\0\0", "video"),
        (b"II*\0" + b"\0" * 40, "TIFF"),
        (saved(graph(8, 8), "BMP"), "BMP"),
        (b"<html><script>alert(1)</script>", "screenshot"),
        (b"", "screenshot"),
        (b"\x89PNG\r\n\x1a\n", "screenshot"),
        (saved(graph(64, 64), "PPM"), "screenshot"),
        (saved(graph(64, 64), "ICO"), "screenshot"),
        (saved(graph(64, 64), "TIFF"), "TIFF"),
    ],
)
def test_what_is_no_picture_is_refused_with_what_to_do_instead(data: bytes, said: str) -> None:
    """Whatever its name and its type say: nobody reads those."""
    with pytest.raises(BadFile) as refused:
        reencode(data)
    assert said in refused.value.sentence


def test_every_broken_byte_is_a_sentence_and_never_a_fault() -> None:
    """Each of many damaged files is either a picture all the same or refused kindly."""
    for kind in ("PNG", "JPEG", "WEBP", "GIF"):
        whole = saved(graph(48, 32), kind)
        for place in range(0, len(whole), max(1, len(whole) // 60)):
            broken = bytearray(whole)
            broken[place] ^= 0xFF
            try:
                made = reencode(bytes(broken))
            except (BadFile, TooLarge):
                continue
            assert opened(made.data).size == (made.width, made.height)


def test_it_comes_through_another_process_as_it_is() -> None:
    made = reencode(screenshot())
    assert SafePicture.unpacked(made.packed()) == made


def test_written_anew_twice_it_stays_what_it_is() -> None:
    """A file that is exported and imported again and again does not fade."""
    once = reencode(screenshot())
    assert reencode(once.data) == once
    assert Image.open(io.BytesIO(once.data)).format == "PNG"
