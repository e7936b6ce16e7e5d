"""Which form of a file a browser is sent."""

import gzip

import pytest
from starlette.responses import Response

from core.live.http.static.encodings import EncodedFile, accepted

TEXT = b"export const board = 1;\n" * 100
BROTLI = b"as if it were Brotli"


def sent(accept: str, content: bytes = TEXT, brotli: bytes | None = BROTLI) -> Response:
    return EncodedFile(content, "text/javascript", brotli).response(accept, "public, max-age=1")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", set()),
        ("gzip, deflate, br, zstd", {"gzip", "deflate", "br", "zstd"}),
        ("GZIP", {"gzip"}),
        ("br;q=0, gzip;q=0.5", {"gzip"}),
        ("br; q=0.000, gzip ; q=1", {"gzip"}),
        ("br;q=0.001", {"br"}),
        ("*", {"br", "gzip"}),
        ("*;q=0", set()),
        (",,;q=1,", set()),
        ("identity", {"identity"}),
    ],
)
def test_a_header_is_read_with_its_weights(header: str, expected: set[str]) -> None:
    """A weight of 0 says no; what is no encoding is none."""
    assert accepted(header) == expected


@pytest.mark.parametrize(
    ("accept", "encoding", "content"),
    [
        ("gzip, deflate, br", "br", BROTLI),
        ("gzip, deflate", "gzip", gzip.compress(TEXT, 9, mtime=0)),
        ("", None, TEXT),
        ("br;q=0", None, TEXT),
        ("zstd", None, TEXT),
    ],
)
def test_the_smallest_form_that_is_accepted_is_sent(accept: str, encoding: str | None, content: bytes) -> None:
    """Brotli, then gzip, then the file as it is; a cache between learns that it depends on the header."""
    response = sent(accept)
    assert response.headers.get("content-encoding") == encoding
    assert response.body == content
    assert response.headers["content-length"] == str(len(content))
    assert response.headers["vary"] == "accept-encoding"
    assert response.headers["cache-control"] == "public, max-age=1"


def test_a_copy_in_gzip_is_sent_as_it_is() -> None:
    """The build took its time over it; nothing is compressed here."""
    file = EncodedFile(TEXT, "text/javascript", BROTLI, b"as if it were gzip")
    assert file.response("gzip, deflate", "").body == b"as if it were gzip"
    assert file.response("gzip, deflate, br", "").body == BROTLI


def test_without_a_copy_in_brotli_gzip_is_sent() -> None:
    """A checkout whose build wrote none is served all the same."""
    assert sent("br, gzip", brotli=None).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in sent("br", brotli=None).headers


def test_a_tiny_file_goes_as_it_is() -> None:
    """An encoding would make it larger."""
    assert sent("br, gzip", b"x = 1", b"y").body == b"x = 1"


def test_gzip_is_the_same_from_every_server_and_made_once() -> None:
    """Two servers behind one address send the same bytes."""
    file, other = EncodedFile(TEXT, "text/javascript"), EncodedFile(TEXT, "text/javascript")
    assert file.gzipped == other.gzipped
    assert file.gzipped is file.gzipped
    assert gzip.decompress(file.gzipped) == TEXT


def test_a_long_header_takes_no_time() -> None:
    """It is read in one pass."""
    assert accepted("a;q=0," * 200_000) == frozenset()
    assert accepted("0" * 1_000_000 + ";q=" + "0." * 500_000) == {"0" * 1_000_000}
