"""Bodies that are to be stored, several in one transaction while many come.

On SQLite every transaction waits for the disk, and all writers wait for each other: a storm of alerts that takes a
transaction each would hold up whoever types. A body that comes alone is stored at once.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from core.live.limits import Limits
from core.services.inbound.taking_in import Arrived

Stored = str | None
Store = Callable[[Sequence[Arrived]], "asyncio.Future[list[Stored]]"]


@dataclass
class _Item:
    arrived: Arrived
    stored: "asyncio.Future[Stored]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class StoreQueue:
    """``store`` makes several bodies durable, all or none. At most one round runs at a time."""

    def __init__(self, store: Store, limits: Limits) -> None:
        self._store: Final = store
        self._limits = limits
        self._waiting: list[_Item] = []
        self._running: asyncio.Task[None] | None = None
        self._next_at = 0.0

    async def put(self, arrived: Arrived) -> Stored:
        """Returns when it is durable, with the id of its postmortem. Raises what storing raised.

        Whoever gives up waiting takes the body out again, unless it is being stored at that moment.
        """
        item = _Item(arrived)
        self._waiting.append(item)
        if self._running is None or self._running.done():
            self._running = asyncio.ensure_future(self._run())
        try:
            return await item.stored
        except asyncio.CancelledError:
            if item in self._waiting:
                self._waiting.remove(item)
            raise

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            await asyncio.sleep(max(0.0, self._next_at - loop.time()))
            batch = self._waiting[: self._limits.inbound_batch]
            del self._waiting[: len(batch)]
            if batch:
                await self._store_batch(batch)
                self._next_at = loop.time() + self._limits.inbound_batch_seconds

    async def _store_batch(self, batch: Sequence[_Item]) -> None:
        try:
            found = await self._store([item.arrived for item in batch])
        except Exception as error:
            for item in batch:
                if not item.stored.done():
                    item.stored.set_exception(error)
            return
        for item, pm_id in zip(batch, found, strict=True):
            if not item.stored.done():
                item.stored.set_result(pm_id)
