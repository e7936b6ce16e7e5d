"""The renderer of the server: what is small is made here, what is large in a child process."""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from pydantic_core import PydanticSerializationError

from core.domain.postmortem import Postmortem
from core.domain.remembered import remembered
from core.errors import BadFile, TooLarge, TooMany
from core.export.evidence.header import TOO_MANY_PIXELS
from core.export.evidence.reencode import SafePicture
from core.export.meta import ExportMetadata
from core.export.page_text import PAGE_TEXT, PageText
from core.export.process.answers import BAD_FILE, DONE, PAGES, PICTURE, REFUSED, TOO_MUCH
from core.export.process.child_handle import ChildEndedError, ChildHandle
from core.export.process.renderer import LocalRenderer

_log: Final = logging.getLogger(__name__)

NO_PICTURES: Final = "Pictures cannot be taken just now. Wait a minute, then try again."
BUSY: Final = "Many long postmortems are being read just now. Wait a minute, then try again."


class RenderFailedError(RuntimeError):
    """A document could not be made because of a fault of ours; the message is the child's traceback."""


class ProcessRenderer:
    """Starts at most ``most`` children, when they are needed, and stops them after ``idle_seconds`` without work.

    What is shorter than ``large`` bytes is made in this process. A job waits ``wait_seconds`` for a free child, and
    may then take ``job_seconds``. A child that ended is replaced, and its job is tried once more.
    """

    def __init__(
        self,
        most: int = 2,
        large: int = 30_000,
        idle_seconds: float = 60.0,
        wait_seconds: float = 60.0,
        job_seconds: float = 75.0,
    ) -> None:
        self._large, self._idle_seconds = large, idle_seconds
        self._wait_seconds, self._job_seconds = wait_seconds, job_seconds
        self._local = LocalRenderer()
        self._places = threading.BoundedSemaphore(most)
        self._lock = threading.Lock()
        self._idle: list[ChildHandle] = []
        self._busy: set[ChildHandle] = set()
        self._timer: threading.Timer | None = None
        self._closed = False

    def document(self, kind: str, postmortem: Postmortem, meta: ExportMetadata) -> bytes:
        """A file of ``kind``, a key of DOCUMENTS. Raises TooLarge, TooMany, RenderFailedError."""
        job = job_of(kind, postmortem, meta)
        made = self._in_child(job) if self._is_large(job) else None
        return self._local.document(kind, postmortem, meta) if made is None else made

    def page_text(self, postmortem: Postmortem, *, whole: bool) -> PageText:
        """The text as a page shows it. Raises TooLarge, TooMany, RenderFailedError."""
        (kind,) = (kind for kind, has_all in PAGES.items() if has_all == whole)
        job = job_of(kind, postmortem)
        made = self._in_child(job) if self._is_large(job) else None
        return self._local.page_text(postmortem, whole=whole) if made is None else PAGE_TEXT.validate_json(made)

    def picture(self, data: bytes) -> SafePicture:
        """Always in a child: decoders of pictures read strangers' bytes. Raises BadFile, TooLarge, TooMany."""
        try:
            made = self._in_child([PICTURE, data])
        except TooLarge as error:
            raise TooLarge(TOO_MANY_PIXELS if error.sentence == TOO_MUCH else error.sentence) from error
        if made is None:
            raise TooMany(NO_PICTURES)  # no process can be started, and here it would not be bounded
        return SafePicture.unpacked(made)

    def _is_large(self, job: Sequence[bytes]) -> bool:
        return bool(job) and sum(map(len, job)) >= self._large

    def close(self) -> None:
        """Stops all children; jobs in progress end with an error."""
        with self._lock:
            self._closed = True
            children = [*self._idle, *self._busy]
            self._idle.clear()
            if self._timer is not None:
                self._timer.cancel()
        for child in children:
            child.stop()

    def pids(self) -> list[int]:
        """Of the children that run now."""
        with self._lock:
            return [child.pid for child in (*self._idle, *self._busy) if child.is_running()]

    def _in_child(self, job: Sequence[bytes]) -> bytes | None:
        """The result, or None when no process can be started. Raises TooLarge, TooMany, RenderFailedError."""
        if not self._places.acquire(timeout=self._wait_seconds):
            raise TooMany(BUSY)
        try:
            return _result(self._tried_twice(job))
        except OSError as error:
            _log.warning("No child process can be started (%s); a large document is made in the server itself.", error)
            return None
        finally:
            self._places.release()

    def _tried_twice(self, job: Sequence[bytes]) -> list[bytes]:
        for attempt in (1, 2):
            try:
                with self._child() as child:
                    return child.run(job, self._job_seconds)
            except ChildEndedError as ended:
                if ended.over_time or attempt == 2 or self._closed:
                    _log.warning("A document was given up: %s.", ended)
                    raise TooLarge(TOO_MUCH) from ended
                _log.warning("A document is tried once more: %s.", ended)
        raise AssertionError("the loop returns or raises")

    @contextmanager
    def _child(self) -> Iterator[ChildHandle]:
        """A child for one job. Raises OSError when none can be started."""
        child = self._taken()
        try:
            yield child
        finally:
            self._give_back(child)

    def _taken(self) -> ChildHandle:
        with self._lock:
            while self._idle:
                child = self._idle.pop()
                if child.is_running():
                    break
                child.stop()
            else:
                child = ChildHandle()
            self._busy.add(child)
            return child

    def _give_back(self, child: ChildHandle) -> None:
        with self._lock:
            self._busy.discard(child)
            if child.is_running() and not self._closed:
                self._idle.append(child)
                self._start_timer()
                return
        child.stop()

    def _start_timer(self) -> None:
        """Counts anew from the last job. Called with the lock."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = threading.Timer(self._idle_seconds, self._stop_idle)
        self._timer.daemon = True
        self._timer.start()

    def _stop_idle(self) -> None:
        with self._lock:
            children, self._idle = self._idle, []
        for child in children:
            child.stop()


def job_of(kind: str, postmortem: Postmortem, meta: ExportMetadata | None = None) -> list[bytes]:
    """What a child is told; nothing for text that no JSON can hold, which is made in this process."""
    try:
        about = [] if meta is None else [meta.model_dump_json().encode()]
        return [kind.encode(), _json(postmortem), *about]
    except (PydanticSerializationError, UnicodeEncodeError):
        return []


@remembered()
def _json(postmortem: Postmortem) -> bytes:
    """Several files of one postmortem are often asked for at once."""
    return postmortem.model_dump_json().encode()


def _result(answer: Sequence[bytes]) -> bytes:
    status, value = answer
    if status == DONE:
        return value
    message = value.decode(errors="replace")
    if status == REFUSED:
        raise TooLarge(message)
    if status == BAD_FILE:
        raise BadFile(message)
    raise RenderFailedError(message)
