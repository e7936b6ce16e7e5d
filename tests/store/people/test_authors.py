"""Who wrote is kept beside the log, on both databases, whatever becomes of the log."""

from datetime import timedelta

from core.store import document_updates, postmortems
from core.store.database.engine import Database
from core.store.database.transaction import Transaction
from core.store.document_updates import NewUpdate
from core.store.people import authors, visitors
from core.store.postmortems import Record


def a_document(tx: Transaction) -> dict[str, str]:
    postmortems.create(tx, "pm", "Orders stood still")
    document_updates.create_doc(tx, "doc", "pm")
    return {name: visitors.create_visitor(tx, f"token-of-{name}-0123456789", name, "#123456").id for name in "ab"}


def write(tx: Transaction, *visitor_ids: str | None) -> int:
    return document_updates.append(tx, [NewUpdate("doc", 1, visitor_id, b"\x00\x00") for visitor_id in visitor_ids])[-1]


def names(tx: Transaction) -> list[str]:
    return sorted(author.name for author in authors.authors(tx, "pm"))


def test_who_wrote_since_the_record_was_made_is_noted(database: Database) -> None:
    """With the first and the latest moment; what the server wrote itself has no author."""
    with database.write() as tx:
        people = a_document(tx)
        write(tx, people["a"], None, people["a"])
        assert authors.authors(tx, "pm") == []
        authors.note_new(tx, "pm")
        (found,) = authors.authors(tx, "pm")
        assert found.name == "a"
        assert found.first_at <= found.last_at


def test_noting_again_keeps_the_first_moment_and_moves_the_last(database: Database) -> None:
    """Also over a compaction, which takes the old updates away."""
    with database.write() as tx:
        people = a_document(tx)
        last_id = write(tx, people["a"])
        authors.note_new(tx, "pm")
        (before,) = authors.authors(tx, "pm")
        postmortems.save_record(tx, "pm", Record("{}"), last_id)
        document_updates.compact(tx, "doc", b"\x00\x00", last_id)
        write(tx, people["a"], people["b"])
        authors.note_new(tx, "pm")
        after = {author.name: author for author in authors.authors(tx, "pm")}
        assert after["a"].first_at == before.first_at
        assert after["a"].last_at >= before.last_at
        assert set(after) == {"a", "b"}


def test_what_the_record_has_seen_is_not_read_again(database: Database) -> None:
    """Noting costs as much as there is news."""
    with database.write() as tx:
        people = a_document(tx)
        postmortems.save_record(tx, "pm", Record("{}"), write(tx, people["a"]))
        authors.note_new(tx, "pm")
        assert names(tx) == []


def test_nobody_is_noted_in_another_postmortem(database: Database) -> None:
    """Authors belong to one document."""
    with database.write() as tx:
        people = a_document(tx)
        postmortems.create(tx, "other", "Something else")
        write(tx, people["a"])
        authors.note_new(tx, "other")
        authors.note_new(tx, "pm")
        assert authors.authors(tx, "other") == []
        assert names(tx) == ["a"]


def test_only_those_who_wrote_after_a_moment(database: Database) -> None:
    """For what was written after publishing."""
    with database.write() as tx:
        people = a_document(tx)
        authors.note(tx, "pm", people["a"])
        (found,) = authors.authors(tx, "pm")
        assert authors.authors(tx, "pm", since=found.last_at) == []
        assert authors.authors(tx, "pm", since=found.last_at - timedelta(seconds=1)) == [found]


def test_an_author_can_be_noted_without_a_log(database: Database) -> None:
    """Who brings an earlier version back is its author, though the server writes it."""
    with database.write() as tx:
        people = a_document(tx)
        authors.note(tx, "pm", people["b"])
        authors.note(tx, "pm", people["b"])
        assert names(tx) == ["b"]
