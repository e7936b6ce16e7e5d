"""Starts the typesetter, gives it one document, takes its pages, and stops it whatever happens.

It is started before the document is ready, so that both get ready together. At most two work at a time; a
third export waits. Not here: what stands in a document, and what it looks like.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from types import TracebackType
from typing import Any, Final, Self

from core.errors import TooLarge

_WORKER: Final = Path(__file__).parent / "worker.py"
_SECONDS: Final = 60
# A large document needs a few hundred megabytes for a moment.
_TOGETHER: Final = BoundedSemaphore(2)
# What Python and the fonts are found by. Nothing else of this process is the typesetter's business.
_PASSED_ON: Final = ("HOME", "PATH", "PYTHONHOME", "PYTHONPATH", "SYSTEMROOT", "LOCALAPPDATA", "XDG_DATA_HOME")
_TOO_LARGE: Final = (
    "This postmortem is too large to set as pages. Export it as HTML, and print that to PDF from the browser."
)


class Press:
    """``with Press() as press: pdf = press.pages(data, timestamp)``: one document, once."""

    def __enter__(self) -> Self:
        _TOGETHER.acquire()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own worker, by its path, without a shell
                [sys.executable, "-P", str(_WORKER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            )
        except BaseException:
            _TOGETHER.release()
            raise
        return self

    def pages(self, data: dict[str, Any], timestamp: int) -> bytes:
        """The PDF of ``data``, which says that it was made at ``timestamp`` (seconds). Raises TooLarge."""
        job = f"{timestamp}\n{json.dumps(data)}".encode()
        try:
            made, said = self._process.communicate(job, timeout=_SECONDS)
        except subprocess.TimeoutExpired as late:
            raise TooLarge(_TOO_LARGE) from late
        if self._process.returncode:
            raise TooLarge(_TOO_LARGE) from RuntimeError(said.decode(errors="replace")[-4_000:])
        return made

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if self._process.poll() is None:
                self._process.kill()
            self._process.communicate()
        finally:
            _TOGETHER.release()
