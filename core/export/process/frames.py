"""Messages between the server and its child process: a count, then that many pieces of bytes, each with its length."""

import struct
from collections.abc import Sequence
from typing import IO, Final

_NUMBER: Final = struct.Struct(">Q")


def write_message(stream: IO[bytes], pieces: Sequence[bytes]) -> None:
    """Raises OSError (BrokenPipeError) when nobody reads any more."""
    stream.write(_NUMBER.pack(len(pieces)))
    for piece in pieces:
        stream.write(_NUMBER.pack(len(piece)))
        stream.write(piece)
    stream.flush()


def read_message(stream: IO[bytes]) -> list[bytes]:
    """Raises EOFError when the other side has ended, also in the middle of a message."""
    return [_exactly(stream, _number(stream)) for _ in range(_number(stream))]


def _number(stream: IO[bytes]) -> int:
    (number,) = _NUMBER.unpack(_exactly(stream, _NUMBER.size))
    return int(number)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError(f"{size - len(data)} of {size} bytes are missing")
    return data
