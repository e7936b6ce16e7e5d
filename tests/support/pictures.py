"""Pictures made for tests: graphs as teams screenshot them, and files that are not what they say."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw

SECRET = b"52.5200N 13.4050E at Gwen's desk"
"""Stands in what a file says beside its pixels; it must not come out."""


def graph(width: int = 640, height: int = 360, mode: str = "RGB") -> Image.Image:
    """A dark panel with two lines, one of which falls to nothing half way."""
    image = Image.new("RGB", (width, height), "#181b1f")
    pen = ImageDraw.Draw(image)
    for line in range(1, 5):
        pen.line([(0, line * height // 5), (width, line * height // 5)], fill="#2c3235")
    pen.line([(x, height * 0.3 + (x * 7 % 23)) for x in range(0, width, 6)], fill="#73bf69", width=3)
    pen.line(
        [(x, height * (0.2 if x < width / 2 else 0.9) + (x * 5 % 17)) for x in range(0, width, 6)],
        fill="#f2495c",
        width=3,
    )
    return image.convert(mode)


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def screenshot(width: int = 640, height: int = 360) -> bytes:
    """A PNG, as a paste brings it."""
    return saved(graph(width, height))


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def png_of_size(width: int, height: int) -> bytes:
    """A PNG whose header promises that many pixels and whose data are a few bytes."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"\0" * 64)) + _chunk(b"IEND")


def _chunk(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
