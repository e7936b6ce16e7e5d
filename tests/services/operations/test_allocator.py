"""Threads share one arena: what one of them frees is used by the next."""

import ctypes
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from core.services.operations import allocator
from tests.support.server import ROOT

HEAP: Final = 2**26
"""Every arena but the first lies in a mapping that begins at a multiple of this."""
BUSY: Final = """
import sys, threading
from core.services.operations import allocator
if sys.argv[1] == "one":
    allocator.use_one_arena()
together = threading.Barrier(9)
def work():
    kept = [bytes(1000 + number) for number in range(200)]
    together.wait(30)
    together.wait(30)
for _ in range(8):
    threading.Thread(target=work, daemon=True).start()
together.wait(30)
print(open("/proc/self/maps").read())
together.wait(30)
"""
glibc = pytest.mark.skipif(
    not Path("/proc/self/maps").exists() or "CS_GNU_LIBC_VERSION" not in os.confstr_names,
    reason="arenas are glibc's, and are counted as Linux tells them",
)


def arenas_beside_the_first(maps: str) -> int:
    found = re.findall(r"^([0-9a-f]+)-[0-9a-f]+ rw-p \S+ 00:00 0\s*$", maps, re.M)
    return sum(1 for begin in found if int(begin, 16) % HEAP == 0)


def run_busy(how: str, **more: str) -> int:
    """Arenas of a process in which eight threads hold memory at the same time."""
    usual = {name: value for name, value in os.environ.items() if name not in allocator.SET_BY_OPERATOR}
    line = [sys.executable, "-c", BUSY, how]
    ended = subprocess.run(line, cwd=ROOT, env=usual | more, capture_output=True, text=True, timeout=60, check=True)
    return arenas_beside_the_first(ended.stdout)


@glibc
def test_threads_share_the_arena_of_the_process() -> None:
    """Eight of them would have one each."""
    assert run_busy("usual") >= 4
    assert run_busy("one") == 0


@glibc
def test_what_the_operator_set_stays() -> None:
    """By the variables that glibc itself reads."""
    assert run_busy("one", MALLOC_ARENA_MAX="64") >= 4
    assert run_busy("one", GLIBC_TUNABLES="glibc.malloc.arena_max=64") >= 4


@pytest.mark.parametrize("library", [object(), None], ids=["another library", "no library of the process"])
def test_elsewhere_nothing_is_changed(library: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """macOS and musl know no arenas, Windows no library of the whole process."""

    def load(_name: None) -> object:
        if library is None:
            raise TypeError("LoadLibrary() argument 1 must be str, not None")
        return library

    for name in allocator.SET_BY_OPERATOR:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(ctypes, "CDLL", load)
    assert not allocator.use_one_arena()
