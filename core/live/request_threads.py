"""Threads for the work of HTTP requests. Services block, and the event loop may not wait for one.

Each kind of work has threads of its own, so that a slow one holds up its own kind only. Rooms have theirs in
``service_backend``.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from contextvars import copy_context
from time import monotonic
from typing import Any, Final, TypeVar

from core.errors import TooMany
from core.live.limits import Limits
from core.services.evidence.pictures import MANY as MANY_PICTURES
from core.services.exchange.exports import MANY as MANY_FILES

MANY_TEXTS: Final = "Many texts are being read just now. Wait a moment, then paste it again."
MANY_SIGN_INS: Final = "Many people are signing in just now. Try again in a minute."

_log = logging.getLogger(__name__)

T = TypeVar("T")


@contextmanager
def _counted(places: Counter[str], key: str) -> Iterator[None]:
    places[key] += 1
    try:
        yield
    finally:
        places[key] -= 1
        if places[key] <= 0:
            del places[key]


def _run_in(pool: ThreadPoolExecutor, work: Callable[[], T]) -> "asyncio.Future[T]":
    """With what the caller's context knows, the id of its request for the log, say."""
    return asyncio.get_running_loop().run_in_executor(pool, copy_context().run, work)


class RequestThreads:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._services = ThreadPoolExecutor(limits.threads, thread_name_prefix="live-request")
        self._entering = ThreadPoolExecutor(1, thread_name_prefix="live-entering")
        self._hints = ThreadPoolExecutor(1, thread_name_prefix="live-hints")
        self._hints_waiting = 0
        self._files = ThreadPoolExecutor(limits.files_at_once, thread_name_prefix="live-file")
        self._files_left = limits.files_at_once + limits.files_waiting
        self._texts = ThreadPoolExecutor(1, thread_name_prefix="live-text")
        self._texts_left = 1 + limits.timelines_waiting
        self._pictures = ThreadPoolExecutor(limits.evidence_at_once, thread_name_prefix="live-picture")
        self._pictures_of: Counter[str] = Counter()
        self._pictures_in: Counter[str] = Counter()
        self._inbound = ThreadPoolExecutor(limits.threads, thread_name_prefix="live-inbound")
        self._storing = ThreadPoolExecutor(1, thread_name_prefix="live-storing")
        self._sign_ins = ThreadPoolExecutor(limits.sign_ins_at_once, thread_name_prefix="live-sign-in")
        self._sign_ins_left = limits.sign_ins_at_once + limits.sign_ins_waiting
        self._probe = ThreadPoolExecutor(1, thread_name_prefix="live-ready")

    async def run(self, work: Callable[[], T]) -> T:
        """Any service. One that waits for a locked database holds up requests, never a room."""
        return await _run_in(self._services, work)

    async def run_entering(self, work: Callable[[], T]) -> T:
        """Lets somebody in, one after the other: each is a write, and what is typed waits for one of them at most."""
        return await _run_in(self._entering, work)

    async def run_hints(self, work: Callable[[], T]) -> T | None:
        """Reads hints. None when too many texts wait already, or when it takes too long; either is logged."""
        if self._hints_waiting >= self._limits.hints_waiting:
            _log.warning("hints: %d texts are waiting, one more was not read", self._hints_waiting)
            return None
        self._hints_waiting += 1
        reading = _run_in(self._hints, work)
        reading.add_done_callback(self._hints_done)
        try:
            return await asyncio.wait_for(asyncio.shield(reading), self._limits.hints_seconds)
        except TimeoutError:
            _log.warning("hints: a text was not read within %.0f s and gets none", self._limits.hints_seconds)
            return None

    def _hints_done(self, reading: "asyncio.Future[Any]") -> None:
        self._hints_waiting -= 1
        if not reading.cancelled():
            reading.exception()  # retrieved here for requests that gave up; the others get it from the future

    async def run_export(self, work: Callable[[], T]) -> T:
        """Makes a file. Raises TooMany when many wait, and when its turn comes too late."""
        if self._files_left <= 0:
            raise TooMany(MANY_FILES)
        self._files_left -= 1
        asked_at = monotonic()

        def work_in_time() -> T:
            if monotonic() - asked_at > self._limits.files_wait_seconds:
                raise TooMany(MANY_FILES)
            return work()

        try:
            return await _run_in(self._files, work_in_time)
        finally:
            self._files_left += 1

    async def run_text(self, work: Callable[[], T]) -> T:
        """Reads a pasted text, one after the other: it holds the interpreter. Raises TooMany when many wait."""
        if self._texts_left <= 0:
            raise TooMany(MANY_TEXTS)
        self._texts_left -= 1
        try:
            return await _run_in(self._texts, work)
        finally:
            self._texts_left += 1

    @asynccontextmanager
    async def picture_turn(self, visitor_id: str, pm_id: str) -> AsyncIterator[None]:
        """A place for one picture, from its first byte until it is kept. Raises TooMany when there is none."""
        limits, all_places = self._limits, self._pictures_of.total()
        mine, here = self._pictures_of[visitor_id], self._pictures_in[pm_id]
        if (
            mine >= limits.evidence_a_visitor
            or here >= limits.evidence_a_meeting
            or all_places >= limits.evidence_waiting
        ):
            raise TooMany(MANY_PICTURES)
        with _counted(self._pictures_of, visitor_id), _counted(self._pictures_in, pm_id):
            yield

    async def run_picture(self, work: Callable[[], T]) -> T:
        """Decodes a picture and keeps it. Only inside of `picture_turn`."""
        return await _run_in(self._pictures, work)

    async def run_inbound(self, work: Callable[[], T]) -> T:
        """Reads for what other systems send: a storm of it holds up no request of a person."""
        return await _run_in(self._inbound, work)

    def store_inbound(self, work: Callable[[], T]) -> "asyncio.Future[T]":
        """Writes what other systems send, on a thread that may wait for a locked database."""
        return _run_in(self._storing, work)

    async def run_sign_in(self, work: Callable[[], T]) -> T:
        """Asks the provider, which may take seconds. Raises TooMany when many wait."""
        if self._sign_ins_left <= 0:
            raise TooMany(MANY_SIGN_INS)
        self._sign_ins_left -= 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._sign_ins, work)
        finally:
            self._sign_ins_left += 1

    async def run_probe(self, work: Callable[[], T]) -> T:
        """Checks whether the server is ready, on a thread that waits for nothing else."""
        return await _run_in(self._probe, work)

    def close(self) -> None:
        """Blocks until what runs has ended."""
        for pool in (
            self._services,
            self._entering,
            self._hints,
            self._files,
            self._texts,
            self._pictures,
            self._inbound,
            self._storing,
            self._sign_ins,
            self._probe,
        ):
            pool.shutdown(wait=True, cancel_futures=True)
