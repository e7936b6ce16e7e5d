"""Frames in and out: what is read, what is refused, and that nothing is read past its end."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, Text

from core.errors import BadInput, TooLarge
from core.live.limits import Limits
from core.live.room import protocol
from core.live.room.protocol import AskPresence, AskSync, Change, Custom, Presence, Reader, parse


@given(st.integers(min_value=0, max_value=2**53))
def test_numbers_come_back(value: int) -> None:
    """lib0's variable-length numbers, both ways."""
    reader = Reader(protocol.var_uint(value))
    assert reader.uint() == value
    reader.finish()


@given(st.text())
def test_strings_count_bytes(text: str) -> None:
    """A length in characters would cut the first "é" in two."""
    encoded = protocol.var_string(text)
    clean = text.encode("utf-8", "replace").decode()
    assert Reader(encoded).string() == clean
    assert Reader(encoded).uint() == len(clean.encode())


@pytest.mark.parametrize("data", [b"", b"\x80", b"\xff" * 11, b"\xff" * 100, protocol.var_uint(2**53 + 1)])
def test_a_broken_number_is_refused(data: bytes) -> None:
    """Endless, cut off, or too large."""
    with pytest.raises(BadInput):
        Reader(data).uint()


def test_a_length_past_the_end_is_refused() -> None:
    """What the protocol lists must be there."""
    with pytest.raises(BadInput):
        Reader(protocol.var_uint(2**32) + b"abc").bytes()


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_refused(frame: bytes) -> None:
    """Nothing but BadInput and TooLarge comes out of a frame."""
    try:
        parse(frame)
    except (BadInput, TooLarge):
        return


def test_each_kind_of_frame_is_known() -> None:
    """What y-websocket sends, and what is ours."""
    doc: Doc[Text] = Doc()
    vector = doc.get_state()
    assert parse(protocol.sync_step1(vector)) == AskSync(vector)
    assert parse(protocol.sync_step2(b"xy")) == Change(b"xy", answer=True)
    assert parse(protocol.sync_update(b"xy")) == Change(b"xy", answer=False)
    assert parse(bytes([protocol.QUERY_PRESENCE])) == AskPresence()
    assert parse(protocol.custom({"type": "probe", "t0": 5})) == Custom({"type": "probe", "t0": 5})
    entry = protocol.presence_entry(7, 3, '{"section":"é"}')
    assert parse(protocol.presence([entry])) == Presence(((7, 3, '{"section":"é"}'.encode()),))


@pytest.mark.parametrize(
    "frame",
    [
        b"\x02\x00",  # a permission-denied message, which only servers send
        b"\x05abc",
        b"\x00\x07\x00",
        protocol.sync_update(b"xy") + b"z",
        protocol.var_uint(100) + protocol.var_string("[1]"),
        protocol.var_uint(100) + protocol.var_string("{"),
        protocol.var_uint(100) + protocol.var_string("[" * 2_000),
        protocol.var_uint(100) + protocol.var_bytes(b"\xff\xfe"),
    ],
)
def test_what_no_client_sends_is_refused(frame: bytes) -> None:
    """Unknown kinds, something behind the end, JSON that is none."""
    with pytest.raises(BadInput):
        parse(frame)


def test_each_size_holds_at_its_edge() -> None:
    """Just inside passes, just outside is too large."""
    limits = Limits(update_bytes=100, answer_bytes=200, custom_bytes=60, presence_bytes=80)
    parse(protocol.sync_update(bytes(100)), limits)
    parse(protocol.sync_step2(bytes(200)), limits)
    for frame in (
        protocol.sync_update(bytes(101)),
        protocol.sync_step2(bytes(201)),
        protocol.custom({"type": "x" * 60}),
        protocol.presence([protocol.presence_entry(1, 1, json.dumps("x" * 90))]),
    ):
        with pytest.raises(TooLarge):
            parse(frame, limits)


def test_a_forged_state_vector_is_refused_before_it_is_used() -> None:
    """Eleven bytes that claim four billion clients made the server think for most of a second."""
    forged = protocol.var_uint(2**32 - 1) + b"\x01\x01"
    with pytest.raises(BadInput):
        parse(protocol.sync_step1(forged))


def test_the_state_vector_holds_at_its_edges() -> None:
    """At most so many clients, clocks up to 2^31, and nothing behind it."""
    limits = Limits(vector_clients=3)

    def vector(count: int, clock: int = 5) -> bytes:
        entries = b"".join(protocol.var_uint(client) + protocol.var_uint(clock) for client in range(count))
        return protocol.var_uint(count) + entries

    protocol.check_vector(vector(3), limits)
    protocol.check_vector(vector(1, 2**31), limits)
    for broken in (vector(4), vector(1, 2**31 + 1), vector(2) + b"\x00", b""):
        with pytest.raises(BadInput):
            protocol.check_vector(broken, limits)
