"""Starts a program that ends when the process that started it ends, however that one ends (Linux).

A killed or crashed pytest runs no fixture to its end; the kernel still tells the children. The program runs in the
process of this module, so its pid is the one that ``Popen`` gives.
"""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
# What the kernel watches is the thread that starts a program. This one ends with the process, a test's may end sooner.
_STARTER = ThreadPoolExecutor(1, "starter")


def start(
    command: Sequence[str],
    *,
    cwd: Path,
    env: Mapping[str, str],
    log: IO[bytes],
    how: signal.Signals = signal.SIGKILL,
    user: str = "",
) -> "subprocess.Popen[bytes]":
    """``how`` is the signal that the program gets in the end; ``user`` runs it, when root asks for that."""
    line = tied(command, how, user)
    return _STARTER.submit(lambda: subprocess.Popen(line, cwd=cwd, env=env, stdout=log, stderr=log)).result()


def tied(command: Sequence[str], how: signal.Signals = signal.SIGKILL, user: str = "") -> list[str]:
    """The command line of such a program, for a caller that waits for its end."""
    return [sys.executable, "-I", "-S", __file__, str(int(how)), str(os.getpid()), user, *command]


def main(arguments: Sequence[str]) -> None:
    how, parent, user, *command = arguments
    if user:
        _become(user)
    # After the change of user, which would forget it.
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(how), 0, 0, 0)
        if os.getppid() != int(parent):
            raise SystemExit("whoever started this has ended already")
    os.execvp(command[0], command)  # noqa: S606 - what a test names


def _become(user: str) -> None:
    entry = pwd.getpwnam(user)
    os.setgroups([])
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)


if __name__ == "__main__":
    main(sys.argv[1:])
