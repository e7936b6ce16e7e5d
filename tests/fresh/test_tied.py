"""A server of the tests ends with them, whatever ended them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.support import tied
from tests.support.server import ROOT

# A pytest that is killed in the middle: it has started a server from a thread that is gone, and waits.
PARENT = """
import os, sys, threading, time
from pathlib import Path
from tests.support import tied
def go():
    with open(os.devnull, "wb") as log:
        command = [sys.executable, "-c", "import time; time.sleep(120)"]
        child = tied.start(command, cwd=Path("."), env=os.environ, log=log)
    print(child.pid, flush=True)
thread = threading.Thread(target=go)
thread.start()
thread.join()
time.sleep(float(sys.argv[1]))
if len(sys.argv) > 2:
    raise RuntimeError("pytest itself broke")
time.sleep(120)
"""

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's end")


def _gone(pid: int) -> bool:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.05)
    return False


def _parent(*arguments: str) -> "tuple[subprocess.Popen[str], int]":
    command = [sys.executable, "-c", PARENT, *arguments]
    parent = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert parent.stdout is not None
    return parent, int(parent.stdout.readline())


@linux_only
def test_a_killed_test_run_leaves_no_server() -> None:
    """SIGKILL runs no fixture to its end. A thread that started a server and went is no reason to end it."""
    parent, child = _parent("0")
    with parent:
        time.sleep(0.5)
        assert psutil.pid_exists(child), "it ended with the thread that started it"
        parent.send_signal(signal.SIGKILL)
        parent.wait(20)
    assert _gone(child)


@linux_only
def test_a_crashed_test_run_leaves_no_server() -> None:
    """On Python 3.11.2 pytest broke over its own traceback, and two servers ran on."""
    parent, child = _parent("0.2", "crash")
    with parent:
        assert parent.wait(20) == 1
    assert _gone(child)


def test_the_program_runs_as_the_process_that_was_started(tmp_path: Path) -> None:
    """Who kills or waits for it means the server itself, not something in between."""
    path = tmp_path / "log"
    with path.open("wb") as log:
        child = tied.start([sys.executable, "-c", "import os; print(os.getpid())"], cwd=ROOT, env=os.environ, log=log)
    assert child.wait(20) == 0
    assert int(path.read_text()) == child.pid
