"""The index of similar incidents on both databases: in step with the records, never with what is gone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.domain.similar.document import FORM, Document
from core.domain.similar.query import query_of
from core.store import postmortems, settings_kv
from core.store.database.transaction import Transaction
from core.store.similar import candidates, index
from tests.store.search.test_full_text import HOSTILE

BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)


def write(tx: Transaction, pm_id: str, document: Document, days: int = 0) -> None:
    postmortems.create(tx, pm_id, document.title, started_at=BEGIN + timedelta(days=days))
    index.index(tx, pm_id, document)


def found(tx: Transaction, text: str, before: datetime | None = None, leave_out: tuple[str, ...] = ()) -> list[str]:
    hits = candidates.find(tx, query_of(text, ""), before=before, leave_out=leave_out)
    return sorted(item.postmortem_id for item in hits.candidates)


@pytest.fixture
def library(tx: Transaction) -> Transaction:
    write(tx, "disk", Document("Database disk full", "The primary ran out of space.", "Logs were never rotated."))
    write(tx, "shop", Document("Shop down", "Its certificate expired.", "Ola renewed it.", ("shop",), ("Ola",)), 1)
    write(tx, "kanji", Document("障害報告", "ディスクが満杯になりました。"), 2)
    return tx


def test_any_part_of_a_report_is_found(library: Transaction) -> None:
    """Title, what happened and all the rest, in other forms of the words."""
    assert found(library, "databases") == found(library, "rotating logs") == ["disk"]
    assert found(library, "expires") == ["shop"]
    assert found(library, "ディスク") == ["kanji"]


def test_a_long_report_is_stored_in_few_statements(tx: Transaction, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand reports of hundreds of terms come in at once; signs that mean something in a list are words."""
    told: list[str] = []
    write(tx, "before", Document("Before it"))
    body = " ".join(f"w{number}x{number * 7}y" for number in range(1_200))
    execute = Transaction.execute

    def counted(self: Transaction, statement: Any, parameters: Any = None) -> Any:
        told.append(str(statement))
        return execute(self, statement, parameters)

    postmortems.create(tx, "long", "Long")
    monkeypatch.setattr(Transaction, "execute", counted)
    index.index(tx, "long", Document('Braces {a,"b"} NULL \\ and quotes', body))
    monkeypatch.undo()
    added = [line for line in told if "INSERT INTO similar_term" in line]
    assert len(added) == (3 if tx.dialect == "sqlite" else 1)
    assert found(tx, "w7x49y") == found(tx, "w1199x8393y") == found(tx, "braces quotes") == ["long"]


def test_names_of_people_are_not_indexed(library: Transaction) -> None:
    """Who was there says nothing about what broke."""
    assert found(library, "Ola") == []


def test_only_what_began_before_and_is_not_left_out(library: Transaction) -> None:
    """The moment itself is not before it."""
    text = "disk certificate ディスク"
    assert found(library, text, before=BEGIN + timedelta(days=1)) == ["disk"]
    assert found(library, text, leave_out=("disk", "kanji")) == ["shop"]


def test_what_was_found_out_later_was_not_known_before(library: Transaction) -> None:
    """A fault that slept for weeks is known from when it was detected."""
    record = postmortems.Record("{}", "Relay", started_at=BEGIN, detected_at=BEGIN + timedelta(days=9))
    postmortems.create(library, "latent", "Relay")
    postmortems.save_record(library, "latent", record, 1)
    index.index(library, "latent", Document("Relay blocked"))
    assert found(library, "relay", before=BEGIN + timedelta(days=9)) == []
    assert found(library, "relay", before=BEGIN + timedelta(days=10)) == ["latent"]


def test_the_trash_is_left_out_until_it_is_restored(library: Transaction) -> None:
    """Nothing has to be indexed again."""
    postmortems.trash(library, "disk")
    assert found(library, "disk") == []
    postmortems.restore(library, "disk")
    assert found(library, "disk") == ["disk"]


def test_a_purge_takes_its_terms_along(library: Transaction) -> None:
    """No row stays behind."""
    postmortems.purge(library, "disk")
    assert library.sql("SELECT count(*) FROM similar_index").scalar() == 2
    assert library.sql("SELECT count(*) FROM similar_term WHERE term = 'databas'").scalar() == 0


def test_a_changed_report_is_found_by_its_new_words_only(library: Transaction) -> None:
    """And an unchanged one is not written again."""
    index.index(library, "disk", Document("Database memory full"))
    assert found(library, "memory") == ["disk"]
    assert found(library, "disk rotated") == []
    library.sql("DELETE FROM similar_term")
    index.index(library, "disk", Document("Database memory full"))
    assert library.sql("SELECT count(*) FROM similar_term").scalar() == 0


def test_counts_tell_how_rare_a_term_is(library: Transaction) -> None:
    """In how many reports it stands, of how many; the same for kinds of failure."""
    archive = candidates.find(library, query_of("certificate of a database absent", "")).archive
    assert archive.total == 3
    assert {term: archive.found_in.get(term) for term in ("certif", "databas", "absent")} == {
        "certif": 1,
        "databas": 1,
        "absent": 0,
    }
    assert archive.shape_in["certificate"] == 1


def test_an_index_of_an_older_form_is_filled_again(library: Transaction) -> None:
    """From the records, once."""
    record = postmortems.Record('{"title": "Mail is late", "summary": {"what_happened": "A relay was blocked."}}')
    postmortems.create(library, "mail", "Mail is late")
    postmortems.save_record(library, "mail", record, 1)
    assert found(library, "relay") == []
    index.update_index(library)
    assert found(library, "relay blocked") == ["mail"]
    assert settings_kv.get_setting(library, settings_kv.SIMILAR_FORM) == FORM
    library.sql("DELETE FROM similar_index")
    index.update_index(library)
    assert found(library, "relay") == []


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_typed_is_never_a_query_language(library: Transaction, text: str) -> None:
    """Neither when it is looked for nor when it is indexed."""
    write(library, "hostile", Document(text, text, text, (text,), (text,)))
    candidates.find(library, query_of(text, text, (text,), (text,)))


def test_candidates_come_with_what_the_ranking_asks(library: Transaction) -> None:
    """Counts of the terms of the query, the terms of each part, shapes, length and services."""
    (shop,) = candidates.find(library, query_of("Shop certificates", "", ("shop",))).candidates
    assert (shop.postmortem_id, shop.title, shop.happened_at) == ("shop", "Shop down", BEGIN + timedelta(days=1))
    assert shop.counts["shop"] == 2
    assert shop.counts["certif"] == 1
    assert list(shop.title_terms) == ["shop", "down"]
    assert shop.body == "shop renew"
    assert shop.shapes["certificate"] >= 1
    assert shop.length == 5
    assert shop.services == {"shop"}


def test_the_examples_that_come_with_debrief_never_happened(tx: Transaction) -> None:
    """They are left out."""
    postmortems.create(tx, "example", "Shop down", example=True)
    index.index(tx, "example", Document("Shop down", "Its certificate expired."))
    assert found(tx, "certificate of the shop") == []


def test_other_spellings_find_it(library: Transaction) -> None:
    """A slip, a compound written apart, and words written as one."""
    write(library, "pool", Document("NodePool empty", "Nothing was scheduled on Prometheus."), 3)
    write(library, "apart", Document("Load balancer", "The load balancer dropped everything."), 4)
    assert found(library, "promethus") == ["pool"]
    assert found(library, "certifcate") == ["shop"]
    assert found(library, "node pool") == ["pool"]
    assert found(library, "loadbalancer") == ["apart"]
    assert found(library, "xylophone") == []


def test_words_that_are_names_here_are_taken_out_of_the_query(library: Transaction) -> None:
    """Whoever is written as owner or as who did it is no reason, also where a report mentions them."""
    write(library, "mention", Document("Gate stuck", "Ola found the gate open."), 5)
    write(library, "owner", Document("Door stuck", "The door was shut.", names=("Ola",)), 6)
    query = candidates.find(library, query_of("Ola opened the gate", "")).query
    assert "ola" not in query.weights
    assert "gate" in query.weights


def test_which_terms_a_postmortem_has(library: Transaction) -> None:
    """For learning from pairs of them."""
    assert candidates.having(library, ["disk", "shop", "gone"], ["certif", "databas"]) == {
        "disk": {"databas"},
        "shop": {"certif"},
    }


def test_common_words_are_not_read_beyond_measure(library: Transaction, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rarest terms are looked for first; what is left out is still counted by the ranking."""
    for number in range(5):
        write(library, f"many{number}", Document("Gate stuck", "The gate was stuck, again."), number)
    monkeypatch.setattr(candidates, "MOST_POSTINGS", 3)
    assert found(library, "gate certificate") == ["shop"]
