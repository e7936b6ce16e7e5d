"""The limit of open files: what a server makes of it, and what is said where it is too low."""

import logging
from pathlib import Path

import psutil
import pytest

from core.services.operations import descriptors
from tests.support.server import ROOT, Server


def limited(soft: int, hard: int) -> list[str]:
    """A command that runs another one with these limits."""
    return ["sh", "-c", f'ulimit -Sn {soft} && ulimit -Hn {hard} && exec "$@"', "sh"]


def test_a_server_raises_a_limit_that_is_too_low(tmp_path: Path) -> None:
    """To what its user may have, and says nothing of it."""
    server = Server(tmp_path, by=limited(256, 3000)).start()
    try:
        assert psutil.Process(server.pid).rlimit(psutil.RLIMIT_NOFILE) == (3000, 3000)
        assert "open files" not in server.log
    finally:
        server.stop()


def test_a_server_that_may_not_says_in_one_line_what_to_set(tmp_path: Path) -> None:
    """It serves all the same: a small team may never notice."""
    server = Server(tmp_path, by=limited(200, 900)).start()
    try:
        assert psutil.Process(server.pid).rlimit(psutil.RLIMIT_NOFILE) == (900, 900)
        (line,) = [line for line in server.log.splitlines() if "open files" in line]
        assert "WARNING" in line
        assert "900 at once" in line
        assert "about 175 open pages" in line
        assert "LimitNOFILE=8192" in line
    finally:
        server.stop()


@pytest.mark.parametrize(
    ("now", "reached"),
    [
        ((4096, 4096), 4096),
        ((2048, 524_288), 2048),
        ((1024, 524_288), 524_288),
        ((256, None), descriptors.ASKED),
        ((None, None), None),
        ((1024, 1024), 1024),
    ],
)
def test_how_far_a_server_raises_its_limit(
    now: tuple[int | None, int | None], reached: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is enough stays as somebody set it."""
    monkeypatch.setattr(descriptors, "_limits", lambda: now)
    assert descriptors.reachable() == reached


def test_a_system_that_refuses_is_told_and_not_fatal(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Such as macOS, which has a bound that is not the hard limit."""

    class Refuses:
        RLIMIT_NOFILE, RLIM_INFINITY = 7, -1

        def getrlimit(self, _which: int) -> tuple[int, int]:
            return 256, -1

        def setrlimit(self, _which: int, _limits: tuple[int, int]) -> None:
            raise ValueError("current limit exceeds maximum limit")

    monkeypatch.setattr(descriptors, "resource", Refuses())
    with caplog.at_level(logging.WARNING):
        assert descriptors.make_enough() == 256
    (record,) = caplog.records
    assert "ulimit -n 8192" in record.getMessage()


def test_a_system_without_limits_is_enough(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """There is nothing to raise and nothing to say."""
    monkeypatch.setattr(descriptors, "resource", None)
    assert descriptors.make_enough() is None
    assert descriptors.in_words(None) == "as many as the system has."
    assert caplog.records == []


def test_the_sizing_of_the_docs_is_what_is_counted_with() -> None:
    """docs/deploy.md gives the same figures."""
    text = (ROOT / "docs" / "deploy.md").read_text()
    assert f"The process begins with {descriptors.AT_START} descriptors; each open page takes four in Streamlit" in text
    assert f"LimitNOFILE={descriptors.ASKED}" in text
    assert f"{descriptors.ENOUGH:,}" in text
