"""The frames on the wire: y-websocket's own, and ours (type 100, JSON). Bytes in, values out.

Nothing here touches a document or a socket. Every count and length is checked against what is
really there before anything is built from it; what cannot be read is a BadInput.
"""

import json
from dataclasses import dataclass
from typing import Any

from core.errors import BadInput, TooLarge
from core.live.limits import LIMITS, Limits

SYNC, PRESENCE, QUERY_PRESENCE, CUSTOM = 0, 1, 3, 100
STEP1, STEP2, UPDATE = 0, 1, 2
EMPTY_UPDATE = b"\x00\x00"
MAX_CLIENT = 2**53
MAX_CLOCK = 2**31

UNREADABLE = "This frame cannot be read."
TOO_LONG = "This frame is too long."


def var_uint(value: int) -> bytes:
    if value < 128:
        return bytes((value,))
    out = bytearray()
    while value > 127:
        out.append(128 | (value & 127))
        value >>= 7
    out.append(value)
    return bytes(out)


def var_bytes(data: bytes) -> bytes:
    return var_uint(len(data)) + data


def var_string(text: str) -> bytes:
    """The length counts bytes. pycrdt's own writer counts characters, and breaks on the first "é"."""
    return var_bytes(text.encode("utf-8", "replace"))


class Reader:
    """Reads lib0's variable-length values from bytes and never past their end."""

    __slots__ = ("data", "end", "pos")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.pos = 0
        self.end = len(data)

    def uint(self, most: int = MAX_CLIENT) -> int:
        value = shift = 0
        while True:
            if self.pos >= self.end or shift > 56:
                raise BadInput(UNREADABLE)
            byte = self.data[self.pos]
            self.pos += 1
            value |= (byte & 127) << shift
            if byte < 128:
                break
            shift += 7
        if value > most:
            raise BadInput(UNREADABLE)
        return value

    def bytes(self) -> bytes:
        length = self.uint()
        start = self.pos
        if length > self.end - start:
            raise BadInput(UNREADABLE)
        self.pos = start + length
        return self.data[start : self.pos]

    def string(self) -> str:
        try:
            return self.bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            raise BadInput(UNREADABLE) from error

    def finish(self) -> None:
        if self.pos != self.end:
            raise BadInput(UNREADABLE)


@dataclass(frozen=True, slots=True)
class AskSync:
    """Sync step 1: this is what I have, send the rest."""

    vector: bytes


@dataclass(frozen=True, slots=True)
class Change:
    """A sync step 2 or an update: bytes for the document."""

    update: bytes
    answer: bool


@dataclass(frozen=True, slots=True)
class Presence:
    """Awareness entries: client id, clock, state as JSON bytes ("null" when gone)."""

    entries: tuple[tuple[int, int, bytes], ...]


@dataclass(frozen=True, slots=True)
class AskPresence:
    pass


@dataclass(frozen=True, slots=True)
class Custom:
    body: dict[str, Any]


Message = AskSync | Change | Presence | AskPresence | Custom


def parse(frame: bytes, limits: Limits = LIMITS) -> Message:
    """Reads one whole frame. Raises BadInput or TooLarge."""
    reader = Reader(frame)
    kind = reader.uint()
    if kind == SYNC:
        message = _parse_sync(reader, limits)
    elif kind == PRESENCE:
        _fits(frame, limits.presence_bytes)
        message = Presence(parse_presence(reader.bytes()))
    elif kind == QUERY_PRESENCE:
        message = AskPresence()
    elif kind == CUSTOM:
        _fits(frame, limits.custom_bytes)
        message = Custom(_json_object(reader.string()))
    else:
        raise BadInput(UNREADABLE)
    reader.finish()
    return message


def _parse_sync(reader: Reader, limits: Limits) -> Message:
    step = reader.uint()
    payload = reader.bytes()
    if step == STEP1:
        check_vector(payload, limits)
        return AskSync(payload)
    if step == STEP2:
        _fits(payload, limits.answer_bytes)
        return Change(payload, answer=True)
    if step == UPDATE:
        _fits(payload, limits.update_bytes)
        return Change(payload, answer=False)
    raise BadInput(UNREADABLE)


def _fits(data: bytes, most: int) -> None:
    if len(data) > most:
        raise TooLarge(TOO_LONG)


def _json_object(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInput(UNREADABLE) from error
    if not isinstance(body, dict):
        raise BadInput(UNREADABLE)
    return body


def check_vector(vector: bytes, limits: Limits = LIMITS) -> None:
    """A state vector of at most 10,000 clients with clocks up to 2^31, and nothing behind it."""
    reader = Reader(vector)
    count = reader.uint()
    if count > limits.vector_clients or count * 2 > reader.end - reader.pos:
        raise BadInput(UNREADABLE)
    for _ in range(count):
        reader.uint()
        reader.uint(MAX_CLOCK)
    reader.finish()


def parse_presence(update: bytes) -> tuple[tuple[int, int, bytes], ...]:
    reader = Reader(update)
    count = reader.uint()
    if count * 3 > reader.end - reader.pos:
        raise BadInput(UNREADABLE)
    entries = tuple((reader.uint(), reader.uint(), reader.bytes()) for _ in range(count))
    reader.finish()
    return entries


def sync_step1(vector: bytes) -> bytes:
    return bytes((SYNC, STEP1)) + var_bytes(vector)


def sync_step2(update: bytes) -> bytes:
    return bytes((SYNC, STEP2)) + var_bytes(update)


def sync_update(update: bytes) -> bytes:
    return bytes((SYNC, UPDATE)) + var_bytes(update)


def presence(entries: list[bytes]) -> bytes:
    """One awareness frame from entries made by ``presence_entry``."""
    return bytes((PRESENCE,)) + var_bytes(var_uint(len(entries)) + b"".join(entries))


def presence_entry(client: int, clock: int, state: str) -> bytes:
    return var_uint(client) + var_uint(clock) + var_string(state)


def custom(body: dict[str, Any]) -> bytes:
    return var_uint(CUSTOM) + var_string(json.dumps(body, separators=(",", ":"), ensure_ascii=False))
