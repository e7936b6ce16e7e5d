"""Which tests are run again when they fail, and how often before the run fails."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.reruns import BUDGET
from tests.support.server import ROOT

SETTINGS = "[pytest]\nmarkers =\n    alone\n    e2e\n"
FAILS_ONCE = """
import pytest
tried = set()
@pytest.mark.{mark}
@pytest.mark.parametrize("number", range({tests}))
def test_fails_the_first_time(number):
    again = number in tried
    tried.add(number)
    assert again
"""


def _run(folder: Path, mark: str, tests: int) -> "subprocess.CompletedProcess[str]":
    (folder / "pytest.ini").write_text(SETTINGS)
    (folder / "test_once.py").write_text(FAILS_ONCE.format(mark=mark, tests=tests))
    command = [sys.executable, "-m", "pytest", "-p", "tests.support.reruns", "-p", "no:xdist", "-q", str(folder)]
    environment = {"PYTHONPATH": str(ROOT), "PATH": ""}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("mark", ["alone", "e2e"])
@pytest.mark.parametrize(("tests", "code"), [(BUDGET, 0), (BUDGET + 1, 1)])
def test_a_test_of_seconds_or_browsers_may_fail_once_within_the_budget(
    tmp_path: Path, mark: str, tests: int, code: int
) -> None:
    """Beyond the budget the run fails, although every test passed when it was run again."""
    done = _run(tmp_path, mark, tests)
    assert done.returncode == code, done.stdout
    assert f"{tests} passed, {tests} rerun" in done.stdout
    assert (f"{tests} tests were run again, {BUDGET} may be." in done.stdout) == (code == 1)


def test_any_other_test_fails_at_once(tmp_path: Path) -> None:
    """No rerun hides what fails now and then."""
    done = _run(tmp_path, "skipif(False, reason='')", 1)
    assert done.returncode == 1, done.stdout
    assert "1 failed" in done.stdout
    assert "rerun" not in done.stdout
