"""What makes documents lets the meetings go first, also where each session has its own share of the processor."""

from pathlib import Path

import psutil
import pytest

from core.export.process import priority
from core.export.process.priority import GROUP_NICE, NICE, group_steps_back
from core.export.process.process_renderer import ProcessRenderer
from tests.export.process.test_process_renderer import LARGE, META, within


class Busy:
    """A file that refuses ``times`` writes, as Linux does within a tenth of a second of the last one."""

    def __init__(self, times: int) -> None:
        self.left, self.written = times, ""

    def write_text(self, text: str) -> int:
        if self.left:
            self.left -= 1
            raise BlockingIOError
        self.written = text
        return len(text)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(priority, "_PAUSE_SECONDS", 0)


def test_the_whole_session_steps_back(tmp_path: Path) -> None:
    group = tmp_path / "autogroup"
    group.write_text("/autogroup-7 nice 0")
    assert group_steps_back(group)
    assert group.read_text() == str(GROUP_NICE)


def test_a_session_keeps_a_share_that_jobs_end_with() -> None:
    """Each step of niceness takes a fifth away, and a job may last 75 seconds by the clock."""
    assert 0 < GROUP_NICE < NICE
    assert 1 / 1.25**GROUP_NICE >= 0.5


def test_a_system_that_is_asked_too_often_is_asked_again() -> None:
    group = Busy(3)
    assert group_steps_back(group)  # type: ignore[arg-type]  # what it does with a path is write to it
    assert group.written == str(GROUP_NICE)


def test_it_is_given_up_in_the_end() -> None:
    assert not group_steps_back(Busy(1_000))  # type: ignore[arg-type]


def test_a_system_without_such_shares_is_left_alone(tmp_path: Path) -> None:
    assert not group_steps_back(tmp_path / "proc" / "autogroup")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/proc/self/autogroup").exists(), reason="this system has no shares for sessions")
def test_a_child_steps_back_with_all_that_it_starts() -> None:
    renderer = ProcessRenderer(large=1_000)
    try:
        renderer.document("md", LARGE, META)
        (pid,) = renderer.pids()
        share = Path(f"/proc/{pid}/autogroup")
        assert within(10, lambda: share.read_text().split()[-1] == str(GROUP_NICE))
        assert psutil.Process(pid).nice() >= NICE
    finally:
        renderer.close()
