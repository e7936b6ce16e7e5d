"""Reads a Yjs update (version 1) from end to end before the document library sees it.

pycrdt trusts what it decodes: a forged count makes it allocate for most of a second, 100,000
nested values overflow the native stack and end the process, and shapes no editor makes can panic
it later, when the document is next read. So an update passes here first: only the kinds of content
our documents hold, every count backed by real bytes, every clock in range, no deep nesting.

Not here: documents, and what an update means.
"""

from dataclasses import dataclass, field

from core.errors import BadInput
from core.live.limits import LIMITS
from core.live.room.protocol import MAX_CLIENT, MAX_CLOCK, UNREADABLE, Reader

GC, DELETED, STRING, TYPE, ANY, SKIP = 0, 1, 4, 7, 8, 10
MAP, TEXT = 1, 2
HAS_ORIGIN, HAS_RIGHT_ORIGIN, HAS_SUB = 0x80, 0x40, 0x20


@dataclass(slots=True)
class Scan:
    """What an update holds: per client the clocks it covers, how many structs and nested types."""

    clocks: dict[int, tuple[int, int]] = field(default_factory=dict)
    structs: int = 0
    types: int = 0
    may_wait: bool = True
    """False once it is clear that nothing in it waits for another update."""


def scan(update: bytes) -> Scan:
    """Checks the whole update. Raises BadInput for anything an honest editor does not send."""
    reader = Reader(update)
    found = Scan()
    for _ in range(_count(reader, 4)):
        _client_structs(reader, found)
    for _ in range(_count(reader, 2)):
        reader.uint(MAX_CLIENT)
        for _ in range(_count(reader, 2)):
            if reader.uint(MAX_CLOCK) + reader.uint(MAX_CLOCK) > MAX_CLOCK:
                raise BadInput(UNREADABLE)
    reader.finish()
    return found


def _count(reader: Reader, least: int) -> int:
    """A count of things that take at least ``least`` bytes each."""
    count = reader.uint()
    if count * least > reader.end - reader.pos:
        raise BadInput(UNREADABLE)
    return count


def _client_structs(reader: Reader, found: Scan) -> None:
    count = _count(reader, 2)
    client = reader.uint(MAX_CLIENT)
    start = clock = reader.uint(MAX_CLOCK)
    if count == 0 or client in found.clocks:
        raise BadInput(UNREADABLE)
    for _ in range(count):
        length = _struct(reader, found)
        clock += length
        if length < 1 or clock > MAX_CLOCK:
            raise BadInput(UNREADABLE)
    found.structs += count
    found.clocks[client] = (start, clock)


def _struct(reader: Reader, found: Scan) -> int:
    """Reads one struct and returns how many clock ticks it covers."""
    if reader.pos >= reader.end:
        raise BadInput(UNREADABLE)
    info = reader.data[reader.pos]
    reader.pos += 1
    kind = info & 0x1F
    if kind in (GC, SKIP):
        if info != kind:
            raise BadInput(UNREADABLE)
        return reader.uint(MAX_CLOCK)
    if info & HAS_ORIGIN:
        _id(reader)
    if info & HAS_RIGHT_ORIGIN:
        _id(reader)
    if not info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN):
        if reader.uint(1):
            _name(reader)
        else:
            _id(reader)
        if info & HAS_SUB:
            _name(reader)
    return _content(reader, kind, found)


def _id(reader: Reader) -> None:
    reader.uint(MAX_CLIENT)
    reader.uint(MAX_CLOCK)


def _name(reader: Reader) -> None:
    if len(reader.string()) > LIMITS.map_key_characters:
        raise BadInput(UNREADABLE)


def _content(reader: Reader, kind: int, found: Scan) -> int:
    if kind == STRING:
        text = reader.string()
        return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
    if kind == DELETED:
        return reader.uint(MAX_CLOCK)
    if kind == ANY:
        count = _count(reader, 1)
        for _ in range(count):
            _any(reader, 0)
        return count
    if kind == TYPE:
        if reader.uint(TEXT) not in (MAP, TEXT):
            raise BadInput(UNREADABLE)
        found.types += 1
        return 1
    raise BadInput(UNREADABLE)


_FIXED = {127: 0, 126: 0, 124: 4, 123: 8, 122: 8, 121: 0, 120: 0}


def _any(reader: Reader, depth: int) -> None:
    """A JSON-like value: lib0 counts its kinds down from 127."""
    if reader.pos >= reader.end or depth > LIMITS.value_depth:
        raise BadInput(UNREADABLE)
    kind = reader.data[reader.pos]
    reader.pos += 1
    size = _FIXED.get(kind)
    if size is not None:
        reader.pos += size
        if reader.pos > reader.end:
            raise BadInput(UNREADABLE)
    elif kind == 119:
        reader.string()
    elif kind == 125:
        reader.uint()  # a signed number has the same continuation bits
    elif kind == 118:
        for _ in range(_count(reader, 2)):
            reader.string()
            _any(reader, depth + 1)
    elif kind == 117:
        for _ in range(_count(reader, 1)):
            _any(reader, depth + 1)
    elif kind == 116:
        reader.bytes()
    else:
        raise BadInput(UNREADABLE)
