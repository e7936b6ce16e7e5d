"""Starts the typesetter, gives it one document, takes its pages, and stops it whatever happens.

It is started before the document is ready, so that both get ready together. At most two work at a time; a
third export waits. Not here: what stands in a document, and what it looks like.
"""

import json
import logging
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import BoundedSemaphore
from types import TracebackType
from typing import Any, Final, Self

from core.errors import TooLarge
from core.export.child_environment import child_environment

_log: Final = logging.getLogger(__name__)
_WORKER: Final = Path(__file__).parent / "worker.py"
_SECONDS: Final = 60
# A large document needs a few hundred megabytes for a moment.
_TOGETHER: Final = BoundedSemaphore(2)
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
        _TOGETHER.acquire()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own worker, by its path, without a shell
                [sys.executable, "-P", str(_WORKER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=child_environment(GLIBC_TUNABLES=_ALLOCATING),
            )
        except BaseException:
            _TOGETHER.release()
            raise
        return self

    def pages(self, data: dict[str, Any], timestamp: int, folders: Sequence[str] = ()) -> bytes:
        """The PDF of ``data``, which says that it was made at ``timestamp`` (seconds), with more fonts from
        ``folders``. Raises TooLarge.
        """
        return self._answer({"timestamp": timestamp, "folders": list(folders)}, json.dumps(data))

    def picture(self, svg: str, ppi: int, folders: Sequence[str] = ()) -> bytes:
        """``svg`` as a PNG on white, ``ppi`` dots to 72 of its units. Raises TooLarge."""
        return self._answer({"ppi": ppi, "folders": list(folders)}, svg)

    def draws(self, samples: Sequence[dict[str, Any]], folders: Sequence[str] = ()) -> list[bool]:
        """Whether each ``{"text", "fonts"}`` can be drawn without a box in the place of a letter. Raises TooLarge."""
        answer: list[bool] = json.loads(self._answer({"samples": list(samples), "folders": list(folders)}, ""))
        return answer

    def _answer(self, job: dict[str, Any], data: str) -> bytes:
        query = f"{json.dumps(job)}\n{data}".encode()
        try:
            made, message = self._process.communicate(query, timeout=_SECONDS)
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
            _TOGETHER.release()
