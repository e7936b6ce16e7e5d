"""What a file says that it is, and how large a picture it holds, read from its first bytes before anything is decoded.

Nothing here trusts a name or a content type. Not here: decoding (``reencode``).
"""

import io
from typing import Final

from PIL import Image, UnidentifiedImageError

from core.errors import BadFile, TooLarge

KINDS: Final = ("PNG", "JPEG", "WEBP", "GIF")
"""The decoders that may be asked; Pillow knows many more, and each is code that reads strangers' bytes."""
MOST_PIXELS: Final = 50_000_000
"""A phone's largest photo has 48 million. Four bytes each while it is decoded."""

NO_PICTURE: Final = (
    "This is no picture that can be shown here. Take a screenshot and paste it, or choose a PNG or a JPEG."
)
DAMAGED: Final = "This picture is damaged: it ends too early or cannot be read. Take the screenshot again."
TOO_MANY_PIXELS: Final = "This picture has too many pixels. Take a screenshot of the part that matters, and paste that."
_INSTEAD: Final = {
    "a PDF": "This is a PDF. Take a screenshot of the page that matters, and paste that.",
    "SVG": "Drawings (SVG) are not taken, because they can hold code. Take a screenshot of it, and paste that.",
    "HEIC": "This is a photo in Apple's format (HEIC). Save it as JPEG, or take a screenshot of it.",
    "video": "This is a video. Take a screenshot of the moment that matters, and paste that.",
    "TIFF": "This is a TIFF. Save it as PNG, or take a screenshot of it.",
    "BMP": "This is a bitmap file (BMP). Save it as PNG, or take a screenshot of it.",
}


def opened(data: bytes) -> Image.Image:
    """The picture with only its header read. Raises BadFile with what to do instead, TooLarge."""
    try:
        found = Image.open(io.BytesIO(data), formats=KINDS)
    except Image.DecompressionBombError as error:
        raise TooLarge(TOO_MANY_PIXELS) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, OverflowError, EOFError) as error:
        raise BadFile(_INSTEAD.get(_other_kind(data), NO_PICTURE)) from error
    if found.width * found.height > MOST_PIXELS:
        raise TooLarge(TOO_MANY_PIXELS)
    return found


def _other_kind(data: bytes) -> str:
    """What people often bring that is not taken."""
    if data.startswith(b"%PDF"):
        return "a PDF"
    if data[4:8] == b"ftyp":
        return "HEIC" if data[8:11] in (b"hei", b"hev", b"mif", b"msf") else "video"
    if data.startswith((b"II*\x00", b"MM\x00*")):
        return "TIFF"
    if data.startswith(b"BM"):
        return "BMP"
    return "SVG" if b"<svg" in data[:4096].lower() else ""
