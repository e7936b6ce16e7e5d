"""The one Yjs document of a room: applies what was scanned, and refuses what is too large.

Everything here runs on the event loop; pycrdt documents belong to one thread. A document whose
library failed is in an unknown state: it raises ``UpdateRejected`` and must be loaded again.
"""

import logging
from collections.abc import Iterable
from typing import Any

from pycrdt import Doc, Map, Subscription, Text, TransactionEvent

from core.document import chosen
from core.document.library_failures import is_library_failure
from core.document.schema import PROSE, ROW_FIELDS, text_root
from core.errors import BadInput, TooLarge
from core.live.limits import LIMITS, Limits
from core.live.room.document.update_scan import Scan, scan
from core.live.room.protocol import EMPTY_UPDATE, UNREADABLE, Reader

_log = logging.getLogger(__name__)
FULL = "This postmortem is as long as it may be. Shorten it before adding more."


class UpdateRejected(BadInput):
    """An update broke the document in memory. The log does not have it."""

    default = UNREADABLE


class LiveDocument:
    def __init__(self, updates: Iterable[bytes], limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._changes = 0
        self._types = 0
        log = list(updates)
        self._doc = self._load(log)
        self._size = len(self._doc.get_update())
        self._marks = chosen.marks(self._doc)
        self._is_mark_named = any(chosen.NAME in update for update in log)
        self._longest_allowed = self._field_bytes_left = 0
        self._allow_length(self._longest_field())
        self._observer: Subscription | None = self._doc.observe(self._count_change)

    def close(self) -> None:
        """Frees the document: the library and its observer hold each other, unseen by Python's collector."""
        observer, self._observer = self._observer, None
        if observer is None:
            return
        try:
            self._doc.unobserve(observer)
        except BaseException as error:
            if not is_library_failure(error):
                raise
            _log.warning("a broken document stays in memory: %s", type(error).__name__)

    @property
    def doc(self) -> Doc[Any]:
        return self._doc

    def _count_change(self, _event: TransactionEvent) -> None:
        self._changes += 1

    def _load(self, updates: list[bytes]) -> Doc[Any]:
        """From its updates and nothing else. One that cannot be read is left out and logged; the others are kept."""
        doc: Doc[Any] = Doc()
        good: list[bytes] = []
        for number, update in enumerate(updates):
            try:
                _apply(doc, update)
                good.append(update)
                self._types += _types_in(update)
            except BadInput as error:
                _log.error("update %d of the log cannot be applied and is left out: %s", number, error)
                doc = self._reload(good)
        return doc

    @staticmethod
    def _reload(updates: list[bytes]) -> Doc[Any]:
        doc: Doc[Any] = Doc()
        for update in updates:
            _apply(doc, update)
        return doc

    @property
    def size(self) -> int:
        """At least as many bytes as the whole document takes."""
        return self._size

    def vector(self) -> bytes:
        return self._doc.get_state()

    def missing_for(self, vector: bytes) -> bytes:
        try:
            return self._doc.get_update(vector)
        except ValueError as error:
            raise BadInput(UNREADABLE) from error

    def check_size(self, update: bytes, found: Scan) -> None:
        """Raises TooLarge when the document would grow over its limits. Exact only near them.

        What the server adds is not bounded by them, so what only deletes is taken up to twice the size.
        """
        most = self._limits.document_bytes * (1 if found.structs else 2)
        if found.types and self._types + found.types > self._limits.document_types:
            raise TooLarge(FULL)
        if self._size + len(update) > most:
            self._size = len(self._doc.get_update())
            if self._size + len(update) > most:
                raise TooLarge(FULL)

    def apply(self, update: bytes, found: Scan) -> bool:
        """Applies an update that was scanned. False when there was nothing new in it."""
        if update == EMPTY_UPDATE:
            return False
        before = self._changes
        _apply(self._doc, update)
        self._types += found.types
        self._size += len(update)
        self._field_bytes_left -= len(update)
        changed = self._changes != before
        # One struct that changed the document waits for nothing: that is a keystroke.
        found.may_wait = found.structs > 1 or (found.structs == 1 and not changed)
        return changed or found.structs > 0

    def put_marks_back(self, updates: Iterable[bytes]) -> bytes:
        """After updates of browsers: the chosen actions as they were before, which only the server changes.

        Returns the update that was needed for it, ``b""`` in the ordinary case.
        """
        if not self._is_mark_named:
            self._is_mark_named = any(chosen.NAME in update for update in updates)
        if not self._is_mark_named:
            return b""
        update = chosen.put_back(self._doc, self._marks)
        self._marks = chosen.marks(self._doc)  # without those of rows that are gone
        self._size += len(update)
        self._field_bytes_left -= len(update)
        return update

    def apply_stored(self, update: bytes) -> None:
        """An update from the log that another process or a server-side edit wrote."""
        _apply(self._doc, update)
        if self._is_mark_named or chosen.NAME in update:
            self._is_mark_named = True
            self._marks = chosen.marks(self._doc)
        self._types += _types_in(update)
        self._size += len(update)
        self._field_bytes_left -= len(update)
        if self._field_bytes_left <= 0:
            self._allow_length(self._longest_field())

    def check(self, since: bytes) -> None:
        """After a batch: it can be encoded again, and no field is too long. Raises UpdateRejected or TooLarge."""
        try:
            self._doc.get_update(since)
        except BaseException as error:
            raise _rejected(error) from error
        if self._field_bytes_left <= 0:
            longest = self._longest_field()
            if longest > self._longest_allowed:
                raise TooLarge(FULL)
            self._allow_length(longest)

    def has_pending(self, scans: Iterable[Scan]) -> bool:
        """Whether something in these updates still waits for an earlier one. O(clients of the document)."""
        clocks = _clocks(self._doc.get_state())
        return any(clocks.get(client, 0) < end for found in scans for client, (_, end) in found.clocks.items())

    def _allow_length(self, longest: int) -> None:
        """A field that is too long already, by an edit of the server, may stay so: else nobody could shorten it."""
        self._longest_allowed = max(self._limits.field_bytes, longest)
        # No field can become too long before that many more bytes have come.
        self._field_bytes_left = self._longest_allowed - longest

    def _longest_field(self) -> int:
        longest = max(len(self._doc.get(text_root(field.id), type=Text)) for field in PROSE)
        with self._doc.transaction():
            for root in {spec.root for spec in ROW_FIELDS.values()}:
                for row in self._doc.get(root, type=Map).values():
                    text = row.get("text") if isinstance(row, Map) else None
                    if isinstance(text, Text):
                        longest = max(longest, len(text))
        return longest


def _apply(doc: Doc[Any], update: bytes) -> None:
    try:
        doc.apply_update(update)
    except BaseException as error:
        raise _rejected(error) from error


def _rejected(error: BaseException) -> BaseException:
    """What to raise for a failed call into the library; anything else is passed on as it is."""
    return UpdateRejected() if is_library_failure(error) else error


def _types_in(update: bytes) -> int:
    try:
        return scan(update).types
    except BadInput:  # written by an older Debrief or by the server; it was applied, so it counts as harmless
        return 0


def _clocks(vector: bytes) -> dict[int, int]:
    reader = Reader(vector)
    return {reader.uint(2**64): reader.uint(2**33) for _ in range(reader.uint())}
