"""One child process as the server sees it: started, given a job, awaited for a limited time, and stopped."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final

from core.export.child_environment import child_environment
from core.export.process.frames import read_message, write_message

_ROOT: Final = Path(__file__).resolve().parents[3]
_STOP_SECONDS: Final = 5


class ChildEndedError(Exception):
    """The child ended in the middle of a job. ``over_time``: because it had taken all the time it may have."""

    def __init__(self, code: int | None, *, over_time: bool) -> None:
        super().__init__(f"the child that makes documents ended with code {code}")
        self.over_time = over_time


class ChildHandle:
    """Used by one thread at a time. Raises OSError when no process can be started."""

    def __init__(self, module: str = "core.export.process.child") -> None:
        path = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._process = subprocess.Popen(  # noqa: S603 - our own module, without a shell
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=child_environment(PYTHONPATH=path),
            start_new_session=True,  # so that the typesetter it has started is stopped with it
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise OSError("a child process without pipes")
        self._jobs: IO[bytes] = self._process.stdin
        self._answers: IO[bytes] = self._process.stdout

    @property
    def pid(self) -> int:
        return self._process.pid

    def is_running(self) -> bool:
        return self._process.poll() is None

    def run(self, job: Sequence[bytes], seconds: float) -> list[bytes]:
        """The answer to ``job``. Raises ChildEndedError, also after ``seconds``, when the child has been stopped."""
        late = threading.Event()

        def give_up() -> None:
            late.set()
            self._kill()

        timer = threading.Timer(seconds, give_up)
        timer.daemon = True
        timer.start()
        try:
            write_message(self._jobs, job)
            return read_message(self._answers)
        except (EOFError, OSError, ValueError) as error:
            code = self.stop()
            out_of_time = late.is_set() or code == -getattr(signal, "SIGXCPU", 0)
            raise ChildEndedError(code, over_time=out_of_time) from error
        finally:
            timer.cancel()

    def stop(self) -> int | None:
        """Stops the child at once; its exit code. Does nothing when it has ended."""
        if self.is_running():
            self._kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_STOP_SECONDS)
        for stream in (self._jobs, self._answers):
            with contextlib.suppress(OSError):
                stream.close()
        return self._process.returncode

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
