"""A picture that somebody brought, decoded and written anew: same look, bounded size, and nothing else of the file.

What comes out holds pixels only: no place, no camera, no comments, no second picture behind the first. A photo is
turned as it is meant to be seen. The server runs it in a child process (``core.export.process``), because decoders read
strangers' bytes.
"""

import io
import warnings
from typing import Final

from PIL import Image, ImageOps

from core.domain.postmortem import Frozen
from core.errors import BadFile, TooLarge
from core.export.evidence.header import DAMAGED, MOST_PIXELS, TOO_MANY_PIXELS, opened

LONGEST_SIDE: Final = 1_600
"""Pixels; as wide as a large screen shows it, and sharp on paper."""
MOST_BYTES: Final = 700_000
"""Of one picture that is kept. A screenshot of a graph has a tenth of it."""
PNG: Final = "image/png"
JPEG: Final = "image/jpeg"
_QUALITIES: Final = (85, 75, 60)
_SHARP: Final = 1.5
"""A PNG keeps letters and lines sharp, and may be so many times as large as the JPEG."""
_NO_ROOM: Final = "This picture could not be made small enough. Take a screenshot of the part that matters."


class SafePicture(Frozen):
    """``mime`` is PNG or JPEG; sizes in pixels."""

    mime: str
    width: int
    height: int
    data: bytes

    def packed(self) -> bytes:
        """As one piece, for another process."""
        return f"{self.mime} {self.width} {self.height}\n".encode() + self.data

    @classmethod
    def unpacked(cls, piece: bytes) -> "SafePicture":
        head, _, data = piece.partition(b"\n")
        mime, width, height = head.decode().split()
        return cls(mime=mime, width=int(width), height=int(height), data=data)


def reencode(data: bytes) -> SafePicture:
    """The picture as it is kept. Raises BadFile with what to do instead, TooLarge."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the bound on pixels is ours, and stricter than the one that warns
        image = opened(data)
        try:
            pixels = _pixels(image)
        except Image.DecompressionBombError as error:
            raise TooLarge(TOO_MANY_PIXELS) from error
        except (OSError, ValueError, SyntaxError, EOFError, ArithmeticError, LookupError, TypeError) as error:
            raise BadFile(DAMAGED) from error
    return _written(pixels)


def _pixels(image: Image.Image) -> Image.Image:
    """The first picture of the file, upright, within bounds, as RGB, or RGBA where it is seen through."""
    image.seek(0)
    if image.format in ("JPEG", "MPO"):  # some phones put a second picture behind the first
        image.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))  # a photo of 48 million pixels is never held whole
    image.load()
    if image.width * image.height > MOST_PIXELS:
        raise TooLarge(TOO_MANY_PIXELS)
    upright = ImageOps.exif_transpose(_roughly_reduced(image))
    upright = _plain_colours(upright)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return _bare(upright)


def _roughly_reduced(image: Image.Image) -> Image.Image:
    """At least twice as large as what is kept, so that nothing is lost; each step after it copies the whole picture."""
    factor = max(image.size) // (2 * LONGEST_SIDE)
    if factor < 2 or image.mode not in ("RGB", "RGBA", "L", "LA"):
        return image
    return image.reduce(factor)


def _plain_colours(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        # Sixteen bits of grey: the upper eight are what a screen shows.
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    see_through = "A" in image.getbands() or "transparency" in image.info
    return image.convert("RGBA" if see_through else "RGB")


def _bare(image: Image.Image) -> Image.Image:
    """The same pixels in an image that never belonged to a file. Fully covered ones need no transparency."""
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare


def _written(image: Image.Image) -> SafePicture:
    while True:
        small = _smallest(image)
        if len(small.data) <= MOST_BYTES:
            return small
        if max(image.size) < 200:
            raise TooLarge(_NO_ROOM)
        image = image.resize((max(1, image.width * 3 // 4), max(1, image.height * 3 // 4)), Image.Resampling.LANCZOS)


def _smallest(image: Image.Image) -> SafePicture:
    """PNG where that is reasonable, else JPEG on white."""
    png = _saved(image, "PNG", optimize=True)
    flat = _on_white(image)
    for quality in _QUALITIES:
        jpeg = _saved(flat, "JPEG", quality=quality, optimize=True, progressive=True)
        if len(png) <= min(MOST_BYTES, _SHARP * len(jpeg)):
            return SafePicture(mime=PNG, width=image.width, height=image.height, data=png)
        if len(jpeg) <= MOST_BYTES:
            break
    return SafePicture(mime=JPEG, width=image.width, height=image.height, data=jpeg)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    flat = Image.new("RGB", image.size, "white")
    flat.paste(image, mask=image.getchannel("A"))
    return flat


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
