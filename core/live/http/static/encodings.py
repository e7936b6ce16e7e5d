"""A file in the encodings that browsers accept: as it is, in gzip and, where the build made a copy, in Brotli.

Where the build made a copy in gzip as well, that is sent: it is smaller. Elsewhere gzip is made once, when somebody
first asks for it; who accepts neither gets the file as it is.
"""

import gzip
import re
from functools import cached_property
from typing import Final

from starlette.responses import Response

_LEVEL: Final = 9
_WORTH_IT: Final = 500
"""Bytes: below it the encoding's own frame costs about as much as it saves."""
_NO_WEIGHT: Final = re.compile(r"0(\.0*)?")


class EncodedFile:
    """``brotli`` and ``gzipped`` are the same content in these formats, or None."""

    def __init__(
        self, content: bytes, media_type: str, brotli: bytes | None = None, gzipped: bytes | None = None
    ) -> None:
        self.content = content
        self.media_type = media_type
        self.brotli = brotli
        self._gzipped = gzipped

    @cached_property
    def gzipped(self) -> bytes:
        """Without a time of day in it: the same bytes from every server."""
        return self._gzipped or gzip.compress(self.content, _LEVEL, mtime=0)

    def response(self, accept_encoding: str, caching: str) -> Response:
        """The smallest form that the request's ``Accept-Encoding`` allows, kept as ``caching`` says."""
        headers = {"cache-control": caching, "vary": "accept-encoding"}
        content, encoding = self._best(accepted(accept_encoding))
        if encoding:
            headers["content-encoding"] = encoding
        return Response(content, media_type=self.media_type, headers=headers)

    def _best(self, allowed: frozenset[str]) -> tuple[bytes, str]:
        if len(self.content) >= _WORTH_IT:
            if self.brotli is not None and "br" in allowed:
                return self.brotli, "br"
            if "gzip" in allowed:
                return self.gzipped, "gzip"
        return self.content, ""


def accepted(header: str) -> frozenset[str]:
    """The encodings of an ``Accept-Encoding`` header whose weight is not 0 (RFC 9110, 12.5.3); ``*`` names all."""
    found = set()
    for part in header.lower().split(","):
        name, _, weight = part.replace(" ", "").partition(";q=")
        if name and not _NO_WEIGHT.fullmatch(weight):
            found.add(name)
    return frozenset({"br", "gzip"} if "*" in found else found)
