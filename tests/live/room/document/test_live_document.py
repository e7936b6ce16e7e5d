"""The room's document: what changes it, what it refuses, and that it survives a bad log."""

import gc
import weakref
from typing import Any

import pytest
from pycrdt import Doc, Map, Text

from core.errors import TooLarge
from core.live.limits import Limits
from core.live.room.document.live_document import LiveDocument
from core.live.room.document.update_scan import Scan, scan
from core.live.room.protocol import EMPTY_UPDATE

FIELD = "text:summary.what_happened"


def typed(text: str, doc: "Doc[Any] | None" = None) -> bytes:
    """The update of somebody who types."""
    doc = doc if doc is not None else Doc()
    before = doc.get_state()
    doc.get(FIELD, type=Text).insert(0, text)
    return doc.get_update(before)


def put(live: LiveDocument, update: bytes) -> bool:
    found = scan(update)
    live.check_size(update, found)
    return live.apply(update, found)


def test_a_change_is_news_only_once() -> None:
    """The same bytes again are no news, unless they hold structs that somebody may still miss."""
    live = LiveDocument([])
    update = typed("once")
    assert put(live, update)
    assert str(live.doc.get(FIELD, type=Text)) == "once"
    assert not live.apply(EMPTY_UPDATE, Scan())


def test_deletes_that_are_known_are_not_stored_again() -> None:
    """Every answer of a returning browser carries all its deletes."""
    doc: Doc[Any] = Doc()
    first = typed("words", doc)
    text = doc.get(FIELD, type=Text)
    before = doc.get_state()
    del text[0:2]
    deletes = doc.get_update(before)
    live = LiveDocument([first])
    assert put(live, deletes)
    assert not put(live, deletes)


def test_what_waits_for_an_earlier_frame_is_noticed() -> None:
    """A frame was lost on the way: the sender must be asked for it."""
    doc: Doc[Any] = Doc()
    typed("first ", doc)
    later = typed("later ", doc)
    live = LiveDocument([])
    found = scan(later)
    assert live.apply(later, found)
    assert live.has_pending([found])
    live.apply(doc.get_update(), scan(doc.get_update()))
    assert not live.has_pending([found])


def test_the_document_has_a_size() -> None:
    """Just inside fits; beyond it nothing more does."""
    live = LiveDocument([], Limits(document_bytes=2_000))
    assert put(live, typed("x" * 1_800))
    with pytest.raises(TooLarge):
        put(live, typed("y" * 1_000))


def test_the_size_is_counted_anew_when_words_were_deleted() -> None:
    """Deleting makes room again: only what is there counts."""
    live = LiveDocument([], Limits(document_bytes=3_000))
    doc: Doc[Any] = Doc()
    text = doc.get(FIELD, type=Text)
    for _ in range(20):
        put(live, typed("z" * 1_000, doc))
        before = doc.get_state()
        text.clear()
        put(live, doc.get_update(before))


def test_a_field_has_a_length() -> None:
    """A prose field and a row's words alike."""
    limits = Limits(field_bytes=500)
    live = LiveDocument([], limits)
    start = live.vector()
    put(live, typed("x" * 500))
    live.check(start)
    put(live, typed("y"))
    with pytest.raises(TooLarge):
        live.check(start)

    row: Doc[Any] = Doc()
    row.get("rows:actions", type=Map)["a"] = Map({"rank": "a", "removed": False, "text": Text("w" * 600)})
    live = LiveDocument([], limits)
    put(live, row.get_update())
    with pytest.raises(TooLarge):
        live.check(LiveDocument([]).vector())


def test_a_field_that_the_server_made_too_long_locks_nobody_out() -> None:
    """The lines of a quiet minute may go beyond the length: others type elsewhere, and it can be made shorter."""
    doc: Doc[Any] = Doc()
    live = LiveDocument([], Limits(field_bytes=500))
    live.apply_stored(typed("x" * 800, doc))
    for known in (live, LiveDocument([doc.get_update()], Limits(field_bytes=500))):
        start = known.vector()
        elsewhere: Doc[Any] = Doc()
        elsewhere.get("text:lessons.lucky", type=Text).insert(0, "The alarm was on.")
        put(known, elsewhere.get_update())
        known.check(start)
        shorter: Doc[Any] = Doc()
        shorter.apply_update(doc.get_update())
        before = shorter.get_state()
        del shorter.get(FIELD, type=Text)[0:100]
        put(known, shorter.get_update(before))
        known.check(start)
        put(known, typed("y" * 101, shorter))
        with pytest.raises(TooLarge):
            known.check(start)


def test_what_only_takes_away_fits_into_a_document_that_is_too_large() -> None:
    """However it became so: words can be deleted, and whoever comes in, whose answer holds deletions, may stay."""
    doc: Doc[Any] = Doc()
    live = LiveDocument([], Limits(document_bytes=1_000, document_types=0))
    live.apply_stored(typed("x" * 1_800, doc))
    rows: Doc[Any] = Doc()
    rows.get("rows:timeline", type=Map)["a"] = Map({"rank": "a"})
    live.apply_stored(rows.get_update())
    before = doc.get_state()
    with pytest.raises(TooLarge):
        put(live, typed("y", doc))
    del doc.get(FIELD, type=Text)[0:1_700]
    only_deleted = doc.get_update(doc.get_state())
    assert scan(only_deleted).structs == 0
    put(live, only_deleted)
    assert len(str(live.doc.get(FIELD, type=Text))) < 200
    put(live, doc.get_update(before))


def test_the_number_of_nested_types_is_bounded() -> None:
    """A chain of a hundred thousand maps overflows the native stack when its head is deleted."""
    live = LiveDocument([], Limits(document_types=3))
    rows: Doc[Any] = Doc()
    timeline = rows.get("rows:timeline", type=Map)
    for number in range(3):
        timeline[f"r{number}"] = Map({"rank": "a"})
    put(live, rows.get_update())
    before = rows.get_state()
    timeline["r4"] = Map({"rank": "b"})
    with pytest.raises(TooLarge):
        put(live, rows.get_update(before))


def test_a_bad_update_in_the_log_does_not_end_the_meeting(caplog: pytest.LogCaptureFixture) -> None:
    """It is left out, loudly; everything else is there."""
    good, more = typed("good "), typed("more ")
    live = LiveDocument([good, b"\x01\xff\xff", more])
    assert sorted(str(live.doc.get(FIELD, type=Text)).split()) == ["good", "more"]
    assert "left out" in caplog.text


def test_a_document_that_was_let_go_leaves_the_memory() -> None:
    """The library's watcher and the document hold each other where Python does not look; each room would stay whole."""
    live = LiveDocument([typed("words")])
    gone = weakref.ref(live)
    live.close()
    live.close()
    del live
    gc.collect()
    assert gone() is None
