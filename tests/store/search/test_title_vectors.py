"""Both databases rank alike; PostgreSQL does it without reading every text."""

from datetime import UTC, datetime, timedelta

import pytest

from core.store import postmortems
from core.store.database.transaction import Transaction
from core.store.search import full_text, ranking
from core.store.search.planning import by_index
from core.store.search.sought import FTS5, VECTORS, Unit, matches
from tests.support.databases import migrated

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
BEFORE = "0018"
"""The schema before titles had a vector of their own."""


def write(tx: Transaction, pm_id: str, title: str, body: str, day: int = 0) -> None:
    postmortems.create(tx, pm_id, title, started_at=NOON + timedelta(days=day))
    full_text.index(tx, pm_id, title, body)


def found(tx: Transaction, query: str) -> list[str]:
    return [hit.postmortem_id for hit in full_text.search(tx, query)]


def write_three(tx: Transaction) -> None:
    write(tx, "once", "Parcels were late", "The printer stopped, and so did everything after it in the hall.")
    write(tx, "often", "Labels were blank", "The printer, then the other printer, then every printer of the hall.", 1)
    write(tx, "title", "The printer stopped", "Nothing else is known of that day in the hall.", -1)


def test_a_title_counts_most_then_how_often(tx: Transaction) -> None:
    """The newest is neither the first nor the last of them."""
    write_three(tx)
    assert found(tx, "printer") == ["title", "often", "once"]
    assert found(tx, "printers") == ["title", "often", "once"]


def test_what_is_not_ranked_closely_follows_once(tx: Transaction, monkeypatch: pytest.MonkeyPatch) -> None:
    """Titles first, the newest first among the others, nothing twice and nothing left out."""
    monkeypatch.setattr(ranking, "CLOSELY", 2)
    for day in range(5):
        write(tx, f"day{day}", "Parcels were late", "The printer stopped.", day)
    write(tx, "title", "The printer stopped", "Nothing else is known.", -9)
    hits = found(tx, "printer")
    assert (hits[0], sorted(hits)) == ("title", ["day0", "day1", "day2", "day3", "day4", "title"])
    assert hits[2:] == ["day3", "day2", "day1", "day0"]


def test_some_of_the_words_count_more_in_a_title(tx: Transaction) -> None:
    """Neither has all of them."""
    write(tx, "body", "Parcels were late", "The printer was replaced in the evening.")
    write(tx, "title", "Printer queue", "It was noticed in the morning.", -1)
    assert found(tx, "printer abracadabra") == ["title", "body"]


def test_a_word_is_asked_of_the_index(tx: Transaction) -> None:
    """A short table of long texts: left alone, PostgreSQL's planner reads all of it."""
    write_three(tx)
    explain, index = ("EXPLAIN QUERY PLAN", FTS5) if tx.dialect == "sqlite" else ("EXPLAIN", VECTORS)
    statement = index.select().where(matches(tx, [Unit("printer", ("printer",), ())]))
    compiled = statement.compile(tx.connection, compile_kwargs={"literal_binds": True})
    with by_index(tx):
        plan = "\n".join(str(tuple(line)) for line in tx.connection.exec_driver_sql(f"{explain} {compiled}"))
    assert "VIRTUAL TABLE INDEX" in plan or "ix_search_index_words" in plan


def test_a_search_leaves_the_planner_as_it_was(tx: Transaction) -> None:
    """Whatever was found, what else is read in the same transaction is planned as ever."""
    write_three(tx)
    for query in ("printer", "printre", "inter", "printer blank stopped", "absent", '"the printer"', "-printer"):
        found(tx, query)
        if tx.dialect == "postgresql":
            assert tx.sql("SHOW enable_seqscan").scalar() == "on"


def test_an_older_database_gets_its_titles(empty_database_url: str) -> None:
    """The step takes them out of what is there; nothing has to be indexed again."""
    database = migrated(empty_database_url)
    with database.write() as tx:
        write_three(tx)
        if tx.dialect == "postgresql":
            tx.sql("ALTER TABLE search_index DROP COLUMN title")
            tx.sql("UPDATE alembic_version SET version_num = :before", before=BEFORE)
    database.migrate()
    with database.read() as tx:
        assert found(tx, "printer") == ["title", "often", "once"]
        if tx.dialect == "postgresql":
            rows = tx.sql(
                "SELECT t.postmortem_id, CAST(i.title AS text) FROM search_index i JOIN search_text t USING (id)"
            )
            titles = {pm_id: title for pm_id, title in rows}
            assert "'printer'" in titles["title"]
            assert "'printer'" not in titles["often"]
    database.close()
