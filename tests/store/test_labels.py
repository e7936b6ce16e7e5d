"""Services, tags and lenses as rows: in step with the record, compared without case, and there for older databases."""

import pytest
from sqlalchemy import select

from core.domain.postmortem import AnswerRow, Lens, Postmortem, RootCause
from core.services.documents.records import record_of
from core.store import postmortems
from core.store.database import tables
from core.store.database.transaction import Transaction
from core.store.labels import LabelCount, LabelKind, has_label, label_counts
from tests.support.databases import migrated

_P = tables.postmortem.c
BEFORE = "0013"
"""The schema before labels."""


def having(tx: Transaction, kind: LabelKind, value: str) -> list[str]:
    return list(tx.execute(select(_P.id).where(has_label(kind, value)).order_by(_P.id)).scalars())


def store(tx: Transaction, pm_id: str, content: Postmortem, update: int = 1) -> None:
    if postmortems.get(tx, pm_id) is None:
        postmortems.create(tx, pm_id, content.title)
    postmortems.save_record(tx, pm_id, record_of(content), update)


def content(*services: str, tags: tuple[str, ...] = (), **lenses: str) -> Postmortem:
    answers = {lens: (AnswerRow(id="a", text=text),) for lens, text in lenses.items()}
    return Postmortem(title="Outage", services=services, tags=tags, root_cause=RootCause(**answers))


def test_labels_are_found_however_they_are_written(tx: Transaction) -> None:
    """Case and spaces do not matter; a part of a name is another name."""
    store(tx, "one", content("Checkout API", tags=("dns",)))
    store(tx, "two", content("checkout  api", "Search"))
    assert having(tx, LabelKind.SERVICE, " CHECKOUT api ") == ["one", "two"]
    assert having(tx, LabelKind.SERVICE, "checkout") == []
    assert having(tx, LabelKind.TAG, "DNS") == ["one"]
    assert having(tx, LabelKind.SERVICE, "dns") == []


def test_a_lens_counts_with_an_answer(tx: Transaction) -> None:
    """An empty row under it is no answer."""
    store(tx, "one", content(monitoring="The alert was muted.", process="   "))
    assert having(tx, LabelKind.LENS, Lens.MONITORING) == ["one"]
    assert having(tx, LabelKind.LENS, Lens.PROCESS) == []


def test_they_follow_the_record(tx: Transaction) -> None:
    """What was taken out is not found any more; an older projection changes nothing."""
    store(tx, "one", content("search", tags=("dns",)), 1)
    store(tx, "one", content("checkout"), 2)
    store(tx, "one", content("search"), 1)
    assert having(tx, LabelKind.SERVICE, "search") == []
    assert having(tx, LabelKind.SERVICE, "checkout") == ["one"]
    assert having(tx, LabelKind.TAG, "dns") == []


def test_an_unchanged_record_writes_nothing(tx: Transaction, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most changes are typed elsewhere, four times a second."""
    store(tx, "one", content("search", "Search", " SEARCH "), 1)
    monkeypatch.setattr(tables.record_label, "insert", lambda: pytest.fail("written again"))
    store(tx, "one", content("search", "Search", " SEARCH "), 2)
    assert having(tx, LabelKind.SERVICE, "search") == ["one"]


def test_counts_leave_the_trash_out(tx: Transaction) -> None:
    """By name; one spelling for all."""
    store(tx, "one", content("Search", "checkout"))
    store(tx, "two", content("search"))
    store(tx, "gone", content("search", "billing"))
    postmortems.trash(tx, "gone")
    assert label_counts(tx, LabelKind.SERVICE) == [LabelCount("checkout", 1), LabelCount("Search", 2)]
    postmortems.purge(tx, "gone")
    assert label_counts(tx, LabelKind.TAG) == []


def test_blank_and_hostile_names_are_only_names(tx: Transaction) -> None:
    """Nothing of them means anything to a database."""
    odd = ("  ", "'; DROP TABLE postmortem; --", "%", "_", "\x00", "x" * 5_000, "😀")
    store(tx, "one", content(*odd))
    store(tx, "two", content("plain"))
    assert having(tx, LabelKind.SERVICE, "%") == ["one"]
    assert having(tx, LabelKind.SERVICE, "") == []
    assert having(tx, LabelKind.SERVICE, "😀") == ["one"]


def test_an_older_database_gets_the_labels_of_its_records(empty_database_url: str) -> None:
    """Whoever updates narrows down what was written before; a record that cannot be read stops nothing."""
    database = migrated(empty_database_url)
    with database.write() as tx:
        store(tx, "old", content("Search", " search ", tags=("dns",), monitoring="The alert was muted.", culture=" "))
        store(tx, "broken", content("checkout"))
        broken = tables.record.update().where(tables.record.c.postmortem_id == "broken")
        tx.execute(broken.values(postmortem_json="{"))
        tx.sql("DROP TABLE record_label")
        tx.sql("UPDATE alembic_version SET version_num = :before", before=BEFORE)
    database.migrate()
    with database.read() as tx:
        label = tables.record_label.c
        rows = tx.execute(select(label.postmortem_id, label.kind, label.key)).all()
        assert {tuple(row) for row in rows} == {
            ("old", "service", "search"),
            ("old", "tag", "dns"),
            ("old", "lens", "monitoring"),
        }
    database.close()
