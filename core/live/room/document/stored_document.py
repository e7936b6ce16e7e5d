"""A room's document in memory, and how far it equals the log.

It is read again from the log whenever memory may hold what the log does not: after a failed commit, and after an update
that broke the document library. Not here: the order of commits, and who is sent what.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from core.document.read import read
from core.domain.postmortem import Postmortem
from core.errors import BadInput, Conflict
from core.live.backend import Backend
from core.live.limits import Limits
from core.live.room.close_codes import Close, code_for
from core.live.room.document.live_document import LiveDocument
from core.live.room.document.update_scan import Scan
from core.live.room.peer import Peer
from core.services.documents.document_store import Appended, OpenDocument

_OFFENCES = (Close.TOO_LARGE, Close.MALFORMED)


@dataclass(slots=True)
class PendingUpdate:
    """A document frame on its way into the log. ``scan`` is None when there is nothing in it."""

    peer: Peer
    update: bytes
    scan: Scan | None
    answer: bool = False
    """It is a sync step 2: the answer to our question what we miss."""
    store: bool = False
    """Set when it is applied: it holds something new."""
    received: float = field(default_factory=perf_counter)
    """When its frame arrived, by the process's clock for durations."""


class StoredDocument:
    """``epoch`` counts how often the whole document was replaced; ``last_id`` is the newest log id in memory."""

    def __init__(self, pm_id: str, backend: Backend, opened: OpenDocument, limits: Limits) -> None:
        self.pm_id = pm_id
        self.doc_id = opened.doc_id
        self.epoch = opened.epoch
        self.live = LiveDocument(opened.updates, limits)
        self.last_id = opened.last_id
        self.is_behind = False
        """The log may hold updates of other writers that the room's peers were not sent."""
        self.correction = b""
        """What was changed back after the latest batch: it is stored with it and sent to everybody."""
        self._backend = backend
        self._limits = limits
        self._loaded_id = opened.last_id
        self._followed_id = opened.last_id
        self._own_ids: set[int] = set()

    def read(self) -> Postmortem:
        """The whole document as a value. Only while it equals the log."""
        return read(self.live.doc).postmortem

    def lacks(self, newest_id: int) -> bool:
        """Whether the log, whose newest id this is, holds more than was followed."""
        return newest_id > self._followed_id

    def stored(self, appended: Appended) -> None:
        """What was applied from here is in the log. It is not read there again, unless others wrote before it."""
        self.last_id = max(self.last_id, appended.ids[-1])
        if appended.behind <= self._followed_id:
            self._followed_id = appended.ids[-1]
        else:
            self._own_ids.update(appended.ids)
            self.is_behind = True

    async def reload(self) -> None:
        """Reads the log again. Raises Conflict when the document was replaced meanwhile, NotFound, StorageTrouble.

        What others wrote since they were followed last is in memory now and not on anybody's screen, so it stays to
        be followed.
        """
        opened = await self._backend.open(self.pm_id)
        if (opened.doc_id, opened.epoch) != (self.doc_id, self.epoch):
            raise Conflict()  # applying updates for the old text to the new one would merge two histories
        self.live.close()
        self.live = LiveDocument(opened.updates, self._limits)
        self.last_id = self._loaded_id = opened.last_id
        self.is_behind = True

    async def follow_log(self) -> list[bytes]:
        """Applies what other processes wrote and returns it, oldest first.

        Raises Conflict when the document was replaced, NotFound, StorageTrouble.
        """
        self.is_behind = False
        log = await self._backend.updates_since(self.doc_id, self._followed_id)
        if log.epoch != self.epoch:
            raise Conflict()
        others = [(number, data) for number, data, _ in log.updates if number not in self._own_ids]
        if log.updates:
            self._followed_id = max(number for number, _, _ in log.updates)
            self.last_id = max(self.last_id, self._followed_id)
            self._own_ids = {number for number in self._own_ids if number > self._followed_id}
        for number, data in others:
            if number > self._loaded_id:
                self.live.apply_stored(data)
        return [data for _, data in others]

    async def apply_batch(self, batch: Sequence[PendingUpdate]) -> list[PendingUpdate]:
        """Applies what can be applied and returns it. Whoever sent anything else is closed, and nobody else notices.

        Raises Conflict, NotFound and StorageTrouble where the log has to be read again.
        """
        try:
            applied = self._apply_all(batch)
        except BadInput:
            applied = await self._apply_one_by_one(batch)
        self.correction = self.live.put_marks_back(item.update for item in applied if item.store)
        return applied

    def _apply_all(self, batch: Iterable[PendingUpdate]) -> list[PendingUpdate]:
        """Checks the document once, at the end. Raises BadInput when it is broken or a field too long."""
        vector = self.live.vector()
        applied: list[PendingUpdate] = []
        for pending in batch:
            if pending.peer.closing in _OFFENCES:
                continue
            try:
                self._check_size(pending)
            except BadInput as error:
                pending.peer.close(code_for(error))
                continue
            self._apply(pending)
            applied.append(pending)
        self.live.check(vector)
        return applied

    async def _apply_one_by_one(self, batch: Iterable[PendingUpdate]) -> list[PendingUpdate]:
        """Finds the update that breaks the document: each is checked, and after a bad one all is read again."""
        await self.reload()
        vector = self.live.vector()
        waiting = deque(batch)
        applied: list[PendingUpdate] = []
        while waiting:
            pending = waiting.popleft()
            if pending.peer.closing in _OFFENCES:
                continue
            try:
                self._check_size(pending)
                self._apply(pending)
                self.live.check(vector)
            except BadInput as error:
                pending.peer.close(code_for(error))
                await self.reload()
                vector = self.live.vector()
                waiting.extendleft(reversed(applied))
                applied.clear()
                continue
            applied.append(pending)
        return applied

    def _check_size(self, pending: PendingUpdate) -> None:
        if pending.scan is not None:
            self.live.check_size(pending.update, pending.scan)

    def _apply(self, pending: PendingUpdate) -> None:
        if pending.scan is not None:
            pending.store = self.live.apply(pending.update, pending.scan)
