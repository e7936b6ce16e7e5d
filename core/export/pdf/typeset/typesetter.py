"""Starts the typesetter, gives it one document, takes its pages, and stops it whatever happens.

It is started before the document is ready, so that both get ready together, and may lay out what is ready of it. The
document lies in a folder of its own beside the template, both removed at the end. At most two work at a time; a third
export waits. Not here: what stands in a document, and what it looks like.
"""

import contextlib
import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from types import TracebackType
from typing import Any, Final, Self

from core.errors import TooLarge
from core.export.child_environment import child_environment

_log: Final = logging.getLogger(__name__)
_WORKER: Final = Path(__file__).parent / "worker.py"
_TEMPLATE: Final = Path(__file__).parent / "postmortem.typ"
_SECONDS: Final = 60
# A large document needs a few hundred megabytes for a moment.
_TOGETHER: Final = BoundedSemaphore(2)
# Each is a short line to a typesetter that may read none of them for a while; a pipe holds 64 kB.
_DRAFTS: Final = 64
# Laying out a large document takes hundreds of megabytes in small pieces, once: from glibc in huge pages and large
# steps they cost a fifth of the time less. Other systems do not read this.
_ALLOCATING: Final = ":".join(
    f"glibc.malloc.{name}={value}"
    for name, value in (
        ("hugetlb", 1),
        ("top_pad", 64 << 20),
        ("mmap_threshold", 32 << 20),
        ("trim_threshold", 4 << 30),
    )
)
_TOO_LARGE: Final = (
    "This postmortem is too large to set as pages. Export it as HTML, and print that to PDF from the browser."
)


class Typesetter:
    """``with Typesetter() as typesetter: pdf = typesetter.pages(data, timestamp)``: one document, once."""

    def __enter__(self) -> Self:
        self._drafts = 0
        _TOGETHER.acquire()
        try:
            self._folder = TemporaryDirectory(prefix="debrief-pdf-", ignore_cleanup_errors=True)
            try:
                shutil.copy(_TEMPLATE, self._folder.name)
                self._process = self._started()
            except BaseException:
                self._folder.cleanup()
                raise
        except BaseException:
            _TOGETHER.release()
            raise
        return self

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - our own worker, by its path, without a shell
            [sys.executable, "-P", str(_WORKER), self._folder.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=child_environment(GLIBC_TUNABLES=_ALLOCATING),
        )

    def lay_out(self, draft: str, folders: Sequence[str] = ()) -> None:
        """The first part of the document (JSON), to be laid out while the rest is made. Returns at once.

        What is laid out is found again by ``pages``. A draft that comes too late, or is none, is passed over.
        """
        if self._drafts == _DRAFTS or self._process.stdin is None:
            return
        self._drafts += 1
        with contextlib.suppress(OSError):  # it has ended, or the disk is full: ``pages`` says so
            self._put(draft)
            # Past the buffer, in which a line that nobody reads any more would stay.
            os.write(self._process.stdin.fileno(), _line({"draft": True, "folders": list(folders)}))

    def pages(self, data: str, timestamp: int, folders: Sequence[str] = ()) -> bytes:
        """The PDF of ``data`` (JSON), which says that it was made at ``timestamp`` (seconds), with more fonts from
        ``folders``. Raises TooLarge.
        """
        self._put(data)
        return self._answer({"timestamp": timestamp, "folders": list(folders)})

    def picture(self, svg: str, ppi: int, folders: Sequence[str] = ()) -> bytes:
        """``svg`` as a PNG on white, ``ppi`` dots to 72 of its units. Raises TooLarge."""
        return self._answer({"ppi": ppi, "svg": svg, "folders": list(folders)})

    def draws(self, samples: Sequence[dict[str, Any]], folders: Sequence[str] = ()) -> list[bool]:
        """Whether each ``{"text", "fonts"}`` can be drawn without a box in the place of a letter. Raises TooLarge."""
        answer: list[bool] = json.loads(self._answer({"samples": list(samples), "folders": list(folders)}))
        return answer

    def _put(self, data: str) -> None:
        """Whole or not at all, as the typesetter may be reading; a draft that is gone for a moment is passed over."""
        new, place = Path(self._folder.name, "new.json"), Path(self._folder.name, "data.json")
        new.write_text(data, encoding="utf-8")
        place.unlink(missing_ok=True)  # ext4 writes a file to the disk, and waits, when another is moved onto it
        new.rename(place)

    def _answer(self, job: dict[str, Any]) -> bytes:
        try:
            made, message = self._process.communicate(_line(job), timeout=_SECONDS)
        except subprocess.TimeoutExpired as late:
            raise TooLarge(_TOO_LARGE) from late
        if self._process.returncode:
            raise TooLarge(_TOO_LARGE) from RuntimeError(message.decode(errors="replace")[-4_000:])
        if message:
            _log.warning("A PDF is not as accessible as it should be: %s", message.decode(errors="replace")[:300])
        return made

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if self._process.poll() is None:
                self._process.kill()
            self._process.communicate()
        finally:
            self._folder.cleanup()
            _TOGETHER.release()


def _line(job: dict[str, Any]) -> bytes:
    return f"{json.dumps(job)}\n".encode()
