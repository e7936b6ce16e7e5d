"""The content policy: what a page may load, counted from the pages that are really served."""

import base64
import hashlib
from pathlib import Path

import streamlit

from core.live.http.response_headers import content_policy, inline_hashes, policy_of_this_server

PAGE = b"""<html><head><script>one()</script><script src="x.js"></script>
<SCRIPT type="module">two()</SCRIPT><script
 SRC='y.js'></script><script> </script></head></html>"""


def hashed(script: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"


def test_inline_scripts_are_hashed_and_no_others() -> None:
    """A script with a source needs none; an empty one neither."""
    assert inline_hashes(PAGE) == [hashed(b"one()"), hashed(b"two()")]


def test_a_changed_script_has_another_hash() -> None:
    """So nothing else runs in its place."""
    assert inline_hashes(b"<script>one() </script>") != inline_hashes(b"<script>one()</script>")


def test_the_policy_knows_the_installed_pages() -> None:
    """Streamlit's own and the safety tick's, read when the server starts."""
    index = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
    policy = policy_of_this_server()
    assert inline_hashes(index)
    for source in inline_hashes(index):
        assert source in policy
    assert policy.count("'sha256-") > len(inline_hashes(index))


def test_the_policy_is_the_one_that_was_checked() -> None:
    """Word for word: a looser one would be noticed here."""
    assert content_policy(["'sha256-x'"]) == (
        "default-src 'self'; script-src 'self' blob: 'sha256-x'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; "
        "frame-ancestors 'self'; font-src 'self' data:; form-action 'self'"
    )
