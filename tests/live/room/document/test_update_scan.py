"""The scan before the document: honest updates pass, and what it lets through does no harm."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text

from core.document.seed import seed
from core.domain.guide.finished_example import finished_example
from core.errors import BadInput
from core.live.limits import LIMITS
from core.live.room.document.live_document import LiveDocument, UpdateRejected
from core.live.room.document.update_scan import scan
from core.live.room.protocol import var_string, var_uint
from tests.support.cases import cases
from tests.support.timing import assert_within

ROOT = b"\x01" + var_string("facts")
NO_DELETES = b"\x00"


def one(content: bytes, info: int, clock: int = 0, client: int = 5) -> bytes:
    """An update of one struct in the root "facts"."""
    return var_uint(1) + var_uint(1) + var_uint(client) + var_uint(clock) + bytes([info]) + ROOT + content + NO_DELETES


def honest_updates(seed_number: int) -> list[bytes]:
    """What people in a room send, and the whole document at the end."""
    dice = random.Random(seed_number)
    doc: Doc[Any] = Doc()
    sent: list[bytes] = []
    text = doc.get("text:summary.what_happened", type=Text)
    facts, rows = doc.get("facts", type=Map), doc.get("rows:timeline", type=Map)
    subscription = doc.observe(lambda event: sent.append(event.update))
    for number in range(40):
        with doc.transaction():
            text.insert(0, dice.choice(["a", "bcd", "日本", "😀", "שלום "]))
            facts[f"k{number % 5}"] = dice.choice([1, -7, 2.5, True, None, "é", {"a": [1, 2]}])
            rows[f"r{number}"] = Map({"rank": "a", "removed": False, "text": Text("row"), "star": False})
            if number % 3 == 0:
                del rows[f"r{number}"]
            if len(text) > 60:
                text.clear()
    doc.unobserve(subscription)
    return [*sent, doc.get_update()]


@pytest.mark.parametrize("number", range(5))
def test_what_people_type_passes(number: int) -> None:
    """Emoji, CJK, right-to-left, rows made and deleted, every kind of value."""
    for update in honest_updates(number):
        scan(update)


def test_a_seeded_document_passes() -> None:
    """The finished example, as the server itself writes it."""
    found = scan(seed(finished_example()))
    assert found.types > 10
    assert found.structs >= found.types


def test_the_scan_knows_what_it_read() -> None:
    """Which clocks, how many structs and types."""
    doc: Doc[Text] = Doc(client_id=9)
    doc.get("text:x", type=Text).insert(0, "a😀")
    found = scan(doc.get_update())
    assert (found.clocks, found.structs, found.types) == ({9: (0, 3)}, 1, 0)


@pytest.mark.parametrize(
    ("what", "update"),
    [
        ("nothing", b""),
        ("a forged count of clients", var_uint(2**32 - 1)),
        ("a forged count of structs", var_uint(1) + var_uint(2**32 - 1) + var_uint(5) + var_uint(0)),
        ("a forged count of deletes", var_uint(0) + var_uint(2**32 - 1)),
        ("a forged count of ranges", var_uint(0) + var_uint(1) + var_uint(5) + var_uint(2**32 - 1)),
        ("a forged count of values", one(var_uint(2**32 - 1), 8)),
        ("a forged length of text", one(var_uint(2**32 - 1), 4)),
        ("deep nesting", one(var_uint(1) + b"\x75\x01" * 200_000 + b"\x7e", 8)),
        ("an embedded document", one(var_string("guid") + b"\x7e", 9)),
        ("formatting", one(var_string("bold") + var_string("true"), 6)),
        ("old JSON", one(var_uint(1) + var_string("{}"), 2)),
        ("binary", one(var_uint(1) + b"x", 3)),
        ("an array", one(var_uint(0), 7)),
        ("a weak link", one(var_uint(7), 7)),
        ("a move", one(b"\x00\x00\x00", 11)),
        ("a clock beyond the end", one(var_string("ab"), 4, clock=2**31 - 1)),
        ("a delete beyond the end", b"\x00" + b"\x01\x05\x01" + var_uint(2**31) + var_uint(2**31)),
        ("the same client twice", var_uint(2) + one(var_string("a"), 4)[1:-1] * 2 + NO_DELETES),
        ("an empty text", one(var_string(""), 4)),
        ("something behind the end", one(var_string("a"), 4) + b"\x00"),
        ("text that is not UTF-8", one(var_uint(2) + b"\xff\xfe", 4)),
    ],
)
def test_what_no_editor_makes_is_refused(what: str, update: bytes) -> None:
    """Each of these hurt pycrdt, or belongs in no postmortem; and finding out takes no time."""

    def refused() -> None:
        with pytest.raises(BadInput):
            scan(update)

    assert_within(0.5, refused, what)


def test_an_array_made_by_the_library_is_refused_too() -> None:
    """Our documents hold texts and maps."""
    doc: Doc[Any] = Doc()
    doc.get("facts", type=Map)["list"] = Array([1])
    with pytest.raises(BadInput):
        scan(doc.get_update())


@settings(max_examples=200)
@given(number=st.integers(0, 10_000), data=st.data())
def test_a_mutated_update_is_refused_or_harmless(number: int, data: st.DataObject) -> None:
    """What passes the scan applies, or breaks only a document that can be thrown away; it never ends the process."""
    dice = random.Random(number)
    updates = honest_updates(number % 3)
    mutated = bytearray(dice.choice(updates))
    for _ in range(dice.randrange(1, 4)):
        at = dice.randrange(len(mutated))
        match data.draw(st.integers(0, 3)):
            case 0:
                mutated[at] = dice.randrange(256)
            case 1:
                del mutated[at : at + 2]
                mutated = mutated or bytearray(b"\x00")
            case 2:
                mutated[at:at] = dice.choice([b"\x00", b"\x80", b"\xff\xff\xff\xff\x07"])
            case _:
                mutated[at] = (mutated[at] + dice.choice([-1, 1])) % 256
    try:
        found = scan(bytes(mutated))
    except BadInput:
        return
    live = LiveDocument(updates[:5])
    before = live.vector()
    try:
        live.apply(bytes(mutated), found)
        live.check(before)
    except UpdateRejected:
        return
    LiveDocument([live.doc.get_update()])


def test_an_entry_of_services_may_be_as_long_as_the_board_lets_it_be() -> None:
    """It is a key of a map: one that the board takes and the server does not would end its writer's socket."""
    longest = cases("board_limits")["entry_characters"]
    for letter in ("a", "é", "日", "😀"):
        doc: Doc[Map[bool]] = Doc()
        doc.get("facts", type=Map)[letter * longest] = True
        scan(doc.get_update())
    doc = Doc()
    doc.get("facts", type=Map)["a" * (LIMITS.map_key_characters + 1)] = True
    with pytest.raises(BadInput):
        scan(doc.get_update())
