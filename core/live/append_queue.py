"""One thread that writes for all rooms, in the order in which they ask; appends that wait together share a transaction.

A transaction costs a flush to the disk, whatever is in it. With one for each room's append twenty rooms stand in line
for twenty flushes; with one for all that waits they share it, and nobody waits longer than for the flush under way.
"""

import asyncio
import contextlib
import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from core.services.documents.document_store import Appended
from core.store.document_updates import NewUpdate

_log = logging.getLogger(__name__)
T = TypeVar("T")

Batch = tuple[str, Sequence[NewUpdate]]
"""A postmortem's id and updates of its document."""
AppendAll = Callable[[Sequence[Batch]], Sequence[Appended | BaseException]]
"""Stores each batch whole or not at all. For each its ids, or why it was not stored; raises when none was."""
AfterAppend = Callable[[Sequence[Batch], Sequence[Appended | BaseException]], None]
"""What follows on the thread when those who wait have been answered, with the batches and what became of each."""


@dataclass(frozen=True, slots=True)
class _Job:
    """``batch`` is None for work that is not an append."""

    batch: Batch | None
    work: Callable[[], Any]
    answer: "asyncio.Future[Any]"


class AppendQueue:
    """``append`` and ``run`` are called on the event loop; both finish in the order in which they were called."""

    def __init__(self, append_all: AppendAll, most_updates: int, after: AfterAppend | None = None) -> None:
        """``most_updates``: in one transaction, unless a single append has more."""
        self._append_all = append_all
        self._after = after
        self._most_updates = most_updates
        self._jobs: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="live-writer", daemon=True)
        self._thread.start()

    @property
    def thread(self) -> int | None:
        """What ``threading.get_ident`` says on the thread that writes."""
        return self._thread.ident

    async def append(self, batch: Batch) -> Appended:
        stored: Appended = await self._put(_Job(batch, _nothing, asyncio.get_running_loop().create_future()))
        return stored

    async def run(self, work: Callable[[], T]) -> T:
        result: T = await self._put(_Job(None, work, asyncio.get_running_loop().create_future()))
        return result

    def close(self) -> None:
        """Blocks until everything that was asked for is written."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join()

    def _put(self, job: _Job) -> "asyncio.Future[Any]":
        with self._changed:
            if self._closing:
                raise RuntimeError("nothing can be written any more: the server is stopping")
            self._jobs.append(job)
            self._changed.notify()
        return job.answer

    # On the thread

    def _work(self) -> None:
        while jobs := self._take():
            if jobs[0].batch is None:
                self._finish(jobs, [_result(jobs[0].work)])
            else:
                self._append_and_finish(jobs, [job.batch for job in jobs if job.batch is not None])

    def _append_and_finish(self, jobs: Sequence[_Job], batches: Sequence[Batch]) -> None:
        """A room shows a key before anybody else is told of it: what tells them wakes threads that take its time."""
        stored = self._append(batches)
        self._finish(jobs, stored)
        if self._after is not None:
            try:
                self._after(batches, stored)
            except Exception:  # the thread outlives it; those who were not told find out by the slow poll
                _log.exception("what was stored could not be told")

    def _take(self) -> list[_Job]:
        """The first job that waits, with all appends right behind it if it is one. Nothing when it is over."""
        with self._changed:
            while not self._jobs and not self._closing:
                self._changed.wait()
            taken: list[_Job] = []
            updates = 0
            while self._jobs:
                batch = self._jobs[0].batch
                updates += 0 if batch is None else len(batch[1])
                if taken and (batch is None or updates > self._most_updates):
                    break
                taken.append(self._jobs.popleft())
                if batch is None:
                    break
            return taken

    def _append(self, batches: Sequence[Batch]) -> Sequence[Any]:
        stored = _result(lambda: self._append_all(batches))
        return [stored] * len(batches) if isinstance(stored, BaseException) else stored

    def _finish(self, jobs: Sequence[_Job], results: Sequence[Any]) -> None:
        """One message to the loop for all of them. Without a loop nobody is left who waits."""
        answers = list(zip((job.answer for job in jobs), results, strict=True))
        with contextlib.suppress(RuntimeError):
            jobs[0].answer.get_loop().call_soon_threadsafe(_resolve, answers)


def _nothing() -> None:
    return None


def _result(work: Callable[[], Any]) -> Any:
    """What it returns, or the exception it raises."""
    try:
        return work()
    except BaseException as error:  # the thread outlives it, and whoever waits is told
        return error


def _resolve(answers: Sequence[tuple["asyncio.Future[Any]", Any]]) -> None:
    for answer, result in answers:
        if answer.cancelled():
            continue
        if isinstance(result, BaseException):
            answer.set_exception(result)
        else:
            answer.set_result(result)
