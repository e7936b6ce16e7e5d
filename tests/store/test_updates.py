"""The log of a document: append-only, in order, compacted without losing a byte of meaning."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Conflict, NotFound
from core.store import document_updates, postmortems
from core.store.database.engine import Database
from core.store.database.transaction import Transaction
from core.store.document_updates import NewUpdate, StoredUpdate
from tests.support.databases import migrated


def typed(*text: bytes, doc_id: str = "doc", epoch: int = 1) -> list[NewUpdate]:
    return [NewUpdate(doc_id, epoch, "ann", word) for word in text]


def second_document(tx: Transaction) -> None:
    postmortems.create(tx, "pm2", "Another one")
    document_updates.create_doc(tx, "doc2", "pm2")


def test_a_new_document_is_empty_and_in_its_first_epoch(tx: Transaction, pm: str) -> None:
    """It can be found by its postmortem, and loading it gives nothing."""
    found = document_updates.doc_of(tx, pm)
    assert (
        found
        == document_updates.doc(tx, "doc")
        == document_updates.Doc("doc", pm, "shared", None, epoch=1, last_update_id=0)
    )
    assert (document_updates.load(tx, "doc"), document_updates.newest(tx)) == ([], {"doc": 0})
    assert document_updates.doc_of(tx, "nowhere") is document_updates.doc(tx, "nowhere") is None


def test_a_private_document_is_not_the_shared_one(tx: Transaction, pm: str) -> None:
    """What one person notes for themselves is never taken for everybody's."""
    document_updates.create_doc(tx, "mine", pm, kind="private", owner="ann")
    shared, mine = document_updates.doc_of(tx, pm), document_updates.doc(tx, "mine")
    assert shared is not None
    assert mine is not None
    assert (shared.id, mine.owner) == ("doc", "ann")


def test_a_batch_is_stored_in_its_order(tx: Transaction, pm: str) -> None:
    """Ids ascend in the order given, also when documents are mixed in one batch."""
    second_document(tx)
    batch = typed(b"a") + typed(b"b", doc_id="doc2") + typed(b"c")
    ids = document_updates.append(tx, batch)
    assert ids == sorted(set(ids))
    assert document_updates.updates_since(tx, "doc", 0) == [
        StoredUpdate(ids[0], b"a", "ann"),
        StoredUpdate(ids[2], b"c", "ann"),
    ]
    assert document_updates.load(tx, "doc2") == [b"b"]
    assert document_updates.newest(tx) == {"doc": ids[2], "doc2": ids[1]}
    assert document_updates.newest(tx, ["doc2"]) == {"doc2": ids[1]}
    assert document_updates.append(tx, []) == []


def test_a_large_batch_keeps_its_order_too(tx: Transaction, pm: str) -> None:
    """More rows than the database takes in one statement."""
    texts = [f"{number}".encode() for number in range(2_500)]
    ids = document_updates.append(tx, typed(*texts))
    assert ids == sorted(set(ids))
    assert document_updates.load(tx, "doc") == texts


def test_only_what_is_newer_comes_back(tx: Transaction, pm: str) -> None:
    """Catching up asks from the last id that was seen."""
    first, second, third = document_updates.append(tx, typed(b"a", b"b", b"c"))
    assert [stored.id for stored in document_updates.updates_since(tx, "doc", first)] == [second, third]
    assert document_updates.updates_since(tx, "doc", third) == []


def test_an_update_of_another_epoch_is_refused_with_its_whole_batch(tx: Transaction, pm: str) -> None:
    """Typing that belongs to a document that was replaced must not be merged into the new one."""
    with pytest.raises(Conflict):
        document_updates.append(tx, typed(b"now") + typed(b"then", epoch=2))
    assert document_updates.load(tx, "doc") == []


def test_an_update_for_no_document_is_refused(tx: Transaction, pm: str) -> None:
    """It would be stored where nobody ever looks."""
    for refused in (
        lambda: document_updates.append(tx, typed(b"a", doc_id="nowhere")),
        lambda: document_updates.lock(tx, "nowhere"),
        lambda: document_updates.compact(tx, "nowhere", b"", 1),
    ):
        with pytest.raises(NotFound):
            refused()


def test_who_typed_need_not_be_known_to_be_stored(tx: Transaction, pm: str) -> None:
    """Text is never refused because a visitor is missing; the server writes without one."""
    document_updates.append(tx, [NewUpdate("doc", 1, "a stranger", b"a"), NewUpdate("doc", 1, None, b"b")])
    assert [stored.visitor_id for stored in document_updates.updates_since(tx, "doc", 0)] == ["a stranger", None]


def test_a_snapshot_takes_the_place_of_what_it_holds(tx: Transaction, pm: str) -> None:
    """Loading gives the snapshot first and then what came after it."""
    _, second, third = document_updates.append(tx, typed(b"a", b"b", b"c"))
    assert document_updates.compact(tx, "doc", b"ab", second)
    assert document_updates.load(tx, "doc") == [b"ab", b"c"]
    assert document_updates.updates_since(tx, "doc", second) == [StoredUpdate(third, b"c", "ann")]


def test_who_is_behind_a_compaction_gets_the_snapshot(tx: Transaction, pm: str) -> None:
    """A server that slept through it still misses nothing."""
    first, second, third = document_updates.append(tx, typed(b"a", b"b", b"c"))
    document_updates.compact(tx, "doc", b"ab", second)
    caught_up = document_updates.updates_since(tx, "doc", first)
    assert caught_up == [StoredUpdate(second, b"ab", None), StoredUpdate(third, b"c", "ann")]


def test_an_older_snapshot_never_replaces_a_newer_one(tx: Transaction, pm: str) -> None:
    """Two servers that compact at the same time cannot lose what only one of them had."""
    _, second, third = document_updates.append(tx, typed(b"a", b"b", b"c"))
    assert document_updates.compact(tx, "doc", b"abc", third)
    assert not document_updates.compact(tx, "doc", b"ab", second)
    assert not document_updates.compact(tx, "doc", b"abc again", third)
    assert document_updates.load(tx, "doc") == [b"abc"]


def test_ids_are_never_given_twice(tx: Transaction, pm: str) -> None:
    """After everything was compacted away, new ids go on from there: nobody takes a new update for an old one."""
    last = document_updates.append(tx, typed(b"a", b"b"))[-1]
    document_updates.compact(tx, "doc", b"ab", last)
    assert document_updates.newest(tx) == {"doc": last}
    assert document_updates.append(tx, typed(b"c"))[0] > last


def test_a_new_epoch_replaces_the_document_and_refuses_the_old_ones_updates(tx: Transaction, pm: str) -> None:
    """After a restore nothing of before is merged in, and everybody can notice that there is something new."""
    last = document_updates.append(tx, typed(b"a", b"b"))[-1]
    document_updates.compact(tx, "doc", b"ab", last)
    assert document_updates.start_epoch(tx, "doc", b"restored") == 2
    assert document_updates.load(tx, "doc") == [b"restored"]
    assert document_updates.newest(tx)["doc"] > last
    assert document_updates.lock(tx, "doc").epoch == 2
    with pytest.raises(Conflict):
        document_updates.append(tx, typed(b"late", epoch=1))


def test_revisions_outlive_compaction_and_epochs(tx: Transaction, pm: str) -> None:
    """An earlier state cannot be read back from a compacted log, so it is kept by itself."""
    first = document_updates.add_revision(tx, "doc", "section", "ann", b"state 1")
    last = document_updates.append(tx, typed(b"a"))[-1]
    document_updates.compact(tx, "doc", b"a", last)
    second = document_updates.add_revision(tx, "doc", "finish", None, b"state 2")
    document_updates.start_epoch(tx, "doc", b"other")
    kept = document_updates.revisions(tx, "doc")
    assert [(item.id, item.why, item.by) for item in kept] == [(first, "section", "ann"), (second, "finish", None)]
    assert document_updates.revision_state(tx, first) == b"state 1"
    with pytest.raises(NotFound):
        document_updates.revision_state(tx, second + 1)


def test_what_stood_in_each_log_before_is_told(tx: Transaction, pm: str) -> None:
    """From it a room knows whether somebody else wrote in between."""
    second_document(tx)
    (first,) = document_updates.append(tx, typed(b"a"))
    ids, before = document_updates.append_behind(tx, typed(b"b") + typed(b"c", doc_id="doc2"))
    assert before == {"doc": first, "doc2": 0}
    assert document_updates.append_behind(tx, typed(b"d", doc_id="doc2"))[1] == {"doc2": ids[1]}
    assert document_updates.append_behind(tx, []) == ([], {})


@pytest.mark.parametrize("wrong", [typed(b"x", epoch=7), typed(b"x", doc_id="nowhere")])
def test_one_statement_stores_all_or_nothing(database: Database, wrong: list[NewUpdate]) -> None:
    """Where a commit is a single statement there is no rollback: it must find by itself that one does not fit."""
    with database.write() as tx:
        postmortems.create(tx, "pm", "One")
        document_updates.create_doc(tx, "doc", "pm")
        second_document(tx)
    with pytest.raises((Conflict, NotFound)), database.append() as tx:
        document_updates.append(tx, [*typed(b"a"), *wrong, *typed(b"b", doc_id="doc2")])
    with database.read() as tx:
        assert document_updates.newest(tx) == {"doc": 0, "doc2": 0}
        assert document_updates.load(tx, "doc") == document_updates.load(tx, "doc2") == []
    with database.append() as tx:
        ids = document_updates.append(tx, typed(b"a", b"b"))
    with database.read() as tx:
        assert [stored.id for stored in document_updates.updates_since(tx, "doc", 0)] == ids
        assert document_updates.newest(tx)["doc"] == ids[-1]


@pytest.mark.parametrize("single", [False, True])
def test_a_reader_never_sees_a_gap_that_fills_up_later(database: Database, single: bool) -> None:
    """Writers of one document queue, so asking for what is newer than the last id seen misses nothing.

    On PostgreSQL numbers are given out before the commit: without the queue a lower id could appear after a higher.
    """
    with database.write() as tx:
        postmortems.create(tx, "pm", "One")
        document_updates.create_doc(tx, "doc", "pm")

    def write(name: str) -> None:
        for number in range(15):
            with database.append() if single else database.write() as tx:
                document_updates.append(tx, typed(f"{name}{number}".encode()))

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    seen: list[int] = []
    while len(seen) < 60:
        alive = any(thread.is_alive() for thread in threads)
        with database.read() as tx:
            seen += [stored.id for stored in document_updates.updates_since(tx, "doc", seen[-1] if seen else 0)]
        if not alive:
            break
    for thread in threads:
        thread.join()
    with database.read() as tx:
        assert seen == [stored.id for stored in document_updates.updates_since(tx, "doc", 0)]


def test_appending_waits_for_a_compaction_under_way(database: Database) -> None:
    """What is appended meanwhile is neither in the snapshot nor deleted with what is."""
    with database.write() as tx:
        postmortems.create(tx, "pm", "One")
        document_updates.create_doc(tx, "doc", "pm")
        document_updates.append(tx, typed(b"a"))

    def write() -> None:
        with database.write() as tx:
            document_updates.append(tx, typed(b"b"))

    thread = threading.Thread(target=write)
    with database.write() as tx:
        document_updates.lock(tx, "doc")
        log = document_updates.updates_since(tx, "doc", -1)
        thread.start()
        document_updates.compact(tx, "doc", b"".join(stored.data for stored in log), log[-1].id)
    thread.join()
    with database.read() as tx:
        assert document_updates.load(tx, "doc") == [b"a", b"b"]


@pytest.fixture(scope="module")
def one_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One database for all examples of a property: each rolls back what it did."""
    database = migrated(f"sqlite:///{tmp_path_factory.mktemp('log') / 'debrief.db'}")
    yield database
    database.close()


class Undo(Exception):
    pass


@contextmanager
def undone(database: Database) -> Iterator[Transaction]:
    """A transaction that leaves nothing behind."""
    with suppress(Undo), database.write() as tx:
        yield tx
        raise Undo


@given(steps=st.lists(st.one_of(st.binary(max_size=8), st.just("compact")), max_size=30), since=st.integers(0, 30))
def test_any_mixture_of_typing_and_compacting_loads_the_same(
    one_sqlite: Database, steps: list[bytes | str], since: int
) -> None:
    """Whenever the log is compacted, the pieces joined together are all that was typed, in order, from any point on."""
    typed_so_far = b""
    lengths: list[tuple[int, int]] = [(0, 0)]  # after this id, this much was typed
    with undone(one_sqlite) as tx:
        postmortems.create(tx, "pm", "One")
        document_updates.create_doc(tx, "doc", "pm")
        for step in steps:
            if isinstance(step, bytes):
                typed_so_far += step
                lengths.append((document_updates.append(tx, typed(step))[0], len(typed_so_far)))
            elif log := document_updates.updates_since(tx, "doc", -1):
                document_updates.compact(tx, "doc", b"".join(stored.data for stored in log), log[-1].id)
        assert b"".join(document_updates.load(tx, "doc")) == typed_so_far
        last_id, length = lengths[min(since, len(lengths) - 1)]
        newer = b"".join(stored.data for stored in document_updates.updates_since(tx, "doc", last_id))
        assert newer in (typed_so_far[length:], typed_so_far)
