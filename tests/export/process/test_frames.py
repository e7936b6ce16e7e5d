"""Messages come out as they went in, and a side that has ended is noticed wherever it stopped."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.export.process.frames import read_message, write_message


@given(st.lists(st.lists(st.binary(max_size=200), max_size=5), max_size=4))
def test_messages_come_out_as_they_went_in(messages: list[list[bytes]]) -> None:
    stream = io.BytesIO()
    for message in messages:
        write_message(stream, message)
    stream.seek(0)
    assert [read_message(stream) for _ in messages] == messages
    with pytest.raises(EOFError):
        read_message(stream)


@pytest.mark.parametrize("kept", [0, 3, 8, 12, 16, 20])
def test_the_end_is_noticed_in_the_middle(kept: int) -> None:
    stream = io.BytesIO()
    write_message(stream, [b"twelve bytes", b"more"])
    with pytest.raises(EOFError):
        read_message(io.BytesIO(stream.getvalue()[:kept]))
