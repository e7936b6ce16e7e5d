"""The limits are in one place; the token buckets say how long to wait, and who is refused."""

import ast
from http import HTTPStatus
from pathlib import Path

import pytest

import core.live
from core.errors import TooMany
from core.live.rates import Bucket, Rates


def test_a_burst_goes_through_at_once() -> None:
    """Thirty a second with a burst of three lets ninety pass without a pause."""
    bucket = Bucket(30, 3)
    assert [bucket.take(1, 100.0) for _ in range(90)] == [0.0] * 90


def test_beyond_the_burst_one_waits_as_long_as_it_takes() -> None:
    """The ninety-first frame costs a thirtieth of a second, the next one twice that."""
    bucket = Bucket(30, 3)
    for _ in range(90):
        bucket.take(1, 100.0)
    assert bucket.take(1, 100.0) == pytest.approx(1 / 30)
    assert bucket.take(1, 100.0) == pytest.approx(2 / 30)


def test_waiting_pays_the_debt() -> None:
    """After the pause the bucket is where it was, and never fuller than full."""
    bucket = Bucket(10, 1)
    for _ in range(20):
        bucket.take(1, 0.0)
    assert bucket.take(0, 1.0) == pytest.approx(0.0)
    assert bucket.take(10, 1_000.0) == 0.0
    assert bucket.take(1, 1_000.0) > 0.0


def test_a_refusal_costs_nothing() -> None:
    """Who is refused is not kept out longer by trying."""
    bucket = Bucket(1, 2)
    assert not bucket.would_wait(1, 0.0)
    assert not bucket.would_wait(1, 0.0)
    assert [bucket.would_wait(1, 0.0) for _ in range(50)] == [True] * 50
    assert not bucket.would_wait(1, 1.0)


def test_each_key_has_its_own_rate() -> None:
    """One person's haste is not another's refusal."""
    rates = Rates(1, 1, remembered=10)
    rates.check("ada", 0.0)
    rates.check("bo", 0.0)
    with pytest.raises(TooMany):
        rates.check("ada", 0.0)


def test_the_memory_for_keys_is_bounded() -> None:
    """A stranger with a new key each time fills nothing."""
    rates = Rates(1, 1, remembered=3)
    for number in range(100):
        rates.check(f"key {number}", 0.0)
    assert len(rates._buckets) <= 3


LIVE = Path(core.live.__file__).parent
FORMATS = {
    *("limits.py", "room/protocol.py", "room/document/update_scan.py", "room/close_codes.py"),
    "metrics/instruments.py",
}
"""The limits themselves, and modules whose numbers are those of a format on the wire, or the steps of a histogram."""
OTHER_NUMBERS = {
    ("http/access_middleware.py", 1008): "a close code of the WebSocket standard",
    ("http/guard/sockets.py", 1013): "a close code of the WebSocket standard",
    ("http/hints.py", 0xFFFF): "above it a character has two UTF-16 units",
    ("http/html_pages.py", 12): "digits of a digest in a file name",
    ("http/meeting_commands.py", 60): "the button says one more minute",
    ("http/origin.py", 64): "bits of an IPv6 network",
    ("http/requests.py", 4): "bytes of the number of an error",
    ("http/sign_in/attempt.py", 24): "random bytes of a state and a nonce",
    ("http/sign_in/attempt.py", 48): "random bytes of a PKCE verifier",
    ("http/sign_in/routes.py", 4): "bytes of the number of an error",
    ("http/static/encodings.py", 9): "how hard gzip works on what is compressed once",
    ("http/static/page_scripts.py", 6): "how hard gzip works while a page waits",
    ("http/static/static_middleware.py", 8): "kinds of page that are kept",
    ("room/document/live_document.py", 64): "bits of a client id",
    ("room/document/live_document.py", 33): "bits of a clock",
    ("room/room.py", 53): "bits of a whole number in JavaScript",
    ("room/server_clock.py", 1000): "milliseconds",
    ("room/socket.py", 1000): "a close code of the WebSocket standard",
    ("room/socket.py", 1001): "a close code of the WebSocket standard",
    ("server/json_log.py", 5): "arguments of a line of uvicorn's access log",
    ("server/request_id.py", 8): "random bytes of the id of a request",
    ("server/startup_banner.py", 9): "a port that nothing is sent to",
}


def _numbers(path: Path) -> set[tuple[str, float]]:
    """Numbers above 2 in the code of a module. What is smaller counts, halves or doubles something."""
    name = path.relative_to(LIVE).as_posix()
    values = [node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant)]
    return {(name, value) for value in values if isinstance(value, int | float) and abs(value) > 2}


def test_no_module_of_core_live_has_a_limit_of_its_own() -> None:
    """Seventeen sizes, counts and durations once stood outside limits.py, whose first line said that none does."""
    sources = [path for path in LIVE.rglob("*.py") if "editor" not in path.relative_to(LIVE).parts]
    modules = [path for path in sources if path.relative_to(LIVE).as_posix() not in FORMATS]
    assert len(modules) > 40
    found = {number for path in modules for number in _numbers(path)}
    statuses = {number for number in found if number[1] in {int(status) for status in HTTPStatus}}
    assert found - statuses == OTHER_NUMBERS.keys()
