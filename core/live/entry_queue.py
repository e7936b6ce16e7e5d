"""Those who come in stand in one line; two at a time share a transaction, and whoever types has the time between.

Letting somebody in is milliseconds of the interpreter. One after the other without a pause they kept it busy, and each
frame that the event loop sends waited for it anew: keys took longer with more of them in a transaction, not shorter.
Used on the event loop only.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from core.services.access.together import Entry

T = TypeVar("T")
EnterAll = Callable[[Sequence[Entry[Any]]], Awaitable[Sequence[Any]]]


@dataclass
class _Waiting:
    entry: Entry[Any]
    given: "asyncio.Future[Any]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class EntryQueue:
    def __init__(self, enter_all: EnterAll, at_once: int, share: float) -> None:
        """``enter_all`` gives for each what it gives or why it was refused; raises when none was stored.

        ``share`` of the time is for those who come in while more wait: all of it would be the interpreter's.
        """
        self._enter_all = enter_all
        self._at_once = at_once
        self._pauses = 1 / share - 1
        self._line: deque[_Waiting] = deque()
        self._running: asyncio.Task[None] | None = None

    async def enter(self, entry: Entry[T]) -> T:
        """Returns when it is stored. Raises what it was refused with. Whoever gives up waiting comes in all the same
        when the turn has come, and not at all before."""
        waiting = _Waiting(entry)
        self._line.append(waiting)
        if self._running is None:
            self._running = asyncio.create_task(self._run(), name="entries")
        given: T = await waiting.given
        return given

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._line:
                since = loop.time()
                await self._enter([self._line.popleft() for _ in range(min(self._at_once, len(self._line)))])
                if self._line:
                    await asyncio.sleep(self._pauses * (loop.time() - since))
        finally:
            self._running = None

    async def _enter(self, taken: Sequence[_Waiting]) -> None:
        present = [item for item in taken if not item.given.cancelled()]
        if not present:
            return
        try:
            given = await self._enter_all([item.entry for item in present])
        except Exception as error:  # whoever waits is told, and the next ones have their turn
            given = [error] * len(present)
        for item, result in zip(present, given, strict=True):
            if item.given.cancelled():
                continue
            if isinstance(result, BaseException):
                item.given.set_exception(result)
            else:
                item.given.set_result(result)
