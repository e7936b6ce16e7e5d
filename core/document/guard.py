"""Looks at an update before pycrdt does, for the one thing that pycrdt cannot survive: values nested too deep.

Decoding is recursive down there, so a small frame of arrays within arrays overflows the stack and takes the whole
process with it (seen with pycrdt 0.14: 200 kB, depth 100,000). A postmortem never nests a plain value at all.
"""

from typing import Final

from core.errors import BadInput

DEEPEST: Final = 64

_ARRAY, _OBJECT = 0x75, 0x76
_BINARY, _STRING, _BIGINT, _FLOAT64, _FLOAT32, _INTEGER = 0x74, 0x77, 0x7A, 0x7B, 0x7C, 0x7D
_REFUSED: Final = "This change is built in a way that Debrief does not read. Reload the page and type it again."


def check(update: bytes) -> None:
    """Raise BadInput when the update nests values deeper than any honest one, or cannot be walked to its end.

    Cheap for what people do: an update with few bytes that could open a nested value is let through unread.
    What is let through may still be malformed; ``apply_update`` says so with a ValueError.
    """
    if update.count(b"\x75") + update.count(b"\x76") <= DEEPEST:
        return
    try:
        _Walk(update).update()
    except IndexError:
        raise BadInput(_REFUSED) from None


class _Walk:
    """Walks an update in the v1 format, struct by struct, without keeping anything."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def update(self) -> None:
        for _ in range(self.number()):
            structs = self.number()
            self.number()  # client
            self.number()  # clock
            for _ in range(structs):
                self.struct()

    def struct(self) -> None:
        info = self.byte()
        kind = info & 0x1F
        if kind in (0, 10):  # collected, skipped: only a length
            self.number()
            return
        if info & 0x80:
            self.id()
        if info & 0x40:
            self.id()
        if not info & 0xC0:
            if self.number() == 1:  # the parent is a root, by name
                self.string()
            else:
                self.id()
            if info & 0x20:
                self.string()
        self.content(kind)

    def content(self, kind: int) -> None:
        if kind == 1:  # deleted
            self.number()
        elif kind == 2:  # JSON, each as a string
            for _ in range(self.number()):
                self.string()
        elif kind in (3, 4, 5):  # binary, string, embed
            self.string()
        elif kind == 6:  # format: key and JSON value
            self.string()
            self.string()
        elif kind == 7:  # a shared type; XML elements and hooks carry a name
            if self.number() in (3, 5):
                self.string()
        elif kind == 8:
            for _ in range(self.number()):
                self.value()
        elif kind == 9:  # subdocument: id and options
            self.string()
            self.value()
        else:
            raise BadInput(_REFUSED)

    def value(self) -> None:
        """One plain value, with a list of what is still open instead of recursion. Each entry: [left, is object]."""
        still: list[list[int]] = []
        while True:
            opened = self.leaf()
            if opened is not None:
                still.append(opened)
                if len(still) > DEEPEST:
                    raise BadInput(_REFUSED)
            while still and still[-1][0] == 0:
                still.pop()
            if not still:
                return
            still[-1][0] -= 1
            if still[-1][1]:
                self.string()

    def leaf(self) -> list[int] | None:
        tag = self.byte()
        if tag in (_ARRAY, _OBJECT):
            return [self.number(), int(tag == _OBJECT)]
        if tag in (_STRING, _BINARY):
            self.string()
        elif tag == _INTEGER:
            self.number()
        elif tag in (_BIGINT, _FLOAT64):
            self.skip(8)
        elif tag == _FLOAT32:
            self.skip(4)
        return None

    def id(self) -> None:
        self.number()
        self.number()

    def string(self) -> None:
        self.skip(self.number())

    def skip(self, count: int) -> None:
        self.at += count
        if self.at > len(self.data):
            raise IndexError

    def byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def number(self) -> int:
        """A variable-length unsigned number. For a signed one the value is wrong but the length is right."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7
            if shift > 70:
                raise BadInput(_REFUSED)
