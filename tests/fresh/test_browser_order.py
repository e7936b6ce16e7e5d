"""Tests of both kinds in one process: those with an event loop of their own, and those that drive browsers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.server import ROOT

SETTINGS = "[pytest]\nmarkers =\n    e2e\n"
BOTH_KINDS = """
import asyncio
import pytest

def test_a_browser(playwright):
    assert playwright.chromium.name == "chromium"

@pytest.mark.asyncio
async def test_b_coroutine():
    await asyncio.sleep(0)

def test_c_runs_a_loop():
    assert asyncio.run(asyncio.sleep(0, "slept")) == "slept"

@pytest.mark.parametrize("engine", ["chromium", "firefox"])
def test_d_browser_again(playwright, engine):
    assert getattr(playwright, engine).name == engine
"""


def _run(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    (folder / "pytest.ini").write_text(SETTINGS)
    (folder / "test_both.py").write_text(BOTH_KINDS)
    command = [sys.executable, "-m", "pytest", *options, "-p", "no:xdist", "-v", "test_both.py"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)


@pytest.mark.e2e
def test_a_browser_before_an_event_loop_fails_it_and_the_order_prevents_that(tmp_path: Path) -> None:
    as_written = _run(tmp_path)
    assert "running event loop" in as_written.stdout, "Playwright changed: the order is no longer needed"

    ordered = _run(tmp_path, "-p", "tests.support.browser_order")
    assert ordered.returncode == 0, ordered.stdout
    lines = [line for line in ordered.stdout.splitlines() if "PASSED" in line]
    order = [line.split("::")[1].split()[0] for line in lines]
    expected = ["test_b_coroutine", "test_c_runs_a_loop", "test_a_browser"]
    assert order == [*expected, "test_d_browser_again[chromium]", "test_d_browser_again[firefox]"]
