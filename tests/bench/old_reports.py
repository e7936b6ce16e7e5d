"""1,000 old reports through ``debrief import``: how long it takes, and whether its memory grows with their number.

A process of its own, as an operator starts it, on both databases. The reports have about 900 words each, like those
that teams publish; each one has other words, so that the indexes do what they do for a real archive.
"""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from tests.bench import hint_prose
from tests.bench.figures import Table
from tests.bench.search import postgresql

REPORTS, FEW = 1_000, 100
SECONDS, GROWTH_MB = 60, 40
_ROOT = Path(__file__).parents[2]


async def measured(table: Table, folder: Path, scratch: Path) -> None:
    few, many = scratch / "few-reports", scratch / "many-reports"
    prose = hint_prose.paragraphs(400)
    _write(few, FEW, prose)
    _write(many, REPORTS, prose)
    for name, place in (("SQLite", contextlib.nullcontext("")), ("PostgreSQL", postgresql())):
        with place as url:
            spent, large = _imported(many, scratch / f"many-{name}", url)
        table.add_bound(f"debrief import, {REPORTS:,} reports, {name}", spent, "s", SECONDS)
        if not url:
            _, small = _imported(few, scratch / "few", url)
            table.add_bound(f"its memory beyond that of {FEW} reports", large - small, "MB", GROWTH_MB)


def _write(folder: Path, count: int, prose: Sequence[str]) -> None:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:04}.md").write_text(_report(number, prose), encoding="utf-8")


def _report(number: int, prose: Sequence[str]) -> str:
    part = iter([prose[(number * 7 + at * 13) % len(prose)] for at in range(6)])
    day = f"20{10 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
    rows = "\n".join(f"- {10 + at}:{number % 60:02} step {at} of service-{(number * at) % 97}" for at in range(12))
    actions = "\n".join(f"- [{'x' if at % 2 else ' '}] change {number}-{at} (@owner{at})" for at in range(5))
    return (
        f"# Outage {number} of service-{number % 97} on {day}\n\n**Severity**: SEV-{1 + number % 3}\n\n"
        f"## Summary\n\n{next(part)}\n\n## Impact\n\n{next(part)}\n\n## Timeline (UTC)\n\n{rows}\n\n"
        f"## Root cause\n\n{next(part)}\n\n## What went wrong\n\n{next(part)}\n\n## Background\n\n{next(part)}\n\n"
        f"## Lessons learned\n\n{next(part)}\n\n## Action items\n\n{actions}\n"
    )


def _imported(folder: Path, data: Path, url: str) -> tuple[float, float]:
    """Seconds, and the peak of the process's memory in MB."""
    begun, peak = time.perf_counter(), 0.0
    command = [sys.executable, "-m", "core.cli", "import", str(folder), "--json"]
    environment = {**os.environ, "DEBRIEF_DATA": str(data), **({"DEBRIEF_DATABASE_URL": url} if url else {})}
    with subprocess.Popen(command, cwd=_ROOT, env=environment, stdout=subprocess.DEVNULL) as running:
        watched = psutil.Process(running.pid)
        while running.poll() is None:
            peak = max(peak, watched.memory_info().rss / 1024**2)
            time.sleep(0.1)
    if running.returncode:
        raise RuntimeError("the import did not work")
    return time.perf_counter() - begun, peak
